"""Stories as a table of comma-separated values (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from archive.exports.records import Context, ExportedStory
from archive.model import NameKind

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
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")


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


def row(cells: Iterable[str]) -> bytes:
    r"""Write one row, its line end with it.

    >>> row(["a", "b, c", "=1+1"]).decode()
    'a,"b, c",\'=1+1\r\n'
    """
    line = StringIO()
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula (CWE-1236).

    >>> harmless("@SUM(A1)"), harmless("2 = 2")
    ("'@SUM(A1)", '2 = 2')
    """
    text = cell.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text
