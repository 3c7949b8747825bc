"""An archive in a temporary folder, seeds to put into it, and the command on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.catalogue import Catalogue
from archive.settings import Settings
from indexer.cli import main

Cuttings = Callable[..., Result]

FIRST = (
    " date 2023-04-28 The minister Ada Berg opened talks in Geneva of the United Nations.\n\n"
    "Berg left on Friday."
)
SECOND = " date 2022-02 The court in Oslo ruled for the harbour workers."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an archive that does not exist yet."""
    return Settings(tmp_path / "data")


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    """A new archive."""
    opened = Catalogue.open(settings, create=True)
    yield opened
    opened.close()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with two seeds."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)
    return folder


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
