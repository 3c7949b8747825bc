"""What must hold when an operation was cut short, and after the next one."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from tests.torture.archive import Victim
from tests.torture.children import DONE, start, wait
from tests.torture.tally import Tally

OPERATIONS = ("run", "reindex", "merge", "rename", "rollback", "restore", "backup")
CHANGING = ("run", "merge")
"""Operations that read seeds, which are changed before."""


class Aftermath:
    """Knows an archive as it was before an operation, and judges it afterwards."""

    def __init__(self, victim: Victim, name: str) -> None:
        if name in CHANGING:
            victim.change_seeds()
        if name == "restore":
            victim.backup_anew()
        if name == "backup":
            victim.copy.unlink()
        self._victim, self._name = victim, name
        self._before = [victim.indexed(), victim.stored(), *victim.kept()]

    def judge(self, tally: Tally, *, when: str, whole_check: bool = False) -> None:
        """Look whether what answers is complete and right, and whether the next run finishes."""
        victim, folder = self._victim, self._victim.folder / "data"
        answering = victim.indexed()
        unknown = answering not in [*self._before, victim.stored()]
        tally.refuse("incomplete generations", unknown, when=when, folder=folder)
        wrong = victim.wrong_answers(answering)
        tally.refuse("wrong answers", wrong, when=when, folder=folder)
        failed = wait(start(victim.run)) != DONE
        tally.refuse("next runs that failed", failed, when=when, folder=folder)
        finished, stored = victim.indexed(), victim.stored()
        tally.refuse("stories lost", victim.lost(), when=when, folder=folder)
        tally.refuse("indexes unlike the database", finished != stored, when=when, folder=folder)
        after = f"{when}, after the next run"
        tally.refuse("wrong answers", victim.wrong_answers(stored), when=after, folder=folder)
        if whole_check:
            tally.refuse("faults found by check", victim.faults(), when=after, folder=folder)
        if self._name in ("restore", "backup"):
            self._judge_copies(tally, when)

    def _judge_copies(self, tally: Tally, when: str) -> None:
        """A backup is whole or not there; one that was half restored is restored by the next."""
        victim = self._victim
        is_half = victim.copy.exists() and not _is_whole(victim.copy)
        tally.refuse("half a backup", is_half, when=when)
        if victim.restored.settings.folder.exists():
            found = victim.restored.stored()
            tally.refuse("half restored", found not in self._before, when=when)
            shutil.rmtree(victim.restored.settings.folder)
        failed = wait(start(victim.backup_anew)) != DONE or wait(start(victim.restore)) != DONE
        tally.refuse("next runs that failed", failed, when=when)
        same = victim.restored.indexed() == victim.restored.stored() == victim.stored()
        tally.refuse("restored otherwise than backed up", not same, when=when)
        tally.refuse("left behind", list(victim.folder.rglob(".cuttings-*")), when=when)
        shutil.rmtree(victim.restored.settings.folder)


def _is_whole(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as packed:
            return packed.testzip() is None
    except zipfile.BadZipFile:
        return False
