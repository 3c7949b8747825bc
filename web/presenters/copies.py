"""The same story elsewhere, and what differs, as the page of a story says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.comparisons.copies import Copy
from archive.comparisons.differences import Difference, differences
from archive.model import Story
from web.addresses import segment, story_url
from web.presenters.counts import counted
from web.presenters.results import date_words

LISTED = 8
"""Copies that are listed at once; the others behind a fold."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy: its place, how much of it is the same, and where the difference is shown."""

    headline: str
    url: str
    date: str
    source: str
    alike: str
    beside_url: str


@dataclass(frozen=True, slots=True)
class CopyBox:
    """All copies of a story; `first` says which of them, itself counted, was the first."""

    words: str
    first: str
    lines: tuple[CopyLine, ...]
    more: tuple[CopyLine, ...]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """Two stories in one text; `before` and `after` are what stands in one of them only."""

    before: CopyLine
    after: CopyLine
    is_same: bool
    headline: tuple[Difference, ...]
    text: tuple[Difference, ...]


def copy_box(story: Story, copies: Sequence[Copy]) -> CopyBox | None:
    """Lay out the copies of a story; None without any."""
    if not copies:
        return None
    lines = tuple(_line(copy.story, story, copy.likeness) for copy in copies)
    return CopyBox(
        f"Also in {counted(len(copies), 'other place')}",
        _first(story, copies),
        lines[:LISTED],
        lines[LISTED:],
    )


def beside_page(before: Story, after: Story) -> BesidePage:
    """Lay out what differs between two stories, the second read against the first."""
    headline = differences(before.headline, after.headline)
    text = differences(before.text, after.text)
    return BesidePage(
        _line(before, after),
        _line(after, before),
        all(piece.change == "same" for piece in (*headline, *text)),
        headline,
        text,
    )


def percent_alike(likeness: float) -> str:
    """How much of two texts is the same, in words that do not promise too much.

    >>> percent_alike(1.0), percent_alike(0.999), percent_alike(0.62)
    ('the same words', '99 % the same', '62 % the same')
    """
    return "the same words" if likeness == 1 else f"{int(100 * likeness)} % the same"


def _first(story: Story, copies: Sequence[Copy]) -> str:
    dated = [s for s in (story, *(copy.story for copy in copies)) if s.published.is_known]
    if not dated:
        return ""
    first = min(dated, key=lambda told: told.published.iso)
    where = "here" if first is story else first.source
    return f"First on {date_words(first.published)}{f', {where}' if where else ''}"


def _line(story: Story, other: Story, likeness: float = 0.0) -> CopyLine:
    return CopyLine(
        story.headline or "Untitled story",
        story_url(story.story_id),
        date_words(story.published),
        story.source,
        percent_alike(likeness),
        f"{story_url(other.story_id)}/beside?other={segment(story.story_id)}",
    )
