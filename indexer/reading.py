"""Seeds read on several cores or machines, where reading takes long: web pages and PDFs.

A page takes as long to read as its names take to recognise; wire stories by the thousand in a
file take no time, and are read here, one after another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from archive.errors import MalformedSeedError, RecogniserError, SeedError
from archive.model import Reject, Story
from indexer.readers import READER_VERSION, SeedFile, read_seed
from indexer.readers.registry import is_slow
from indexer.workers import Lost, Workers, chunked, one_at_a_time, own_name, work_on

WORTH_PROCESSES = 60
"""Fewer seeds than this are read sooner than processes have started."""
CHUNK_SEEDS = 8
CHUNK_BYTES = 2_000_000
"""A chunk is full with so many seeds or bytes."""
Items = Iterable[Story | Reject]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a seed, and the error that ended it, if one did."""

    items: tuple[Story | Reject, ...]
    error: SeedError | None = None

    def __iter__(self) -> Iterator[Story | Reject]:
        """Yield the items as `read_seed` does, the error at last."""
        yield from self.items
        if self.error:
            raise self.error


@dataclass(frozen=True, slots=True)
class Reading:
    """What a worker does with a chunk of seeds; it has to read them in this version."""

    read: Callable[[SeedFile], Iterator[Story | Reject]] = read_seed
    version: int = READER_VERSION

    def __call__(self, seeds: list[SeedFile]) -> list[Read]:
        """Read them whole."""
        if self.version != READER_VERSION:
            raise RecogniserError(
                f"{own_name()} reads seeds in version {READER_VERSION}, this machine in version "
                f"{self.version}; install the same version of Cuttings on both"
            )
        with one_at_a_time:
            return [self._whole(seed) for seed in seeds]

    def _whole(self, seed: SeedFile) -> Read:
        items = []
        try:
            for item in self.read(seed):
                items.append(item)
        except SeedError as error:
            return Read(tuple(items), error)
        return Read(tuple(items))


def travels(seed: SeedFile) -> bool:
    """Whether a seed is read by workers, if there are any."""
    return len(seed.data) <= CHUNK_BYTES and is_slow(seed.path.name)


def read_on(
    workers: Workers, seeds: Iterable[tuple[Key, SeedFile]], reading: Reading
) -> Iterator[tuple[Key, Read]]:
    """Yield what is read of each seed, in order, with whatever it came with."""
    given: deque[tuple[Key, SeedFile]] = deque()

    def noted() -> Iterator[SeedFile]:
        for key, seed in seeds:
            given.append((key, seed))
            yield seed

    for made in work_on(workers, chunks(noted()), reading):
        for read in (made,) if isinstance(made, Lost) else made:
            key, seed = given.popleft()
            yield key, _lost(seed) if isinstance(read, Lost) else read


def chunks(seeds: Iterable[SeedFile]) -> Iterator[list[SeedFile]]:
    """Group seeds, each chunk bounded in seeds and, but for its last one, in bytes."""
    return chunked(seeds, most=CHUNK_SEEDS, size=CHUNK_BYTES, size_of=lambda seed: len(seed.data))


def _lost(seed: SeedFile) -> Read:
    return Read(
        (),
        MalformedSeedError(
            f"{seed.locator}: a reading process died of it, and again when it was read alone; "
            "save the story again as text"
        ),
    )
