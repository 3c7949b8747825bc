"""`make torture`: everything that can go wrong, often; prints the counts, and each fault.

python -m tests.torture [KILLS]
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from tests.torture.company import torture_by_rights, torture_by_two_writers
from tests.torture.flips import torture_by_damage, torture_by_open_readers
from tests.torture.kills import torture_by_kills
from tests.torture.shortages import (
    torture_by_failing_steps,
    torture_by_full_disk,
    torture_by_short_files,
)
from tests.torture.tally import Tally

KILLS = 1_000
LONGEST = 600
"""Most characters that are told of one fault."""


def main(kills: int) -> int:
    """Run every torture; return how many of them found something."""
    logging.disable(logging.ERROR)
    every = max(1, 500 // kills)
    kept = Path(tempfile.mkdtemp(prefix="cuttings-torture-"))
    tortures: dict[str, Callable[[Path], Tally]] = {
        "a folder to read only": torture_by_rights,
        "damaged files": lambda folder: torture_by_damage(folder, max(4, kills // 100)),
        "readers left open": lambda folder: torture_by_open_readers(folder, max(10, kills // 10)),
        "several writers": lambda folder: torture_by_two_writers(folder, max(3, kills // 50)),
        "each step failing": lambda folder: torture_by_failing_steps(folder, every=every),
        "each page of a full disk": lambda folder: torture_by_full_disk(folder, every=every),
        "files too long": lambda folder: torture_by_short_files(folder, max(14, kills // 10)),
        f"{kills} kills": lambda folder: torture_by_kills(folder, kills, kept_in=kept),
    }
    found = 0
    for name, torture in tortures.items():
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            tally = torture(Path(folder))
        show(f"{name} ({time.monotonic() - began:.0f} s)", tally)
        found += bool(tally.faults)
    if not any(kept.iterdir()):
        kept.rmdir()
    return found


def show(name: str, tally: Tally) -> None:
    """Print what came of a torture."""
    click.echo(f"\n{name}")
    for what, count in sorted(tally.happened.items()):
        click.echo(f"  {count:6} {what}")
    for what, count in sorted(tally.faults.items()):
        click.echo(f"  {count:6} {what}   <-- FAULT")
    for note in tally.notes:
        click.echo(f"         {note if len(note) < LONGEST else note[:LONGEST] + '...'}")
    if not tally.faults:
        click.echo("       0 faults")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
