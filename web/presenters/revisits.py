"""What is new, gone or changed in a saved query, as its pages say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.exports import ExportedStory
from archive.saved.revisits import Revisit
from archive.search.labels import day_label
from archive.search.results import SnippetPart
from web.addresses import encoded, segment, story_url
from web.presenters.counts import number, stories
from web.presenters.links import Choice
from web.presenters.results import ResultLine, date_words

NEW, CHANGED, GONE = "new", "changed", "gone"
_SHOWN = {NEW: "{} new", CHANGED: "{} changed", GONE: "{} gone"}
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RevisitLine:
    """In a line: since when, and a link to each kind of difference; no links if there is none."""

    since: str
    links: tuple[Choice, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The stories of one kind of difference; `missing` are ids that left the archive."""

    slug: str
    name: str
    url: str
    line: RevisitLine
    shown: str
    words: str
    stories: tuple[ResultLine, ...]
    missing: tuple[str, ...]
    day: str
    remembers: bool
    previous_url: str
    next_url: str


def revisit_line(slug: str, revisit: Revisit, *, shown: str = "", day: str = "") -> RevisitLine:
    """Say how a saved query differs; `day` is the one that was asked for, if one was."""
    url = f"/s/{segment(slug)}/changes"
    kept = f"&since={encoded(day)}" if day else ""
    links = [
        Choice(_SHOWN[kind].format(number(len(ids))), f"{url}?show={kind}{kept}", kind == shown)
        for kind, ids in kinds(revisit).items()
        if ids
    ]
    return RevisitLine(_since_words(revisit.since), tuple(links), url)


def kinds(revisit: Revisit) -> dict[str, tuple[str, ...]]:
    """The ids of each kind of difference, in the order they are told."""
    return {NEW: revisit.new, CHANGED: revisit.changed, GONE: revisit.gone or ()}


def first_kind(revisit: Revisit) -> str:
    """The kind to show when none is asked for: the first that there is."""
    return next((kind for kind, ids in kinds(revisit).items() if ids), NEW)


def changes_page(
    slug: str,
    name: str,
    revisit: Revisit,
    found: Sequence[ExportedStory],
    *,
    shown: str,
    page: int,
    day: str,
    address: str,
) -> ChangesPage:
    """Lay out one page of a kind of difference; `address` is the search of the saved query."""
    ids = kinds(revisit)[shown]
    here = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    there = {story.story_id for story in found}
    line = revisit_line(slug, revisit, shown=shown, day=day)
    return ChangesPage(
        slug=slug,
        name=name,
        url=f"/s/{segment(slug)}",
        line=line,
        shown=shown,
        words=f"{stories(len(ids)).capitalize()} {shown}",
        stories=tuple(told_line(story, address) for story in found),
        missing=tuple(key for key in here if key not in there),
        day=day,
        remembers=revisit.gone is not None,
        previous_url=_page_url(line.url, shown, day, page - 1) if page > 1 else "",
        next_url=_page_url(line.url, shown, day, page + 1) if page * PER_PAGE < len(ids) else "",
    )


def told_line(told: ExportedStory, address: str = "") -> ResultLine:
    """A story from the store as a line of a list."""
    return ResultLine(
        url=story_url(told.story_id, address),
        headline=(SnippetPart(told.headline),),
        snippet=(),
        date=date_words(told.published),
        day=told.published.iso,
        source=told.story.source,
    )


def moment_asked(text: str) -> datetime | None:
    """The day that was typed, as its first moment, or the moment; in UTC unless it says otherwise.

    >>> moment_asked("2024-02-30") is None, moment_asked("2024-02-03").isoformat()
    (True, '2024-02-03T00:00:00+00:00')
    >>> moment_asked("2024-02-03T12:30:00Z").isoformat()
    '2024-02-03T12:30:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _since_words(moment: datetime) -> str:
    return f"{day_label(moment.date())}, {moment:%H:%M} UTC"


def _page_url(url: str, shown: str, day: str, page: int) -> str:
    kept = f"&since={encoded(day)}" if day else ""
    return f"{url}?show={shown}{kept}&page={page}"
