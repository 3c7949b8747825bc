"""What is wrong with a query, where, and how it could be written instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WarningCode(StrEnum):
    """The kinds of faults."""

    DROPPED_OPERATOR = "dropped_operator"
    UNBALANCED_QUOTE = "unbalanced_quote"
    UNBALANCED_BRACKET = "unbalanced_bracket"
    EMPTY_BRACKETS = "empty_brackets"
    UNKNOWN_FIELD = "unknown_field"
    DATE_NOT_UNDERSTOOD = "date_not_understood"
    WILDCARD_TOO_SHORT = "wildcard_too_short"
    FUZZY_TOO_SHORT = "fuzzy_too_short"
    FUZZY_OUT_OF_RANGE = "fuzzy_out_of_range"
    FUZZY_WITH_WILDCARD = "fuzzy_with_wildcard"
    NEAR_OUT_OF_RANGE = "near_out_of_range"
    STOP_WORDS_ONLY = "stop_words_only"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    LOWERCASE_OPERATOR = "lowercase_operator"
    QUOTATIONS_UNKNOWN = "quotations_unknown"


@dataclass(frozen=True, slots=True)
class QueryWarning:
    """A fault in a query, or a hint.

    `start` and `end` are offsets into the query's text as typed. `repair` is the whole text
    with this fault mended, None where nothing can be proposed.
    """

    code: WarningCode
    message: str
    start: int
    end: int
    repair: str | None = None


def mended(text: str, start: int, end: int, instead: str = "") -> str:
    """Put other words in place of a stretch of a query, parted from their neighbours by spaces.

    >>> mended("a OR (b", 5, 6), mended("peace & war", 6, 7)
    ('a OR b', 'peace war')
    """
    if instead:
        gap = "" if text[end : end + 1] in ("", ")") or text[end].isspace() else " "
        return f"{text[:start]}{instead}{gap}{text[end:]}".strip()
    before, after = text[:start].rstrip(), text[end:].lstrip()
    joint = "" if before.endswith("(") or after.startswith(")") else " "
    return f"{before}{joint}{after}".strip()


def quoted(text: str) -> str:
    """A piece of a query in quotation marks, shortened where it is long.

    >>> quoted("peace")
    '“peace”'
    """
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"
