"""The stories that every engine is given, and the file they lie in.

Read by peers under other Pythons too: only the standard library is used here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path


@dataclass(frozen=True)
class BenchStory:
    """A story with the ids of its names; `published` is a day, a month or empty, in ISO form."""

    story_id: str
    headline: str
    text: str
    published: str = ""
    actors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    @property
    def month(self) -> str:
        """The month of the date facet that it is counted in."""
        return self.published[:7] or "undated"

    @property
    def day_number(self) -> int:
        """The first day it may be from, as an ordinal; 0 when undated."""
        return first_day(self.published) if self.published else 0


def first_day(period: str) -> int:
    """The ordinal of the first day of a day or month.

    >>> first_day("2023-02") == first_day("2023-02-01")
    True
    """
    return date.fromisoformat(f"{period}-01"[:10]).toordinal()


def last_day(month: str) -> int:
    """The ordinal of the last day of a month.

    >>> last_day("2023-02") - first_day("2023-02")
    27
    """
    year, number = map(int, month.split("-"))
    following = date(year + number // 12, number % 12 + 1, 1)
    return following.toordinal() - 1


def write_stories(path: Path, stories: Iterable[BenchStory]) -> int:
    """Write a story a line; the file appears when it is complete. Return how many there were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    count = 0
    with unfinished.open("w", encoding="utf-8") as file:
        for count, story in enumerate(stories, 1):  # noqa: B007
            file.write(json.dumps(asdict(story)) + "\n")
    unfinished.rename(path)
    return count


def read_stories(path: Path, limit: int | None = None) -> Iterator[BenchStory]:
    """Read the stories of a file, or the first of them."""
    with path.open(encoding="utf-8") as file:
        for line in islice(file, limit):
            yield story_of(json.loads(line))


def story_of(fields: dict[str, object]) -> BenchStory:
    """A story from its JSON."""
    texts = {key: value for key, value in fields.items() if isinstance(value, str)}
    actors, organisations = (_names(fields[key]) for key in ("actors", "organisations"))
    return BenchStory(**texts, actors=actors, organisations=organisations)


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
