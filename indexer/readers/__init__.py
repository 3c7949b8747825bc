"""Readers of seeds: each turns the bytes of one file into stories.

The door is `read_seed`. Which reader is used is settled in `registry.py`; a new format is one
module with a `read` function and one line there. Formats that are no text are asked first.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive.errors import EmptySeedError, MalformedSeedError
from archive.model import Reject, Story
from indexer.readers.limits import within_limits
from indexer.readers.registry import items_of
from indexer.readers.seed import SeedFile

__all__ = ["READER_VERSION", "SeedFile", "read_seed"]

READER_VERSION = 2
"""Raised whenever the same seed would be read differently."""


def read_seed(seed: SeedFile) -> Iterator[Story | Reject]:
    """Yield each story of a seed, and a Reject for each record that is none.

    Raises a SeedError where nothing of the file can be read.
    """
    reader, items = items_of(seed)
    is_empty = True
    try:
        for item in items:
            is_empty = False
            yield item if isinstance(item, Reject) else within_limits(item)
    except RecursionError as error:
        raise MalformedSeedError(
            f"{seed.locator}: nested too deeply to be read; save the story again as text"
        ) from error
    if is_empty:
        raise EmptySeedError(
            f"{seed.locator}: read as {reader}, there is no story in it; "
            "remove it or save the stories again"
        )
