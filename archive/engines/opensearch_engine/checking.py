"""A generation on a cluster looked at: its copies, its counts, and every story in it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.engines.opensearch_engine.cluster import Cluster
from archive.engines.opensearch_engine.state import Generation
from archive.engines.opensearch_engine.view import STORIES, View
from archive.engines.opensearch_engine.writer import counted
from archive.errors import EngineError
from archive.search.documents import IndexDocument
from archive.search.engine import Manifest
from archive.search.faults import MEND, Fault
from archive.search.stored import stored_document


class InspectedIndex:
    """The index that answers, while nobody writes."""

    def __init__(self, cluster: Cluster, generation: Generation) -> None:
        self._cluster = cluster
        self._generation = generation

    @property
    def where(self) -> str:
        """The name of the index."""
        return self._generation.name

    @property
    def manifest(self) -> Manifest:
        """What the state says of it."""
        return self._generation.manifest

    def faults(self, *, quick: bool) -> Iterator[Fault]:
        """Compare the number of stories and words with what was committed.

        The cluster itself compares the files with their checksums.
        """
        health = self._cluster.health(self.where)
        if health == "red":
            yield Fault(self.where, "some of its shards are lost", MEND)
            return
        if health != "green":
            what = "some shards have no copy on another node"
            yield Fault(self.where, what, "starting the nodes that are missing", is_note=True)
        try:
            found = counted(self._cluster, self._generation)
        except EngineError as error:
            yield Fault(self.where, str(error), MEND)
            return
        if found.length != self._generation.length:
            yield Fault(self.where, "its stories have not the words that were written", MEND)

    def documents(self) -> Iterator[IndexDocument] | None:
        """Every story in the order of their ids."""
        if self._cluster.health(self.where) == "red":
            return None
        hits = View(self._cluster, self._generation).walk(
            {"sort": [{"story_id": "asc"}], "_source": ["story"]}, STORIES
        )
        return (stored_document(hit["_source"]["story"]) for hit in hits)
