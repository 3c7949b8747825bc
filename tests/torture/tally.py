"""What came of a torture: counts, and for each fault enough to look into it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.children import CRASHED, ENDS

MOST_KEPT = 5
"""So many archives are kept to be looked into; the faults of others are told in words."""


@dataclass(slots=True)
class Tally:
    """Counts of what happened, and of what must not happen, the latter with their notes.

    With a folder to keep them in, archives are copied there as they were when a fault was seen.
    """

    kept_in: Path | None = None
    happened: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        """Count something that may happen."""
        self.happened[what] += 1

    def ended(self, code: int, when: str) -> None:
        """Count how an operation ended; it must not end with a traceback."""
        self.count(ENDS[code])
        self.refuse("ended with a traceback", code == CRASHED, when=when)

    def refuse(
        self, what: str, found: Sequence[object] | bool, *, when: str, folder: Path | None = None
    ) -> None:
        """Count a fault for each thing that was found, and note what was going on."""
        things = [found] if found is True else list(found or ())
        for thing in things:
            self.faults[what] += 1
            told = "" if thing is True else f": {thing}"
            self.notes.append(f"{what}, {when}{told}{self._keep(folder)}")

    def _keep(self, folder: Path | None) -> str:
        if self.kept_in is None or folder is None:
            return ""
        target = self.kept_in / f"fault-{len(list(self.kept_in.iterdir())) + 1}"
        if not target.name.endswith(f"-{MOST_KEPT + 1}"):
            shutil.copytree(folder, target)
            return f" (kept in {target})"
        return ""
