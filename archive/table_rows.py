"""Rows of tables of comma-separated values (RFC 4180) that no spreadsheet reckons with."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")


def row(cells: Iterable[str | float]) -> bytes:
    r"""Write one row, its line end with it; texts are made harmless.

    >>> row(["a", "b, c", "=1+1", -2]).decode()
    'a,"b, c",\'=1+1,-2\r\n'
    """
    line = StringIO()
    safe = (harmless(cell) if isinstance(cell, str) else cell for cell in cells)
    csv.writer(line).writerow(safe)
    return line.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula (CWE-1236).

    >>> harmless("@SUM(A1)"), harmless("2 = 2"), harmless("-")
    ("'@SUM(A1)", '2 = 2', '-')
    """
    text = cell.replace("\0", "")
    is_formula = text != "-" and text.lstrip(" ").startswith(_BEGINS_A_FORMULA)
    return f"'{text}" if is_formula else text
