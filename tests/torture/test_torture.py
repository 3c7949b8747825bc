"""The short form of `make torture`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.company import torture_by_two_writers
from tests.torture.flips import torture_by_damage, torture_by_open_readers
from tests.torture.kills import torture_by_kills
from tests.torture.shortages import (
    torture_by_failing_steps,
    torture_by_short_files,
)
from tests.torture.tally import Tally

pytestmark = pytest.mark.slow


def test_whatever_is_killed_a_complete_index_answers_and_nothing_is_lost(tmp_path: Path) -> None:
    tally = torture_by_kills(tmp_path, 8)
    assert tally.notes == []
    assert sum(n for name, n in tally.happened.items() if name.endswith(" killed")) == 8


def test_damage_is_noticed_or_harmless(tmp_path: Path) -> None:
    tally = torture_by_damage(tmp_path, 3, every=4)
    assert tally.notes == []
    assert tally.happened["refused with a message"] > tally.happened["files missing"] / 2


def test_a_reader_left_open_answers_rightly_over_commits_and_swaps(tmp_path: Path) -> None:
    assert torture_by_open_readers(tmp_path, 6).notes == []


def test_a_step_that_fails_costs_nothing_that_was_there(tmp_path: Path) -> None:
    tally = torture_by_failing_steps(tmp_path, every=29, names=("run", "restore"))
    assert tally.notes == []
    assert tally.happened["refused with a message"] > 0


def test_a_database_that_cannot_grow_costs_nothing_that_was_there(tmp_path: Path) -> None:
    assert torture_by_short_files(tmp_path, 5).notes == []


def test_several_writers_take_turns(tmp_path: Path) -> None:
    assert torture_by_two_writers(tmp_path, 1).notes == []


def test_a_fault_is_told_with_what_was_found_and_kept(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "kept").mkdir()
    tally = Tally(tmp_path / "kept")
    tally.refuse("stories lost", [], when="kill 1", folder=tmp_path / "data")
    tally.refuse("stories lost", ["a"], when="kill 2", folder=tmp_path / "data")
    assert tally.faults == {"stories lost": 1}
    assert tally.notes == [f"stories lost, kill 2: a (kept in {tmp_path / 'kept' / 'fault-1'})"]
