from __future__ import annotations

from archive.store import Store


def test_a_memory_holds_what_was_found_and_when(store: Store) -> None:
    contents = {"b": "2" * 64, "a\t\n": "1" * 64}
    with store.begin() as transaction:
        kept = transaction.memories.put("strike", contents)
    with store.read() as transaction:
        assert transaction.memories.find("strike") == kept
        assert kept.contents == contents
        assert transaction.memories.find("other") is None


def test_a_new_memory_takes_the_place_of_the_one_before(store: Store) -> None:
    with store.begin() as transaction:
        transaction.memories.put("strike", {"a": "1"})
        transaction.memories.put("strike", {})
        found = transaction.memories.find("strike")
    assert found
    assert found.contents == {}
