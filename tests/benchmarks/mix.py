"""Two hundred mixed queries, drawn from the stories themselves so that nearly all find some.

Words are common (in more than one story of twenty), medium or rare (seen in one story of a
sample); those that belong together come from one story, and so do names.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from archive.analysis import tokens
from tests.benchmarks.queries import BenchQuery, Form
from tests.benchmarks.stories import BenchStory

MIX = {
    "word common": 16,
    "word medium": 16,
    "word rare": 12,
    "and 2": 20,
    "and 3": 14,
    "or 2": 14,
    "or 3": 12,
    "phrase": 20,
    "prefix": 10,
    "fuzzy": 6,
    "word + date": 14,
    "word + actor": 12,
    "word + organisation": 10,
    "and + date + actor": 10,
    "all + facet": 8,
    "not": 6,
}
"""How many queries of each kind; two hundred in all."""
SEED = 200
_COMMON, _MEDIUM, _RARE = (0.05, 0.5), (0.004, 0.05), (0.0, 0.0004)
"""The parts of a sample's stories in which a word of each band stands."""
_TRIES = 10_000
_MONTHS = (1, 3, 6, 12, 24, 60)
"""Lengths of the periods asked for."""


def mixed_queries(sample: Sequence[BenchStory]) -> list[BenchQuery]:
    """The mix in an order that spreads the kinds."""
    drawing = _Drawing(sample)
    queries = [drawing.query(kind, number) for kind, n in MIX.items() for number in range(n)]
    random.Random(SEED).shuffle(queries)
    return queries


class _Drawing:
    """Draws queries from a sample of stories."""

    def __init__(self, sample: Sequence[BenchStory]) -> None:
        self._random = random.Random(SEED)
        self._words = [[t.form if t.stem else "" for t in tokens(s.text)] for s in sample]
        self._sample = sample
        held = Counter(word for words in self._words for word in set(words))
        self._part = {word: count / len(sample) for word, count in held.items()}
        self._phrases = self._frequent_phrases()
        self._months = sorted({story.month for story in sample if story.published})

    def query(self, kind: str, number: int) -> BenchQuery:
        """The next query of a kind."""
        drawn = self._plain(kind, number) if kind in _PLAIN else self._chosen(kind, number)
        return replace(drawn, kind=kind)

    def _plain(self, kind: str, number: int) -> BenchQuery:
        form, bands = _PLAIN[kind]
        if form is Form.PHRASE:
            return BenchQuery(kind, form, self._random.choice(self._phrases))
        words = self._of_one_story(bands if number % 2 else bands[::-1])[1]
        if form is Form.PREFIX:
            words = (words[0][: 3 + number % 3],)
        if kind == "not":
            return BenchQuery(kind, form, words[:1], without=words[1])
        return BenchQuery(kind, form, words)

    def _chosen(self, kind: str, number: int) -> BenchQuery:
        """A query with something chosen in a facet."""
        bands = (_COMMON, _MEDIUM) if kind.startswith("and") else (_COMMON, _MEDIUM)[number % 2 :]
        wanted = _facets_of(kind, number)
        story, words = self._of_one_story(bands[: 2 if kind.startswith("and") else 1], wanted)
        is_all = kind.startswith("all")
        return BenchQuery(
            kind,
            Form.ALL if is_all else Form.ALL_OF,
            () if is_all else words,
            months=self._around(story.month, number) if "date" in wanted else (),
            actor=self._random.choice(story.actors) if "actor" in wanted else "",
            organisation=self._random.choice(story.organisations)
            if "organisation" in wanted
            else "",
        )

    def _of_one_story(
        self, bands: Iterable[tuple[float, float]], wanted: Iterable[str] = ()
    ) -> tuple[BenchStory, tuple[str, ...]]:
        """A story that has what is wanted, with different words of it from the bands."""
        for _ in range(_TRIES):
            place = self._random.randrange(len(self._sample))
            story, words = self._sample[place], self._words[place]
            drawn = [self._word(words, band) for band in bands]
            if all(drawn) and len(set(drawn)) == len(drawn) and _has(story, wanted):
                return story, tuple(drawn)
        raise SystemExit("too few stories to draw queries from; choose a larger size")

    def _word(self, words: Sequence[str], band: tuple[float, float]) -> str:
        low, high = band
        high = max(high, 1 / len(self._sample))
        fits = [w for w in words if _is_plain(w) and low < self._part[w] <= high]
        return self._random.choice(fits) if fits else ""

    def _around(self, month: str, number: int) -> tuple[str, str]:
        """A period of whole months that holds the month."""
        place = self._months.index(month)
        length = _MONTHS[number % len(_MONTHS)]
        first = max(0, place - self._random.randrange(length))
        return self._months[first], self._months[min(first + length, len(self._months)) - 1]

    def _frequent_phrases(self) -> list[tuple[str, ...]]:
        """Runs of two and three words without a stop word that stand in several stories."""
        counts = {
            length: Counter(
                run
                for words in self._words
                for run in set(zip(*(words[start:] for start in range(length)), strict=False))
                if all(map(_is_plain, run))
            )
            for length in (2, 3)
        }
        return [
            phrase for counter in counts.values() for phrase, n in counter.most_common(400) if n > 1
        ]


def _is_plain(word: str) -> bool:
    return len(word) > 2 and word.isascii() and word.isalpha()


def _has(story: BenchStory, wanted: Iterable[str]) -> bool:
    have: dict[str, Callable[[BenchStory], object]] = {
        "actor": lambda s: s.actors,
        "organisation": lambda s: s.organisations,
        "date": lambda s: s.published,
    }
    return all(have[facet](story) for facet in wanted)


def _facets_of(kind: str, number: int) -> tuple[str, ...]:
    if kind == "all + facet":
        return (("actor",), ("organisation",), ("date",), ("actor", "date"))[number % 4]
    return tuple(facet for facet in ("date", "actor", "organisation") if facet in kind)


_PLAIN = {
    "word common": (Form.ALL_OF, (_COMMON,)),
    "word medium": (Form.ALL_OF, (_MEDIUM,)),
    "word rare": (Form.ALL_OF, (_RARE,)),
    "and 2": (Form.ALL_OF, (_COMMON, _MEDIUM)),
    "and 3": (Form.ALL_OF, (_COMMON, _COMMON, _MEDIUM)),
    "or 2": (Form.ANY_OF, (_COMMON, _MEDIUM)),
    "or 3": (Form.ANY_OF, (_MEDIUM, _MEDIUM, _COMMON)),
    "phrase": (Form.PHRASE, ()),
    "prefix": (Form.PREFIX, (_MEDIUM,)),
    "fuzzy": (Form.FUZZY, (_MEDIUM,)),
    "not": (Form.ALL_OF, (_COMMON, _MEDIUM)),
}
"""Kinds without a chosen facet value: how the words belong together, and their bands."""
