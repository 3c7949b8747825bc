"""The innermost loops of a search: what they promise, and that compiled ones do what numpy does."""

from __future__ import annotations

import shutil
import sysconfig
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.engines.whoosh_engine import loops
from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.loops import in_numpy
from tests.engines.held import HELD, VALUES, packed

SIZE = 100
NUMBERS = st.sets(st.integers(0, SIZE - 1))
FEW_OR_MANY = st.tuples(st.one_of(st.sets(st.integers(0, SIZE - 1), max_size=2), NUMBERS), NUMBERS)
"""Lists of much the same length, and lists of which one is far shorter."""
POSITIONS = st.lists(
    st.lists(st.sets(st.integers(0, 12), min_size=1), min_size=3, max_size=3), max_size=6
)
"""For each story the positions of three words."""


def ways() -> Iterable[ModuleType]:
    """The loops in use, which are compiled ones where they could be, and those of numpy."""
    yield loops
    with patch.multiple(in_numpy, _SEARCHED=0, _MARKED=0, _SAMPLE=3):
        yield in_numpy
    with patch.multiple(in_numpy, _SEARCHED=10_000, _MARKED=10_000, _MERGED=0):
        yield in_numpy


def int32s(numbers: Iterable[int]) -> Int32s:
    return np.array(sorted(numbers), dtype=np.int32)


def test_loops_are_compiled_where_there_is_a_compiler() -> None:
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if shutil.which("cc") and header.exists():
        assert loops.ARE_COMPILED, "run: make setup"
    assert (loops.union is not in_numpy.union) == loops.ARE_COMPILED


@given(FEW_OR_MANY)
def test_lists_meet(lists: tuple[set[int], set[int]]) -> None:
    some, others = lists
    for way in ways():
        for one, other in ((some, others), (others, some)):
            haystack, needles = int32s(one), int32s(other)
            mask = way.is_in(haystack, needles, SIZE)
            assert mask.tolist() == [number in one for number in sorted(other)]
            both = way.common(haystack, needles, SIZE)
            assert (both.tolist(), both.dtype) == (sorted(some & others), np.int32)
            found, places = way.found_in(haystack, needles, SIZE)
            assert found.dtype == places.dtype == np.intp
            assert needles[found].tolist() == haystack[places].tolist() == both.tolist()


@given(st.lists(st.lists(st.integers(0, SIZE - 1)), min_size=1, max_size=4))
def test_lists_are_united(parts: list[list[int]]) -> None:
    arrays = [np.array(part, dtype=np.int32) for part in parts]
    for way in ways():
        united = way.union(arrays, SIZE)
        assert (united.tolist(), united.dtype) == (sorted({*chain.from_iterable(parts)}), np.int32)


@given(
    st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 9)),
    st.sampled_from((1, 2, 5, SIZE)),
)
def test_a_term_adds_to_the_scores_of_its_holders(held: dict[int, int], step: int) -> None:
    holders = int32s(held)
    weights = np.array([held[number] for number in sorted(held)], dtype=np.int32)
    norms = np.linspace(0.4, 3.0, SIZE)
    documents = holders[::step].copy()
    for way in ways():
        scores = np.ones(len(documents))
        way.add_scores(holders, weights, norms, 2.5, documents, scores)
        for number, score in zip(documents.tolist(), scores.tolist(), strict=True):
            assert score == 1 + held[number] / (norms[number] + held[number]) * 2.5


@given(NUMBERS)
def test_scores_are_added_to_a_table(numbers: set[int]) -> None:
    documents = int32s(numbers)
    for way in ways():
        table = np.arange(SIZE) * 0.5
        way.add_at(table, documents, documents * 0.25)
        assert table.tolist() == [n * (0.75 if n in numbers else 0.5) for n in range(SIZE)]


