"""`cuttings backup` and `cuttings restore`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from indexer.cli import main
from tests.indexer.conftest import Cuttings


def test_an_archive_moves_with_a_backup(filled: Cuttings, tmp_path: Path) -> None:
    made = filled("backup", tmp_path / "press.zip")
    assert made.stdout == f"{tmp_path / 'press.zip'}\n"
    assert made.stderr.startswith("2 stories, 0 undated, 1 rejected, 3 seeds, 0 saved queries; ")
    new = str(tmp_path / "new")
    restored = CliRunner().invoke(main, ["restore", str(tmp_path / "press.zip"), "--data", new])
    assert (restored.exit_code, restored.stdout) == (0, f"{new}\n")
    found = CliRunner().invoke(main, ["--data", new, "search", "--json", "geneva"])
    assert json.loads(found.stdout)["total"] == 1


def test_a_backup_is_not_restored_over_an_archive(filled: Cuttings, tmp_path: Path) -> None:
    filled("backup", tmp_path / "press.zip")
    refused = filled("restore", tmp_path / "press.zip")
    assert refused.exit_code == 1
    assert "not empty; name a new folder with --data" in refused.stderr
