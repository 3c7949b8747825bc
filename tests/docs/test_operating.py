"""The guide to operating: its commands and settings exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from archive.engines import breaker
from indexer import workers
from indexer.extract import pool
from indexer.patience import WAITS_SECONDS
from tests.docs.test_indexing import command_of, options_of

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (?:[A-Z_]+=\S+ )*(cuttings .*)$", GUIDE, re.MULTILINE)
CODE = "".join(
    file.read_text("utf-8")
    for folder in ("archive", "indexer", "web")
    for file in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_can_be_typed(line: str) -> None:
    words = shlex.split(line.replace("cuttings --data /srv/press ", "cuttings "))
    given = {word for word in words[2:] if word.startswith("--")}
    assert given <= options_of(command_of(words[1]))


def test_every_setting_is_read_by_the_program() -> None:
    told = re.findall(r"^\| `(CUTTINGS_[A-Z_]+)`", GUIDE, re.MULTILINE)
    assert len(told) >= 6
    assert [name for name in told if f'"{name}"' not in CODE] == []


def test_the_numbers_are_those_of_the_program() -> None:
    assert f"chunks of {pool.CHUNK_SIZE}" in GUIDE
    assert (workers.MOST_DEATHS, "After eleven such chunks" in GUIDE) == (10, True)
    assert (breaker.FAILURES, "fails five times" in GUIDE) == (5, True)
    assert (breaker.REST_SECONDS, "alone for ten seconds" in GUIDE) == (10.0, True)
    assert (len(WAITS_SECONDS), "up to three times" in GUIDE) == (3, True)


def test_what_is_watched_is_there() -> None:
    for name in re.findall(r"`cuttings_(\w+)`", GUIDE):
        assert f'"{name}"' in CODE or f'"cuttings_{name}"' in CODE