@given(
    NUMBERS, st.lists(NUMBERS, min_size=1, max_size=5), st.lists(st.integers(-1, 4)), st.integers(0)
)
def test_stories_with_a_value_are_counted_among_some(
    numbers: set[int], values: list[set[int]], asked: list[int], frequent: int
) -> None:
    ordinals = np.array([number for number in asked if number < len(values)], dtype=np.int32)
    pointer = np.cumsum([0, *map(len, values)], dtype=np.int64)
    holders = np.array([*chain.from_iterable(map(sorted, values))], dtype=np.int32)
    for way in ways():
        bits = way.bits_of(int32s(numbers), SIZE)
        assert np.unpackbits(bits.view(np.uint8), bitorder="little")[:SIZE].sum() == len(numbers)
        rows = [way.bits_of(int32s(value), SIZE) for value in values[:frequent]]
        table = np.array(rows, dtype=np.uint64).reshape(len(rows), len(bits))
        counts = way.count_among(table, pointer, holders, ordinals, bits)
        assert counts.tolist() == [len(values[n] & numbers) if n >= 0 else 0 for n in ordinals]


@given(HELD, st.sets(st.integers(0, 11)), st.sampled_from((0.0, 0.2, 1.0)))
def test_what_stories_hold_is_counted_and_listed(
    held: list[list[int]], asked: set[int], longer: float
) -> None:
    documents = int32s(number for number in asked if number < len(held))
    with patch("archive.engines.whoosh_engine.columns.held.LONGER", longer):
        columns = packed(held)
    expected = Counter(number for d in documents.tolist() for number in held[d])
    missing = sum(not held[d] for d in documents.tolist())
    for way in ways():
        counts = np.ones(VALUES + 1, dtype=np.int32)
        assert way.count_held(columns.tables, columns.places, documents, counts) == missing
        assert counts[1:].tolist() == [1 + expected[number] for number in range(VALUES)]
        numbers, without = way.list_held(columns.tables, columns.places, documents)
        assert (Counter(numbers.tolist()), without) == (expected, missing)


@given(st.lists(st.integers(0, 255), min_size=1))
def test_bytes_are_counted(numbers: list[int]) -> None:
    documents = np.arange(0, len(numbers), 2, dtype=np.int32)
    for way in ways():
        counts = np.ones(256, dtype=np.int32)
        way.count_bytes(np.array(numbers, dtype=np.uint8), documents, counts)
        expected = Counter(numbers[::2])
        assert counts.tolist() == [1 + expected[number] for number in range(256)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.integers(0), st.integers(0))
def test_rows_lie_within(table: list[tuple[int, int]], low: int, high: int) -> None:
    low, high = low % 12, high % 12
    first = np.array([begin for begin, _ in table], dtype=np.int32)
    last = np.array([end for _, end in table], dtype=np.int32)
    rows = np.arange(0, len(table), 2, dtype=np.int32)
    for way in ways():
        mask = way.lie_within(first, last, rows, low, high)
        assert mask.tolist() == [begin >= low and end <= high for begin, end in table[::2]]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=50), st.integers(1, 50))
def test_the_best_are_told_from_the_rest(numbers: list[int], wanted: int) -> None:
    wanted = min(wanted, len(numbers))
    least = sorted(numbers)[wanted - 1]
    for way in ways():
        counts = np.array(numbers, dtype=np.int32)
        assert way.highest(counts, wanted) == sorted(numbers, reverse=True)[wanted - 1]
        for keys in (counts, counts / 7):
            sure, tied = way.split(keys, wanted)
            assert sure.tolist() == [n for n, key in enumerate(numbers) if key < least]
            assert tied.tolist() == [n for n, key in enumerate(numbers) if key == least]


