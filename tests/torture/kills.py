"""kill -9 at any moment: what answers is complete, the next run finishes, no story is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

from tests.torture.archive import Victim
from tests.torture.children import DONE, dies_at, kill_after, start, wait

STEPS = {"run": 60, "reindex": 45, "rollback": 8}
"""About as many steps in the file system as each makes."""


def torture_by_kills(folder: Path, rounds: int, seed: int = 1) -> Counter[str]:
    """Kill so many runs, by turns at a random moment and at a random step; count what came."""
    chance, counts = random.Random(seed), Counter[str]()
    victim = Victim(folder, chance)
    victim.change_seeds()
    victim.run()
    victim.reindex()
    usual = _usual_seconds(victim)
    for number in range(rounds):
        name = chance.choice(("run", "run", "reindex", "rollback"))
        if name == "run":
            victim.change_seeds()
        before = [victim.indexed(), victim.stored(), *victim.kept()]
        operation = getattr(victim, name)
        if number % 2:
            killed = kill_after(start(operation), chance.uniform(0, usual[name] * 1.1))
        else:
            step = chance.randint(1, STEPS[name])
            killed = wait(start(operation, dies_at(step))) < 0
        counts[f"{name} killed" if killed else f"{name} ended before the kill"] += 1
        answering = victim.indexed()
        counts["incomplete generations"] += answering not in [*before, victim.stored()]
        counts["wrong answers"] += victim.wrong_answers(answering)
        counts["next runs that failed"] += wait(start(victim.run)) != DONE
        finished = victim.indexed()
        counts["stories lost"] += victim.lost()
        counts["wrong answers"] += victim.wrong_answers(finished)
        counts["indexes unlike the database"] += finished != victim.stored()
        if number % 10 == 0:
            counts["faults found by check"] += len(victim.faults())
    return counts


def _usual_seconds(victim: Victim) -> dict[str, float]:
    seconds = {}
    for name in ("run", "reindex", "rollback"):
        if name == "run":
            victim.change_seeds()
        began = time.monotonic()
        wait(start(getattr(victim, name)))
        seconds[name] = time.monotonic() - began
    wait(start(victim.run))
    return seconds
