"""What building an index took, kept beside it for later runs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from tests.benchmarks.workers import Built


@dataclass(frozen=True)
class KeptBuild:
    """The size of an index and what it took to build; unknown for one that was built apart."""

    size_mb: float
    built: Built | None = None
    built_on_two: Built | None = None

    def write(self, path: Path) -> None:
        """Keep it in a file."""
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what an earlier run kept."""
        held = json.loads(path.read_text())
        return cls(held["size_mb"], _built(held["built"]), _built(held["built_on_two"]))


def size_mb(folder: Path) -> float:
    """The size of all files in a folder, in megabytes."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def _built(held: dict[str, float] | None) -> Built | None:
    if held is None:
        return None
    return Built(int(held["stories"]), held["cpu_seconds"], held["seconds"], held["peak_mb"])