@given(st.sets(st.text("abé\x00", max_size=4)), st.text("abé\x00", max_size=4))
def test_a_text_has_a_place_among_sorted_ones(held: set[str], sought: str) -> None:
    texts = sorted(text.encode() for text in held)
    blob = np.frombuffer(b"".join(texts), dtype=np.uint8)
    starts = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    wanted = sought.encode()
    for way in ways():
        for first in (0, len(texts) // 2):
            place = max(first, sum(text < wanted for text in texts))
            assert way.place_of_text(blob, starts, wanted, first) == place


@given(POSITIONS, st.lists(st.integers(0, 2), min_size=1, max_size=4), st.booleans())
def test_words_stand_in_a_row(
    stories: list[list[set[int]]], phrase: list[int], is_wide: bool
) -> None:
    postings = [sorted(story[word]) for word in range(3) for story in stories]
    lengths = [0, *map(len, postings)]
    pointer = np.cumsum(lengths, dtype=np.int64 if is_wide else np.int32)
    positions = np.array([*chain.from_iterable(postings)], dtype=np.int32)
    rows = [np.arange(len(stories)) + word * len(stories) for word in phrase]
    expected = [
        any(
            all(start + place in story[word] for place, word in enumerate(phrase))
            for start in range(13)
        )
        for story in stories
    ]
    for way in ways():
        mask = way.stand_in_a_row(pointer, positions, rows, list(range(len(phrase))))
        assert mask.tolist() == expected


FAR, ONE = np.array([0, 1 << 20], dtype=np.int32), np.array([0, 1], dtype=np.int32)
NORMS, WIDE = np.ones(2), np.array([0, 1 << 20], dtype=np.int64)
NO_ROWS, TWO = np.zeros((0, 1), np.uint64), np.array([0, 2], dtype=np.int64)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("union", ([FAR], 2)),
        ("union", ([-ONE], 2)),
        ("add_scores", (FAR, ONE, NORMS, 1.0, FAR, np.zeros(2))),
        ("add_at", (np.zeros(2), FAR, NORMS)),
        ("bits_of", (FAR, 2)),
        ("count_bytes", (np.zeros(2, np.uint8), FAR, np.zeros(256, np.int32))),
        ("count_bytes", (np.zeros(2, np.uint8), ONE, np.zeros(2, np.int32))),
        ("count_among", (NO_ROWS, WIDE, ONE, ONE[:1], np.zeros(1, np.uint64))),
        ("count_among", (NO_ROWS, WIDE, ONE, FAR, np.zeros(1, np.uint64))),
        ("count_among", (NO_ROWS, TWO, FAR, ONE[:1], np.zeros(1, np.uint64))),
        ("is_in", (FAR, ONE, 2)),
        ("count_held", ((FAR.reshape(2, 1),), (), ONE, np.zeros(2, np.int32))),
        ("count_held", ((ONE.reshape(2, 1),), (), FAR, np.zeros(2, np.int32))),
        ("count_held", ((ONE.reshape(2, 1),), (), ONE, np.zeros(0, np.int32))),
        ("count_held", ((ONE.reshape(2, 1),) * 2, (FAR,), ONE, np.zeros(2, np.int32))),
        ("lie_within", (ONE, ONE, FAR, 0, 1)),
        ("list_held", ((ONE.reshape(2, 1),), (), FAR)),
        ("stand_in_a_row", (ONE, ONE, [WIDE], [0])),
        ("stand_in_a_row", (FAR, ONE, [np.zeros(1, np.int64)], [0])),
    ],
)
def test_damaged_numbers_are_an_error(name: str, arguments: tuple[object, ...]) -> None:
    """As they would be in numpy; nothing is read or written outside of an array."""
    with pytest.raises(IndexError):
        getattr(loops, name)(*arguments)


@pytest.mark.parametrize("name", in_numpy.__all__)
def test_other_arguments_are_an_error(name: str) -> None:
    others: tuple[tuple[Any, ...], ...] = (
        (),
        (None,) * 3,
        (NORMS,) * 4,
        (FAR, NORMS, ONE),
        ([], 2, FAR, ONE, 1, 2),
    )
    for arguments in others:
        with pytest.raises((TypeError, IndexError, ValueError, AttributeError)):
            getattr(loops, name)(*arguments)
