"""A small corpus; and what pytest leaves alone here."""

from __future__ import annotations

import pytest

from tests.benchmarks.corpus import made_stories
from tests.benchmarks.stories import BenchStory

collect_ignore_glob = ["engines/*_peer.py"]
"""Modules that import libraries which only `make bench` installs."""


@pytest.fixture(scope="session")
def stories() -> list[BenchStory]:
    """Three hundred stories."""
    return list(made_stories(300))
