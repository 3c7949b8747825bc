"""No more room: a step that fails, files that cannot grow, a disk that is full."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from archive.engines.whoosh_engine import WhooshEngine
from tests.torture.aftermath import OPERATIONS, Aftermath
from tests.torture.answers import wrong
from tests.torture.archive import Victim
from tests.torture.children import DONE, UNTOUCHED, fails_at, no_file_over, start, wait
from tests.torture.tally import Tally

PAGE_BYTES = 4096
DISK_BYTES = 48_000_000
ENOUGH = 3
"""So many operations in a row have room enough before a sweep ends."""


def torture_by_failing_steps(
    folder: Path, *, every: int = 1, names: tuple[str, ...] = OPERATIONS, seed: int = 4
) -> Tally:
    """Let each step of each operation in the file system fail: it alone, or all from it on."""
    tally, victim = Tally(), Victim(folder, random.Random(seed)).prepare()
    for name in names:
        for and_after in (False, True):
            step, code = 1, DONE
            while code != UNTOUCHED:  # until the operation has no such step any more
                aftermath = Aftermath(victim, name)
                code = wait(start(getattr(victim, name), fails_at(step, and_after=and_after)))
                when = f"{name} whose step {step} failed{', and all later' if and_after else ''}"
                tally.ended(code, when)
                aftermath.judge(tally, when=when)
                step += every
            tally.refuse("operations without a step", step <= 1 + every, when=name)
    return tally


def torture_by_short_files(folder: Path, rounds: int, seed: int = 7) -> Tally:
    """Let writes fail by which any file, the database too, gets longer than so many bytes."""
    tally, victim = Tally(), Victim(folder, random.Random(seed)).prepare()
    for number in range(rounds):
        name = OPERATIONS[number % len(OPERATIONS)]
        aftermath, size = Aftermath(victim, name), 100 + number * 90_000 // rounds
        code = wait(start(getattr(victim, name), no_file_over(size)))
        when = f"{name} with files of {size} bytes at most"
        tally.ended(code, when)
        aftermath.judge(tally, when=when)
    return tally


def torture_by_full_disk(folder: Path, *, every: int = 1, seed: int = 8) -> Tally:
    """Fill a small disk but for 0, 1, 2... pages, until an operation has room enough.

    So each write that takes room, the database's too, fails once. It needs the right to mount.
    """
    tally = Tally()
    with _small_disk(folder) as disk:
        if disk is None:
            tally.count("not run: mounting a small disk was refused")
            return tally
        victim = Victim(disk, random.Random(seed)).prepare()
        for name in OPERATIONS:
            pages, enough = 0, 0
            while enough < ENOUGH:
                code = _on_full_disk(tally, victim, name, pages)
                enough = enough + 1 if code == DONE else 0
                pages += every
    return tally


def _on_full_disk(tally: Tally, victim: Victim, name: str, pages: int) -> int:
    aftermath, filler = Aftermath(victim, name), victim.folder / "filler"
    with filler.open("wb") as file:
        status = os.statvfs(victim.folder)
        room = status.f_bavail * status.f_frsize - pages * PAGE_BYTES
        os.posix_fallocate(file.fileno(), 0, max(1, room))
    when = f"{name} on a disk with {pages} pages left"
    try:
        with patch("archive.engines.whoosh_engine.generations.Generations._needed_bytes", _none):
            code = wait(start(getattr(victim, name)))
        view = WhooshEngine(victim.index).searcher()
    finally:
        filler.unlink()
    tally.ended(code, when)
    tally.refuse("wrong answers", wrong(view, victim.indexed() or {}), when=f"{when}, while full")
    aftermath.judge(tally, when=when)
    return code


def _none(_: object) -> int:
    return 0


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "cuttings-torture", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    try:
        yield disk if done else None
    finally:
        if done:
            subprocess.run(["umount", str(disk)], check=True)
