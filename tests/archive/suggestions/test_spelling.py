from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalogue import Catalogue
from archive.query.parser import parse
from archive.search.state import SearchState
from archive.suggestions import Proposal, did_you_mean
from tests.strategies import query_texts


def proposed(catalogue: Catalogue, query_text: str, filters: str = "") -> Proposal | None:
    state = SearchState.from_address(filters).asking(query_text)
    return did_you_mean(catalogue, catalogue.answer(state))


@pytest.mark.parametrize(
    ("typed", "meant", "total"),
    [
        ("paece", "peace", 8),
        ("Paece", "peace", 8),
        ("paece tlaks", "peace talks", 6),
        ('"paece tlaks"', '"peace talks"', 6),
        ('"tlaks paece"~3', '"talks peace"~3', 6),
        ("text:paece", "text:peace", 8),
        ("paece -heron", "peace -heron", 8),
        ("paece OR tlaks", "peace OR talks", 8),
        ("paece OR peace OR zzzzz", "", 0),
        ("(paece OR xyzzy) talks", "(peace OR xyzzy) talks", 6),
        ("actor:Gents", "actor:gentz", 3),
        ('actor:"mara gents"', 'actor:"mara gentz"', 3),
        ("org:genevva", "org:geneva", 2),
        ("date:2023 paece", "date:2023 peace", 3),
    ],
)
def test_a_misspelt_word_is_mended(
    catalogue: Catalogue, typed: str, meant: str, total: int
) -> None:
    assert proposed(catalogue, typed) == (Proposal(meant, total) if meant else None)


def test_a_word_that_some_stories_have_gives_way_to_one_in_more(catalogue: Catalogue) -> None:
    assert proposed(catalogue, "goverment") == Proposal("government", 2)
    assert proposed(catalogue, "government") is None


def test_a_right_word_stays_beside_a_misspelt_one(catalogue: Catalogue) -> None:
    assert proposed(catalogue, "heron goverment") == Proposal("heron government", 1)


def test_the_mended_query_is_counted_under_the_same_filters(catalogue: Catalogue) -> None:
    assert proposed(catalogue, "paece", "date=2022") == Proposal("peace", 5)
    assert proposed(catalogue, "paece", "actor=geno-marek") == Proposal("peace", 1)
    assert proposed(catalogue, "paece", "actor=nobody") is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "peace",
        "geneva heron",
        "xyzzy",
        "pea",
        "the",
        "heron -paece",
        "NOT paece heron",
        "paec*",
        "xeace~",
        "date:2031",
        "paece -peace",
        "12345",
        "source:paece",
    ],
)
def test_nothing_is_proposed_where_nothing_is_misspelt(catalogue: Catalogue, typed: str) -> None:
    assert proposed(catalogue, typed) is None


def test_a_proposal_reads_back_without_a_warning(catalogue: Catalogue) -> None:
    mended = proposed(catalogue, '(paece OR "cease-fier") AND NOT (war heron) tlaks)')
    assert mended
    assert parse(mended.query_text).warnings == ()
    assert parse(mended.query_text).canonical == mended.query_text


@settings(max_examples=100, deadline=None)
@given(query_texts(), st.sampled_from(("", " paece", " OR tlaks", ' "paece tlaks"')))
def test_whatever_is_proposed_finds_more_and_reads_back(
    catalogue: Catalogue, before: str, misspelt: str
) -> None:
    answer = catalogue.answer(SearchState(query_text=before + misspelt))
    mended = did_you_mean(catalogue, answer)
    if mended:
        found = catalogue.answer(SearchState(query_text=mended.query_text))
        assert found.page.total == mended.total > answer.page.total
        assert found.query.warnings == ()
