"""Other processes and other users: several writers at once, and a folder to read only."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.torture.aftermath import Aftermath
from tests.torture.answers import Documents
from tests.torture.archive import Victim
from tests.torture.children import DONE, clock_back, start, wait
from tests.torture.tally import Tally

YEAR = 365 * 86_400.0


def torture_by_two_writers(folder: Path, rounds: int, seed: int = 5) -> Tally:
    """Let several processes write at once, one of them a year back in time."""
    tally, victim = Tally(), Victim(folder, random.Random(seed)).prepare()
    for number in range(rounds):
        victim.change_seeds()
        writers = [
            (victim.run, clock_back(YEAR)),
            (victim.reindex, _as_it_is),
            (victim.run, _as_it_is),
        ]
        for child in [start(*writer) for writer in writers]:
            tally.ended(wait(child), f"round {number} of writers")
        Aftermath(victim, "reindex").judge(tally, when=f"round {number} of writers")
    return tally


def _as_it_is() -> None:
    """Change nothing."""


def torture_by_rights(folder: Path, seed: int = 6) -> Tally:
    """Let the index be in a folder that another user may only read; search and write there."""
    tally, victim = Tally(), Victim(folder, random.Random(seed)).prepare()
    expected = victim.stored()
    folders = [path for path in [victim.index, *victim.index.rglob("*")] if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    try:
        failed = wait(start(lambda: _answer(victim, expected), _as_nobody)) != DONE
        tally.refuse("wrong answers", failed, when="read by a user who may not write")
        tally.ended(wait(start(victim.reindex, _as_nobody)), "a reindex without rights")
    finally:
        for path in folders:
            path.chmod(0o755)
    return tally


def _answer(victim: Victim, expected: Documents) -> None:
    assert victim.wrong_answers(expected) == []


def _as_nobody() -> None:
    """Give up the rights of root, who may write anywhere."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
