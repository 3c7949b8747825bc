"""Values of a facet found by hash, in one segment and, through many, without reading any.

Within a segment a value that is found is compared with what was sought. From segment to segment
equal hashes stand for equal values: of a million values two share one with a probability of
3 in 10^8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.columns.file import Array

Hashes = npt.NDArray[np.uint64]


def hashes_of(values: Sequence[str]) -> Hashes:
    """64 bits for each value."""
    digests = (blake2b(v.encode("utf-8", "replace"), digest_size=8).digest() for v in values)
    return np.frombuffer(b"".join(digests), dtype="<u8")


def pack_hashes(name: str, values: Sequence[str]) -> dict[str, Array]:
    """The hashes of values in order, and whose they are."""
    hashes = hashes_of(values)
    order = np.argsort(hashes)
    return {f"{name}.hashes": hashes[order], f"{name}.ordinals": order.astype(np.int32)}


@dataclass(frozen=True, slots=True)
class ValueHashes:
    """Sorted hashes, and for each the ordinal of its value."""

    hashes: Hashes
    ordinals: Int32s

    def find(self, value: str) -> int:
        """The ordinal of the value that has a value's hash; -1 for none."""
        wanted = hashes_of([value])[0]
        place = int(np.searchsorted(self.hashes, wanted))
        is_there = place < len(self.hashes) and self.hashes[place] == wanted
        return int(self.ordinals[place]) if is_there else -1
