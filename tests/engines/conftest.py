"""The engines under test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from archive.engines.memory import MemoryEngine
from archive.engines.opensearch_engine import OpenSearchEngine
from archive.engines.whoosh_engine import WhooshEngine
from archive.search.documents import IndexDocument
from archive.search.engine import Manifest, SearchEngine
from tests.cluster.opensearch import Cluster

ENGINES: dict[str, Callable[[Path], SearchEngine]] = {
    "memory": lambda _: MemoryEngine(),
    "whoosh": lambda folder: WhooshEngine(folder / "index", lock_seconds=0.2),
}
ON_A_CLUSTER = pytest.param("opensearch", marks=[pytest.mark.cluster, pytest.mark.slow])
_NUMBERS = itertools.count(1)


@pytest.fixture(params=[*ENGINES, ON_A_CLUSTER])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    """Each engine in turn, empty."""
    if request.param in ENGINES:
        return ENGINES[request.param](tmp_path)
    engine: SearchEngine = request.getfixturevalue("opensearch_engine")
    return engine


class SharedEngine:
    """An engine on the cluster for many tests, since an index takes a second to be made."""

    def __init__(self, engine: OpenSearchEngine) -> None:
        self.engine = engine
        self._left: Manifest | None = None

    def holding(self, stories: Iterable[IndexDocument]) -> SearchEngine:
        """The engine with just these stories, always the same ones."""
        if self._left is None or self.engine.manifest() != self._left:
            self._left = self.engine.rebuild(stories)
        return self.engine


@pytest.fixture(scope="session")
def shared_engine(opensearch_cluster: Cluster) -> Iterator[SharedEngine]:
    address = f"opensearch://{','.join(opensearch_cluster.hosts)}/shared"
    engine = OpenSearchEngine(address, lock_seconds=0.2, shards=2, copies="0-0")
    yield SharedEngine(engine)
    engine.close()


@pytest.fixture
def opensearch_address(opensearch_cluster: Cluster) -> Iterator[str]:
    """An address at which nothing is indexed; what a test indexes there is removed after it."""
    name = f"test{next(_NUMBERS)}"
    yield f"opensearch://{','.join(opensearch_cluster.hosts)}/{name}"
    opensearch_cluster.ask(f"/{name}-*?expand_wildcards=all", method="DELETE")


@pytest.fixture
def opensearch_engine(opensearch_address: str) -> Iterator[OpenSearchEngine]:
    """An empty engine on the cluster; without copies, which take a second to be made."""
    engine = OpenSearchEngine(opensearch_address, lock_seconds=0.2, shards=2, copies="0-0")
    yield engine
    engine.close()
