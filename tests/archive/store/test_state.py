from __future__ import annotations

from archive.store import Store


def test_the_last_value_kept_under_a_name_is_the_one_given(store: Store) -> None:
    with store.begin() as transaction:
        assert transaction.state.get_value("index.change", "0") == "0"
        transaction.state.put_value("index.change", "17")
        transaction.state.put_value("index.change", "18")
        transaction.state.put_value("index.generation", "")
    with store.read() as transaction:
        assert transaction.state.get_value("index.change", "0") == "18"
        assert transaction.state.get_value("index.generation", "none") == ""
