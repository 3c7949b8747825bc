"""The query tree: what a reader asks, whatever engine answers.

A `field` of None searches headline and text; `title` and `text` one of them, `said` what stands
in one quotation; the others the names of a facet, or of those who are quoted. Nodes are values:
equal trees ask the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.query.periods import Period


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every story."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms; one that holds several tokens is read as a phrase."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other; with a slop, in any order with at most so many words between."""

    text: str
    slop: int = 0
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words as written that fit a pattern: `?` is one letter, `*` any number of them.

    A prefix is the pattern that ends in its only `*`. The text is folded.
    """

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words as written within `distance` edits (insert, delete, change, swap), same first letter.

    The text is folded.
    """

    text: str
    distance: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """Stories published in a period."""

    period: Period


@dataclass(frozen=True, slots=True)
class SpeaksOf:
    """Stories that speak of a period in their text."""

    period: Period


@dataclass(frozen=True, slots=True)
class And:
    """Stories that all parts match."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Stories that at least one part matches."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Stories that the part does not match."""

    part: Query


Query = MatchAll | Word | Phrase | Pattern | Fuzzy | Published | SpeaksOf | And | Or | Not
