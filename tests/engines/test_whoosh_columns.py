"""The columns of the Whoosh engine and what is reckoned over them, piece by piece."""

from __future__ import annotations

import ctypes
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.engines.whoosh_engine import WhooshEngine
from archive.engines.whoosh_engine.arrays import Int32s, Scores
from archive.engines.whoosh_engine.columns.hashes import ValueHashes, hashes_of, pack_hashes
from archive.engines.whoosh_engine.columns.shown import ShownBuilder, ShownStories
from archive.engines.whoosh_engine.freed import keep_freed_memory
from archive.engines.whoosh_engine.matches import Matches, unite
from archive.engines.whoosh_engine.tallies import DictTally, TableTally, tally
from archive.errors import DamagedIndexError
from archive.model import PartialDate
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.request import SearchRequest
from tests.builders import asking, document
from tests.engines.held import HELD, VALUES, packed


def int32s(numbers: list[int]) -> Int32s:
    return np.array(numbers, dtype=np.int32)


@given(HELD, st.sets(st.integers(0, 11)), st.sampled_from((0.0, 0.2, 1.0)))
def test_stories_hold_what_was_packed_whatever_fits_into_a_row(
    held: list[list[int]], asked: set[int], longer: float
) -> None:
    documents = sorted(number for number in asked if number < len(held))
    with patch("archive.engines.whoosh_engine.columns.held.LONGER", longer):
        columns = packed(held)
    numbers, missing = columns.of_stories(int32s(documents))
    assert Counter(numbers.tolist()) == Counter(n for d in documents for n in held[d])
    assert missing == sum(not held[d] for d in documents)
    assert columns.has_none.tolist() == [not story for story in held]


def test_renumbered_stories_hold_the_other_numbers() -> None:
    columns = packed([[0, 2], [], [1, 0, 2, 2, 1]]).renumbered(int32s([7, 5, 6]))
    numbers, missing = columns.of_stories(int32s([0, 1, 2]))
    assert (Counter(numbers.tolist()), missing) == (Counter({7: 2, 5: 2, 6: 3}), 1)


@given(HELD, HELD, st.sampled_from((None, 1, 3, 20)))
def test_both_tallies_count_alike(
    first: list[list[int]], second: list[list[int]], wanted: int | None
) -> None:
    expected = Counter(number for story in (*first, *second) for number in story)
    segments = [packed(first), packed(second)]
    found = [int32s(list(range(len(stories)))) for stories in (first, second)]
    fits = np.arange(VALUES) % 2 == 0
    for sparse, kind in ((0, DictTally), (1_000_000, TableTally)):
        with (
            patch("archive.engines.whoosh_engine.tallies.SPARSE", sparse),
            patch("archive.engines.whoosh_engine.tallies.HEAD", 2),
        ):
            counted, missing = tally(segments, found, VALUES)
            assert type(counted) is kind or not (first or second)
            assert missing == sum(not story for story in (*first, *second))
            assert counted.distinct == len(expected)
            assert [counted.of(number) for number in range(VALUES)] == [
                expected[number] for number in range(VALUES)
            ]
            least = min([count for _, count in expected.most_common(wanted)], default=1)
            assert dict(counted.most(wanted)) == {n: c for n, c in expected.items() if c >= least}
            even = {n: c for n, c in expected.items() if n % 2 == 0}
            assert dict(counted.only(fits).most(None)) == even


@given(
    st.lists(st.dictionaries(st.integers(0, 99), st.floats(0, 9)), min_size=1, max_size=4),
    st.sampled_from((0, 1_000)),
)
def test_scores_of_parts_are_added(parts: list[dict[int, float]], tabled: int) -> None:
    def scored(part: dict[int, float]) -> Matches:
        def score(documents: Int32s, scores: Scores) -> None:
            scores += [part[number] for number in documents.tolist()]

        return Matches(int32s(sorted(part)), score)

    united = unite(list(map(scored, parts)), 100)
    stories = sorted({number for part in parts for number in part})
    assert united.documents.tolist() == stories
    assert united.documents.dtype == np.int32
    expected = [sum(part.get(number, 0.0) for part in parts) for number in stories]
    with patch("archive.engines.whoosh_engine.matches._TABLED", tabled):
        assert united.scores().tolist() == pytest.approx(expected)


