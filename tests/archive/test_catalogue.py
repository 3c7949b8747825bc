"""What an opened archive adds to the answers of its engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.engines.memory import MemoryEngine
from archive.query.lint import WarningCode
from archive.search.state import SearchState
from archive.store import READS_QUOTES, SeedRecord, SeedState, Store


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Store.open(f"sqlite:///{tmp_path / 'cuttings.sqlite'}", create=True) as store:
        catalogue = Catalogue(store, MemoryEngine())
        catalogue.rebuild()
        yield catalogue


def keep_seed(catalogue: Catalogue, path: str, version: str, *, stories: int = 2) -> None:
    with catalogue.store.begin() as transaction:
        seed = SeedRecord(path, "9f86d081", 9, SeedState.INDEXED, "html", version, stories)
        transaction.seeds.put(seed)


def warnings(catalogue: Catalogue, query_text: str) -> list[tuple[WarningCode, str]]:
    answer = catalogue.answer(SearchState(query_text))
    return [(warning.code, warning.message) for warning in answer.query.warnings]


@pytest.mark.parametrize("query_text", ["said:peace", "war OR -speaker:berg"])
def test_who_asks_for_quotations_is_told_of_files_read_without_them(
    catalogue: Catalogue, query_text: str
) -> None:
    keep_seed(catalogue, "a", "1; dates 1")
    keep_seed(catalogue, "b", f"1; {READS_QUOTES} 1")
    keep_seed(catalogue, "c", "1; dates 1", stories=0)
    assert warnings(catalogue, query_text) == [
        (
            WarningCode.QUOTATIONS_UNKNOWN,
            "1 file was read before quotations were kept, so none is found in it; "
            "read it again with: cuttings index",
        )
    ]
    assert warnings(catalogue, "peace") == []
    keep_seed(catalogue, "a", f"1; {READS_QUOTES} 1")
    assert warnings(catalogue, query_text) == []
