"""What is in opened seeds: the stories of each, and at last the seed itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from archive.errors import SeedError
from archive.model import Reject, Story
from archive.store import SeedRecord, SeedState
from indexer.batch import ReadSeed
from indexer.readers import SeedFile, read_seed
from indexer.reading import Items, Reading, read_on, travels
from indexer.workers import Workers

Opened = tuple[SeedRecord, SeedFile | SeedError]
"""A seed with what is known of it, or the error that it cannot be opened for."""
Contents = Iterator[Story | ReadSeed]


def contents_of(
    opened: Iterable[Opened], workers: Workers | None, reading: Reading
) -> Iterator[tuple[SeedRecord, Contents]]:
    """Yield what is in each seed, in order; workers read ahead what takes long."""
    for is_slow, group in groupby(opened, lambda pair: _travels(pair[1])):
        if is_slow and workers:
            files = ((record, seed) for record, seed in group if isinstance(seed, SeedFile))
            for record, items in read_on(workers, files, reading):
                yield record, _contents(record, items)
            continue
        for record, seed in group:
            yield record, _contents(record, _read_here(seed))


def _travels(seed: SeedFile | SeedError) -> bool:
    return isinstance(seed, SeedFile) and travels(seed)


def _read_here(seed: SeedFile | SeedError) -> Items:
    """Yield what is in a seed, once that is asked for; raise what it cannot be opened for."""
    if isinstance(seed, SeedError):
        raise seed
    yield from read_seed(seed)


def _contents(record: SeedRecord, items: Items) -> Contents:
    try:
        yield from _read_to_the_end(record, items)
    except SeedError as error:
        reject = Reject.of(record.path, error)
        yield ReadSeed(replace(record, reason=reject.reason), (reject,))


def _read_to_the_end(record: SeedRecord, items: Items) -> Contents:
    rejects: list[Reject] = []
    locators: set[str] = set()
    reader = ""
    for item in items:
        reader = item.reader or reader
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            locators.add(item.locator)
            yield item
    state = SeedState.INDEXED if locators else SeedState.REJECTED
    reason = "" if locators else f"no story in it, {len(rejects)} rejected records"
    record = replace(record, state=state, reader=reader, stories=len(locators), reason=reason)
    yield ReadSeed(record, tuple(rejects), frozenset(locators))
