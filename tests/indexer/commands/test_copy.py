"""`cuttings copy`: to a server and back, with the same addresses and counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cluster.opensearch import Cluster
from tests.cluster.postgres import Server
from tests.indexer.conftest import Cuttings


def answer(cuttings: Cuttings, query: str) -> dict[str, object]:
    """What a search gives, but for how long it took."""
    told: dict[str, object] = json.loads(cuttings("search", "--json", query).stdout)
    return {name: value for name, value in told.items() if not name.endswith("_ms")}


def found(cuttings: Cuttings) -> dict[str, object]:
    """What a search gives that finds one story."""
    told = answer(cuttings, "geneva")
    assert told["total"] == 1
    return told


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


def test_an_archive_grows_to_a_cluster_and_comes_back(
    filled: Cuttings,
    tmp_path: Path,
    postgres: Server,
    opensearch_cluster: Cluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the two commands that the guide names."""
    queries = ("geneva", "", "the OR a", '"peace talks" -geneva')
    before = [answer(filled, query) for query in queries]
    index = f"moved-{tmp_path.name}".lower()
    with postgres.database() as server:
        monkeypatch.setenv(
            "CUTTINGS_ENGINE", f"opensearch://{','.join(opensearch_cluster.hosts)}/{index}"
        )
        assert filled("copy", "--to", server).exit_code == 0
        monkeypatch.setenv("CUTTINGS_DATABASE", server)
        assert filled("reindex").exit_code == 0
        assert [answer(filled, query) for query in queries] == before
        held = opensearch_cluster.ask(f"/_cat/indices/{index}-*?format=json&expand_wildcards=all")
        assert held
        monkeypatch.delenv("CUTTINGS_ENGINE")
        home = f"sqlite:///{tmp_path / 'home' / 'cuttings.sqlite'}"
        assert filled("copy", "--to", home).exit_code == 0
    opensearch_cluster.ask(f"/{index}-*?expand_wildcards=all", method="DELETE")
    monkeypatch.setenv("CUTTINGS_DATABASE", home)
    assert filled("reindex").exit_code == 0
    assert [answer(filled, query) for query in queries] == before


def test_a_copy_onto_itself_is_refused(filled: Cuttings, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'cuttings.sqlite'}"
    refused = filled("copy", "--to", url)
    assert refused.exit_code == 2
    assert "are the same database" in refused.stderr


def test_an_archive_that_is_not_there_is_said_to_be(filled: Cuttings, tmp_path: Path) -> None:
    refused = filled("copy", "--from", f"sqlite:///{tmp_path}/no.sqlite", "--to", "sqlite:////x")
    assert refused.exit_code == 1
    assert "no archive here yet" in refused.stderr
