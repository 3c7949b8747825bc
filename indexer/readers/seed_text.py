"""Reader of text that begins with ` date 2023-04-28 ` and goes straight on with the story.

The date may be a day, a month or a year, or `None`; a time of day after it is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.errors import EmptySeedError
from archive.model import DateSource, Story
from indexer.extract.published import Clue, choose_date
from indexer.readers.limits import require_length
from indexer.readers.running_text import story_from_text
from indexer.readers.seed import SeedText

NAME = "seed_text"
_HEADER = re.compile(
    r"\ufeff?\s*date\s+"
    r"(?P<date>\d{4}(?:-\d{1,2}){0,2}(?!\d)(?:[T ]\d\d:\d\d\S*)?|None|NaN|NaT|nan|null)(?=\s|\Z)"
)


def is_seed_text(text: str) -> bool:
    """Whether the text begins with the header that this reader knows."""
    return _HEADER.match(text) is not None


def read(seed: SeedText) -> Iterator[Story]:
    """Yield the one story of the seed."""
    require_length(seed.text, seed.locator)
    header = _HEADER.match(seed.text)
    rest = seed.text[header.end() :] if header else seed.text
    if not rest.strip():
        raise EmptySeedError(f"{seed.locator}: a date and nothing else; save the story again")
    is_dated = header is not None and header["date"][0].isdigit()
    clues = [Clue(DateSource.HEADER, header["date"])] if header and is_dated else []
    yield story_from_text(seed, rest, NAME, choose_date(clues))
