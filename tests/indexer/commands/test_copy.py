"""`cuttings copy`: to a server and back, with the same addresses and counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cluster.postgres import Server
from tests.indexer.commands.conftest import Cuttings


def found(cuttings: Cuttings) -> dict[str, object]:
    """What a search gives, but for how long it took."""
    answer: dict[str, object] = json.loads(cuttings("search", "--json", "geneva").stdout)
    assert answer["total"] == 1
    return {name: value for name, value in answer.items() if not name.endswith("_ms")}


def test_an_archive_moves_to_a_server_and_back(
    filled: Cuttings, tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found(filled)
    with postgres.database() as server:
        there = filled("copy", "--to", server)
        assert there.exit_code == 0, there.output
        monkeypatch.setenv("CUTTINGS_DATABASE", server)
        assert filled("reindex").exit_code == 0
        assert found(filled) == before
        home = f"sqlite:///{tmp_path / 'home.sqlite'}"
        back = filled("copy", "--to", home)
        assert back.stdout == there.stdout
        monkeypatch.setenv("CUTTINGS_DATABASE", home)
        assert filled("reindex").exit_code == 0
        assert found(filled) == before


def test_a_copy_onto_itself_is_refused(filled: Cuttings, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'cuttings.sqlite'}"
    refused = filled("copy", "--to", url)
    assert refused.exit_code == 2
    assert "are the same database" in refused.stderr


def test_an_archive_that_is_not_there_is_said_to_be(filled: Cuttings, tmp_path: Path) -> None:
    refused = filled("copy", "--from", f"sqlite:///{tmp_path}/no.sqlite", "--to", "sqlite:////x")
    assert refused.exit_code == 1
    assert "no archive here yet" in refused.stderr
