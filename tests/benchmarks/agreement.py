"""Whether two engines counted the same."""

from __future__ import annotations

from tests.benchmarks.queries import BenchQuery, Counts, Form, Page

NOT_COMPARABLE = frozenset({Form.PREFIX, Form.FUZZY})
"""Ours takes prefixes and fuzzy words as words as written; peers look among stems."""


def is_comparable(query: BenchQuery) -> bool:
    """Whether the query means the same to every engine."""
    return query.form not in NOT_COMPARABLE


def agree(ours: Page, theirs: Page, query: BenchQuery) -> bool:
    """Whether totals are equal, and the counts of all facets in which nothing is chosen.

    A facet of ours ignores its own filter, as the values beside the chosen one must be offered
    with their counts; peers count under all filters, which is less work. Such a facet is not
    compared.
    """
    return (
        ours.total == theirs.total
        and len(ours.ids) == len(theirs.ids)
        and (bool(query.actor) or same_counts(ours.actors, theirs.actors))
        and (bool(query.organisation) or same_counts(ours.organisations, theirs.organisations))
        and (bool(query.months) or _present(ours.months) == _present(theirs.months))
    )


def same_counts(ours: Counts, theirs: Counts) -> bool:
    """Whether top lists hold the same; which of those with the last count are listed is open.

    >>> same_counts((("a", 3), ("b", 1)), (("a", 3), ("c", 1)))
    True
    >>> same_counts((("a", 3), ("b", 2)), (("a", 3), ("b", 1)))
    False
    """
    counts = sorted((count for _, count in ours), reverse=True)
    if counts != sorted((count for _, count in theirs), reverse=True):
        return False
    last = counts[-1] if counts else 0
    return {pair for pair in ours if pair[1] > last} == {pair for pair in theirs if pair[1] > last}


def _present(months: object) -> dict[str, int]:
    return {m: n for m, n in months.items() if n} if isinstance(months, dict) else {}
