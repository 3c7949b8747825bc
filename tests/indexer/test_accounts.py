"""Every seed is accounted for, whatever became of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.store import SeedState
from indexer.accounts import Account, FolderAccount, SeedAccount, Standing, account_of
from indexer.extract.authorities import load_authorities
from indexer.pipeline import Indexing
from indexer.recognition import Recognition
from indexer.settling import Settling
from tests.indexer.conftest import FIRST


def index(catalogue: Catalogue, *paths: Path) -> None:
    recognition = Recognition(load_authorities(), reads_texts=False)
    Indexing(catalogue, recognition, settling=Settling(0)).run(paths)


def seed_account(catalogue: Catalogue, path: Path | str) -> SeedAccount:
    account: Account = account_of(catalogue.store, str(path))[0]
    assert isinstance(account, SeedAccount)
    return account


@pytest.fixture
def indexed(catalogue: Catalogue, seeds: Path) -> Catalogue:
    (seeds / "bad.txt").write_bytes(b"\x00" * 99)
    (seeds / "README.md").write_text("About these seeds.")
    (seeds / ".hidden").mkdir()
    (seeds / ".hidden" / "draft.txt").write_text("Not yet.")
    index(catalogue, seeds)
    return catalogue


def test_a_seed_that_was_never_read_is_new(indexed: Catalogue, seeds: Path) -> None:
    (seeds / "third.txt").write_text("Rain fell.")
    account = seed_account(indexed, seeds / "third.txt")
    assert account == SeedAccount(None, str(seeds / "third.txt"), Standing.NEW)


def test_a_seed_that_is_as_it_was_read_is_unchanged(indexed: Catalogue, seeds: Path) -> None:
    account = seed_account(indexed, seeds / "first.txt")
    assert account.standing is Standing.UNCHANGED
    assert [locator for _, locator in account.stories] == [str(seeds / "first.txt")]


@pytest.mark.parametrize("text", [FIRST.replace("Geneva", "Vienna"), FIRST + " More."])
def test_a_seed_with_other_bytes_is_changed(indexed: Catalogue, seeds: Path, text: str) -> None:
    (seeds / "first.txt").write_text(text)
    account = seed_account(indexed, seeds / "first.txt")
    assert account.standing is Standing.CHANGED
    assert account.record
    assert account.record.state is SeedState.INDEXED


def test_a_seed_that_is_no_longer_there_is_gone(indexed: Catalogue, seeds: Path) -> None:
    (seeds / "first.txt").unlink()
    account = seed_account(indexed, seeds / "first.txt")
    assert (account.standing, len(account.stories)) == (Standing.GONE, 1)


def test_a_rejected_seed_has_its_reason(indexed: Catalogue, seeds: Path) -> None:
    account = seed_account(indexed, seeds / "bad.txt")
    assert account.standing is Standing.REJECTED
    (found,) = account.rejects
    assert (found.reject.kind, found.run_id) == ("UndecodableSeedError", 1)


def test_a_rejected_seed_that_was_repaired_is_changed(indexed: Catalogue, seeds: Path) -> None:
    (seeds / "bad.txt").write_text("Rain fell.")
    assert seed_account(indexed, seeds / "bad.txt").standing is Standing.CHANGED


def test_a_skipped_seed_has_its_reason(indexed: Catalogue, seeds: Path) -> None:
    account = seed_account(indexed, seeds / "README.md")
    assert account.standing is Standing.SKIPPED
    assert account.skipped_for == "documentation: files named README are not seeds"


def test_a_seed_in_a_skipped_folder_has_the_reason_of_the_folder(
    indexed: Catalogue, seeds: Path
) -> None:
    account = seed_account(indexed, seeds / ".hidden" / "draft.txt")
    assert account.standing is Standing.SKIPPED
    assert account.skipped_for == (
        f"it lies in {seeds}/.hidden, which is hidden: its name starts with a dot"
    )


def test_one_record_of_a_seed_has_its_reason(catalogue: Catalogue, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text(json.dumps({"id": "a", "text": "Rain fell."}) + "\n{broken\n")
    index(catalogue, feed)
    (whole,) = seed_account(catalogue, feed).rejects
    account = seed_account(catalogue, whole.reject.locator)
    assert (account.standing, account.rejects) == (Standing.REJECTED, (whole,))


def test_a_folder_accounts_for_every_path_in_it(indexed: Catalogue, seeds: Path) -> None:
    (seeds / "third.txt").write_text("Rain fell.")
    (seeds / "first.txt").write_text("Snow fell.")
    (seeds / "second.txt").unlink()
    (account,) = account_of(indexed.store, str(seeds))
    assert isinstance(account, FolderAccount)
    names = {s: [Path(p).name for p in paths] for s, paths in account.paths.items() if paths}
    assert names == {
        Standing.NEW: ["third.txt"],
        Standing.CHANGED: ["first.txt"],
        Standing.GONE: ["second.txt"],
        Standing.REJECTED: ["bad.txt"],
        Standing.SKIPPED: [".hidden", "README.md"],
    }


def test_what_is_nowhere_has_no_account(indexed: Catalogue, seeds: Path) -> None:
    assert account_of(indexed.store, str(seeds / "nothing.txt")) == []
