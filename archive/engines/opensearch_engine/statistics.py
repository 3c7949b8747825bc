"""What scores need to know of all stories of a view: how many hold a word, how long they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archive.engines.opensearch_engine.clauses import any_of
from archive.engines.opensearch_engine.cluster import Body
from archive.engines.opensearch_engine.compiling import TEXTS
from archive.search.scoring import idf

AT_ONCE = 500
"""Stems that are counted in one request."""


class Statistics:
    """Counts of a view, each asked for once.

    Shards have statistics of their own, with stories that were replaced; these are exact, so
    that a story has one score on every shard and copy.
    """

    def __init__(self, count: Callable[[Body], Body], stories: int, length: int) -> None:
        self._count = count
        self._stories = stories
        self._average = length / max(1, stories) or 1.0
        self._stories_with: dict[str, int] = {}

    def idf(self, stem: str) -> float:
        """The weight of a stem over all stories; it must have been loaded."""
        return idf(self._stories, self._stories_with[stem])

    @property
    def highest_idf(self) -> float:
        """The weight of a stem that a single story has."""
        return idf(self._stories, 1)

    def weigh(self, stems: Sequence[str]) -> Body:
        """What the script of scores is given."""
        return {"idfs": [self.idf(stem) for stem in stems], "average": self._average}

    def load(self, stems: Sequence[str]) -> None:
        """Ask for the counts of stems that are not known yet."""
        unknown = [stem for stem in stems if stem not in self._stories_with]
        for start in range(0, len(unknown), AT_ONCE):
            part = unknown[start : start + AT_ONCE]
            holding = {
                str(n): any_of([{"term": {field: stem}} for field in TEXTS])
                for n, stem in enumerate(part)
            }
            buckets = self._count({"stems": {"filters": {"filters": holding}}})["stems"]["buckets"]
            for n, stem in enumerate(part):
                self._stories_with[stem] = buckets[str(n)]["doc_count"]
