from __future__ import annotations

from dataclasses import replace

import pytest

from archive.errors import ConflictError, NotFoundError
from archive.store import SavedQuery, Store
from tests.archive.store.builders import story
from tests.archive.store.conftest import START, Clock


def test_a_saved_query_comes_back_with_what_it_found(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"))
        transaction.saved.add(
            "Ferries & ports", query_text="ferry", state="q=ferry", note="for Ida", total=17
        )
    with store.read() as transaction:
        assert transaction.saved.get("ferries-ports") == SavedQuery(
            slug="ferries-ports",
            name="Ferries & ports",
            query_text="ferry",
            state="q=ferry",
            note="for Ida",
            created_at=START,
            changed_at=START,
            total_when_saved=17,
            change_when_saved=1,
        )


def test_a_slug_is_never_given_twice(store: Store) -> None:
    names = ["Élan vital", "elan-vital", "ÉLAN VITAL!", "Elan"]
    with store.begin() as transaction:
        slugs = [transaction.saved.add(name, query_text="", state="").slug for name in names]
    assert slugs == ["elan-vital", "elan-vital-2", "elan-vital-3", "elan"]


def test_a_slug_is_short_and_never_empty(store: Store) -> None:
    with store.begin() as transaction:
        slugs = [
            transaction.saved.add(name, query_text="", state="").slug
            for name in ("ferry " * 100, "ferry " * 100, "???", "今天 渡轮", "a\0b")
        ]
    assert slugs[0] == "-".join(["ferry"] * 10)
    assert slugs[1] == slugs[0] + "-2"
    assert all(0 < len(slug) <= 62 for slug in slugs)
    assert slugs[3:] == ["今天-渡轮", "a-b"]


def test_saved_queries_are_listed_newest_first(store: Store, clock: Clock) -> None:
    with store.begin() as transaction:
        for name in ("first", "second", "third"):
            transaction.saved.add(name, query_text="", state="")
            clock.go_on(hours=1)
        assert [saved.slug for saved in transaction.saved.all()] == ["third", "second", "first"]


def test_a_link_outlives_a_new_name(store: Store, clock: Clock) -> None:
    with store.begin() as transaction:
        saved = transaction.saved.add("Ferries", query_text="ferry", state="q=ferry")
        later = clock.go_on(hours=1)
        renamed = transaction.saved.rename("ferries", "Ships")
        noted = transaction.saved.annotate("ferries", "all of them")
    assert renamed == replace(saved, name="Ships", changed_at=later)
    assert noted == replace(renamed, note="all of them")


def test_a_saved_query_can_stand_for_another_search(store: Store) -> None:
    with store.begin() as transaction:
        saved = transaction.saved.add("Ferries", query_text="ferry", state="q=ferry", total=3)
        transaction.stories.put(story("a"))
        updated = transaction.saved.update("ferries", query_text="x", state="q=x", total=4)
    assert updated == replace(
        saved, query_text="x", state="q=x", total_when_saved=4, change_when_saved=1
    )


def test_a_deleted_query_is_gone(store: Store) -> None:
    with store.begin() as transaction:
        transaction.saved.add("Ferries", query_text="ferry", state="q=ferry")
        transaction.saved.delete("ferries")
        assert transaction.saved.all() == ()


def test_a_deleted_query_comes_back_as_it_was(store: Store, clock: Clock) -> None:
    with store.begin() as transaction:
        transaction.saved.add("Ferries", query_text="ferry", state="q=ferry", total=3)
        saved = transaction.saved.rename("ferries", "Boats")
        transaction.saved.delete("ferries")
    clock.go_on(hours=1)
    with store.begin() as transaction:
        transaction.saved.restore(saved)
    with store.read() as transaction:
        assert transaction.saved.all() == (saved,)


def test_a_query_does_not_come_back_in_place_of_another(store: Store) -> None:
    with store.begin() as transaction:
        saved = transaction.saved.add("Ferries", query_text="ferry", state="q=ferry")
    with pytest.raises(ConflictError, match="ferries: another"), store.begin() as transaction:
        transaction.saved.restore(saved)


def test_what_was_never_saved_is_not_found(store: Store) -> None:
    with store.begin() as transaction:
        saved = transaction.saved
        for ask in (
            lambda: saved.get("x"),
            lambda: saved.rename("x", "y"),
            lambda: saved.annotate("x", "y"),
            lambda: saved.update("x", query_text="", state="", total=0),
            lambda: saved.delete("x"),
        ):
            with pytest.raises(NotFoundError, match="no saved query 'x'"):
                ask()
