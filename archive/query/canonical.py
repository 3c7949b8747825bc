"""From a tree to its text in one fixed form."""

from __future__ import annotations

from archive.query.fields import usual_name
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


def canonical(tree: Query) -> str:
    """Write a tree as a query; reading it back gives the same tree.

    >>> canonical(Or((Word("a"), And((Word("b", "title"), Not(Phrase("c d", 3)))))))
    'a OR title:b AND -"c d"~3'
    """
    match tree:
        case MatchAll():
            return ""
        case And(parts):
            return " ".join(map(_inner, parts))
        case Or(parts):
            return " OR ".join(map(_alternative, parts))
        case Not(And() | Or() as part):
            return f"NOT {_inner(part)}"
        case Not(part):
            return f"-{canonical(part)}"
        case Word(text, field) | Pattern(text, field):
            return _prefix(field) + text
        case Phrase(text, slop, field):
            return f'{_prefix(field)}"{text}"' + (f"~{slop}" if slop else "")
        case Fuzzy(text, distance, field):
            return f"{_prefix(field)}{text}~" + (str(distance) if distance > 1 else "")
        case Published(period):
            return f"date:{period.text}"
        case SpeaksOf(period):
            return f"mentions:{period.text}"


def _alternative(part: Query) -> str:
    """Parts of an OR that are joined by AND need no brackets, and so no deeper nesting."""
    return " AND ".join(map(_inner, part.parts)) if isinstance(part, And) else _inner(part)


def _inner(part: Query) -> str:
    return f"({canonical(part)})" if isinstance(part, And | Or) else canonical(part)


def _prefix(field: str | None) -> str:
    return f"{usual_name(field)}:" if field else ""
