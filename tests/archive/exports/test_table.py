from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from archive.exports import ExportedStory
from archive.exports.table import COLUMNS, as_csv
from archive.model import PartialDate
from tests.archive.exports.builders import CONTEXT, exported


def rows(*stories: ExportedStory) -> list[list[str]]:
    written = b"".join(as_csv(stories, CONTEXT))
    return list(csv.reader(StringIO(written.decode(), newline="")))


def test_a_row_tells_what_a_reader_needs() -> None:
    story = exported(
        "a/b",
        headline='Talks, "frank"\nand long',
        published=PartialDate.of(2023, 4),
        source="Coast Daily",
        url="https://example.org/a",
        actors=("Ada Larsen", "Bo Okafor"),
        organisations=("Ferry Union",),
    )
    assert rows(story) == [
        list(COLUMNS),
        [
            'Talks, "frank"\nand long',
            "2023-04",
            "month",
            "Coast Daily",
            "https://example.org/a",
            "Ada Larsen; Bo Okafor",
            "Ferry Union",
            "http://archive.test/story/a%2Fb",
        ],
    ]


def test_an_undated_story_has_no_date() -> None:
    assert rows(exported())[1][1:3] == ["", "none"]


def test_the_heading_is_there_when_nothing_is_found() -> None:
    assert rows() == [list(COLUMNS)]


def test_rows_are_written_one_at_a_time() -> None:
    def endless() -> Iterator[ExportedStory]:
        while True:
            yield exported()

    written = as_csv(endless(), CONTEXT)
    next(written)
    assert next(written).startswith(b"Ferry sails,")
