"""Every place where a name stands, with the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Mention, Span, Story
from archive.search.results import SnippetPart
from web.addresses import story_url
from web.presenters.results import UNTITLED, date_words

AROUND = 90
"""Characters on each side of a name."""
MOST_PLACES = 20
"""Places of one story that are shown."""


@dataclass(frozen=True, slots=True)
class StoryContexts:
    """A story with the places where the name stands; `more` counts those left out."""

    headline: tuple[SnippetPart, ...]
    url: str
    date: str
    rule: str
    places: tuple[tuple[SnippetPart, ...], ...]
    more: int


def story_contexts(story: Story, mention: Mention) -> StoryContexts:
    """Lay out the places of a name in one story."""
    return StoryContexts(
        headline=(SnippetPart(story.headline),) if story.headline else UNTITLED,
        url=story_url(story.story_id),
        date=date_words(story.published),
        rule=mention.rule,
        places=tuple(_context(story.text, span) for span in mention.spans[:MOST_PLACES]),
        more=max(0, len(mention.spans) - MOST_PLACES),
    )


def _context(text: str, span: Span) -> tuple[SnippetPart, ...]:
    start, end = span
    before = _whole_words(text[max(0, start - AROUND) : start], cut=start > AROUND)
    after = text[end : end + AROUND]
    if end + AROUND < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    parts = ((before, False), (text[start:end], True), (after, False))
    return tuple(SnippetPart(" ".join(_flat(words)), is_match) for words, is_match in parts)


def _whole_words(text: str, *, cut: bool) -> str:
    return "… " + text.split(" ", 1)[1] if cut and " " in text else text


def _flat(words: str) -> Sequence[str]:
    """The words on one line; a space at an end is kept."""
    return words.replace("\n", " ").split(" ")
