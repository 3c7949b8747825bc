"""Readers of seeds: each turns the bytes of one file into stories.

The door is `read_seed`. Which reader is used is settled in `registry.py`; a new format is one
module with a `read` function and one line there.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive.errors import EmptySeedError, MalformedSeedError
from archive.model import Reject, Story
from indexer.readers.decode import decode
from indexer.readers.gzipped import unzipped
from indexer.readers.limits import within_limits
from indexer.readers.registry import reader_for
from indexer.readers.seed import SeedFile

__all__ = ["READER_VERSION", "SeedFile", "read_seed"]

READER_VERSION = 1
"""Raised whenever the same seed would be read differently."""


def read_seed(seed: SeedFile) -> Iterator[Story | Reject]:
    """Yield each story of a seed, and a Reject for each record that is none.

    Raises a SeedError where nothing of the file can be read.
    """
    name, data = unzipped(seed)
    text = decode(data, seed.locator)
    reader = reader_for(text, name)
    is_empty = True
    try:
        for item in reader.read(text):
            is_empty = False
            yield item if isinstance(item, Reject) else within_limits(item)
    except RecursionError as error:
        raise MalformedSeedError(
            f"{seed.locator}: nested too deeply to be read; save the story again as text"
        ) from error
    if is_empty:
        raise EmptySeedError(
            f"{seed.locator}: read as {reader.name}, there is no story in it; "
            "remove it or save the stories again"
        )
