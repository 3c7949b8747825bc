"""An archive in a temporary folder, and seeds to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.settings import Settings

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
