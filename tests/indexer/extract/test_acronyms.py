"""An acronym that the story explains belongs to its name."""

from __future__ import annotations

import pytest

from indexer.extract.acronyms import explained_acronyms, initials
from tests.indexer.extract.builders import ORGANISATION, authorities, listing, occurrences


def explained(text: str, *organisations: str) -> dict[str, str]:
    """The acronyms explained in the text, where only the Harbour Watch is listed."""
    listed = authorities(listing(ORGANISATION, "Harbour Watch", variants=("HWX",)))
    return explained_acronyms(text, occurrences(text, organisations=organisations), listed)


@pytest.mark.parametrize(
    "text",
    [
        "the Harbour Safety Board (HSB) met",
        "the Harbour Safety Board (the HSB) met",
        'the Harbour Safety Board ("HSB") met',
        "the Harbour Safety Board (HSB, founded in 1950) met",
        "the Harbour Safety Board(HSB) met",
        "the HSB (Harbour Safety Board) met",
    ],
)
def test_brackets_explain_an_acronym(text: str) -> None:
    assert explained(text, "Harbour Safety Board", "HSB") == {"HSB": "Harbour Safety Board"}


def test_an_acronym_counts_also_where_no_name_was_recognised_in_the_brackets() -> None:
    assert explained("the Harbour Safety Board (HSB)", "Harbour Safety Board") == {
        "HSB": "Harbour Safety Board"
    }


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("World Health Organisation", "WHO"),
        ("Ministry of Foreign Affairs", "MoFA"),
        ("Economic Community of West African States", "Ecowas"),
        ("Party of Free Fishers", "PFF"),
        ("Sea Guard", "GCM"),
    ],
)
def test_letters_in_order_or_of_another_language_are_taken(name: str, acronym: str) -> None:
    taken = explained(f"the {name} ({acronym}) met", name)

    assert taken == ({} if acronym == "Ecowas" else {acronym: name})


@pytest.mark.parametrize(
    "text",
    [
        "the Harbour Safety Board (UK) met",
        "the Harbour Safety Board (Brest) met",
        "the Harbour Safety Board (HWX) met",
        "the Harbour Safety Board (Harbour Safety Board) met",
        "the Harbour Safety Board (in 1950) met",
        "the Harbour Safety Board, HSB, met",
    ],
)
def test_other_words_in_brackets_explain_nothing(text: str) -> None:
    assert explained(text, "Harbour Safety Board") == {}


def test_the_first_explanation_counts() -> None:
    text = "The Harbour Safety Board (HSB) and the Huron State Bank (HSB)"

    assert explained(text, "Harbour Safety Board", "Huron State Bank") == {
        "HSB": "Harbour Safety Board"
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("International Criminal Court", {"icc"}),
        ("Bank of England", {"boe", "be"}),
        ("Asia-Pacific Forum", {"apf"}),
        ("Reuters", set()),
        ("the of", set()),
        ("", set()),
    ],
)
def test_initials(name: str, expected: set[str]) -> None:
    assert initials(name) == expected
