"""A full disk, a folder that cannot be written, a clock set back, two writers at once."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.torture.archive import Victim
from tests.torture.children import (
    CRASHED,
    DONE,
    Prepare,
    clock_back,
    disk_full_from,
    no_file_over,
    start,
    wait,
)

YEAR = 365 * 86_400.0


def torture_by_shortage(folder: Path, rounds: int, seed: int = 4) -> Counter[str]:
    """Let the disk be full at each write in turn, and every file too long; count what came."""
    chance, counts = random.Random(seed), Counter[str]()
    victim = Victim(folder, chance)
    victim.change_seeds()
    victim.run()
    for number, prepare in enumerate(_shortages(rounds)):
        victim.change_seeds()
        before = [victim.indexed(), victim.stored()]
        operation = victim.reindex if number % 3 == 2 else victim.run
        code = wait(start(operation, prepare))
        counts["refused with a message" if code not in {DONE, CRASHED} else _NAMES[code]] += 1
        answering = victim.indexed()
        counts["incomplete generations"] += answering not in [*before, victim.stored()]
        counts["wrong answers"] += victim.wrong_answers(answering)
        counts["next runs that failed"] += wait(start(victim.run)) != DONE
        counts["stories lost"] += victim.lost()
    return counts


_NAMES = {DONE: "ended well", CRASHED: "ended with a traceback"}


def _shortages(rounds: int) -> Iterator[Prepare]:
    for number in range(rounds):
        yield disk_full_from(number) if number % 2 else no_file_over(200 + 900 * number)


def torture_by_two_writers(folder: Path, rounds: int, seed: int = 5) -> Counter[str]:
    """Let two processes write at once, one of them a year back in time."""
    chance, counts = random.Random(seed), Counter[str]()
    victim = Victim(folder, chance)
    victim.change_seeds()
    victim.run()
    for _ in range(rounds):
        victim.change_seeds()
        children = [start(victim.run, clock_back(YEAR)), start(victim.reindex), start(victim.run)]
        codes = [wait(child) for child in children]
        counts["ended with a traceback"] += codes.count(CRASHED)
        counts["writers"] += len(codes)
        wait(start(victim.run))
        counts["wrong answers"] += victim.wrong_answers(victim.stored())
        counts["stories lost"] += victim.lost()
    return counts


def torture_by_rights(folder: Path, seed: int = 6) -> Counter[str]:
    """Let the index be in a folder that another user may only read; search and write there."""
    victim = Victim(folder, random.Random(seed))
    victim.change_seeds()
    victim.run()
    expected, counts = victim.stored(), Counter[str]()
    folders = [path for path in [victim.index, *victim.index.rglob("*")] if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    try:
        counts["wrong answers"] += wait(start(lambda: _answer(victim, expected), _as_nobody))
        code = wait(start(victim.reindex, _as_nobody))
        counts["writers refused with a message"] += code not in {DONE, CRASHED}
    finally:
        for path in folders:
            path.chmod(0o755)
    return counts


def _answer(victim: Victim, expected: object) -> None:
    assert isinstance(expected, dict)
    assert victim.wrong_answers(expected) == 0


def _as_nobody() -> None:
    """Give up the rights of root, who may write anywhere."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
