"""The guide to the pages: its commands can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from indexer.cli import main

GUIDE = (Path(__file__).parents[2] / "docs" / "web.md").read_text("utf-8")
COMMANDS = re.findall(r"^    cuttings (.*)$", GUIDE, re.MULTILINE)


def test_the_guide_has_examples() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_guide_can_be_typed(line: str) -> None:
    arguments = shlex.split(line)
    command: click.Command | None = main
    while isinstance(command, click.Group) and arguments:
        command = command.get_command(click.Context(command), arguments.pop(0))
    assert command
    command.make_context(command.name, arguments, resilient_parsing=False)
