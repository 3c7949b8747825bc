"""Random requests over random stories: every engine answers as the memory engine does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.engines.memory import MemoryEngine
from archive.engines.opensearch_engine import OpenSearchEngine
from archive.engines.whoosh_engine import WhooshEngine, loops
from archive.engines.whoosh_engine.loops import in_numpy
from archive.search.documents import IndexDocument
from archive.search.engine import SearchEngine, Searcher
from archive.search.request import SearchRequest
from archive.search.results import ResultPage
from tests.strategies import WORDS, documents, requests

STORIES, REQUESTS, ROUNDS = 12, 5, 200

ROUNDS_ON_A_CLUSTER = int(os.environ.get("CUTTINGS_ROUNDS", "5"))
"""Of 40 requests each; `make test-cluster` asks for 25."""

Batches = list[list[IndexDocument]]
Loops = Mapping[str, Callable[..., Any]]
COMPILED_OR_NOT: st.SearchStrategy[Loops] = st.sampled_from((loops, in_numpy)).map(
    lambda module: {name: getattr(module, name) for name in in_numpy.__all__}
)
"""The loops in use, which are compiled ones where they could be, and those of numpy."""


def batches() -> st.SearchStrategy[Batches]:
    """Batches that add stories and replace some of earlier ones."""
    numbers = st.lists(st.integers(0, STORIES), min_size=1, max_size=STORIES, unique=True)
    batch = numbers.flatmap(lambda held: st.tuples(*(documents(f"s{n:02d}") for n in held)))
    return st.lists(batch.map(list), min_size=1, max_size=4)


@settings(max_examples=ROUNDS, deadline=None)
@given(
    batches(),
    st.lists(st.integers(0, STORIES), max_size=4),
    st.lists(requests(), min_size=REQUESTS, max_size=REQUESTS),
    COMPILED_OR_NOT,
)
def test_whoosh_agrees_with_memory(
    added: Batches, removed: list[int], asked: list[SearchRequest], taken: Loops
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(vars(loops), taken),
        patch("archive.engines.whoosh_engine.tallies.HEAD", 2),
    ):
        engines: list[SearchEngine] = [MemoryEngine(), WhooshEngine(Path(folder))]
        for engine in engines:
            fill(engine, added, removed)
        memory, whoosh = [engine.searcher() for engine in engines]
        for request in asked:
            same(memory.search(request), whoosh.search(request))


@settings(max_examples=40, deadline=None)
@given(batches(), st.lists(requests(), min_size=REQUESTS, max_size=REQUESTS))
def test_counting_only_popular_values_agrees_too(
    added: Batches, asked: list[SearchRequest]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        patch("archive.engines.whoosh_engine.counting.WORTH_STORIES", 0),
        patch("archive.engines.whoosh_engine.counting.WORTH_SHARE", 1_000),
        patch("archive.engines.whoosh_engine.popular.STEP", 1),
    ):
        engines: list[SearchEngine] = [MemoryEngine(), WhooshEngine(Path(folder))]
        for engine in engines:
            fill(engine, added, [])
        memory, whoosh = [engine.searcher() for engine in engines]
        for request in asked:
            expected, page = memory.search(request), whoosh.search(request)
            assert {n: f.values for n, f in page.facets.items()} == {
                n: f.values for n, f in expected.facets.items()
            }
            assert {n: f.missing for n, f in page.facets.items()} == {
                n: f.missing for n, f in expected.facets.items()
            }


@settings(max_examples=40, deadline=None)
@given(batches(), st.lists(requests(), min_size=REQUESTS, max_size=REQUESTS), COMPILED_OR_NOT)
def test_ways_that_only_large_indexes_take_agree_too(
    added: Batches, asked: list[SearchRequest], taken: Loops
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(vars(loops), taken),
        patch("archive.engines.whoosh_engine.tallies.SPARSE", 0),
        patch("archive.engines.whoosh_engine.loops.in_numpy._SAMPLE", 3),
        patch("archive.engines.whoosh_engine.columns.held.LONGER", 1.0),
    ):
        engines: list[SearchEngine] = [MemoryEngine(), WhooshEngine(Path(folder))]
        for engine in engines:
            fill(engine, added, [])
        memory, whoosh = [engine.searcher() for engine in engines]
        for request in (*asked, *(replace(request, per_page=1) for request in asked)):
            same_hits(memory, whoosh, request)


@settings(max_examples=60, deadline=None)
@given(
    batches(),
    st.lists(st.integers(0, STORIES), max_size=4),
    st.lists(st.text("peaclnogst1 é", max_size=8), min_size=5, max_size=5),
    st.integers(0, 4),
    st.sampled_from((None, "actor", "speaker")),
)
def test_words_and_similar_stories_agree(
    added: Batches, removed: list[int], typed: list[str], limit: int, field: str | None
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        patch("archive.engines.whoosh_engine.vocabulary._MORE", 2),
    ):
        engines: list[SearchEngine] = [MemoryEngine(), WhooshEngine(Path(folder))]
        for engine in engines:
            fill(engine, added, removed)
        memory, whoosh = [engine.searcher() for engine in engines]
        same_words(memory, whoosh, (*typed, *WORDS, "", "pe", "p"), limit, field)
        same_stories(memory, whoosh, range(STORIES), limit)


@pytest.mark.cluster
@pytest.mark.slow
@settings(
    max_examples=ROUNDS_ON_A_CLUSTER,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    batches(),
    st.lists(st.integers(0, STORIES), max_size=4),
    st.lists(requests(), min_size=40, max_size=40),
    st.lists(st.text("peaclnogst1 é", max_size=8), max_size=2),
    st.sampled_from((None, "actor", "speaker")),
)
def test_opensearch_agrees_with_memory(
    opensearch_engine: OpenSearchEngine,
    added: Batches,
    removed: list[int],
    asked: list[SearchRequest],
    typed: list[str],
    field: str | None,
) -> None:
    """On one index, whose stories are replaced and taken out from one example to the next."""
    with opensearch_engine.writer() as writer:
        for number in range(STORIES + 1):
            writer.delete(f"s{number:02d}")
    engines: list[SearchEngine] = [MemoryEngine(), opensearch_engine]
    for engine in engines:
        fill(engine, added, removed)
    memory, cluster = [engine.searcher() for engine in engines]
    for request in asked:
        same_hits(memory, cluster, request)
    same_words(memory, cluster, (*typed, "peaces", "", "p"), 3, field)
    same_stories(memory, cluster, range(3), 2)


def same_hits(memory: Searcher, other: Searcher, request: SearchRequest) -> None:
    """Equal pages, ids of all matches, and pages behind the last hit."""
    page = other.search(request)
    same(memory.search(request), page)
    assert other.story_ids(request) == memory.story_ids(request)
    for hit in page.hits[-1:]:
        behind = replace(request, after=hit.position)
        same(memory.search(behind), other.search(behind))


def same_words(
    memory: Searcher, other: Searcher, typed: Iterable[str], limit: int, field: str | None
) -> None:
    """Equal words are offered for what is typed."""
    for text in typed:
        assert other.words(text, limit, field) == memory.words(text, limit, field)
        assert other.near_words(text, limit, field) == memory.near_words(text, limit, field)


def same_stories(memory: Searcher, other: Searcher, numbers: Iterable[int], limit: int) -> None:
    """Equal stories are called similar to each story."""
    for number in numbers:
        found = other.similar(f"s{number:02d}", limit)
        expected = memory.similar(f"s{number:02d}", limit)
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected])
        assert [replace(hit, score=0) for hit in found] == [
            replace(hit, score=0) for hit in expected
        ]


def fill(engine: SearchEngine, added: Batches, removed: list[int]) -> None:
    """Write the batches one by one, then take stories out."""
    for batch in added:
        with engine.writer() as writer:
            for story in batch:
                writer.put(story)
    with engine.writer() as writer:
        for number in removed:
            writer.delete(f"s{number:02d}")


def same(expected: ResultPage, page: ResultPage) -> None:
    """Equal in everything; scores within rounding."""
    assert [hit.score for hit in page.hits] == pytest.approx([hit.score for hit in expected.hits])
    assert unscored(page) == unscored(expected)


def unscored(page: ResultPage) -> ResultPage:
    return replace(page, hits=tuple(replace(hit, score=0.0) for hit in page.hits))
