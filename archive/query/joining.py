"""Trees in their plain form: nothing nested that need not be, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

from archive.query.nodes import And, MatchAll, Not, Or, Query


def all_of(parts: Iterable[Query]) -> Query:
    """Join parts that all must match; the part itself where there is one, everything for none."""
    flat = [
        inner
        for part in parts
        if not isinstance(part, MatchAll)
        for inner in (part.parts if isinstance(part, And) else (part,))
    ]
    different = tuple(dict.fromkeys(flat))
    if not different:
        return MatchAll()
    return different[0] if len(different) == 1 else And(different)


def any_of(parts: Iterable[Query]) -> Query:
    """Join parts of which one must match; the part itself where there is one.

    A part that asks nothing offers no choice and is left out.
    """
    flat = [
        inner
        for part in parts
        if not isinstance(part, MatchAll)
        for inner in (part.parts if isinstance(part, Or) else (part,))
    ]
    different = tuple(dict.fromkeys(flat))
    if not different:
        return MatchAll()
    return different[0] if len(different) == 1 else Or(different)


def none_of(part: Query) -> Query:
    """Leave out what matches; twice is not at all, and nothing can be left out of nothing."""
    match part:
        case MatchAll():
            return part
        case Not(inner):
            return inner
        case _:
            return Not(part)
