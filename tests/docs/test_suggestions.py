"""The numbers that the guide to the pages gives for suggestions are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from archive.search.vocabulary import LONG_WORD
from archive.suggestions.spelling import FEW
from web.views.story import SIMILAR

NUMBERS = {"five": 5, "eight": 8}
GUIDE = " ".join((Path(__file__).parents[2] / "docs" / "web.md").read_text().split())


def told(pattern: str) -> int:
    found = re.search(pattern, GUIDE)
    assert found, pattern
    return NUMBERS[found[1]]


def test_the_guide_gives_the_numbers_of_the_program() -> None:
    assert told(r"a query finds (\w+) stories or fewer") == FEW
    assert told(r"a word in it is in (\w+) or fewer itself") == FEW
    assert told(r"from (\w+) letters on by two") == LONG_WORD
    assert told(r"up to (\w+) others that share") == SIMILAR
