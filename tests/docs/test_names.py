"""The guide to names: its example is an authority file that works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import dedent

import pytest

from archive.model import NameKind
from indexer.commands.names import names
from indexer.extract.authorities import OWN_FILE, load_authorities

GUIDE = Path(__file__).parents[2] / "docs" / "names.md"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The example of the guide, written to a file."""
    (example,) = re.findall(r"\n\n((?:    .*\n)+)", GUIDE.read_text("utf-8"))
    path = tmp_path / OWN_FILE
    path.write_text(dedent(example), "utf-8")
    return path


def test_the_example_adds_names(own: Path) -> None:
    authorities = load_authorities(own)
    found = {
        name: record.heading
        for kind, name in (
            (NameKind.ACTOR, "Berg"),
            (NameKind.ORGANISATION, "HWU"),
            (NameKind.PLACE, "Port Example"),
        )
        if (record := authorities.find(kind, name))
    }
    assert found == {
        "Berg": "Ada Berg",
        "HWU": "Harbour Workers' Union",
        "Port Example": "Port Example",
    }
    assert authorities.is_demonym("Exampler")


def rows_of(heading: str) -> list[tuple[str, str]]:
    """The rows of a section's table: what stands first in each, and the rest."""
    _, _, section = GUIDE.read_text("utf-8").partition(f"## {heading}\n")
    section = section.partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)


def test_every_correction_of_the_guide_is_a_command_and_each_command_is_in_it() -> None:
    told = rows_of("Putting names right")
    assert sorted(command for command, _ in told) == sorted(names.commands)
    for command, words in told:
        (example,) = re.findall(r"`cuttings names ([^`]*)`", words)
        name, *arguments = shlex.split(example)
        assert name == command
        names.commands[name].make_context(name, arguments)


def test_every_key_of_the_guide_is_one_of_the_format(own: Path) -> None:
    keys = [key for key, _ in rows_of("Your own authority file")]
    assert "heading" in keys
    for key in keys:
        value = "xyz" if key in ("heading", "id") else ["Xyz 1999"]
        own.write_text(
            f'place = [{{ heading = "Port Example", {key} = {value!r} }}]'.replace(
                'heading = "Port Example", heading', "heading"
            )
        )
        load_authorities(own)
