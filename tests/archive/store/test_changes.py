from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.store import Changes, Store
from tests.archive.store.builders import story


def test_nothing_has_changed_in_an_empty_store(store: Store) -> None:
    with store.read() as transaction:
        assert transaction.stories.changed_since(0) == Changes((), (), 0)


def test_an_index_learns_what_it_has_missed(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story(key), ()) for key in "abc"])
        reached = transaction.stories.latest_change()
    with store.begin() as transaction:
        transaction.stories.put(story("d"))
        transaction.stories.put(story("b", text="New."))
        transaction.stories.delete("a")
    with store.read() as transaction:
        changes = transaction.stories.changed_since(reached)
        assert changes == Changes(("d", "b"), ("a",), transaction.stories.latest_change())
        assert transaction.stories.changed_since(changes.change) == Changes((), (), changes.change)


def test_a_story_that_comes_back_is_put_and_not_deleted(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"))
        transaction.stories.delete("a")
        transaction.stories.put(story("a"))
        assert transaction.stories.changed_since(0).deleted == ()
        assert transaction.stories.changed_since(0).put == ("a",)


def test_a_story_can_go_twice(store: Store) -> None:
    with store.begin() as transaction:
        for _ in range(2):
            transaction.stories.put(story("a"))
            transaction.stories.delete("a")
        assert transaction.stories.changed_since(0).deleted == ("a",)


def test_what_was_not_there_changes_nothing(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.delete("a")
        transaction.stories.put_many([])
        transaction.stories.touch([])
        assert transaction.stories.changed_since(0) == Changes((), (), 0)


def test_a_story_whose_names_were_joined_counts_as_changed(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story(key), ()) for key in "abc"])
        reached = transaction.stories.latest_change()
        transaction.stories.touch(["b", "z"])
        assert transaction.stories.changed_since(reached).put == ("b",)


def test_a_change_that_was_rolled_back_never_was(store: Store) -> None:
    with suppress(ZeroDivisionError), store.begin() as transaction:
        transaction.stories.put(story("a"))
        1 / 0  # noqa: B018
    with store.read() as transaction:
        assert transaction.stories.changed_since(0) == Changes((), (), 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["put", "delete", "catch up"]), st.sampled_from("abc"))))
def test_an_index_that_catches_up_holds_what_the_store_holds(
    store: Store, steps: list[tuple[str, str]]
) -> None:
    index: set[str] = set()
    reached = 0
    with store.begin() as transaction:
        transaction.stories.delete_many("abc")
        for step, key in [*steps, ("catch up", "")]:
            if step == "put":
                transaction.stories.put(story(key))
            elif step == "delete":
                transaction.stories.delete(key)
            else:
                changes = transaction.stories.changed_since(reached)
                index = (index - set(changes.deleted)) | set(changes.put)
                reached = changes.change
        assert index == {each.story_id for each, _ in transaction.stories.iterate()}
