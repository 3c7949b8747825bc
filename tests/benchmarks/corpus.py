"""A made corpus: deterministic, with the statistics of news that cost an engine its time.

Vocabulary grows as in newswire (Heaps), words and names are used as Zipf found, words keep to
topics and to each other, names keep to topics, a few stories have no day or no date. A smaller
corpus is the beginning of a larger one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

import numpy as np
import numpy.typing as npt

from archive.analysis import STOP_WORDS
from tests.benchmarks.stories import BenchStory
from tests.benchmarks.words import heading, made_organisation, made_person, made_words
from tests.benchmarks.zipf import Ranks, Zipf

VERSION = 1
"""Raised when other stories come out, so that those of an earlier run are not used."""
SEED = 1987
BLOCK = 500
"""Stories drawn at once."""
VOCABULARY = 1_000_000
TOPICS = 200
TOPIC_WORDS = 400
FIRST_DAY = date(2008, 1, 1)
DAYS = 15 * 365
_IN_TOPIC = 0.25
"""Part of the words that come from the story's topic."""
_TOGETHER = 0.35
"""How often a word that has a fixed companion is followed by it."""
_WITHOUT_DAY, _UNDATED = 0.03, 0.05

Random = np.random.Generator
Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class _Names:
    """How often the names of a kind are used: everywhere, and at home in one topic."""

    anywhere: Zipf
    at_home: Zipf


@dataclass(frozen=True)
class _Law:
    """How often what is used: words, topics, the words of a topic, names."""

    words: Zipf
    topics: Zipf
    topic_words: Zipf
    actors: _Names
    organisations: _Names
    words_of_topic: npt.NDArray[np.int64]
    companions: npt.NDArray[np.int64]


def made_stories(number: int) -> Iterator[BenchStory]:
    """Yield the first so many stories of the made corpus."""
    words = np.array(made_words(VOCABULARY), dtype=object)
    law = _law(np.random.default_rng(SEED))
    blocks = (_block(np.random.default_rng([SEED, block]), words, law, block) for block in count())
    return islice((story for block in blocks for story in block), number)


def _law(random: Random) -> _Law:
    first, last = len(STOP_WORDS), 30_000
    heads = random.choice(np.arange(first, last), 4_000, replace=False)
    companions = np.full(VOCABULARY, -1)
    companions[heads] = random.integers(first, last, len(heads))
    return _Law(
        words=Zipf(VOCABULARY, corner=3_000),
        topics=Zipf(TOPICS, corner=TOPICS),
        topic_words=Zipf(TOPIC_WORDS, corner=TOPIC_WORDS),
        actors=_Names(Zipf(60_000, corner=2_000), Zipf(2_000, corner=40)),
        organisations=_Names(Zipf(15_000, corner=300), Zipf(500, corner=6)),
        words_of_topic=random.integers(first, last, (TOPICS, TOPIC_WORDS)),
        companions=companions,
    )


def _block(random: Random, words: Objects, law: _Law, number: int) -> Iterator[BenchStory]:
    lengths = np.clip(random.lognormal(5.6, 0.45, BLOCK), 40, 1_500).astype(np.int64)
    topics = law.topics.draw(random, BLOCK)
    ranks = _ranks(random, law, np.repeat(topics, lengths))
    for place, part in enumerate(np.split(ranks, np.cumsum(lengths)[:-1])):
        topic = int(topics[place])
        actors = _names(random, law.actors, random.poisson(2.8), topic)
        organisations = _names(random, law.organisations, random.poisson(1.6), topic)
        actor_ids = tuple(map(made_person, actors))
        organisation_ids = tuple(map(made_organisation, organisations))
        told = [heading(name) for name in (*actor_ids, *organisation_ids)]
        yield BenchStory(
            f"s{number * BLOCK + place:07d}",
            _headline(random, words, part),
            _text(random, words[part].tolist(), told),
            _published(random),
            actor_ids,
            organisation_ids,
        )


def _ranks(random: Random, law: _Law, topics: Ranks) -> Ranks:
    """The words of a block of stories; `topics` gives each word's topic."""
    ranks = law.words.draw(random, len(topics))
    in_topic = random.random(len(topics)) < _IN_TOPIC
    chosen = law.topic_words.draw(random, int(in_topic.sum()))
    ranks[in_topic] = law.words_of_topic[topics[in_topic], chosen]
    together = random.random(len(ranks)) < _TOGETHER
    for place in np.flatnonzero(together[1:] & (law.companions[ranks[:-1]] >= 0)).tolist():
        if law.companions[ranks[place]] >= 0:
            ranks[place + 1] = law.companions[ranks[place]]
    return ranks


def _names(random: Random, law: _Names, wanted: int, topic: int) -> list[int]:
    """Numbers of names, each once; about half of them are at home in the topic."""
    at_home = int(random.binomial(min(wanted, 12), 0.5))
    local = law.at_home.draw(random, at_home) * TOPICS + topic
    general = law.anywhere.draw(random, min(wanted, 12) - at_home)
    return list(dict.fromkeys([*local.tolist(), *general.tolist()]))


def _headline(random: Random, words: Objects, ranks: Ranks) -> str:
    content = ranks[ranks >= len(STOP_WORDS)]
    return str(" ".join(words[content[: int(random.integers(5, 9))]])).capitalize()


def _text(random: Random, words: Sequence[str], names: Sequence[str]) -> str:
    """Sentences, the first ones opened by a name each, three to a paragraph."""
    ends = np.cumsum(random.integers(8, 30, len(words) // 8 + 1)).tolist()
    sentences: list[str] = []
    start = 0
    for end in ends:
        if start >= len(words):
            break
        opening = names[len(sentences)] if len(sentences) < len(names) else ""
        sentence = " ".join(words[start:end])
        sentences.append(f"{opening} {sentence}." if opening else f"{sentence.capitalize()}.")
        start = end
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def _published(random: Random) -> str:
    """Later days are more frequent; some days and some dates are not known."""
    day = (FIRST_DAY + timedelta(int(DAYS * random.random() ** 0.8))).isoformat()
    chance = random.random()
    return "" if chance < _UNDATED - _WITHOUT_DAY else day[:7] if chance < _UNDATED else day
