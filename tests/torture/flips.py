"""Flipped bits, cut and missing files: each is noticed or harmless, none gives a wrong answer."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

from archive.engines.whoosh_engine import WhooshEngine
from archive.errors import ArchiveError
from tests.torture.archive import Documents, Victim, wrong


def torture_by_damage(folder: Path, rounds: int, seed: int = 2) -> Counter[str]:
    """Damage each file of an index in turn, so many times each; count what came of it."""
    chance, counts = random.Random(seed), Counter[str]()
    victim = Victim(folder, chance)
    for _ in range(4):
        victim.change_seeds()
        victim.run()
    expected = victim.stored()
    whole = folder / "whole"
    shutil.copytree(victim.index, whole)
    files = sorted(p.relative_to(whole) for p in whole.rglob("*") if p.is_file())
    for file in files:
        for kind in ("flipped", "cut", "missing", *["flipped"] * (rounds - 3)):
            _damage(victim.index / file, kind, chance)
            counts[f"{kind}"] += 1
            counts[_outcome(victim, expected)] += 1
            counts["not mended"] += not _is_mended(victim, expected)
            shutil.rmtree(victim.index)
            shutil.copytree(whole, victim.index)
    return counts


def _damage(path: Path, kind: str, chance: random.Random) -> None:
    held = bytearray(path.read_bytes())
    if kind == "missing":
        path.unlink()
    elif kind == "cut":
        path.write_bytes(held[: chance.randrange(max(1, len(held)))])
    elif held:
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
        path.write_bytes(held)


def _outcome(victim: Victim, expected: Documents) -> str:
    """What a process that opens the damaged index sees."""
    try:
        wrong = victim.wrong_answers(expected)
    except ArchiveError:
        return "refused with a message"
    return "wrong answers" if wrong else "answered rightly"


def _is_mended(victim: Victim, expected: Documents) -> bool:
    """Whether building anew, as the message says, makes it whole."""
    if not victim.faults():
        return True
    catalogue = victim.open()
    try:
        catalogue.rebuild()
    finally:
        catalogue.close()
    return not victim.faults() and not victim.wrong_answers(expected)


def torture_by_open_readers(folder: Path, commits: int, seed: int = 3) -> Counter[str]:
    """Search with one engine that stays open while others commit and swap; compare each answer."""
    chance, counts = random.Random(seed), Counter[str]()
    victim = Victim(folder, chance)
    victim.change_seeds()
    victim.run()
    reader = WhooshEngine(victim.index)
    for number in range(commits):
        old, before = reader.searcher(), victim.stored()
        if number % 5 == 4:
            victim.reindex()
        else:
            victim.change_seeds()
            victim.run()
        counts["wrong answers of the view before"] += wrong(old, before)
        counts["wrong answers of the view after"] += wrong(reader.searcher(), victim.stored())
        counts["commits and swaps"] += 1
    return counts
