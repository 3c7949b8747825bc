"""Offices that listed actors hold, with their years, as an authority file has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TERM = r"\d{4}(?:-(?:\d{4})?)?"
_OFFICE = re.compile(rf"(?P<role>\S.*?),? (?P<terms>{_TERM}(?:, ?{_TERM})*)")

Term = tuple[int, int | None]
"""First and last year; None for one that goes on."""


@dataclass(frozen=True, slots=True)
class Office:
    """A role and the years it was held in."""

    role: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, text: str) -> Office:
        """Read an office; raise ValueError for one that ends with no years.

        >>> Office.of("Prime Minister of Utopia 1999-2003, 2011, 2025-").terms
        ((1999, 2003), (2011, 2011), (2025, None))
        """
        match = _OFFICE.fullmatch(text)
        terms = tuple(map(_term, match["terms"].split(","))) if match else ()
        if match is None or any(last is not None and last < first for first, last in terms):
            raise ValueError(
                f"office {text!r} ends with no years; write: Prime Minister of Utopia 1999-2003"
            )
        return cls(match["role"], terms)

    def __str__(self) -> str:
        """The office as it is shown.

        >>> str(Office("Prime Minister of Utopia", ((1999, 2003), (2011, 2011), (2025, None))))
        'Prime Minister of Utopia, 1999–2003, 2011, since 2025'
        """
        return ", ".join((self.role, *map(_years, self.terms)))

    def last_held(self, year: int) -> int | None:
        """The last year up to a given one in which the office was held; None before all terms.

        >>> [Office.of("Mayor 1999-2003, 2025-").last_held(y) for y in (1998, 2001, 2024, 2030)]
        [None, 2001, 2003, 2030]
        """
        begun = [
            year if last is None else min(year, last) for first, last in self.terms if first <= year
        ]
        return max(begun, default=None)


def _term(text: str) -> Term:
    first, dash, last = text.strip().partition("-")
    return int(first), int(last) if last else None if dash else int(first)


def _years(term: Term) -> str:
    first, last = term
    if last is None:
        return f"since {first}"
    return str(first) if first == last else f"{first}–{last}"
