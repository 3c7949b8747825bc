"""Why a story is among the hits of a query, or is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import NotFoundError
from archive.search.state import SearchState
from indexer.extract.authorities import load_authorities
from indexer.matches import match_of
from indexer.pipeline import Indexing
from indexer.recognition import Recognition
from indexer.settling import Settling


@pytest.fixture
def indexed(catalogue: Catalogue, seeds: Path) -> Catalogue:
    for number in range(5):
        (seeds / f"rain{number}.txt").write_text("The harbour saw rain. " * (number + 1))
    recognition = Recognition(load_authorities(), reads_texts=False)
    Indexing(catalogue, recognition, settling=Settling(0)).run([seeds])
    return catalogue


def story(catalogue: Catalogue, query: str) -> str:
    (hit,) = catalogue.answer(SearchState(query_text=query)).page.hits
    return hit.story_id


def test_each_part_says_whether_it_matches_and_how_many_stories_it_has(indexed: Catalogue) -> None:
    account = match_of(indexed, story(indexed, "geneva"), "talks (rain OR org:united) -oslo")
    assert [(p.depth, p.text, p.is_match, p.stories) for p in account.parts] == [
        (0, "talks (rain OR org:united) -oslo", True, 1),
        (1, "talks", True, 1),
        (1, "rain OR org:united", True, 6),
        (2, "rain", False, 5),
        (2, "org:united", True, 1),
        (1, "-oslo", True, 6),
        (2, "oslo", False, 1),
    ]
    assert (account.rank, account.total, account.is_match) == (1, 1, True)


def test_a_story_that_does_not_match_has_no_rank(indexed: Catalogue) -> None:
    account = match_of(indexed, story(indexed, "oslo"), "harbour rain")
    assert (account.is_match, account.rank, account.total) == (False, None, 5)
    assert [(p.text, p.is_match) for p in account.parts[1:]] == [("harbour", True), ("rain", False)]


def test_the_rank_is_that_of_the_hits(indexed: Catalogue) -> None:
    hits = indexed.answer(SearchState(query_text="harbour")).page.hits
    ranks = [match_of(indexed, hit.story_id, "harbour").rank for hit in hits]
    assert ranks == [1, 2, 3, 4, 5, 6]


def test_a_story_behind_the_hits_that_are_looked_through_has_no_rank(indexed: Catalogue) -> None:
    last = indexed.answer(SearchState(query_text="harbour")).page.hits[-1]
    account = match_of(indexed, last.story_id, "harbour", ranked=0)
    assert (account.is_match, account.rank, account.is_filed) == (True, None, True)


def test_a_story_that_the_index_has_not_reached_is_not_filed(indexed: Catalogue) -> None:
    story_id = story(indexed, "oslo")
    with indexed.store.begin() as transaction:
        transaction.stories.touch([story_id])
    assert not match_of(indexed, story_id, "oslo", ranked=0).is_filed


def test_an_unknown_story_is_an_error(indexed: Catalogue) -> None:
    with pytest.raises(NotFoundError):
        match_of(indexed, "nowhere", "harbour")
