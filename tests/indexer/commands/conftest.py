"""The command on an archive in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import main

Cuttings = Callable[..., Result]


@pytest.fixture
def cuttings(tmp_path: Path) -> Cuttings:
    """Run the command on an archive in a temporary folder."""

    def call(*arguments: str | Path) -> Result:
        data = str(tmp_path / "data")
        return CliRunner().invoke(main, ["--data", data, *map(str, arguments)])

    return call


@pytest.fixture
def filled(cuttings: Cuttings, seeds: Path) -> Cuttings:
    """The command, on an archive that holds two stories and a reject."""
    (seeds / "bad.txt").write_bytes(b"\x00" * 99)
    assert cuttings("index", "--no-names", seeds).exit_code == 0
    return cuttings
