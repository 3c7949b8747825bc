"""Stories as a table of comma-separated values (RFC 4180)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.exports.records import Context, ExportedStory
from archive.model import NameKind
from archive.table_rows import row

COLUMNS = (
    "headline",
    "date",
    "precision",
    "source",
    "url",
    "actors",
    "organisations",
    "permalink",
)


def as_csv(stories: Iterable[ExportedStory], context: Context) -> Iterator[bytes]:
    """Write a row a story; names of a kind stand in one cell, parted by semicolons."""
    yield row(COLUMNS)
    for story in stories:
        yield row(
            (
                story.headline,
                story.published.iso,
                story.published.precision.value,
                story.story.source,
                story.story.url,
                "; ".join(story.names[NameKind.ACTOR]),
                "; ".join(story.names[NameKind.ORGANISATION]),
                story.permalink(context),
            )
        )
