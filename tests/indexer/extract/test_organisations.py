"""An organisation's acronym, firm name and short name join it; nothing else does."""

from __future__ import annotations

import pytest

from indexer.extract.forms import Form
from indexer.extract.legal_forms import has_legal_form, without_legal_form, without_ticker
from indexer.extract.organisations import (
    join_explained,
    join_first_words,
    join_initials,
    join_last_words,
    join_legal_forms,
)
from tests.indexer.extract.builders import ORGANISATION, PLACE, authorities, forms, listing


def organisations(*names: str) -> list[Form]:
    return forms(ORGANISATION, *names)


def summary(left: list[Form]) -> dict[str, tuple[str, ...]]:
    """The names left, each with the forms that it took in."""
    return {form.name: form.others for form in left}


def test_an_explained_acronym_joins_its_name() -> None:
    (court,) = join_explained(
        organisations("International Criminal Court", "ICC"),
        {"ICC": "International Criminal Court", "HSB": "Harbour Board"},
    )

    assert (court.others, court.rules) == (("ICC",), ("“ICC” explained in brackets",))


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (
            ("ICC", "International Criminal Court"),
            {"International Criminal Court": ("ICC",)},
        ),
        (("BoE", "Bank of England"), {"BoE": (), "Bank of England": ()}),
        (("BE", "Bank of England"), {"Bank of England": ("BE",)}),
        (
            ("ICC", "International Criminal Court", "Irish Cricket Club"),
            {"ICC": (), "International Criminal Court": (), "Irish Cricket Club": ()},
        ),
        (("HSB", "International Criminal Court"), {"HSB": (), "International Criminal Court": ()}),
    ],
)
def test_an_acronym_joins_the_only_name_with_its_initials(
    names: tuple[str, ...], left: dict[str, tuple[str, ...]]
) -> None:
    assert summary(join_initials(organisations(*names))) == left


def test_firms_join_whatever_their_legal_form() -> None:
    left = join_legal_forms(organisations("Apple", "Apple Inc.", "Apple, Inc", "Apple Records"))

    assert summary(left) == {"Apple Inc.": ("Apple, Inc", "Apple"), "Apple Records": ()}


def test_the_first_words_of_one_firm_join_it() -> None:
    left = join_first_words(
        organisations("Freeport", "Freeport-McMoRan Inc", "Harbour Board", "Harbour"),
        authorities(),
    )

    assert summary(left) == {
        "Freeport-McMoRan Inc": ("Freeport",),
        "Harbour Board": (),
        "Harbour": (),
    }


def test_first_words_of_two_firms_and_listed_names_join_none() -> None:
    names = ("Ford", "Ford Motor Co", "Ford Oil Co", "Shell", "Shell Oil Inc")
    file = authorities(listing(ORGANISATION, "Shell"))

    assert summary(join_first_words(organisations(*names), file)) == dict.fromkeys(names, ())


TOWNS = authorities(listing(PLACE, "Los Angeles"), listing(PLACE, "Brest"))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Times", "Harbour Times"),
        ("Lakers", "Los Angeles Lakers"),
        ("Council", "Harbour Council"),
        ("Assembly", "Coast Assembly"),
    ],
)
def test_a_paper_a_team_or_a_body_is_known_by_its_last_word(short: str, full: str) -> None:
    names = organisations(short, full, "Harbour Works", "Works")

    assert summary(join_last_words(names, TOWNS)) == {
        full: (short,),
        "Harbour Works": (),
        "Works": (),
    }


def test_the_last_word_of_two_joins_none() -> None:
    names = (
        "Times",
        "Harbour Times",
        "Brest Times",
        "Lakers",
        "Los Angeles Lakers",
        "Brest Lakers",
    )

    assert summary(join_last_words(organisations(*names), TOWNS)) == dict.fromkeys(names, ())


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Apple", "Apple"),
        ("Apple Inc.", "Apple"),
        ("Merck and Co Inc", "Merck"),
        ("Goldman, Sachs & Co.", "Goldman, Sachs"),
        ("Siemens AG", "Siemens"),
        ("A/S Norsk", "A/S Norsk"),
        ("Co Inc", "Co"),
        ("", ""),
    ],
)
def test_legal_forms_are_taken_off(name: str, without: str) -> None:
    assert without_legal_form(name) == without
    assert has_legal_form(name) == (name != without)


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Eskey Inc ESK", "Eskey Inc"),
        ("Philips NV PGLO.AS", "Philips NV"),
        ("Apple Inc", "Apple Inc"),
        ("Harbour Board HB", "Harbour Board HB"),
    ],
)
def test_stock_symbols_are_taken_off_behind_a_legal_form(name: str, without: str) -> None:
    assert without_ticker(name) == without
