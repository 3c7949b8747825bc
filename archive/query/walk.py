"""The parts of a tree that a match shows."""

from __future__ import annotations

from collections.abc import Iterator

from archive.query.nodes import And, Fuzzy, Or, Pattern, Phrase, Query, Word


def positive_leaves(tree: Query) -> Iterator[Word | Phrase | Pattern | Fuzzy]:
    """Yield the leaves of words that a match can show: none of them under a NOT.

    >>> [leaf.text for leaf in positive_leaves(Or((Word("peace"), Word("talks"))))]
    ['peace', 'talks']
    """
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive_leaves(part)
        case Word() | Phrase() | Pattern() | Fuzzy():
            yield tree
        case _:
            return
