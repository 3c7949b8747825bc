"""Clients that ask at once are all heard, and the table has a column for each side."""

from __future__ import annotations

from pathlib import Path

from archive.engines.opening import open_engine
from archive.query.nodes import MatchAll
from archive.search.request import SearchRequest
from archive.settings import Settings
from tests.benchmarks.clients import Load, ask_at_once
from tests.benchmarks.corpus import made_stories
from tests.benchmarks.engines.ours import document_of
from tests.benchmarks.side_by_side import CLIENTS, Side, table


def test_every_client_asks_for_pages(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    open_engine(settings).rebuild(map(document_of, made_stories(50)))
    load = ask_at_once(settings, [SearchRequest(MatchAll())], clients=3, seconds=0.2)
    assert len(load.times) >= 3
    assert load.seconds >= 0.2
    assert load.percentile(50) <= load.percentile(95)
    assert load.memory_mb > 0


def test_rounds_add_up() -> None:
    both = Load((1.0, 3.0), 2, 1, 100) + Load((2.0,), 1, 1, 90)
    assert both == Load((1.0, 3.0, 2.0), 3, 2, 100)
    assert both.per_second == 1


def test_the_table_has_a_column_for_each_side(tmp_path: Path) -> None:
    side = Side("embedded", Settings(tmp_path), built_seconds=2, built_cpu_seconds=1)
    side.loads = {clients: Load((1.0, 2.0), 1, 1, 64) for clients in CLIENTS}
    lines = table([side], 1000).splitlines()
    assert lines[0] == "|  | embedded |"
    assert "| stories indexed in a second | 500 |" in lines
    assert "| CPU for a story indexed, ms | 1.00 |" in lines
    assert "| 8 clients: p50 and p95 of a page, ms | 1.5, 1.9 |" in lines
    assert lines[-1] == "| memory of the nodes, MB | none |"
