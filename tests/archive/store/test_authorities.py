from __future__ import annotations

from dataclasses import replace

import pytest

from archive.errors import NotFoundError
from archive.model import AuthorityRecord, NameKind, Origin
from archive.store import Store
from archive.store.authorities import joined
from tests.archive.store.builders import mention, record, story
from tests.archive.store.conftest import statements_on

UN = record("un", "United Nations", "UN", "U.N.", kind=NameKind.ORGANISATION, origin=Origin.SHIPPED)
ADA = record("ada-byron", "Ada Byron", "Byron")


def test_a_record_comes_back_as_it_was(store: Store) -> None:
    with store.begin() as transaction:
        assert transaction.authorities.put([UN, ADA]) == (UN, ADA)
    with store.read() as transaction:
        assert transaction.authorities.get(NameKind.ORGANISATION, "un") == UN
        assert transaction.authorities.get("actor", "ada-byron") == ADA


def test_a_record_that_is_not_there_is_not_found(store: Store) -> None:
    with store.read() as transaction, pytest.raises(NotFoundError, match="no actor 'un'"):
        transaction.authorities.get(NameKind.ACTOR, "un")


@pytest.mark.parametrize(
    ("known", "other", "expected"),
    [
        (
            record("un", "UN", "U.N."),
            record("un", "United Nations", "UNO"),
            record("un", "UN", "U.N.", "United Nations", "UNO"),
        ),
        (
            record("un", "UN"),
            record("un", "United Nations", origin=Origin.SHIPPED),
            record("un", "United Nations", "UN", origin=Origin.SHIPPED),
        ),
        (
            record("un", "Our UN", origin=Origin.OWN),
            record("un", "United Nations", "UN", origin=Origin.SHIPPED),
            record("un", "Our UN", "United Nations", "UN", origin=Origin.OWN),
        ),
        (
            record("un", "Our UN", origin=Origin.OWN),
            record("un", "My UN", origin=Origin.OWN),
            record("un", "My UN", "Our UN", origin=Origin.OWN),
        ),
    ],
)
def test_the_stronger_origin_keeps_its_heading_and_no_name_is_lost(
    store: Store, known: AuthorityRecord, other: AuthorityRecord, expected: AuthorityRecord
) -> None:
    with store.begin() as transaction:
        transaction.authorities.put([known])
        assert transaction.authorities.put([other]) == (expected,)
        assert transaction.authorities.get("actor", "un") == expected
        assert transaction.authorities.put([known, other, expected]) == ()


def test_offices_are_those_of_the_record_that_leads(store: Store) -> None:
    found = record("roe", "Jane Roe")
    listed = replace(found, origin=Origin.SHIPPED, offices=("Mayor, 1990–1995",))
    newer = replace(listed, offices=("Mayor, 1990–1996", "Judge, since 2001"))
    with store.begin() as transaction:
        for put, expected in ((found, found), (listed, listed), (found, listed), (newer, newer)):
            transaction.authorities.put([put])
            assert transaction.authorities.get("actor", "roe") == expected


def test_records_of_one_batch_are_joined_like_those_of_two(store: Store) -> None:
    first, second = record("un", "UN"), record("un", "United Nations", origin=Origin.SHIPPED)
    with store.begin() as transaction:
        assert transaction.authorities.put([first, second]) == (joined(first, second),)


def test_a_name_is_looked_up_by_kind_and_id(store: Store) -> None:
    place = record("ada-byron", "Adabyron", kind=NameKind.PLACE)
    with store.begin() as transaction:
        transaction.authorities.put([UN, ADA, place])
        headings = transaction.authorities.headings(
            [(NameKind.PLACE, "ada-byron"), ("organisation", "un"), ("actor", "nobody")]
        )
        records = transaction.authorities.get_many([("actor", "ada-byron"), ("actor", "un")])
    assert headings == {
        ("place", "ada-byron"): "Adabyron",
        ("organisation", "un"): "United Nations",
    }
    assert records == {("actor", "ada-byron"): ADA}


def test_the_headings_of_a_page_take_one_query_and_one_for_corrections(store: Store) -> None:
    with store.begin() as transaction:
        transaction.authorities.put([record(str(number), "A") for number in range(200)])
    with store.read() as transaction:
        statements = statements_on(transaction.authorities.connection)
        wanted = [(kind, str(number)) for kind in NameKind for number in range(100)]
        assert len(transaction.authorities.headings(wanted)) == 100
    assert len(statements) == 2


def test_thousands_of_headings_are_looked_up_at_once(store: Store) -> None:
    with store.begin() as transaction:
        transaction.authorities.put([record(str(n), f"Actor {n}") for n in range(2_500)])
        wanted = [(NameKind.ACTOR, str(number)) for number in range(2_500)]
        headings = transaction.authorities.headings(wanted)
    assert headings == {("actor", str(n)): f"Actor {n}" for n in range(2_500)}


def test_nothing_asked_is_nothing_found(store: Store) -> None:
    with store.read() as transaction:
        assert transaction.authorities.headings([]) == {}
        assert transaction.authorities.get_many([]) == {}


def test_a_found_record_goes_with_its_last_mention(store: Store) -> None:
    with store.begin() as transaction:
        transaction.authorities.put([UN, ADA, record("bob", "Bob"), record("cy", "Cy")])
        transaction.stories.put(story("a"), [mention("ada-byron"), mention("bob")])
        transaction.stories.put(story("b"), [mention("cy", kind=NameKind.PLACE)])
        assert transaction.authorities.remove_unused() == 1
        transaction.stories.delete("a")
        assert transaction.authorities.remove_unused() == 2
        assert transaction.authorities.remove_unused() == 0
        left = transaction.authorities.starting_with("")
    assert left == (UN,)


def test_a_removed_record_leaves_its_mentions(store: Store) -> None:
    with store.begin() as transaction:
        transaction.authorities.put([ADA])
        transaction.stories.put(story("a"), [mention("ada-byron")])
        transaction.authorities.remove([("actor", "ada-byron")])
        assert transaction.authorities.headings([("actor", "ada-byron")]) == {}
        assert transaction.authorities.starting_with("ada") == ()
        assert transaction.stories.mentions("a") == (mention("ada-byron"),)


def test_records_are_found_by_the_start_of_any_name(store: Store) -> None:
    erdogan = record("erdogan", "Erdoğan", "R. T. Erdogan")
    unicef = record("unicef", "UNICEF", kind=NameKind.ORGANISATION)
    odd = record("odd", "100% Under_Score")
    with store.begin() as transaction:
        transaction.authorities.put([UN, unicef, erdogan, odd])
        search = transaction.authorities.starting_with
        assert search("ERDOG") == search("r. t.") == (erdogan,)
        assert search("un") == (UN, unicef)
        assert search("un", limit=1) == (UN,)
        assert search("un", kind=NameKind.ACTOR) == ()
        assert search("100%") == (odd,)
        assert search("%") == search("_") == ()