def test_freed_memory_is_kept_where_the_c_library_can() -> None:
    assert keep_freed_memory() == hasattr(ctypes.CDLL(None), "mallopt")


def test_values_are_found_by_hash() -> None:
    values = ["xi-jinping", "", "Ünion", "\ud800"]
    arrays = pack_hashes("x", values)
    hashes = ValueHashes(arrays["x.hashes"].view(np.uint64), arrays["x.ordinals"].view(np.int32))
    assert [hashes.find(value) for value in values] == [0, 1, 2, 3]
    assert hashes.find("nobody") == -1
    assert hashes.hashes.tolist() == sorted(hashes_of(values).tolist())


def test_a_shown_story_is_what_was_given() -> None:
    story = IndexDocument(
        "s1",
        "Two\nlines \ud800",
        "One (aside) two\nand three \udfff é",
        asides=((4, 11),),
        published=PartialDate.of(2023, 4, raw="April", is_ambiguous=True),
        facets={"source": (FacetTerm("Example Wire"), FacetTerm("Other"))},
        quotations=((0, 3),),
    )
    builder = ShownBuilder()
    builder.add(document("s0"))
    builder.add(story)
    shown = ShownStories("x", builder.arrays("x"))[1]
    assert (shown.story_id, shown.headline, shown.body) == ("s1", story.headline, story.body)
    assert (shown.published, shown.source) == (story.published, "Example Wire")
    assert [tuple(span) for span in shown.quotations] == [(0, 3)]


@pytest.mark.parametrize("damage", [b"\xff" * 8, b"{}", b"[1, 2]\n"])
def test_a_shown_story_that_cannot_be_read_is_damage(damage: bytes) -> None:
    arrays = {
        "x.blob": np.frombuffer(damage, dtype=np.uint8),
        "x.start": np.array([0, len(damage)], dtype=np.int64),
    }
    with pytest.raises(DamagedIndexError, match=r"story 0 .* cuttings reindex"):
        ShownStories("x", arrays)[0]  # type: ignore[arg-type]  # arrays of any type are read


def actors(engine: WhooshEngine, request: SearchRequest) -> list[tuple[str, int]]:
    facet = engine.searcher().search(request).facets["actor"]
    return [(value.value, value.count) for value in facet.values]


def test_values_keep_their_numbers_from_view_to_view(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild([document("a", actor=("ada-berg", "carl-dahl"))])
    before = engine.searcher().view.facet_values["actor"]
    with engine.writer() as writer:
        writer.put(document("b", actor=("eva-falk", "carl-dahl")))
    after = engine.searcher().view.facet_values["actor"]
    numbers = {value: after.number(value) for value in ("ada-berg", "carl-dahl", "eva-falk")}
    assert sorted(filter(None, numbers.values())) == [1, 2]
    assert {value: before.number(value) for value in numbers} == {**numbers, "eva-falk": None}
    assert {after.text(number): number for number in range(after.count)} == numbers
    assert actors(engine, asking()) == [("carl-dahl", 2), ("ada-berg", 1), ("eva-falk", 1)]


def test_a_value_of_stories_taken_out_comes_back_with_its_number(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild([document("a", actor="ada-berg"), document("b", actor="eva-falk")])
    known = engine.searcher().view.facet_values["actor"].number("ada-berg")
    with engine.writer() as writer:
        for story_id in ("a", "b"):
            writer.delete(story_id)
    assert actors(engine, asking()) == []
    with engine.writer() as writer:
        writer.put(document("c", actor="ada-berg"))
    assert actors(engine, asking()) == [("ada-berg", 1)]
    assert engine.searcher().view.facet_values["actor"].number("ada-berg") == known
