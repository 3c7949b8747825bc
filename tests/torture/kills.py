"""kill -9 at any moment: what answers is complete, the next run finishes, no story is lost."""

from __future__ import annotations

import random
import time
from pathlib import Path

from tests.torture.aftermath import OPERATIONS, Aftermath
from tests.torture.archive import Victim
from tests.torture.children import dies_at, kill_after, start, wait
from tests.torture.tally import Tally

FIRST_STEPS, FIRST_SECONDS = 60, 0.1
"""How long an operation is taken to be until it is known."""


class Aim:
    """Chooses moments within operations, from how long they were when they were missed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._steps = dict.fromkeys(OPERATIONS, FIRST_STEPS)
        self._seconds = dict.fromkeys(OPERATIONS, FIRST_SECONDS)

    def strike(self, victim: Victim, name: str, *, by_time: bool) -> str:
        """Kill an operation; return when, in words; nothing when it had ended before."""
        operation = getattr(victim, name)
        if by_time:
            seconds = self._chance.uniform(0, self._seconds[name])
            hit = kill_after(start(operation), seconds)
            self._seconds[name] *= 1.03 if hit else 0.85
            return f"{name} killed after {seconds:.4f} s" if hit else ""
        step = self._chance.randint(1, self._steps[name])
        hit = wait(start(operation, dies_at(step))) < 0
        self._steps[name] += 1 if hit else -min(5, self._steps[name] - 1)
        return f"{name} killed at step {step}" if hit else ""


def torture_by_kills(folder: Path, kills: int, seed: int = 1, kept_in: Path | None = None) -> Tally:
    """Kill so many operations that are running, by turns at a random moment and step."""
    chance, tally = random.Random(seed), Tally(kept_in)
    victim, aim = Victim(folder, chance).prepare(), Aim(chance)
    hits, began = 0, time.monotonic()
    while hits < kills:
        name = chance.choice(OPERATIONS)
        aftermath = Aftermath(victim, name)
        struck = aim.strike(victim, name, by_time=hits % 2 == 0)
        tally.count(f"{name} killed" if struck else "ended before the kill, judged all the same")
        hits += bool(struck)
        when = f"kill {hits} ({struck or name + ' ended'}, seed {seed})"
        aftermath.judge(tally, when=when, whole_check=hits % 10 == 0)
    tally.happened["seconds"] = round(time.monotonic() - began)
    return tally
