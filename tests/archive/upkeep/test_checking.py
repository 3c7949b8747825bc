"""A check tells of rows that hold what was never written, instead of ending with them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.engines.whoosh_engine import WhooshEngine
from archive.settings import Settings
from archive.upkeep.checking import check_index, check_store
from tests.archive.store.builders import mention, story


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("stories", "precision", "mon4h"),
        ("stories", "date_source", "\x01"),
        ("stories", "asides", "["),
        ("stories", "first_day", "2023-02-31"),
        ("mentions", "kind", "actos"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_fault(
    tmp_path: Path, table: str, column: str, value: str
) -> None:
    catalogue = Catalogue.open(Settings(tmp_path), create=True)
    with catalogue.store.begin() as transaction:
        transaction.stories.put(story("a"), [mention("ada", (0, 4))])
    catalogue.rebuild()
    with closing(sqlite3.connect(tmp_path / "cuttings.sqlite")) as database:
        database.execute(f"UPDATE {table} SET {column} = ?", [value])
        database.commit()

    engine = WhooshEngine(Settings(tmp_path).index_folder)
    for faults in (check_store(catalogue.store), check_index(catalogue.store, engine)):
        (found,) = [fault for fault in faults if not fault.is_note]
        assert found.where == "database"
        assert "a row that cannot be read" in found.what
    catalogue.close()


def test_words_that_were_not_written_are_a_fault_of_the_database_alone(tmp_path: Path) -> None:
    catalogue = Catalogue.open(Settings(tmp_path), create=True)
    with catalogue.store.begin() as transaction:
        transaction.stories.put(story("a", text="Peace came."))
        transaction.stories.put(story("b", text="Rain fell."))
    catalogue.rebuild()
    with closing(sqlite3.connect(tmp_path / "cuttings.sqlite")) as database:
        database.execute("UPDATE stories SET text = 'Peace cane.' WHERE story_id = 'a'")
        database.commit()

    engine = WhooshEngine(Settings(tmp_path).index_folder)
    (fault,) = [fault for fault in check_store(catalogue.store) if not fault.is_note]

    assert (fault.where, fault.what) == ("story a", "its words are not as written")
    assert list(check_index(catalogue.store, engine)) == []
    catalogue.close()
