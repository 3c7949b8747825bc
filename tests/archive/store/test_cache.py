from __future__ import annotations

from archive.store import Store


def test_a_content_is_known_to_the_recogniser_that_read_it(store: Store) -> None:
    with store.begin() as transaction:
        transaction.recognitions.put_many({"aa": "[1]", "bb": "[]"}, "small-1")
        transaction.recognitions.put_many({"aa": "[2]"}, "large-1")
    with store.read() as transaction:
        get = transaction.recognitions.get_many
        assert get(["aa", "bb", "cc"], "small-1") == {"aa": "[1]", "bb": "[]"}
        assert get(["aa", "bb", "cc"], "large-1") == {"aa": "[2]"}
        assert get([], "small-1") == get(["aa"], "small-2") == {}


def test_what_is_recognised_again_takes_the_place_of_the_first(store: Store) -> None:
    with store.begin() as transaction:
        transaction.recognitions.put_many({"aa": "[1]", "bb": "[2]"}, "small-1")
        transaction.recognitions.put_many({"aa": "[3]"}, "small-1")
        assert transaction.recognitions.get_many(["aa", "bb"], "small-1") == {
            "aa": "[3]",
            "bb": "[2]",
        }


def test_thousands_are_kept_and_found_at_once(store: Store) -> None:
    found = {f"{number:064x}": f"[{number}]" for number in range(2_000)}
    with store.begin() as transaction:
        transaction.recognitions.put_many(found, "small-1")
        assert transaction.recognitions.get_many(found, "small-1") == found
