from __future__ import annotations

import pytest

from archive.errors import CorrectionError, NotFoundError
from archive.model import NameKind, Origin
from archive.names.mending import undo
from archive.names.worklist import Decision, decide, suggestions
from archive.store import Store
from tests.archive.store.builders import mention, record, story
from tests.archive.store.conftest import clock as clock
from tests.archive.store.conftest import database as database
from tests.archive.store.conftest import store as store
from tests.archive.store.conftest import url as url

ACTOR = NameKind.ACTOR
SUBJECT = ("actor", "larsen-ada")


@pytest.fixture
def filled(store: Store) -> Store:
    """Ada Larsen, once as on an index card; Bo Okafor keeps both company."""
    with store.begin() as transaction:
        transaction.authorities.put(
            [
                record("ada-larsen", "Ada Larsen"),
                record("larsen-ada", "Larsen, Ada"),
                record("bo-okafor", "Bo Okafor"),
                record("nobody-ada", "Nobody, Ada"),
                record("ada-nobody", "Ada Nobody"),
            ]
        )
        transaction.stories.put_many(
            [
                (story("a"), [mention("ada-larsen"), mention("bo-okafor")]),
                (story("b"), [mention("ada-larsen")]),
                (story("c"), [mention("larsen-ada"), mention("bo-okafor")]),
            ]
        )
    return store


def listed(store: Store) -> list[tuple[str, str]]:
    with store.read() as transaction:
        found, total = suggestions(transaction, ACTOR)
    assert total == len(found)
    return [(one.record.heading, one.into.heading) for one in found]


def test_a_suggestion_comes_with_its_evidence(filled: Store) -> None:
    with filled.read() as transaction:
        (found,), total = suggestions(transaction, ACTOR)
    assert (found.record.heading, found.into.heading) == ("Larsen, Ada", "Ada Larsen")
    assert (found.stories, found.stories_into, found.together, total) == (1, 2, 0, 1)
    assert found.evidence == "“Ada Larsen” is “Larsen, Ada” in another order"
    assert found.company == ("Bo Okafor",)


def test_yes_merges_and_can_be_undone(filled: Store) -> None:
    with filled.begin() as transaction:
        made = decide(transaction, SUBJECT, "ada-larsen", Decision.YES, author="ida")
        assert made
        assert transaction.stories.naming("actor", "ada-larsen") == ("a", "b", "c")
    assert listed(filled) == []
    with filled.begin() as transaction:
        undo(transaction, made.number, author="ida")
    assert listed(filled) == [("Larsen, Ada", "Ada Larsen")]


@pytest.mark.parametrize("decision", [Decision.NO, Decision.SKIP])
def test_no_and_skip_are_not_asked_again(filled: Store, decision: Decision) -> None:
    with filled.begin() as transaction:
        assert decide(transaction, SUBJECT, "ada-larsen", decision, author="ida") is None
        assert decide(transaction, SUBJECT, "ada-larsen", decision, author="ida") is None
    assert listed(filled) == []
    with filled.read() as transaction:
        assert transaction.journal.decisions() == {
            ("actor", "ada-larsen", "larsen-ada"): decision.value
        }
        assert transaction.journal.all() == ()


def test_two_names_of_an_authority_file_are_two(filled: Store) -> None:
    with filled.begin() as transaction:
        transaction.authorities.put(
            [
                record("ada-larsen", "Ada Larsen", origin=Origin.OWN),
                record("larsen-ada", "Larsen, Ada", origin=Origin.SHIPPED),
            ]
        )
    assert listed(filled) == []


def test_a_decision_about_no_names_is_refused(filled: Store) -> None:
    with filled.begin() as transaction, pytest.raises(CorrectionError, match="one name already"):
        decide(transaction, SUBJECT, "larsen-ada", Decision.NO, author="ida")
    with filled.begin() as transaction, pytest.raises(NotFoundError, match="no actor 'ghost'"):
        decide(transaction, SUBJECT, "ghost", Decision.NO, author="ida")
