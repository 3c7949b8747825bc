"""How many stories are measured, and where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.benchmarks import corpus
from tests.benchmarks.reuters import reuters_stories
from tests.benchmarks.stories import BenchStory, read_stories, write_stories

REUTERS_SIZE = "20k"
"""The size for which the collection is taken, when its path is given."""
_SAMPLE = 4_000
_SIZE = re.compile(r"(\d+)(k|m)?")


@dataclass(frozen=True)
class Size:
    """A number of stories, as it is written (`20k`), and the collection to take them from."""

    name: str
    stories: int
    reuters: Path | None = None

    @classmethod
    def of(cls, name: str, reuters: Path | None = None) -> Size:
        """Read a size.

        >>> Size.of("20k").stories, Size.of("1m").stories
        (20000, 1000000)
        """
        match = _SIZE.fullmatch(name.strip().lower())
        if not match:
            raise SystemExit(f"{name}: no size; write SIZES=20k,100k,1m or a number of stories")
        number = int(match[1]) * {"k": 1_000, "m": 1_000_000}.get(match[2], 1)
        return cls(match[0], number, reuters if match[0] == REUTERS_SIZE else None)

    @property
    def corpus(self) -> str:
        """What the stories are, in a word."""
        return "Reuters-21578" if self.reuters else f"made, version {corpus.VERSION}"

    def prepare(self, folder: Path) -> Path:
        """The file of the stories, written unless an earlier run did."""
        name = "reuters" if self.reuters else f"made-{corpus.VERSION}-{self.name}"
        path = folder / f"{name}.jsonl"
        if not path.exists():
            write_stories(path, self._stories())
        return path

    def _stories(self) -> Iterator[BenchStory]:
        return reuters_stories(self.reuters) if self.reuters else corpus.made_stories(self.stories)


def sample_of(path: Path, stories: int) -> list[BenchStory]:
    """A few thousand stories from all over the file, for queries to be drawn from."""
    return list(islice(read_stories(path), 0, None, max(1, stories // _SAMPLE)))
