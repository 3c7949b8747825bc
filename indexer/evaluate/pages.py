"""Saved web pages: when they were published, and which of their text is the story.

A folder has gzipped pages and `truth.json`: by address, the `file` with its `date`, or with
pieces of text that must be in the story (`with`) and must not (`without`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import SeedError
from archive.model import Reject, Story
from indexer.evaluate.scores import Fault, Score
from indexer.readers import SeedFile, read_seed

TRUTH = "truth.json"
UNKNOWN = "nan"
"""The date of a page of which nobody knows when it was published."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a set, as it is read, with what is known of it."""

    name: str
    story: Story | None
    truth: Mapping[str, object]

    def pieces(self, key: str) -> list[str]:
        """Pieces of text that are known to be in the story, or not to be."""
        listed = self.truth.get(key)
        return [str(piece) for piece in listed] if isinstance(listed, list) else []


def score_pages(folder: Path) -> list[Score]:
    """Score dates where the truth has dates only, and texts where it has texts."""
    pages = list(read_pages(folder))
    has_texts = any("with" in page.truth for page in pages)
    return [_score_texts(folder, pages)] if has_texts else [_score_dates(folder, pages)]


def read_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder; one that cannot be read has no story."""
    listed: dict[str, dict[str, object]] = json.loads((folder / TRUTH).read_text("utf-8"))
    for address, truth in listed.items():
        path = folder / str(truth["file"])
        if not path.exists():
            path = path.with_name(f"{path.name}.gz")
        yield Page(address, _read(path), truth)


def _read(path: Path) -> Story | None:
    try:
        found = next(iter(read_seed(SeedFile(path, path.read_bytes()))), None)
    except SeedError:
        # A page without a story counts as one of which nothing was found.
        return None
    return None if isinstance(found, Reject) else found


def _score_dates(folder: Path, pages: list[Page]) -> Score:
    score = Score(f"{folder.name}: publication date")
    for page in pages:
        true, found = str(page.truth["date"]), page.story.published.iso if page.story else ""
        if true == UNKNOWN:
            continue
        is_right = true == found
        score.add(right=is_right, extra=bool(found) and not is_right, missed=not is_right)
        if not is_right:
            cause = "other date" if found else "no date" if page.story else "not read"
            score.faults.append(Fault(cause, page.name, true, found))
    return score


def _score_texts(folder: Path, pages: list[Page]) -> Score:
    """Count pieces: right are those that must be in the text and are."""
    score = Score(f"{folder.name}: main text")
    for page in pages:
        text = _normal(f"{page.story.headline}\n{page.story.body}") if page.story else ""
        for piece in page.pieces("with"):
            is_there = _normal(piece) in text
            score.add(right=is_there, missed=not is_there)
            if not is_there:
                cause = "missed" if page.story else "not read"
                score.faults.append(Fault(cause, page.name, true=piece))
        for piece in page.pieces("without"):
            if _normal(piece) in text:
                score.add(extra=1)
                score.faults.append(Fault("not of the story", page.name, found=piece))
    return score


def _normal(text: str) -> str:
    return " ".join(text.split())
