"""The versions that live in one batch of a generation, and every question asked among them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from archive.engines.opensearch_engine.clauses import EVERYTHING, all_of, none_of
from archive.engines.opensearch_engine.cluster import Body, Cluster
from archive.engines.opensearch_engine.state import KEPT_FOR, Generation
from archive.errors import EngineDownError

WINDOW = 10_000
"""Hits in one answer; what comes after is asked for from where the last answer ended."""
KNOWN_SECONDS = KEPT_FOR.total_seconds() / 2
"""How long a view is used without asking whether its versions are kept; an answer takes at
most as long again."""
STORIES = 500
"""Whole stories in one answer."""


class View:
    """One state of an index; later batches do not change what it finds.

    `is_kept` says whether all of it is still there, which is asked from time to time.
    """

    def __init__(
        self,
        cluster: Cluster,
        generation: Generation,
        is_kept: Callable[[Generation], bool] = lambda _: True,
    ) -> None:
        self._cluster = cluster
        self.generation = generation
        self.living = living_in(generation.epoch, generation.holes)
        self._is_kept = is_kept
        self._known_until = time.monotonic() + KNOWN_SECONDS

    def search(self, body: Body) -> Body:
        """Ask for what `body` says, its query held to the versions that live."""
        self._look()
        query = {"bool": {"must": body.get("query", EVERYTHING), "filter": self.living}}
        return self._cluster.search(self.generation.name, {**body, "query": query})

    def _look(self) -> None:
        """Raise EngineDownError rather than answer from what is left of an old view."""
        now = time.monotonic()
        if now < self._known_until:
            return
        if not self._is_kept(self.generation):
            raise EngineDownError(
                f"{self.generation.name}: changed again and again while it was read; try again"
            )
        self._known_until = now + KNOWN_SECONDS

    def aggregate(self, aggregations: Body, clause: Body = EVERYTHING) -> Body:
        """Count among the stories that pass a clause."""
        body = {"query": all_of([clause]), "aggs": aggregations, "size": 0}
        told: Body = self.search({**body, "track_total_hits": False})["aggregations"]
        return told

    def walk(self, body: Body, size: int = WINDOW) -> Iterator[Body]:
        """Every hit in order, however many there are; `body` says how they are sorted."""
        body = {"track_total_hits": False, "_source": False, **body, "size": size}
        while True:
            hits = self.search(body)["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            body["search_after"] = hits[-1]["sort"]

    def versions(self, story_ids: Sequence[str]) -> Iterator[Body]:
        """The versions of stories, whole."""
        for start in range(0, len(story_ids), STORIES):
            part = story_ids[start : start + STORIES]
            found = self.search(
                {"query": {"terms": {"story_id": list(part)}}, "size": len(part), "_source": True}
            )
            yield from found["hits"]["hits"]


def living_in(epoch: int, holes: Sequence[int]) -> list[Body]:
    """What a version passes that was born by a batch and had not died; holes never were."""
    born: Body = {"range": {"born": {"lte": epoch}}}
    died: Body = {"range": {"died": {"gt": epoch}}}
    if not holes:
        return [born, died]
    unborn = none_of([{"terms": {"born": list(holes)}}])
    undying = {"bool": {"should": [died, {"terms": {"died": list(holes)}}]}}
    return [born, unborn, undying]
