"""What is odd in a query: said with its place and, where there is one, a mended query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WarningCode(StrEnum):
    """What is odd."""

    DROPPED_OPERATOR = "dropped_operator"
    UNBALANCED_QUOTE = "unbalanced_quote"
    UNBALANCED_BRACKET = "unbalanced_bracket"
    EMPTY_BRACKETS = "empty_brackets"
    UNKNOWN_FIELD = "unknown_field"
    DATE_NOT_UNDERSTOOD = "date_not_understood"
    WILDCARD_TOO_SHORT = "wildcard_too_short"
    FUZZY_TOO_SHORT = "fuzzy_too_short"
    OUT_OF_RANGE = "out_of_range"
    STOP_WORDS_ONLY = "stop_words_only"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    LOWERCASE_OPERATOR = "lowercase_operator"


@dataclass(frozen=True, slots=True)
class QueryWarning:
    """Something odd in `query_text[start:end]`; `repair` is the whole query, mended."""

    code: WarningCode
    message: str
    start: int
    end: int
    repair: str | None = None


def replacing(text: str, start: int, end: int, new: str = "") -> str:
    """The text with a stretch of it replaced and no blanks left over.

    >>> replacing("peace AND", 6, 9)
    'peace'
    """
    return " ".join((text[:start] + new + text[end:]).split())
