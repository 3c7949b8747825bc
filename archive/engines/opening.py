"""The engine that an archive's settings name."""

from __future__ import annotations

from archive.engines.whoosh_engine import WhooshEngine
from archive.search.engine import KeptEngine
from archive.settings import Settings


def open_engine(settings: Settings) -> KeptEngine:
    """Open the index of an archive, with nothing read or believed yet."""
    return WhooshEngine(settings.index_folder)
