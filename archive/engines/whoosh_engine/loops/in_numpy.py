"""The innermost loops of a search as steps over whole arrays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.arrays import (
    STORY,
    Int32s,
    Keys,
    Mask,
    Places,
    Scores,
    distinct,
    gather,
)

__all__ = [
    "add_at",
    "add_scores",
    "bits_of",
    "common",
    "count_among",
    "count_bytes",
    "count_held",
    "found_in",
    "highest",
    "is_in",
    "lie_within",
    "list_held",
    "place_of_text",
    "split",
    "stand_in_a_row",
    "union",
]

_SEARCHED, _SWEPT = 4, 64
"""To seek a needle takes as long as to scatter so many stories into a table, or to clear so many
places of it (measured)."""
_MARKED = 4
"""Of so many stories one may be sorted in the time in which all are looked through."""
_MERGED = 16
"""Of arrays that differ more in length, each of the few is sought among the many (measured)."""
_SAMPLE = 4096
"""Keys whose lowest bound those of all: the rest then need not be put in order."""

Numbers = npt.NDArray[np.intp]
Pointer = npt.NDArray[np.int32] | npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Tables = tuple[Int32s, ...]


def is_in(haystack: Int32s, needles: Int32s, size: int) -> Mask:
    """Which of the needles are in a haystack: stories of a segment of that size, sorted."""
    if not len(haystack):
        return np.zeros(len(needles), dtype=np.bool_)
    if len(needles) == size:  # every story is sought
        return _mask(haystack, size)
    if _is_table_worth(haystack, needles, size):
        return _mask(haystack, size)[needles]
    places = np.searchsorted(haystack, needles)
    places[places == len(haystack)] = 0
    return haystack[places] == needles


def common(some: Int32s, others: Int32s, size: int) -> Int32s:
    """The stories of a segment that are in both of two sorted arrays."""
    few, many = (some, others) if len(some) < len(others) else (others, some)
    return few[is_in(many, few, size)]


def found_in(haystack: Int32s, needles: Int32s, size: int) -> tuple[Numbers, Numbers]:
    """Which of the needles are in a sorted haystack, and at which places of it."""
    if _is_table_worth(haystack, needles, size):
        table = np.full(size, -1, dtype=np.int32)
        table[haystack] = np.arange(len(haystack), dtype=np.int32)
        places: Places = table.take(needles)
        found = np.flatnonzero(places >= 0)
    elif not len(haystack):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    else:
        places = np.searchsorted(haystack, needles)
        found = np.flatnonzero(haystack.take(places, mode="clip") == needles)
    return found, places.take(found).astype(np.intp, copy=False)


def union(parts: Sequence[Int32s], size: int) -> Int32s:
    """The stories in any part, in order and each once; parts need not be sorted."""
    if sum(map(len, parts)) * _MARKED < size:
        return distinct(np.sort(np.concatenate(parts), kind="stable"))
    held = np.zeros(size, dtype=np.bool_)
    for part in parts:
        held[part] = True
    return np.flatnonzero(held).astype(np.int32)


def add_scores(
    holders: Int32s,
    weights: Int32s,
    norms: Scores,
    factor: float,
    documents: Int32s,
    scores: Scores,
) -> None:
    """Add BM25 of a term to the scores of some of the stories that hold it.

    `holders` have it with `weights`, `norms` are those of all stories of the segment; `factor`
    is what is the same for each story.
    """
    if len(documents) < len(holders):
        weights = weights[found_in(holders, documents, len(norms))[1]]
    below = norms[documents]
    below += weights
    gained = np.divide(weights, below, out=below)
    gained *= factor
    scores += gained


def add_at(table: Scores, documents: Int32s, scores: Scores) -> None:
    """Add the scores of some stories, each of which is there once, to a table of all."""
    table[documents] += scores


def count_held(tables: Tables, places: Tables, documents: Int32s, counts: Int32s) -> int:
    """Add to `counts[n + 1]` for every number n that one of the stories holds; how many have none.

    Tables and places are those of `HeldNumbers`. In `counts[0]` empty cells are counted.
    """
    cells = list(_cells(tables, places, documents))
    flat = np.concatenate([rows.ravel() for rows in cells])
    counts += np.bincount(flat, minlength=len(counts)).astype(np.int32)
    return len(documents) - int(np.count_nonzero(cells[0][:, 0]))


def list_held(tables: Tables, places: Tables, documents: Int32s) -> tuple[Int32s, int]:
    """The numbers that the stories hold, as often as they do, and how many have none."""
    cells = list(_cells(tables, places, documents))
    flat = np.concatenate([rows.ravel() for rows in cells])
    missing = len(documents) - int(np.count_nonzero(cells[0][:, 0]))
    return flat[flat > 0] - np.int32(1), missing


def _cells(tables: Tables, places: Tables, documents: Int32s) -> Iterator[Int32s]:
    if len(documents) == len(tables[0]):
        yield from tables
        return
    yield tables[0].take(documents, axis=0)
    for table, place in zip(tables[1:], places, strict=True):
        further = place.take(documents)
        documents = further.take(np.flatnonzero(further))
        yield table.take(documents, axis=0)


def count_bytes(numbers: npt.NDArray[np.uint8], documents: Int32s, counts: Int32s) -> None:
    """Add to 256 counts how many of the stories have each number, of which each has one."""
    counts += np.bincount(numbers[documents], minlength=len(counts)).astype(np.int32)


def bits_of(documents: Int32s, size: int) -> Bits:
    """One bit for each story of a segment, set for those that are given; 64 to a number."""
    padded = _mask(documents, -(-size // 64) * 64)
    return np.packbits(padded, bitorder="little").view(np.uint64)


def count_among(
    rows: Bits, pointer: npt.NDArray[np.int64], holders: Int32s, ordinals: Int32s, bits: Bits
) -> npt.NDArray[np.int64]:
    """How many of some stories have each of some values of a facet; -1 stands for no value.

    The first values have `rows` of one bit a story, the others lists of `holders` from
    `pointer[n]` to `pointer[n + 1]`; `bits` are the stories.
    """
    counts = np.zeros(len(ordinals), dtype=np.int64)
    as_row = (ordinals >= 0) & (ordinals < len(rows))
    counts[as_row] = np.bitwise_count(rows[ordinals[as_row]] & bits).sum(axis=1, dtype=np.int64)
    for place in np.flatnonzero(ordinals >= len(rows)).tolist():
        ordinal = int(ordinals[place])
        held = holders[int(pointer[ordinal]) : int(pointer[ordinal + 1])]
        counts[place] = int((bits[held // 64] >> (held % 64).astype(np.uint64) & 1).sum())
    return counts


def lie_within(first: Int32s, last: Int32s, rows: Int32s, low: int, high: int) -> Mask:
    """Which of some rows of a table begin with `low` or later, and end with `high` or earlier."""
    return (first[rows] >= low) & (last[rows] <= high)


def highest(counts: Int32s, wanted: int) -> int:
    """The lowest of the `wanted` highest counts, of which there are so many at least."""
    return int(np.partition(counts, len(counts) - wanted)[len(counts) - wanted])


def split(keys: npt.NDArray[Any], wanted: int) -> tuple[Numbers, Numbers]:
    """Where the keys are that are sure to be among the `wanted` lowest, and those that tie with
    the last of these; there are so many keys at least."""
    low = keys
    if len(keys) > _SAMPLE > wanted:
        bound = np.partition(keys[:_SAMPLE], wanted - 1)[wanted - 1]
        low = keys[keys <= bound]
    least = np.partition(low, wanted - 1)[wanted - 1]
    return np.flatnonzero(keys < least), np.flatnonzero(keys == least)


def place_of_text(
    blob: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], wanted: bytes, first: int
) -> int:
    """The first place, from one on, in a sorted list of texts where one is not below another."""
    texts, bounds = memoryview(blob.data), memoryview(starts.data)

    def text(number: int) -> bytes:
        return bytes(texts[bounds[number] : bounds[number + 1]])

    return bisect_left(range(len(starts) - 1), wanted, lo=first, key=text)


def stand_in_a_row(
    pointer: Pointer, positions: Int32s, rows: Sequence[Places], places: Sequence[int]
) -> Mask:
    """In which stories the words of a phrase stand one after the other.

    For each word its postings in the stories, and its place in the phrase.
    """
    keys = [keys_of(pointer, positions, of_word) for of_word in rows]
    held = np.zeros(len(rows[0]), dtype=np.bool_)
    held[in_a_row(keys, places) >> STORY] = True
    return held


def keys_of(pointer: Pointer, positions: Int32s, rows: Places) -> Keys:
    """Every place of a term in stories, by its postings in them."""
    starts = pointer[rows]
    counts = pointer[rows + 1] - starts
    stories = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
    return (stories << STORY) + positions[gather(starts, counts)]


def in_a_row(keys: Sequence[Keys], places: Sequence[int]) -> Keys:
    """Where a phrase begins; before the first word of a text counts as a place too."""
    starts = keys[0] - places[0]
    for of_word, place in zip(keys[1:], places[1:], strict=True):
        starts = _in_both(of_word - place, starts)
    return starts + places[0]


def _in_both(one: Keys, other: Keys) -> Keys:
    """What is in both of two sorted arrays, each of which has it once."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if len(few) * _MERGED < len(many):
        places = np.searchsorted(many, few)
        return few[many.take(places, mode="clip") == few]
    merged = np.concatenate([few, many])
    merged.sort(kind="stable")  # which finds that it is two sorted runs
    return merged[1:][merged[1:] == merged[:-1]]


def _mask(documents: Int32s, size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[documents] = True
    return mask


def _is_table_worth(haystack: Int32s, needles: Int32s, size: int) -> bool:
    """Whether a table of all stories is quicker than a binary search for each needle."""
    return len(needles) * _SEARCHED > len(haystack) + size // _SWEPT
