"""Exact counts of the terms of a field, which many shards count each for itself.

Each shard gives its most frequent terms. A term that some shard did not give may have more
stories than were counted; the cluster says by how many at most. Where that might change what
is listed, more terms are asked of each shard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from archive.engines.opensearch_engine.cluster import Body

SPARE = 50
"""Terms asked for beyond those that are shown, so that most facets are seen whole."""
MORE = 10
"""How many times more are asked for when they did not suffice."""
MOST = 50_000
"""Terms in one answer; the cluster's own limit is 65,535."""


_SPECIAL = frozenset('.?+*|{}[]()"\\#@&<>~')


class Counted(NamedTuple):
    """Terms by falling count, then by term; `is_whole` when there are no others."""

    counts: tuple[tuple[str, int], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class TopTerms:
    """The most frequent terms of a field, exactly."""

    field: str
    wanted: int
    fitting: str | None = None
    """A regular expression that terms must fit."""

    def aggregation(self, size: int | None = None) -> Body:
        """What to ask for."""
        size = min(MOST, size or self.wanted + SPARE)
        terms: Body = {
            "field": self.field,
            "size": size,
            "shard_size": size,
            "show_term_doc_count_error": True,
            "order": [{"_count": "desc"}, {"_key": "asc"}],
        }
        if self.fitting is not None:
            terms["include"] = self.fitting
        return {"terms": terms}

    def settled(self, told: Body, ask: Callable[[Body], Body]) -> Counted:
        """The terms from an answer, asked for again with more of them until they are exact."""
        size = self.wanted + SPARE
        while not self._is_exact(told, size):
            size = min(MOST, size * MORE)
            told = ask(self.aggregation(size))
        counts = tuple((b["key"], b["doc_count"]) for b in told["buckets"])
        return Counted(counts, is_whole=not told["sum_other_doc_count"])

    def _is_exact(self, told: Body, size: int) -> bool:
        """Whether the wanted terms are whole, and no other can have as many stories.

        One that is not among the buckets has at most as many as the last of them and what was
        missed; equal counts are not told apart, since their order is by term.
        """
        missed = told["doc_count_error_upper_bound"]
        buckets = told["buckets"]
        if not missed or size >= MOST:
            return True
        if len(buckets) <= self.wanted:
            return False
        shown, others = buckets[: self.wanted], buckets[self.wanted :]
        most = max(bucket["doc_count"] + _missed(bucket) for bucket in others)
        most = max(most, others[-1]["doc_count"] + missed)
        return not any(map(_missed, shown)) and (not shown or shown[-1]["doc_count"] > most)


def _missed(bucket: Body) -> int:
    return int(bucket["doc_count_error_upper_bound"])


def all_terms(field: str, ask: Callable[[Body], Body]) -> Iterator[tuple[str, int]]:
    """Every term of a field with its count, by term; `ask` answers an aggregation."""
    source = [{"term": {"terms": {"field": field}}}]
    after: Body = {}
    while True:
        told = ask({"composite": {"size": MOST, "sources": source, **after}})
        for bucket in told["buckets"]:
            yield bucket["key"]["term"], bucket["doc_count"]
        if len(told["buckets"]) < MOST:
            return
        after = {"after": told["after_key"]}


def literally(text: str) -> str:
    """A regular expression of the cluster's kind for just this text."""
    return "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in text)
