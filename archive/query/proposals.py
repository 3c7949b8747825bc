"""Periods that a reader may have meant by words that are none."""

from __future__ import annotations

import re

from archive.query.periods import parse_period

_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})(?:[/.]([0-9]{1,2}))?")
_YEAR_LAST = re.compile(r"(?:([0-9]{1,2})[-/.])?([0-9]{1,2})[-/.]([0-9]{4})")
_BETWEEN = re.compile(r"\[?([0-9-]+?)(?:\s+TO\s+|\s+\.\.\s*|[-–—])([0-9-]+)\]?")


def proposed_period(text: str) -> tuple[str, ...]:
    """The one period that a text can mean, in canonical words; none where it is a guess.

    >>> proposed_period("28/04/2023"), proposed_period("2023/4"), proposed_period("2021-2023")
    (('2023-04-28',), ('2023-04',), ('2021-01..2023-12',))
    >>> proposed_period("03/04/2023"), proposed_period("[2023-01 TO 2023-03]")
    ((), ('2023-01..2023-03',))
    """
    found = {period.text for written in _readings(text) if (period := parse_period(written))}
    return tuple(found) if len(found) == 1 else ()


def _readings(text: str) -> list[str]:
    if match := _YEAR_FIRST.fullmatch(text):
        return ["-".join(part for part in match.groups() if part)]
    if match := _YEAR_LAST.fullmatch(text):
        one, other, year = match.groups()
        return [f"{year}-{one}-{other}", f"{year}-{other}-{one}"] if one else [f"{year}-{other}"]
    if match := _BETWEEN.fullmatch(text):
        return [f"{match[1]}..{match[2]}"]
    return []
