"""Every run is kept with what came of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.store import Run
from indexer.commands.runs import run_as_json, run_lines
from tests.indexer.conftest import Cuttings

START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


def run(*, seconds: float | None = 4, outcome: str = "done", **counts: int) -> Run:
    end = None if seconds is None else START + timedelta(seconds=seconds)
    named = {name.replace("_", " "): count for name, count in counts.items()}
    return Run(7, "index", ("/srv/press",), START, end, named, outcome)


def test_a_run_in_words() -> None:
    found = run(indexed=900, changed=100, removed=0, rejected=3, rejected_as_EmptySeedError=3)
    assert run_lines(found) == [
        "   7  2024-05-01 12:00:00 UTC  index  done",
        "      /srv/press",
        "      900 indexed, 100 changed, 3 rejected in 4.0 s (250 stories/s)",
        "      3 EmptySeedError",
    ]


def test_a_run_that_was_killed_says_so() -> None:
    assert run_lines(run(seconds=None, outcome="")) == [
        "   7  2024-05-01 12:00:00 UTC  index  not finished: it goes on, or was killed",
        "      /srv/press",
    ]


def test_a_run_for_programs() -> None:
    assert run_as_json(run(indexed=10, rejected=1, rejected_as_EmptySeedError=1)) == {
        "run": 7,
        "kind": "index",
        "paths": ["/srv/press"],
        "started_at": "2024-05-01T12:00:00+00:00",
        "seconds": 4.0,
        "stories_per_second": 2.5,
        "outcome": "done",
        "counts": {"indexed": 10, "rejected": 1},
        "errors": {"EmptySeedError": 1},
    }


def test_runs_are_listed_the_newest_first(filled: Cuttings, seeds: Path) -> None:
    filled("index", "--no-names", seeds)
    newest, oldest = json.loads(filled("runs", "--json").stdout)
    assert (newest["run"], oldest["run"]) == (2, 1)
    assert (newest["counts"]["unchanged"], oldest["counts"]["indexed"]) == (2, 2)
    assert newest["errors"] == oldest["errors"] == {"UndecodableSeedError": 1}
    assert filled("runs", "--last", "1").stdout.startswith("   2  ")


def test_an_archive_without_runs_says_how_to_begin(cuttings: Cuttings, seeds: Path) -> None:
    cuttings("index", "--no-names", seeds)
    assert "cuttings index" not in cuttings("runs").stdout
