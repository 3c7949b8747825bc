"""Lists of queries: what is read, what is told, and that nothing stops the rest."""

from __future__ import annotations

import pytest

from archive.comparisons.batch import MOST_BYTES, MOST_QUERIES, BatchLine, read_batch
from archive.errors import BatchError


def test_pasted_lines_keep_their_quotes_and_commas() -> None:
    lines = read_batch(b'"peace talks"\r\n\r\nferry, crane\rx', is_table=False)
    assert lines == (
        BatchLine(1, '"peace talks"'),
        BatchLine(3, "ferry, crane"),
        BatchLine(4, "x"),
    )


def test_a_table_has_its_queries_in_one_column() -> None:
    table = '\ufeffnote,Query\nfirst,"""peace talks"", then"\nsecond,"two\nlines"\nthird,x\n'
    assert read_batch(table.encode(), is_table=True) == (
        BatchLine(2, '"peace talks", then'),
        BatchLine(3, "two\nlines"),
        BatchLine(5, "x"),
    )


def test_a_comma_without_quotes_is_told_not_guessed() -> None:
    good, bad = read_batch(b"ferry\npeace, war\n", is_table=True)
    assert (good.query_text, good.reason) == ("ferry", "")
    assert (bad.number, bad.query_text) == (2, "peace, war")
    assert "quotes" in bad.reason


@pytest.mark.parametrize("is_table", [True, False])
def test_what_is_not_utf8_is_told_and_the_rest_is_read(is_table: bool) -> None:
    bad, good = read_batch(b"caf\xe9\nferry", is_table=is_table)
    assert (bad.query_text, bad.reason) == ("caf\ufffd", "this is not UTF-8; save it as UTF-8")
    assert good == BatchLine(2, "ferry")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no query"),
        (b"query\n\n", "no query"),
        (b"x\n" * (MOST_QUERIES + 1), "split"),
        (b"x" * (MOST_BYTES + 1), "split"),
    ],
)
def test_too_little_or_too_much_says_what_to_do(content: bytes, message: str) -> None:
    with pytest.raises(BatchError, match=message):
        read_batch(content, is_table=True)
