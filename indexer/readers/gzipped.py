"""Unpacking of gzipped seeds, up to a limit."""

from __future__ import annotations

import gzip
import io
import zlib

from archive.errors import MalformedSeedError
from indexer.readers.seed import SeedFile

LARGEST = 200 * 1024 * 1024
"""Most bytes that a packed seed may unpack to."""

MAGIC = b"\x1f\x8b"
"""The first bytes of every gzipped file (RFC 1952, section 2.3.1)."""


def unzipped(seed: SeedFile, *, largest: int = LARGEST) -> tuple[str, bytes]:
    """Give the seed's name without `.gz` and its unpacked bytes; others are given as they are.

    Raises MalformedSeedError for a damaged file and for one that unpacks to too much.
    """
    name = seed.path.name
    name = name[:-3] if name.lower().endswith(".gz") else name
    if not seed.data.startswith(MAGIC):
        return name, seed.data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(seed.data)) as packed:
            data = packed.read(largest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise MalformedSeedError(
            f"{seed.locator}: the gzip data is damaged or cut short; copy the file again"
        ) from error
    if len(data) > largest:
        raise MalformedSeedError(
            f"{seed.locator}: unpacks to more than {largest // 2**20} MB; split it"
        )
    return name, data
