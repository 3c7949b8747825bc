"""How much one story may hold; what is beyond that is cut, with a note, or refused."""

from __future__ import annotations

from dataclasses import replace

from archive.errors import MalformedSeedError
from archive.model import Story
from indexer.readers.sentences import shortened

LONGEST_TEXT = 5_000_000
"""Most characters of text that one story may have."""

LONGEST_HEADLINE = 500
LONGEST_FIELD = 200
LONGEST_URL = 2_000
MOST_VALUES = 1_000
"""Most authors or given names of one story."""


def require_length(text: str, locator: str) -> None:
    """Raise MalformedSeedError for a text as long as a library, which is no story."""
    if len(text) > LONGEST_TEXT:
        raise MalformedSeedError(
            f"{locator}: {len(text):,} characters in one story, at most {LONGEST_TEXT:,} "
            "are read; split it"
        )


def within_limits(story: Story) -> Story:
    """Cut or leave out what is too long for its field, with a note."""
    cut = replace(
        story,
        headline=shortened(story.headline, longest=LONGEST_HEADLINE),
        source=shortened(story.source, longest=LONGEST_FIELD),
        language=story.language if len(story.language) <= LONGEST_FIELD else "",
        url=story.url if len(story.url) <= LONGEST_URL else "",
        authors=_kept(story.authors),
        given_names=tuple(n for n in story.given_names if len(n.text) <= LONGEST_FIELD)[
            :MOST_VALUES
        ],
    )
    if cut == story:
        return story
    return replace(
        cut, notes=(*story.notes, f"{story.locator}: fields that were too long were cut")
    )


def _kept(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) <= LONGEST_FIELD)[:MOST_VALUES]
