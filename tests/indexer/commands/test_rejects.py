"""Rejected seeds get another try."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.errors import MalformedSeedError
from indexer import contents
from indexer.readers import SeedFile
from tests.indexer.conftest import Cuttings


def test_a_repaired_seed_becomes_a_story(filled: Cuttings, seeds: Path) -> None:
    (seeds / "bad.txt").write_text("The harbour froze over.")
    result = filled("rejects", "--retry", "--no-names")
    assert "1 indexed, 0 changed, 0 unchanged, 0 removed, 0 rejected" in result.stderr
    assert result.stdout == "Nothing was rejected.\n"
    assert json.loads(filled("search", "--json", "froze").stdout)["total"] == 1


def test_a_seed_that_is_the_same_is_read_all_the_same(
    cuttings: Cuttings, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(seed: SeedFile) -> None:
        raise MalformedSeedError(f"{seed.locator}: no")

    with monkeypatch.context() as patch:
        patch.setattr(contents, "read_seed", refuse)
        cuttings("index", "--no-names", seeds)
        assert "2 rejected" in cuttings("index", "--no-names", seeds).stderr
    assert "0 indexed" in cuttings("index", "--no-names", seeds).stderr
    assert "2 indexed" in cuttings("rejects", "--retry", "--no-names").stderr


def test_a_seed_that_is_still_bad_keeps_its_time(filled: Cuttings) -> None:
    (before,) = json.loads(filled("rejects", "--json").stdout)
    (after,) = json.loads(filled("rejects", "--json", "--retry", "--no-names").stdout)
    assert {**after, "run": before["run"]} == before
    assert after["run"] == before["run"] + 1


def test_a_seed_that_is_gone_stays_listed_until_its_folder_is_read(
    filled: Cuttings, seeds: Path
) -> None:
    (seeds / "bad.txt").unlink()
    result = filled("rejects", "--retry", "--no-names")
    assert "nothing found there now" in result.stderr
    assert len(json.loads(filled("rejects", "--json").stdout)) == 1
    filled("index", "--no-names", seeds)
    assert filled("rejects").stdout == "Nothing was rejected.\n"
