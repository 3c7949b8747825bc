"""A name is one kind of thing within a story."""

from __future__ import annotations

import pytest

from archive.model import NameKind
from indexer.extract.kinds import with_one_kind
from indexer.extract.occurrences import Occurrence
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE, authorities, listing

FILE = authorities(
    listing(PLACE, "Jordan"),
    listing(PLACE, "Paris"),
    listing(ORGANISATION, "Harbour Watch", variants=("HW",)),
)


def kinds_of(*names: tuple[NameKind, str]) -> list[NameKind]:
    """The kinds that these occurrences get, in their order."""
    given = [Occurrence(kind, name, (at, at + 1)) for at, (kind, name) in enumerate(names)]
    decided = with_one_kind(given, FILE)
    assert [o.name for o in decided] == [o.name for o in given]
    return [o.kind for o in decided]


def test_most_votes_decide() -> None:
    assert kinds_of((PLACE, "Roe"), (ACTOR, "Roe"), (ACTOR, "ROE")) == [ACTOR] * 3


def test_of_equal_votes_the_first_decides() -> None:
    assert kinds_of((PLACE, "Roe"), (ACTOR, "Roe")) == [PLACE] * 2


def test_the_authority_file_decides_against_the_votes() -> None:
    assert kinds_of((ACTOR, "HW"), (PLACE, "Harbour Watch")) == [ORGANISATION] * 2


def test_a_surname_in_the_story_is_a_person_even_if_taken_for_an_organisation() -> None:
    assert kinds_of((ACTOR, "Jane Roe"), (ORGANISATION, "Roe"), (ORGANISATION, "al-Roe")) == [
        ACTOR,
        ACTOR,
        ACTOR,
    ]


def test_a_place_that_shares_a_surname_stays_a_place() -> None:
    assert kinds_of((ACTOR, "Jane Roe"), (PLACE, "Roe")) == [ACTOR, PLACE]


@pytest.mark.parametrize("full_name", ["Michael Jordan", "Jordan Smith"])
def test_a_listed_place_is_a_person_where_the_story_has_one(full_name: str) -> None:
    assert kinds_of((ACTOR, full_name), (ACTOR, "Jordan")) == [ACTOR, ACTOR]
    assert kinds_of((ACTOR, full_name), (PLACE, "Jordan")) == [ACTOR, PLACE]


def test_a_listed_place_taken_for_a_person_is_a_place() -> None:
    assert kinds_of((ACTOR, "Jordan")) == [PLACE]


def test_the_bare_name_of_a_firm_is_an_organisation() -> None:
    assert kinds_of((ORGANISATION, "Thermwood Corp"), (ACTOR, "Thermwood")) == [ORGANISATION] * 2


def test_the_last_word_of_a_towns_team_is_an_organisation() -> None:
    assert kinds_of((ORGANISATION, "Paris Rovers"), (ACTOR, "Rovers")) == [ORGANISATION] * 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("George Mason University", ORGANISATION),
        ("Jane Roe Foundation", ORGANISATION),
        ("Roe & Doe Inc", ORGANISATION),
        ("John F. Kennedy Airport", PLACE),
        ("Lake Burton", PLACE),
        ("Jane Roe", ACTOR),
        ("University", ACTOR),
    ],
)
def test_the_first_or_last_word_may_say_that_it_is_no_person(name: str, kind: NameKind) -> None:
    assert kinds_of((ACTOR, name)) == [kind]


def test_a_university_lends_nobody_its_last_word() -> None:
    assert kinds_of((ACTOR, "Jane Roe Airport"), (ORGANISATION, "Airport")) == [
        PLACE,
        ORGANISATION,
    ]
