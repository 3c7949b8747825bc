"""The map of the house shows the house."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def test_the_layers_are_those_that_are_checked() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    layers = config["importlinter:contract:layers"]["layers"].split("\n")
    drawn = re.findall(r"^    ((?:indexer|archive\.).*)$", MAP, re.MULTILINE)
    assert drawn == [layer for layer in layers if layer]


def test_every_folder_and_module_it_names_is_there() -> None:
    rows = re.findall(r"^\| (`(?:archive|indexer|web)/.*?`) \|", MAP, re.MULTILINE)
    missing = []
    for row in rows:
        first, *others = re.findall(r"`(.*?)`", row)
        named = [first, *(str(Path(first).parent / other) for other in others)]
        missing += [path for path in named if not (ROOT / path).exists()]
    assert len(rows) > 15
    assert missing == []


def test_every_part_of_the_archive_is_on_it() -> None:
    missing = [
        path.name
        for path in (ROOT / "archive").iterdir()
        if path.name not in {"__init__.py", "__pycache__", "py.typed", "settings.py"}
        and f"`archive/{path.name}" not in MAP
        and f"`{path.name}`" not in MAP
    ]
    assert missing == []
