"""What each measured engine is behind; only the standard library is used here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from tests.benchmarks.queries import BenchQuery, Page
from tests.benchmarks.stories import BenchStory


class Peer(Protocol):
    """An engine that is built once, then opened and asked for pages."""

    version: str
    """Of its library."""

    def build(self, stories: Iterable[BenchStory], folder: Path) -> None:
        """Index the stories into an empty folder."""

    def open(self, folder: Path) -> None:
        """Open what was built, ready to answer."""

    def page(self, query: BenchQuery) -> Page | None:
        """Answer a query; None when the engine knows no such query."""

    def add(self, story: BenchStory) -> None:
        """Add a story to the opened index, visible to the next page."""
