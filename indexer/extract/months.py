"""The names of the months in the languages that news pages are most often written in.

They stand in `month_names.txt`, one line for each month from January on.
"""

from __future__ import annotations

import re
from importlib.resources import files

from archive.model import fold


def _read_numbers() -> dict[str, int]:
    lines = files("indexer.extract").joinpath("month_names.txt").read_text("utf-8").splitlines()
    numbers: dict[str, int] = {}
    for number, names in enumerate(lines, start=1):
        for name in fold(names).split():
            numbers.setdefault(name, number)
    return numbers


MONTH_NUMBERS = _read_numbers()
"""Folded name to number; a name of two months in two languages is the one of the first."""

MONTH_PATTERN = "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True))
"""An expression that any of the folded names fits, longest first."""
