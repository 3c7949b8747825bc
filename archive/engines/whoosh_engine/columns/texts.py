"""A sorted or ordered list of texts as two arrays: their bytes, and where each begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.columns.file import Array


def pack_texts(name: str, texts: Sequence[str]) -> dict[str, Array]:
    """Turn texts into the arrays `name.blob` and `name.start`, in UTF-8."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    starts = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return {
        f"{name}.blob": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        f"{name}.start": starts,
    }


def pack_profiles(name: str, texts: Sequence[str]) -> dict[str, Array]:
    """Length of each text and the set of its letters, by which far ones are told without reading.

    A set is 32 bits; letters that are equal modulo 32 share one.
    """
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    joined = "".join(texts).encode("utf-32-le", "replace")
    bits = np.uint32(1) << (np.frombuffer(joined, dtype=np.uint32) & np.uint32(31))
    letters = np.zeros(len(texts), dtype=np.uint32)
    filled = lengths > 0
    if len(bits):
        starts = (np.cumsum(lengths) - lengths)[filled]
        letters[filled] = np.bitwise_or.reduceat(bits, starts)
    return {f"{name}.lengths": lengths.astype(np.uint8), f"{name}.letters": letters}


class Profiles:
    """Lengths and letters of a sorted list of texts."""

    def __init__(self, name: str, arrays: dict[str, Array]) -> None:
        self._lengths: npt.NDArray[np.uint8] = arrays[f"{name}.lengths"].view(np.uint8)
        self._letters: npt.NDArray[np.uint32] = arrays[f"{name}.letters"].view(np.uint32)

    def near(self, text: str, edits: int, among: range) -> list[int]:
        """Those of the texts that so few edits may turn into another one.

        An edit that changes the length changes one of the letters, any other at most two.
        """
        part = slice(among.start, among.stop)
        letters = pack_profiles("", [text])[".letters"].view(np.uint32)[0]
        gap = np.abs(self._lengths[part].astype(np.int16) - len(text))
        other = np.bitwise_count(self._letters[part] ^ letters)
        return (np.flatnonzero((gap <= edits) & (other <= 2 * edits - gap)) + among.start).tolist()


class Texts:
    """Texts read back from their arrays, one at a time."""

    def __init__(self, name: str, arrays: Mapping[str, Array]) -> None:
        self._bytes = arrays[f"{name}.blob"].view(np.uint8)
        self._bounds = arrays[f"{name}.start"].view(np.int64)
        # A memoryview gives whole numbers four times as quickly as an array does.
        self._blob, self._starts = memoryview(self._bytes.data), memoryview(self._bounds.data)
        self._count = len(self._starts) - 1

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < self._count:
            raise IndexError(number)
        return bytes(self._blob[self._starts[number] : self._starts[number + 1]])

    def text(self, number: int) -> str:
        """The text with a number."""
        return self[number].decode("utf-8")

    def all(self) -> list[str]:
        """Every text, in order."""
        whole, starts = bytes(self._blob), self._starts.tolist()
        return [whole[a:b].decode("utf-8") for a, b in pairwise(starts)]

    def find(self, text: str) -> int:
        """The number of a text in a sorted list, or -1."""
        wanted = text.encode("utf-8", "replace")
        number = self._place_of(wanted)
        return number if number < len(self) and self[number] == wanted else -1

    def starting_with(self, prefix: str) -> range:
        """The numbers of the texts in a sorted list that start with a prefix."""
        wanted = prefix.encode("utf-8", "replace")
        first = self._place_of(wanted)
        return range(first, self._place_of(wanted + b"\xff", first))

    def _place_of(self, wanted: bytes, first: int = 0) -> int:
        return loops.place_of_text(self._bytes, self._bounds, wanted, first)
