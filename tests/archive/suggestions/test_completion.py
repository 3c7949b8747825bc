from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalogue import Catalogue
from archive.query.parser import parse
from archive.suggestions import Completion, complete
from tests.strategies import query_texts


def completed(catalogue: Catalogue, typed: str, limit: int = 8) -> list[str]:
    return [completion.query_text for completion in complete(catalogue, typed, limit)]


def test_a_word_is_completed_by_words_then_names_each_by_count(catalogue: Catalogue) -> None:
    assert complete(catalogue, "Gen", 8) == (
        Completion("Geneva", "geneva", "", 6),
        Completion("Gentz", "gentz", "", 1),
        Completion("Genuine", "genuine", "", 1),
        Completion('actor:"Mara Gentz"', "Mara Gentz", "actor", 3),
        Completion("place:Geneva", "Geneva", "place", 2),
        Completion('org:"Geneva Forum"', "Geneva Forum", "organisation", 2),
        Completion('actor:"Geno Gem Marek"', 'Geno "Gem" Marek', "actor", 1),
    )


def test_names_take_at_most_half_of_the_places(catalogue: Catalogue) -> None:
    assert completed(catalogue, "gen", 4) == [
        "geneva",
        "gentz",
        'actor:"Mara Gentz"',
        "place:Geneva",
    ]


@pytest.mark.parametrize(
    ("typed", "completions"),
    [
        ("peace tal", ["peace talks"]),
        ("peace -tal", ["peace -talks"]),
        ("(peace OR tal", ["(peace OR talks"]),
        ("NOT tal", ["NOT talks"]),
        ('"peace tal', ['"peace talks"']),
        ("text:tal", ["text:talks"]),
        ("TAL", ["TALKS"]),
        ("peace-tal", ["peace-talks"]),
        ("mara", ['actor:"Mara Gentz"']),
        ("peace mara gen", ['peace actor:"Mara Gentz"', "peace mara gentz"]),
        ("peace -mara gen", ['peace -actor:"Mara Gentz"', "peace -mara geneva"]),
        ("Mara Genz", ['actor:"Mara Gentz"']),
        ('"mara gent', ['actor:"Mara Gentz"', '"mara gentz"']),
        ('"with mara gent', ['"with mara gentz"']),
        ("actor:gent", ["actor:gentz", 'actor:"Mara Gentz"']),
        ("peace actor:mara gent", ['peace actor:"Mara Gentz"', "peace actor:mara gentz"]),
        ('actor:"mara gent', ['actor:"Mara Gentz"', 'actor:"mara gentz"']),
        ("gf", ['org:"Geneva Forum"']),
        ("said:tal", ["said:talks"]),
        ("said:gen", []),
        ('said:"peace tal', ['said:"peace talks"']),
        ("speaker:gent", ["speaker:gentz", 'speaker:"Mara Gentz"']),
        ('-speaker:"mara ge', ['-speaker:"Mara Gentz"', '-speaker:"mara gentz"']),
        ("speaker:gene", []),
        ("text:mara gent", ["text:mara gentz", 'text:mara actor:"Mara Gentz"']),
    ],
)
def test_what_stands_before_is_kept(
    catalogue: Catalogue, typed: str, completions: list[str]
) -> None:
    assert completed(catalogue, typed)[: len(completions)] == completions


@pytest.mark.parametrize(
    "typed",
    ["", " ", "g", "gen ", "gen*", "gen~", '"gen"', "gen)", "peace OR", "date:20", "xyzzy", "th"],
)
def test_nothing_is_completed_where_no_word_is_being_typed(
    catalogue: Catalogue, typed: str
) -> None:
    assert completed(catalogue, typed) == []


def test_a_whole_word_is_not_completed_by_itself(catalogue: Catalogue) -> None:
    assert completed(catalogue, "talks") == []


def test_only_queries_that_find_something_are_offered(catalogue: Catalogue) -> None:
    assert complete(catalogue, "heron gen", 8) == (Completion("heron genuine", "genuine", "", 1),)
    assert completed(catalogue, "goverment gen") == []
    assert completed(catalogue, "title:gen") == []


def test_of_words_that_find_the_same_one_is_offered(catalogue: Catalogue) -> None:
    assert complete(catalogue, "her", 8) == (
        Completion("hero", "hero", "", 1),
        Completion("heroic", "heroic", "", 1),
        Completion("heron", "heron", "", 1),
    )


def test_names_of_no_story_are_not_offered(catalogue: Catalogue) -> None:
    assert completed(catalogue, "place:gent") == []


def test_endless_texts_are_not_completed(catalogue: Catalogue) -> None:
    assert completed(catalogue, "peace " * 40 + "gen") == []


@settings(max_examples=150, deadline=None)
@given(query_texts(), st.sampled_from(("", "gen", "mara gen", "pe")))
def test_completions_are_few_and_begin_nothing_new(
    catalogue: Catalogue, before: str, word: str
) -> None:
    typed = before + word
    found = complete(catalogue, typed, 6)
    assert len(found) <= 6
    assert len({completion.query_text for completion in found}) == len(found)
    for completion in found:
        assert completion.query_text != typed
        assert completion.stories > 0
        assert parse(completion.query_text).tree is not None
