"""The stories of Reuters-21578, from where the collection lies on this machine.

Their words are folded and parted by single spaces, so that every engine reads the same words;
what remains to differ is the stemming of SQLite, which is an older algorithm.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.analysis import tokens
from archive.model import NameKind, Precision, Reject, Story, authority_id_for
from indexer.readers import SeedFile, read_seed
from tests.benchmarks.stories import BenchStory


def reuters_stories(folder: Path) -> Iterator[BenchStory]:
    """Yield every story of the collection's SGML files, packed or not."""
    files = sorted(folder.glob("*.sgm*"))
    if not files:
        raise SystemExit(f"{folder}: no .sgm files of Reuters-21578 here; correct REUTERS")
    for path in files:
        for item in read_seed(SeedFile(path, path.read_bytes())):
            if not isinstance(item, Reject):
                yield bench_story(item)


def bench_story(story: Story) -> BenchStory:
    """A story with plain words and the names that its seed gives."""
    return BenchStory(
        story.locator.rpartition("#")[2],
        _plain(story.headline),
        _plain(story.body),
        _published(story),
        _names(story, NameKind.ACTOR),
        _names(story, NameKind.ORGANISATION),
    )


def _plain(text: str) -> str:
    forms = (
        "".join(c for c in token.form if c.isascii() and c.isalnum()) for token in tokens(text)
    )
    return " ".join(form for form in forms if form)


def _published(story: Story) -> str:
    known = story.published.precision in (Precision.DAY, Precision.MONTH)
    return story.published.iso if known else ""


def _names(story: Story, kind: NameKind) -> tuple[str, ...]:
    named = (authority_id_for(name.text) for name in story.given_names if name.kind is kind)
    return tuple(dict.fromkeys(named))
