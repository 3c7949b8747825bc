"""How an archive is: counts by the database, sizes, age."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.durable import size_of_folder
from archive.engines.memory import MemoryEngine
from archive.model import Reject
from archive.settings import Settings
from archive.store.figures import figures_of
from archive.upkeep.status import status_of
from tests.archive.store.builders import story
from tests.archive.store.conftest import statements_on


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """An archive of two stories, one of them undated, and a reject."""
    opened = Catalogue.open(Settings(tmp_path / "data"), create=True)
    with opened.store.begin() as transaction:
        transaction.stories.put(story("a", published="2023-04"))
        transaction.stories.put(story("b"))
        transaction.rejects.put([Reject("c.txt", "EmptySeedError", "empty")], seed_path="c.txt")
    return opened


def test_counts_of_an_archive_that_is_not_filed_yet(catalogue: Catalogue) -> None:
    status = catalogue.status()
    assert (status.stories, status.undated, status.rejected, status.unfiled) == (2, 1, 1, 2)
    assert "cuttings index" in status.fault


def test_only_what_the_index_has_not_reached_is_unfiled(catalogue: Catalogue) -> None:
    catalogue.catch_up()
    assert catalogue.status().unfiled == 0
    with catalogue.store.begin() as transaction:
        transaction.stories.delete("a")
        transaction.stories.put(story("d"))
    assert catalogue.status().unfiled == 2


def test_sizes_are_those_of_the_files(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.catch_up()
    status = catalogue.status()
    catalogue.close()
    assert status.store_bytes == (tmp_path / "data" / "cuttings.sqlite").stat().st_size
    assert status.index_bytes == size_of_folder(tmp_path / "data" / "index") > 1000


def test_an_index_without_a_folder_has_no_size(catalogue: Catalogue) -> None:
    assert status_of(catalogue.store, MemoryEngine()).index_bytes is None


def test_a_file_in_a_folder_counts_once(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a").write_bytes(b"12345")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    assert size_of_folder(tmp_path) == 5


def test_counts_read_no_rows(catalogue: Catalogue) -> None:
    with catalogue.store.read() as transaction:
        statements = statements_on(transaction.stories.connection)
        figures_of(transaction)
    assert [s for s in statements if not s.upper().startswith(("SELECT COUNT(*)", "PRAGMA"))] == []
