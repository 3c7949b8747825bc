"""What one piece of a query is read as."""

from __future__ import annotations

from dataclasses import dataclass

from archive.query.lint import WarningCode, quoted
from archive.query.nodes import Fuzzy, Pattern, Phrase, Published, SpeaksOf, Word

Leaf = Word | Phrase | Pattern | Fuzzy | Published | SpeaksOf


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a piece; `instead` are the pieces to write in its place, if any."""

    code: WarningCode
    message: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece asks for, all of it to be matched; no leaves where it is left out."""

    leaves: tuple[Leaf, ...] = ()
    fault: Fault | None = None


def without_words(text: str) -> Reading:
    """Read a piece in which nothing can be searched."""
    what = quoted(text) if text.strip() else "what stands between the quotation marks"
    return Reading(
        fault=Fault(WarningCode.NO_WORDS, f"{what} has no letter or digit; it is left out")
    )
