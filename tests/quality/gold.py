"""Sample stories read by hand: who and which organisations are in them, and which dates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.model import AuthorityRecord, Mention, NameKind, Story
from indexer.evaluate.names import bare_key
from indexer.evaluate.scores import Score, compare
from indexer.extract.authorities import AuthorityFile
from indexer.extract.spoken_dates import find_spoken_dates
from indexer.readers import SeedFile, read_seed

GOLD = Path(__file__).parent / "gold.jsonl"
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class GoldStory:
    """A sample story with what a reader found in it; dates are words and their value."""

    story: Story
    actors: Sequence[str]
    organisations: Sequence[str]
    published: str
    spoken: Sequence[tuple[str, str]]

    def names(self, kind: NameKind) -> Sequence[str]:
        """The true names of a kind."""
        return self.actors if kind is NameKind.ACTOR else self.organisations


def read_gold() -> Iterator[GoldStory]:
    """Yield the stories in the order of the file."""
    for line in GOLD.read_text("utf-8").splitlines():
        record = json.loads(line)
        path = SEEDS / record["seed"]
        (story,) = read_seed(SeedFile(path, path.read_bytes()))
        assert isinstance(story, Story)
        spoken = [(words, value) for words, value in record["spoken"]]
        yield GoldStory(
            story, record["actors"], record["organisations"], record["published"], spoken
        )


def score_kind(
    kind: NameKind,
    stories: Iterable[tuple[GoldStory, Sequence[Mention]]],
    authorities: AuthorityFile,
) -> Score:
    """Score the names of a kind; a heading or a variant of its record is right."""
    score = Score(kind.value)
    records = {(r.kind, r.authority_id): r for r in authorities.records}
    for gold, mentions in stories:
        true = {name: _keys(authorities.find(kind, name), name) for name in gold.names(kind)}
        found = {
            mention.name: bare_key(heading_of(records, mention))
            for mention in mentions
            if mention.kind is kind
        }
        compare(score, gold.story.locator, true, found)
    return score


def heading_of(records: dict[tuple[NameKind, str], AuthorityRecord], mention: Mention) -> str:
    """What a mention is shown under."""
    record = records.get((mention.kind, mention.authority_id))
    return record.heading if record else mention.name


def score_published(stories: Iterable[GoldStory]) -> Score:
    """Score the dates of publication."""
    score = Score("published")
    for gold in stories:
        compare(
            score,
            gold.story.locator,
            {gold.published: {gold.published}},
            {gold.story.published.iso: gold.story.published.iso},
        )
    return score


def score_spoken(stories: Iterable[GoldStory]) -> Score:
    """Score the values of the dates spoken of, in the order of their words."""
    score = Score("spoken dates")
    for gold in stories:
        dates = find_spoken_dates(gold.story.body, gold.story.published)
        compare(
            score,
            gold.story.locator,
            {f"{n}. {words} {value}": {value} for n, (words, value) in enumerate(gold.spoken)},
            {f"{n}. {d.period.raw} {d.value}": d.value for n, d in enumerate(dates)},
        )
    return score


def _keys(record: AuthorityRecord | None, name: str) -> set[str]:
    return {bare_key(known) for known in (name, *(record.names if record else ()))}
