"""The leaves of a tree."""

from __future__ import annotations

from collections.abc import Iterator

from archive.query.nodes import And, Fuzzy, Not, Or, Pattern, Phrase, Query, Word


def leaves(tree: Query) -> Iterator[Query]:
    """Yield every node without parts, in order."""
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield tree


def positive_leaves(tree: Query) -> Iterator[Word | Phrase | Pattern | Fuzzy]:
    """Yield the leaves of words that a match can show: none of them under a NOT.

    >>> [leaf.text for leaf in positive_leaves(And((Word("peace"), Not(Word("war")))))]
    ['peace']
    """
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive_leaves(part)
        case Word() | Phrase() | Pattern() | Fuzzy():
            yield tree
        case _:
            return
