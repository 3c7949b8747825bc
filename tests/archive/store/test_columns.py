from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from archive.store.columns import Moment, escape, keepable, unescape

ANY_TEXT = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\0\ud800\udfff\ufffd0af")
)


@given(ANY_TEXT)
def test_a_key_comes_back_as_it_was(key: str) -> None:
    assert unescape(escape(key)) == key


@given(ANY_TEXT, ANY_TEXT)
def test_two_keys_never_become_one(one: str, other: str) -> None:
    assert (escape(one) == escape(other)) == (one == other)


@given(ANY_TEXT)
def test_what_is_kept_can_be_held_by_any_database(text: str) -> None:
    for kept in (escape(text), keepable(text)):
        assert "\0" not in kept
        kept.encode("utf-8")


@given(ANY_TEXT)
def test_every_character_of_a_text_stays_in_its_place(text: str) -> None:
    expected = ["\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text]
    assert list(keepable(text)) == expected


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        Moment().process_bind_param(datetime(2024, 5, 1), sqlite.dialect())  # noqa: DTZ001
