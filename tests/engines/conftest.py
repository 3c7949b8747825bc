"""The engines under test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.engines.memory import MemoryEngine
from archive.engines.whoosh_engine import WhooshEngine
from archive.search.engine import SearchEngine

ENGINES: dict[str, Callable[[Path], SearchEngine]] = {
    "memory": lambda _: MemoryEngine(),
    "whoosh": lambda folder: WhooshEngine(folder / "index", lock_seconds=0.2),
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    """Each engine in turn, empty."""
    return ENGINES[request.param](tmp_path)
