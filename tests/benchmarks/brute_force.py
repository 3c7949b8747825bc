"""The same page by looking at every story: slow, plain, and shares nothing with an engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from archive.analysis import tokens
from tests.benchmarks.queries import FACET_VALUES, HITS, BenchQuery, Counts, Form, Page
from tests.benchmarks.stories import BenchStory, first_day, last_day


class BruteForce:
    """Knows no rank: its hits are the first that match."""

    version = ""

    def build(self, stories: Iterable[BenchStory], folder: Path) -> None:
        """Keep the stories with their words."""
        self._stories = [(story, _stems(story)) for story in stories]

    def open(self, folder: Path) -> None:
        """Nothing is kept in the folder."""

    def page(self, query: BenchQuery) -> Page | None:
        """Count over all stories; prefixes and fuzzy words are not known here."""
        if query.form in (Form.PREFIX, Form.FUZZY):
            return None
        found = [s for s, stems in self._stories if _passes(s, query) and _matches(stems, query)]
        return Page(
            len(found),
            tuple(story.story_id for story in found[:HITS]),
            (),
            _top(name for story in found for name in story.actors),
            _top(name for story in found for name in story.organisations),
            Counter(story.month for story in found),
        )

    def add(self, story: BenchStory) -> None:
        """Keep one more."""
        self._stories.append((story, _stems(story)))


def _stems(story: BenchStory) -> tuple[list[str], list[str]]:
    return _stems_of(story.headline), _stems_of(story.text)


def _stems_of(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


def _matches(stems: tuple[list[str], list[str]], query: BenchQuery) -> bool:
    wanted = [stem for word in query.words for stem in _stems_of(word)]
    if query.form is Form.PHRASE:
        return any(_runs(field, wanted) for field in stems)
    held = {*stems[0], *stems[1]}
    if query.form is Form.ANY_OF:
        return not held.isdisjoint(wanted)
    return held.issuperset(wanted) and held.isdisjoint(_stems_of(query.without))


def _runs(field: list[str], wanted: list[str]) -> bool:
    length = len(wanted)
    return any(field[start : start + length] == wanted for start in range(len(field) - length + 1))


def _passes(story: BenchStory, query: BenchQuery) -> bool:
    if query.actor and query.actor not in story.actors:
        return False
    if query.organisation and query.organisation not in story.organisations:
        return False
    if not query.months:
        return True
    first, last = query.months
    return first_day(first) <= story.day_number <= last_day(last)


def _top(names: Iterable[str]) -> Counts:
    counts = Counter(names)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES])
