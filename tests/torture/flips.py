"""Flipped bits, cut and missing files: each is noticed or harmless, none gives a wrong answer."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from archive.engines.whoosh_engine import WhooshEngine
from archive.errors import ArchiveError
from tests.torture.answers import Documents, wrong
from tests.torture.archive import Victim
from tests.torture.tally import Tally

DATABASE = "cuttings.sqlite"
DATABASE_OFTEN = 20
"""So many times as often a database is damaged, which is one file and not sealed."""


def torture_by_damage(folder: Path, rounds: int, *, every: int = 1, seed: int = 2) -> Tally:
    """Damage every so-manieth file of a data folder, so many times each; count what came of it."""
    chance, tally = random.Random(seed), Tally()
    victim = Victim(folder, chance).prepare()
    for _ in range(3):
        victim.change_seeds()
        victim.run()
    expected, data, whole = victim.stored(), victim.settings.folder, folder / "whole"
    shutil.copytree(data, whole)
    files = sorted(p.relative_to(whole) for p in whole.rglob("*") if p.is_file())
    for file in files[::every]:
        is_database = file.name.startswith(DATABASE)
        more = (rounds - 3) * (DATABASE_OFTEN if is_database else 1)
        for kind in ("flipped", "cut", "missing", *["flipped"] * more):
            place = _damage(data / file, kind, chance)
            tally.count(f"files {kind}")
            when = f"{file} {kind}{place}"
            if is_database:
                _judge_database(tally, victim, expected, when)
            else:
                _judge_index(tally, victim, expected, when)
            shutil.rmtree(data)
            shutil.copytree(whole, data)
    return tally


def _damage(path: Path, kind: str, chance: random.Random) -> str:
    """Damage a file; say where."""
    held = bytearray(path.read_bytes())
    if kind == "missing":
        path.unlink()
    elif kind == "cut":
        size = chance.randrange(max(1, len(held)))
        path.write_bytes(held[:size])
        return f" to {size} of {len(held)} bytes"
    elif held:
        place, bit = chance.randrange(len(held)), chance.randrange(8)
        held[place] ^= 1 << bit
        path.write_bytes(held)
        return f" at byte {place}, bit {bit}"
    return ""


def _judge_index(tally: Tally, victim: Victim, expected: Documents, when: str) -> None:
    """What a process that opens the damaged index sees, and whether building anew mends it."""
    try:
        found = victim.wrong_answers(expected)
        tally.count("answered rightly")
        tally.refuse("wrong answers", found, when=when)
    except ArchiveError:
        tally.count("refused with a message")
    if victim.faults():
        victim.reindex()
    tally.refuse("not mended", victim.faults(), when=when)
    tally.refuse("wrong answers", victim.wrong_answers(expected), when=f"{when}, mended")


def _judge_database(tally: Tally, victim: Victim, expected: Documents, when: str) -> None:
    """Whether a damaged database is noticed by whoever opens or checks it, or is harmless."""
    tally.refuse("wrong answers", victim.wrong_answers(expected), when=when)
    try:
        faults = victim.faults()
        if faults:
            tally.count("database: told by check")
        elif victim.stored() == expected:
            tally.count("database: harmless")
        else:
            tally.refuse("damage not noticed", True, when=when)
    except ArchiveError:
        tally.count("database: refused with a message")
    except Exception as error:  # noqa: BLE001  # any other is a fault to be told
        tally.refuse("ended with a traceback", [repr(error)], when=when)


def torture_by_open_readers(folder: Path, commits: int, seed: int = 3) -> Tally:
    """Search with one engine that stays open while others commit and swap; compare each answer."""
    tally, victim = Tally(), Victim(folder, random.Random(seed)).prepare()
    reader = WhooshEngine(victim.index)
    for number in range(commits):
        old, before = reader.searcher(), victim.stored()
        if number % 5 == 4:
            victim.reindex()
        else:
            victim.change_seeds()
            victim.run()
        when = f"commit {number}"
        tally.refuse("wrong answers", wrong(old, before), when=f"{when}, the view before")
        after = wrong(reader.searcher(), victim.stored())
        tally.refuse("wrong answers", after, when=f"{when}, the view after")
        tally.count("commits and swaps")
    return tally
