from __future__ import annotations

import pytest

from archive.errors import NotFoundError
from archive.store import Run, Store
from tests.archive.store.conftest import START, Clock


def test_a_run_tells_what_was_asked_and_what_came_of_it(store: Store, clock: Clock) -> None:
    with store.begin() as transaction:
        run_id = transaction.runs.start("index", ["seeds/", "--force"])
    with store.read() as transaction:
        unfinished = transaction.runs.latest()
    end = clock.go_on(hours=2)
    with store.begin() as transaction:
        transaction.runs.finish(run_id, {"indexed": 40, "rejected": 2}, "complete")
        finished = transaction.runs.latest()
    asked = ("seeds/", "--force")
    assert unfinished == Run(run_id, "index", asked, START, None, {}, "")
    assert finished == Run(
        run_id, "index", asked, START, end, {"indexed": 40, "rejected": 2}, "complete"
    )


def test_runs_are_listed_newest_first(store: Store) -> None:
    with store.begin() as transaction:
        assert transaction.runs.latest() is None
        ids = [transaction.runs.start(kind) for kind in ("index", "rebuild")]
        assert [run.run_id for run in transaction.runs.all()] == ids[::-1]


def test_a_run_that_never_began_cannot_end(store: Store) -> None:
    with store.begin() as transaction, pytest.raises(NotFoundError, match="no run 7"):
        transaction.runs.finish(7, {}, "complete")
