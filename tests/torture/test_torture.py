"""The short form of `make torture`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.__main__ import faults
from tests.torture.flips import torture_by_damage, torture_by_open_readers
from tests.torture.kills import torture_by_kills
from tests.torture.shortages import (
    torture_by_shortage,
    torture_by_two_writers,
)

pytestmark = pytest.mark.slow


def test_whatever_is_killed_a_complete_index_answers_and_nothing_is_lost(tmp_path: Path) -> None:
    counts = torture_by_kills(tmp_path, 15)
    assert faults(counts) == {}
    assert sum(number for name, number in counts.items() if "kill" in name) == 15


def test_damage_is_noticed_or_harmless(tmp_path: Path) -> None:
    counts = torture_by_damage(tmp_path, 3)
    assert faults(counts) == {}
    assert counts["refused with a message"] > counts["missing"] / 2


def test_a_reader_left_open_answers_rightly_over_commits_and_swaps(tmp_path: Path) -> None:
    assert faults(torture_by_open_readers(tmp_path, 6)) == {}


def test_a_full_disk_costs_nothing_that_was_there(tmp_path: Path) -> None:
    counts = torture_by_shortage(tmp_path, 6)
    assert faults(counts) == {}
    assert counts["refused with a message"] > 0


def test_several_writers_take_turns(tmp_path: Path) -> None:
    assert faults(torture_by_two_writers(tmp_path, 1)) == {}
