"""The parts of a tree that a match shows, and all fields that it asks of."""

from __future__ import annotations

from collections.abc import Iterator

from archive.query.nodes import And, Fuzzy, Not, Or, Pattern, Phrase, Query, Word


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


def fields_of(tree: Query) -> frozenset[str]:
    """The fields that words of a tree are sought in, under a NOT as well.

    >>> sorted(fields_of(And((Word("peace"), Word("talks", "said"), Not(Word("xi", "speaker"))))))
    ['said', 'speaker']
    """
    match tree:
        case And(parts) | Or(parts):
            return frozenset[str]().union(*map(fields_of, parts))
        case Not(part):
            return fields_of(part)
        case Word() | Phrase() | Pattern() | Fuzzy():
            return frozenset[str]({tree.field} if tree.field else ())
        case _:
            return frozenset()
