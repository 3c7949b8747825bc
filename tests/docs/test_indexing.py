"""The guide to indexing: its commands exist, with the options they are given."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from indexer.accounts import Standing
from indexer.cli import main

GUIDE = (Path(__file__).parents[2] / "docs" / "indexing.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (cuttings .*)$", GUIDE, re.MULTILINE)


def command_of(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found, name
    return found


def options_of(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts}


def test_the_guide_has_examples() -> None:
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_guide_can_be_typed(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    given = {word for word in arguments if word.startswith("--")}
    assert given <= options_of(command_of(name))


def test_the_options_of_the_guide_are_those_of_index() -> None:
    told = set(re.findall(r"^\| `(--[a-z-]+)", GUIDE, re.MULTILINE))
    assert told == {o for o in options_of(command_of("index")) if o.startswith("--")}


def test_every_state_of_a_seed_is_explained() -> None:
    told = re.findall(r"^\| ([a-z]+) \| ", GUIDE, re.MULTILINE)
    assert set(Standing) <= set(told)
