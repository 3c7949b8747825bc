"""A person's shorter forms join the one fuller form that they fit, or none."""

from __future__ import annotations

import pytest

from indexer.extract.authorities import AuthorityFile
from indexer.extract.persons import fit, join_persons, words_of
from tests.indexer.extract.builders import ACTOR, authorities, forms, listing

NOBODY = authorities()


def joined(*names: str, file: AuthorityFile = NOBODY) -> dict[str, tuple[str, ...]]:
    """What is left of the names, each with the forms that it took in."""
    return {form.name: form.others for form in join_persons(forms(ACTOR, *names), file)}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Zelensky", "Volodymyr Zelensky"),
        ("Xi", "Xi Jinping"),
        ("Saddam", "Saddam Hussein"),
        ("Lula", "Luiz Inácio Lula da Silva"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Maliki", "Nouri al-Maliki"),
        ("al-Maliki", "Nouri al-Maliki"),
        ("George Bush", "George W. Bush"),
        ("J. Roe", "Jane Roe"),
        ("J. P. Roe", "Jane Paula Roe"),
        ("Jane Roe", "Jane P. Roe"),
        ("King", "Martin Luther King, Jr."),
        ("Guzmán", "Joaquín “El Chapo” Guzmán"),
        ("Erdogan", "Recep Tayyip Erdoğan"),
        ("Jong-un", "Kim Jong Un"),
    ],
)
def test_a_shorter_form_joins_the_fuller_one(short: str, full: str) -> None:
    assert joined(short, full) == {full: (short,)}
    assert joined(full, short) == {full: (short,)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Olena Zelenska"),
        ("Jane Roe", "Richard Roe"),
        ("George W. Bush", "George H. W. Bush"),
        ("Roe", "Doe"),
        ("Jane Roe", "Roe Jane"),
        ("Ann", "Anna Roe"),
        ("J. Roe", "K. Roe"),
        ("Jane Q. Roe", "Jane P. Roe"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert joined(one, other) == {one: (), other: ()}


def test_a_surname_of_two_stays_unresolved() -> None:
    left = join_persons(forms(ACTOR, "Bill Clinton", "Hillary Clinton", "Clinton"), NOBODY)

    assert [(form.name, form.is_unresolved, form.rules) for form in left] == [
        ("Bill Clinton", False, ()),
        ("Hillary Clinton", False, ()),
        ("Clinton (unresolved)", True, ("2 persons in the story fit",)),
    ]
    assert left[-1].spans == ((200, 207),)


def test_a_surname_beats_a_first_name() -> None:
    assert joined("Kim", "Kim Jones", "Robert Kim") == {
        "Kim Jones": (),
        "Robert Kim": ("Kim",),
    }


def test_shorter_forms_of_one_person_are_no_two_persons() -> None:
    assert joined("Roe", "Jane Roe", "Jane P. Roe") == {"Jane P. Roe": ("Roe", "Jane Roe")}


def test_a_form_of_several_words_that_fits_two_stays_itself() -> None:
    names = ("George Bush", "George W. Bush", "George H. W. Bush")

    assert joined(*names) == dict.fromkeys(names, ())


def test_two_spellings_of_one_listed_person_are_no_two_persons() -> None:
    file = authorities(listing(ACTOR, "Jane Roe", variants=("Jeanne Roe",)))

    assert joined("Jane Roe", "Jeanne Roe", "Roe", file=file) == {
        "Jane Roe": ("Roe",),
        "Jeanne Roe": (),
    }


def test_two_listed_persons_are_never_one() -> None:
    file = authorities(listing(ACTOR, "Omar Hassan"), listing(ACTOR, "Omar Hassan Ahmed"))
    names = ("Omar Hassan", "Omar Hassan Ahmed")

    assert joined(*names, file=file) == dict.fromkeys(names, ())


def test_many_names_do_not_take_for_ever() -> None:
    names = [f"Name{n} Surname{n}" for n in range(3000)]

    assert len(joined(*names)) == 3000


@pytest.mark.parametrize("name", ["Jr.", "—", "al-", "“Ace”"])
def test_odd_names_have_words_too(name: str) -> None:
    assert words_of(name)
    assert fit(words_of(name), words_of(name)) == ""
