"""The guide to names: its example is an authority file that works."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from archive.model import NameKind
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


def test_every_key_of_the_guide_is_one_of_the_format(own: Path) -> None:
    keys = re.findall(r"^\| `(\w+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    for key in keys:
        value = "xyz" if key in ("heading", "id") else ["Xyz"]
        own.write_text(
            f'place = [{{ heading = "Port Example", {key} = {value!r} }}]'.replace(
                'heading = "Port Example", heading', "heading"
            )
        )
        load_authorities(own)
