"""The engines by name; each module is imported only where it is run."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from tests.benchmarks.engines.protocol import Peer


@dataclass(frozen=True)
class EngineSpec:
    """An engine: where its class is, and how to run it.

    `index_of` names the engine whose index it searches, if not its own. `needs` is the module
    without which it cannot run, `install` how to get that. `stems_as_ours` says that its stemmer
    is ours on any English word; on made words all are. `most_queries`, `most_stories` and
    `most_rounds` keep slow engines short.
    """

    name: str
    label: str
    module: str
    class_name: str
    needs: str = ""
    install: str = "make bench"
    python: str = sys.executable
    index_of: str = ""
    stems_as_ours: bool = False
    most_queries: int = sys.maxsize
    most_stories: int = sys.maxsize
    most_rounds: int = sys.maxsize

    @property
    def built_by(self) -> str:
        """The engine that builds its index."""
        return self.index_of or self.name

    def load(self) -> Peer:
        """Import it and make one."""
        module = import_module(f"tests.benchmarks.engines.{self.module}")
        return cast(Peer, getattr(module, self.class_name)())


OURS = "ours"
ON_TWO = EngineSpec("ours-on-two", "Cuttings on two processes", "ours", "OursOnTwo")
"""Builds, and is not asked anything."""
WHOOSH_STORIES = 20_000
ENGINES = {
    spec.name: spec
    for spec in (
        EngineSpec(OURS, "Cuttings", "ours", "Ours"),
        EngineSpec(
            "tantivy", "tantivy-py", "tantivy_peer", "Tantivy", needs="tantivy", stems_as_ours=True
        ),
        EngineSpec("sqlite", "SQLite FTS5", "sqlite_peer", "Sqlite"),
        EngineSpec(
            "datasette", "Datasette's SQL", "datasette_peer", "Datasette", index_of="sqlite"
        ),
        EngineSpec(
            "xapian",
            "Xapian",
            "xapian_peer",
            "Xapian",
            needs="xapian",
            install="sudo apt-get install python3-xapian",
            python="/usr/bin/python3",
        ),
        EngineSpec(
            "whoosh",
            "stock Whoosh",
            "whoosh_peer",
            "Whoosh",
            most_queries=30,
            most_rounds=2,
            most_stories=WHOOSH_STORIES,
        ),
    )
}
