"""From a tree to a sentence: what is searched, for people."""

from __future__ import annotations

from archive.query.nodes import (
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Pattern,
    Phrase,
    Published,
    Query,
    SpeaksOf,
    Word,
)
from archive.query.periods import Period

_PLACES = {None: "", "title": " in the headline", "text": " in the text"}


def understood(tree: Query) -> str:
    """Say what a query asks.

    >>> understood(And((Word("peace"), Not(Word("putin", "actor")))))
    'stories with “peace” in any form and not an actor named “putin”'
    """
    if isinstance(tree, MatchAll):
        return "all stories"
    return f"stories {_with(tree)}{_say(tree)}"


def _with(tree: Query) -> str:
    """The word that leads over to what stories have."""
    first = tree.parts[0] if isinstance(tree, And | Or) else tree
    if isinstance(first, And | Or):
        return _with(first)
    return "" if isinstance(first, Published | SpeaksOf | Not) else "with "


def _say(tree: Query) -> str:
    match tree:
        case MatchAll():
            return "anything"
        case And(parts):
            return " and ".join(map(_inner, parts))
        case Or(parts):
            return " or ".join(map(_inner, parts))
        case Not(Published() | SpeaksOf() as part):
            return f"not {_say(part)}"
        case Not(part):
            return f"not {_inner(part)}"
        case Word(text, field):
            return _named(f"“{text}”", field, " in any form")
        case Phrase(text, 0, field):
            return _named(f"“{text}”", field, "", "the phrase ")
        case Phrase(text, slop, field):
            return _named(f"“{text}”", field, f" at most {slop} words apart", "the words ")
        case Pattern(text, field):
            return _named(f"“{text}”", field, "", "words like ")
        case Fuzzy(text, distance, field):
            letters = "one letter" if distance == 1 else f"{distance} letters"
            return _named(f"“{text}”", field, f" but for {letters}", "words like ")
        case Published(period):
            return f"published {_when(period)}" if not period.is_undated else "without a date"
        case SpeaksOf(period):
            return f"speaking of {_when(period).removeprefix('in ').removeprefix('on ')}"


def _inner(part: Query) -> str:
    return f"({_say(part)})" if isinstance(part, And | Or) else _say(part)


def _named(words: str, field: str | None, suffix: str, prefix: str = "") -> str:
    if field in _PLACES:
        return f"{prefix}{words}{suffix}{_PLACES[field]}"
    article = "an" if str(field)[0] in "aeiou" else "a"
    return f"{article} {field} named {prefix}{words}{suffix if prefix else ''}"


def _when(period: Period) -> str:
    if period.is_undated:
        return "on no known date"
    if period.precision:
        unknown = "month" if period.precision.value == "year" else "day"
        return f"in {period.text.removesuffix('-XX')}, {unknown} not known"
    if ".." in period.text:
        return f"between {period.text.replace('..', ' and ')}, both included"
    if period.first_day is None:
        return f"until {period.last_day}"
    if period.last_day is None:
        return f"since {period.first_day}"
    return f"{'on' if period.first_day == period.last_day else 'in'} {period.text}"
