"""The OpenSearch engine: generations of an index on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from archive.engines.opensearch_engine.address import Address
from archive.engines.opensearch_engine.checking import InspectedIndex
from archive.engines.opensearch_engine.cluster import Cluster
from archive.engines.opensearch_engine.leasing import Lease, leased
from archive.engines.opensearch_engine.mapping import COPIES, index_body, shards_for
from archive.engines.opensearch_engine.searcher import OpenSearchSearcher
from archive.engines.opensearch_engine.state import Commit, Generation, State, StateDocument
from archive.engines.opensearch_engine.view import View
from archive.engines.opensearch_engine.writer import counted, fill, remove_unseen, write_batch
from archive.errors import ArchiveError, DamagedIndexError, EngineError, NoIndexError, NotFoundError
from archive.search.batch import Batch
from archive.search.documents import SCHEMA_VERSION, IndexDocument
from archive.search.engine import (
    KEPT,
    LOCK_SECONDS,
    IndexWriter,
    Inspection,
    KeptGeneration,
    LockHolder,
    Manifest,
)


class OpenSearchEngine:
    """The indexes of one archive on a cluster; many processes may search them, one writes."""

    def __init__(
        self,
        address: str,
        *,
        lock_seconds: float = LOCK_SECONDS,
        shards: int | None = None,
        copies: str = COPIES,
        kept: int = KEPT,
    ) -> None:
        parsed = Address.parse(address)
        self._cluster = Cluster(parsed)
        self._name = parsed.name
        self._state = StateDocument(self._cluster, parsed.name)
        self._lock_seconds = lock_seconds
        self._shards = shards
        self._copies = copies
        self._kept = kept
        self._opened: OpenSearchSearcher | None = None
        self._opening = Lock()

    def searcher(self) -> OpenSearchSearcher:
        """Return a view of the newest batch."""
        generation = self._state.read().generation
        opened = self._opened
        if opened and opened.generation == generation:
            return opened
        with self._opening:
            opened = self._opened = OpenSearchSearcher(
                View(self._cluster, generation, self._state.keeps)
            )
            return opened

    def manifest(self) -> Manifest:
        """Describe the current generation."""
        return self._state.read().generation.manifest

    def lock_holder(self) -> LockHolder | None:
        """Say who is writing just now; None when nobody is.

        One that died is named until the next writer finds out.
        """
        lock = self._state.read().lock
        return lock.holder if lock else None

    @contextmanager
    def writer(self, *, change: int | None = None) -> Iterator[IndexWriter]:
        """Collect a batch and commit it at the end of the block, or nothing if the block raised."""
        with self._writing() as lease:
            batch = Batch()
            yield batch
            if batch.changes or change is not None:
                self._commit(lease, batch, change)

    def rebuild(self, documents: Iterable[IndexDocument], *, change: int = 0) -> Manifest:
        """Build a generation from all stories and swap it in."""
        with self._writing() as lease:
            return self._build(lease, documents, change)

    def rollback(self, name: str = "") -> Manifest:
        """Let an earlier generation answer: the one with a name, or the one before.

        Its stories and words are counted first. Raises NotFoundError when there is no such
        generation, and DamagedIndexError when it does not hold what was written.
        """
        with self._writing() as lease:
            state = self._state.read()
            chosen = self._chosen(state, name)
            try:
                is_whole = counted(self._cluster, chosen) == chosen
            except EngineError as error:
                raise DamagedIndexError(str(error)) from error
            if not is_whole:
                raise DamagedIndexError(f"{chosen.name}: does not hold the words that were written")
            lease.commit(lambda before: replace(before, current=chosen.name))
            return chosen.manifest

    def kept_generations(self) -> tuple[KeptGeneration, ...]:
        """Describe every complete generation, oldest first."""
        state = self._state.read()
        held = self._cluster.indexes(f"{self._name}-*")
        return tuple(
            KeptGeneration(
                generation.name,
                generation.name == state.current,
                held.get(generation.name, 0),
                generation.manifest if generation.name in held else None,
                "" if generation.name in held else "its index is gone from the cluster",
            )
            for generation in state.generations
        )

    @contextmanager
    def inspected(self) -> Iterator[Inspection]:
        """The current generation, while nobody writes."""
        with self._writing():
            yield InspectedIndex(self._cluster, self._state.read().generation)

    def bytes_held(self) -> int:
        """How large the indexes are, copies left out."""
        return sum(self._cluster.indexes(f"{self._name}-*").values())

    def close(self) -> None:
        """Let go of the connections."""
        self._cluster.close()

    @contextmanager
    def _writing(self) -> Iterator[Lease]:
        with leased(self._state, wait_seconds=self._lock_seconds) as lease:
            yield lease

    def _commit(self, lease: Lease, batch: Batch, change: int | None) -> None:
        try:
            before = self._state.read().generation
        except NoIndexError:
            self._build(lease, [d for d in batch.changes.values() if d is not None], change or 0)
            return
        lease.has_written = True
        after = write_batch(self._cluster, before, batch.changes, lease.batch, change)
        lease.commit(lambda state: state.with_generation(after))
        with suppress(ArchiveError):  # The next batch removes what is left.
            remove_unseen(self._cluster, after)

    def _build(self, lease: Lease, documents: Iterable[IndexDocument], change: int) -> Manifest:
        """Fill an index beside, look whether all is there, and only then let it answer."""
        self._remove_unfinished()
        index = f"{self._name}-{lease.batch:06d}"
        held = max(self._cluster.indexes(f"{self._name}-*").values(), default=0)
        shards = self._shards or shards_for(held, self._cluster.data_nodes())
        try:
            self._cluster.create(index, index_body(shards))
            stories = fill(self._cluster, index, documents, lease.batch)
            self._cluster.configure(index, {"index": {"auto_expand_replicas": self._copies}})
            now = datetime.now(UTC)
            manifest = Manifest(index, SCHEMA_VERSION, stories, now, now, change)
            built = Generation(manifest, lease.batch, 0, commits=(Commit(lease.batch, now),))
            built = counted(self._cluster, built)
            state = lease.commit(lambda before: _kept(before.with_generation(built), self._kept))
        except BaseException:
            with suppress(ArchiveError):
                self._cluster.drop([index])
            raise
        kept = {generation.name for generation in state.generations}
        with suppress(ArchiveError):  # The next build removes what is left.
            self._remove_unfinished(kept)
        return manifest

    def _remove_unfinished(self, kept: set[str] | None = None) -> None:
        """Remove indexes that the state does not name: of builds that did not end, and old ones."""
        known = kept or {generation.name for generation in self._state.read().generations}
        numbered = [i for i in self._cluster.indexes(f"{self._name}-*") if i[-6:].isdigit()]
        self._cluster.drop(sorted(set(numbered) - known))

    def _chosen(self, state: State, name: str) -> Generation:
        names = [generation.name for generation in state.generations]
        if name and name not in names:
            raise NotFoundError(f"no generation {name}; there are: {', '.join(names)}")
        earlier = sorted(other for other in names if other < state.generation.name)
        if not name and not earlier:
            raise NotFoundError(
                f"no generation before {state.current} is kept; see: cuttings generations"
            )
        chosen = name or earlier[-1]
        return next(g for g in state.generations if g.name == chosen)


def _kept(state: State, count: int) -> State:
    """The state with so many generations: the current one and those before it."""
    return replace(state, generations=state.generations[-max(1, count) :])
