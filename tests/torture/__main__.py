"""`make torture`: everything that can go wrong, often; prints the counts.

python -m tests.torture [KILLS]
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from tests.torture.flips import torture_by_damage, torture_by_open_readers
from tests.torture.kills import torture_by_kills
from tests.torture.shortages import (
    torture_by_rights,
    torture_by_shortage,
    torture_by_two_writers,
)

KILLS = 1_000
FORBIDDEN = (
    "incomplete generations",
    "wrong answers",
    "wrong answers of the view before",
    "wrong answers of the view after",
    "next runs that failed",
    "stories lost",
    "indexes unlike the database",
    "faults found by check",
    "not mended",
    "ended with a traceback",
)


def faults(counts: Counter[str]) -> dict[str, int]:
    """The counts that must be zero and are not."""
    return {name: counts[name] for name in FORBIDDEN if counts[name]}


def main(kills: int) -> int:
    """Run every torture; return how many of them found something."""
    logging.disable(logging.ERROR)
    tortures: dict[str, Callable[[Path], Counter[str]]] = {
        f"{kills} kills": lambda folder: torture_by_kills(folder, kills),
        "damaged files": lambda folder: torture_by_damage(folder, max(5, kills // 50)),
        "readers left open": lambda folder: torture_by_open_readers(folder, max(10, kills // 10)),
        "a full disk": lambda folder: torture_by_shortage(folder, max(20, kills // 10)),
        "several writers": lambda folder: torture_by_two_writers(folder, max(3, kills // 50)),
        "a folder to read only": torture_by_rights,
    }
    failed = 0
    for name, torture in tortures.items():
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            counts = torture(Path(folder))
        click.echo(f"\n{name} ({time.monotonic() - began:.0f} s)")
        for what, count in sorted(counts.items()):
            click.echo(f"  {count:6} {what}{'   <-- FAULT' if what in faults(counts) else ''}")
        failed += bool(faults(counts))
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
