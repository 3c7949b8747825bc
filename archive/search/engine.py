"""The door to an engine: the protocols that each of them keeps."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, Self

from archive.search.documents import IndexDocument
from archive.search.faults import Fault
from archive.search.request import SearchRequest
from archive.search.results import Hit, ResultPage, WordCount

LOCK_SECONDS = 10.0
"""How long a writer waits for another one."""
KEPT = 2
"""How many generations are kept, the current one included."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself; `built_at` and `changed_at` are UTC.

    `change` is the number of the store's change that the index has reached. One that is outdated
    answers, but parts of it are made again whenever it is opened.
    """

    generation: str
    schema_version: int
    stories: int
    built_at: datetime
    changed_at: datetime
    change: int = 0
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class LockHolder:
    """The process that is writing; `since` is UTC. Its id is 0 until it has signed."""

    pid: int
    host: str
    command: str
    since: datetime

    def __str__(self) -> str:
        if not self.pid:
            return "another process"
        return f"process {self.pid} on {self.host} (`{self.command}`)"

    @classmethod
    def this_process(cls) -> Self:
        """This process, writing from now on."""
        program, *arguments = sys.argv or [""]
        command = " ".join([Path(program).name, *arguments])[:200]
        return cls(os.getpid(), socket.gethostname(), command, datetime.now(UTC))

    def busy_words(self, wait_seconds: float) -> str:
        """What a process is told that waited in vain."""
        seconds = max(0, round((datetime.now(UTC) - self.since).total_seconds()))
        return (
            f"{self} is writing, since {seconds // 60} min {seconds % 60} s; "
            f"waited {wait_seconds:.0f} s; try again when it has finished"
        )


@dataclass(frozen=True, slots=True)
class KeptGeneration:
    """One complete generation; without a manifest, `fault` says why it cannot be used."""

    name: str
    is_current: bool
    bytes: int
    manifest: Manifest | None
    fault: str = ""


class Searcher(Protocol):
    """A view of the index as it was at one moment; safe to share between threads."""

    def search(self, request: SearchRequest) -> ResultPage:
        """Answer one request."""

    def story_ids(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of every match in order; the page asked for does not matter."""

    def words(self, prefix: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """Words that begin so, most frequent first, then by alphabet.

        `field` is a facet whose names are meant; None means headline and text, stop words left
        out. Prefixes and words are compared folded; counts are exact.
        """

    def near_words(self, word: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """Other words spelt nearly so, as `archive.search.vocabulary` says; ordered likewise."""

    def similar(self, story_id: str, limit: int) -> tuple[Hit, ...]:
        """The stories most like one, as `archive.search.similar` says, best first.

        None for a story that the index does not have.
        """


class IndexWriter(Protocol):
    """Collects one batch of changes."""

    def put(self, document: IndexDocument) -> None:
        """Add a story, or replace the one with its id."""

    def delete(self, story_id: str) -> None:
        """Take a story out; one that is not there is no error."""


class SearchEngine(Protocol):
    """An index that can be searched, changed in whole batches, and rebuilt."""

    def searcher(self) -> Searcher:
        """Return the newest complete view; raise NoIndexError when nothing was ever built."""

    def writer(self, *, change: int | None = None) -> AbstractContextManager[IndexWriter]:
        """Open a batch: all of it is visible after the block, or none if the block raised.

        With the batch the index reaches `change`, or stays where it was. Raises
        WriterBusyError when another process writes.
        """

    def rebuild(self, documents: Iterable[IndexDocument], *, change: int = 0) -> Manifest:
        """Build a new generation beside the current one and swap it in when complete."""

    def manifest(self) -> Manifest:
        """Describe the current generation; raise NoIndexError when there is none."""

    def lock_holder(self) -> LockHolder | None:
        """Say who is writing just now; None when nobody is."""

    def bytes_held(self) -> int | None:
        """How large the index is on disk, kept generations included; None when it is on none."""


class Inspection(Protocol):
    """The current generation as a check looks at it, while nobody writes."""

    @property
    def where(self) -> str:
        """What to call it in a fault."""

    @property
    def manifest(self) -> Manifest:
        """What the generation says of itself."""

    def faults(self, *, quick: bool) -> Iterator[Fault]:
        """What is wrong with it by itself; `quick` reads no story."""

    def documents(self) -> Iterator[IndexDocument] | None:
        """Every story that it stores; None when its faults are such that they cannot be read."""


class KeptEngine(SearchEngine, Protocol):
    """An engine whose generations are kept, so that they can be looked at and gone back to."""

    def kept_generations(self) -> tuple[KeptGeneration, ...]:
        """Describe every complete generation, oldest first."""

    def rollback(self, name: str = "") -> Manifest:
        """Let an earlier generation answer: the one with a name, or the one before.

        Raises NotFoundError when there is no such generation, and DamagedIndexError when it is
        not as it was written.
        """

    def inspected(self) -> AbstractContextManager[Inspection]:
        """The current generation, looked at while nobody writes."""
