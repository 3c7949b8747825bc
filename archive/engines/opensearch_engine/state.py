"""The state of an archive on a cluster: one document, which every change replaces whole.

It says which generation answers and which of its batches is the newest, and who is writing. A
change is let through only if nobody else changed it meanwhile, so that one step shows a batch,
swaps generations or takes the lock, and a writer that was thought dead cannot commit.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import msgspec

from archive.engines.opensearch_engine.cluster import Cluster, Held
from archive.errors import DamagedIndexError, EngineDownError, NoIndexError
from archive.search.documents import SCHEMA_VERSION
from archive.search.engine import LockHolder, Manifest
from archive.search.faults import HOW_TO_REBUILD

KEPT_FOR = timedelta(minutes=2)
"""How long readers may still look at a batch after a newer one was shown."""
_DOCUMENT = "state"
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Commit:
    """A batch, and when it was shown."""

    epoch: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Generation:
    """An index that is complete.

    `epoch` is the newest batch in it. `holes` are batches that were begun and never shown;
    nothing that they wrote counts. `length` is how many words all its stories have.
    `commits` are the batches that readers may still look at.
    """

    manifest: Manifest
    epoch: int
    length: int
    holes: tuple[int, ...] = ()
    commits: tuple[Commit, ...] = ()

    @property
    def name(self) -> str:
        """The name of the index."""
        return self.manifest.generation

    @property
    def seen(self) -> tuple[Commit, ...]:
        """The batches that readers may still look at; the newest is always one of them."""
        limit = datetime.now(UTC) - KEPT_FOR
        return self.commits[sum(later.at < limit for later in self.commits[1:]) :]

    def after(self, epoch: int, *, stories: int, change: int | None) -> Generation:
        """The generation with one batch more."""
        now = datetime.now(UTC)
        manifest = replace(
            self.manifest,
            stories=stories,
            changed_at=now,
            change=self.manifest.change if change is None else change,
        )
        commits = (*self.seen, Commit(epoch, now))
        return replace(self, manifest=manifest, epoch=epoch, commits=commits)

    def measured(self, length: int) -> Generation:
        """The generation with the words of its stories counted."""
        return replace(self, length=length)


@dataclass(frozen=True, slots=True)
class Lock:
    """Who is writing: the batch it writes, and a count that goes up while it lives."""

    batch: int
    holder: LockHolder
    beat: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """All of it. `claimed` is the highest number that a writer was ever given for its batch."""

    current: str = ""
    claimed: int = 0
    generations: tuple[Generation, ...] = ()
    lock: Lock | None = None
    stamp: str = field(default="", compare=False)

    @property
    def generation(self) -> Generation:
        """The one that answers.

        Raises NoIndexError when nothing was ever built, DamagedIndexError when it is of another
        version.
        """
        found = next((g for g in self.generations if g.name == self.current), None)
        if found is None:
            raise NoIndexError("nothing is indexed yet; start with: cuttings index PATH")
        version = found.manifest.schema_version
        if version != SCHEMA_VERSION:
            raise DamagedIndexError(
                f"{found.name}: index of version {version}, this program writes "
                f"{SCHEMA_VERSION}; {HOW_TO_REBUILD}"
            )
        return found

    def with_generation(self, generation: Generation) -> State:
        """The same with one generation replaced or added as the last, and answering."""
        others = [g for g in self.generations if g.name != generation.name]
        return replace(self, current=generation.name, generations=(*others, generation))


class StateDocument:
    """Reads and changes the state."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self._cluster = cluster
        self.index = f"{name}-state"

    def read(self) -> State:
        """The state as it is just now."""
        return self._read()[0]

    def keeps(self, generation: Generation) -> bool:
        """Whether all versions of a generation's batch are still there to be looked at."""
        kept = [g for g in self.read().generations if g.name == generation.name]
        return any(commit.epoch == generation.epoch for g in kept for commit in g.seen)

    def change(self, step: Callable[[State], State]) -> State:
        """Apply a step to the newest state, again when others changed it meanwhile.

        What the step raises is raised, and nothing changed.
        """
        for attempt in range(_TRIES):
            before, held = self._read()
            if held is None:
                self._prepare()
            after = replace(step(before), stamp=os.urandom(8).hex())
            if self._cluster.put(self.index, _DOCUMENT, msgspec.to_builtins(after), held):
                return after
            if self._read()[0].stamp == after.stamp:  # Written, and the answer was lost.
                return after
            time.sleep(0.02 * attempt)
        raise EngineDownError(f"{self.index}: changes too often; try again")

    def _prepare(self) -> None:
        self._cluster.create(
            self.index,
            {
                "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-all"},
                "mappings": {"enabled": False},
            },
        )

    def _read(self) -> tuple[State, Held | None]:
        try:
            held = self._cluster.get(self.index, _DOCUMENT)
            return (msgspec.convert(held.source, State) if held else State()), held
        except msgspec.ValidationError as error:
            raise DamagedIndexError(
                f"{self.index}: its document is not as this program writes it ({error}); delete "
                f"that index and {HOW_TO_REBUILD}"
            ) from error
