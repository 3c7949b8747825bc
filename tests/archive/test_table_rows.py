from __future__ import annotations

import csv
from io import StringIO

import pytest

from archive.table_rows import harmless, row

BEGINNINGS = ["=", "+", "-", "@", "\t", "\r", "\n", " =", "  -", "\0=", "\uff1d"]


@pytest.mark.parametrize("begin", BEGINNINGS)
def test_no_cell_is_a_formula(begin: str) -> None:
    assert harmless(f"{begin}HYPERLINK()").startswith("'")


def test_a_dash_alone_is_no_formula() -> None:
    assert harmless("-") == "-"


def test_numbers_stay_numbers_and_texts_come_back_as_they_were() -> None:
    cells = (-1, 0.25, 'said "no", twice', "two\nlines", "é")
    (again,) = csv.reader(StringIO(row(cells).decode(), newline=""))
    assert again == [str(cell) for cell in cells]


def test_what_has_no_bytes_is_written_as_a_question_mark() -> None:
    assert row(["\ud800"]) == b"?\r\n"
