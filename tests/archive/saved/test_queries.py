"""Saved queries, as the web and the command line keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.saved.queries import (
    LONGEST_NOTE,
    every_saved,
    find_saved,
    remember_again,
    replace_search,
    revisit_as_json,
    revisit_saved,
    save_search,
)
from archive.search.state import SearchState
from archive.settings import Settings
from tests.archive.store.builders import story

STRIKE = SearchState.from_address("q=strike&page=3")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(Settings(tmp_path), create=True)
    tell(opened, "a", "A strike.")
    tell(opened, "b", "Another strike.")
    yield opened
    opened.close()


def tell(catalogue: Catalogue, story_id: str, text: str) -> None:
    with catalogue.store.begin() as transaction:
        transaction.stories.put(story(story_id, text=text))
    catalogue.catch_up()


def test_a_search_is_kept_whole_with_its_note(catalogue: Catalogue) -> None:
    saved = save_search(catalogue, "Strikes", STRIKE, note="n" * (LONGEST_NOTE + 1))
    assert (saved.name, saved.state, saved.total_when_saved) == ("Strikes", "q=strike", 2)
    assert saved.note == "n" * LONGEST_NOTE
    assert every_saved(catalogue) == (find_saved(catalogue, "strikes"),) == (saved,)


def test_without_a_name_it_is_called_by_what_it_asks(catalogue: Catalogue) -> None:
    assert save_search(catalogue, "", STRIKE).name == "“strike”"


def test_differences_are_those_since_it_was_saved_or_last_seen(catalogue: Catalogue) -> None:
    saved = save_search(catalogue, "Strikes", STRIKE)
    tell(catalogue, "c", "A third strike.")
    tell(catalogue, "a", "A strike, corrected.")
    tell(catalogue, "b", "All is quiet.")
    found = revisit_saved(catalogue, saved)
    assert found
    assert (found.new, found.changed, found.gone) == (("c",), ("a",), ("b",))
    assert revisit_as_json(found)["gone"] == ["b"]

    assert remember_again(catalogue, saved) == 2
    assert (quiet := revisit_saved(catalogue, saved))
    assert quiet.is_quiet


def test_since_a_moment_nobody_knows_what_is_gone(catalogue: Catalogue) -> None:
    saved = save_search(catalogue, "Strikes", STRIKE)
    found = revisit_saved(catalogue, saved, datetime(2000, 1, 1, tzinfo=UTC))
    assert found
    assert (set(found.new), found.gone) == ({"a", "b"}, None)


def test_one_that_was_replaced_asks_for_the_other_and_keeps_its_note(catalogue: Catalogue) -> None:
    save_search(catalogue, "Strikes", STRIKE, note="why")
    saved = replace_search(catalogue, "strikes", SearchState.from_address("q=another"))
    assert (saved.slug, saved.name, saved.note) == ("strikes", "Strikes", "why")
    assert (saved.query_text, saved.total_when_saved) == ("another", 1)
    assert (quiet := revisit_saved(catalogue, saved))
    assert quiet.is_quiet
