"""Quotations and their speakers, against stories read by hand (`*.quotes.jsonl`).

Each line has a story, as a `text` or as a `seed`, which is a path from the file's folder, and
its `quotes` in their order: the words, then every name that is right for the speaker.

Two things are scored: whether the words begin and end where the true ones do, but for the marks
around them; and whether words that share some with the true ones have the right speaker.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import MalformedSeedError
from archive.model import AuthorityRecord, Quote, Span, Story
from indexer.evaluate.names import bare_key
from indexer.evaluate.scores import Fault, Score
from indexer.extract.authorities import AuthorityFile
from indexer.extract.names import resolve_names
from indexer.extract.pool import RecogniserPool
from indexer.extract.quotes import find_quotes
from indexer.readers import SeedFile, read_seed

SUFFIX = ".quotes.jsonl"
_MARKS = " \n\"'“”‘’«».,"
Records = Mapping[tuple[str, str], AuthorityRecord]


@dataclass(frozen=True, slots=True)
class TrueQuote:
    """Words that somebody says in a story, and the names that are right for the speaker."""

    span: Span
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotingStory:
    """A story with all that is said in it."""

    story: Story
    quotes: tuple[TrueQuote, ...]


def score_quotes(path: Path, pool: RecogniserPool, authorities: AuthorityFile) -> list[Score]:
    """Score the words that are found in the stories of a file, and their speakers."""
    title = path.name.removesuffix(SUFFIX)
    words, speakers = Score(f"{title}: words quoted"), Score(f"{title}: speakers")
    stories = list(read_quoting(path))
    records = {(r.kind.value, r.authority_id): r for r in authorities.records}
    entities = pool.recogniser.recognise([told.story.body for told in stories])
    for told, recognised in zip(stories, entities, strict=True):
        found = find_quotes(told.story.body, resolve_names(told.story, recognised, authorities))
        _count_words(words, told, found)
        _count_speakers(speakers, told, found, records)
    return [words, speakers]


def read_quoting(path: Path) -> Iterator[QuotingStory]:
    """Yield the stories of a file; raise MalformedSeedError where the words are not in one."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        record = json.loads(line)
        story = _story(path, record)
        yield QuotingStory(story, tuple(_true(f"{path}#{number}", story, record["quotes"])))


def _story(path: Path, record: Mapping[str, str]) -> Story:
    if "text" in record:
        return Story(record.get("id", ""), record.get("id", ""), "", record["text"])
    seed = Path(os.path.normpath(path.parent / record["seed"]))
    (story,) = read_seed(SeedFile(seed, seed.read_bytes()))
    if not isinstance(story, Story):
        raise MalformedSeedError(f"{seed}: {story.reason}")
    return story


def _true(where: str, story: Story, quotes: Iterable[Sequence[str]]) -> Iterator[TrueQuote]:
    """The places of quotations, each sought behind the beginning of the one before."""
    start = 0
    for words, *speakers in quotes:
        pattern = r"\s+".join(map(re.escape, words.split()))
        found = re.compile(pattern).search(story.body, start)
        if found is None:
            raise MalformedSeedError(f"{where}: not in the story there: {words}")
        start = found.start()
        yield TrueQuote(found.span(), tuple(speakers))


def _count_words(score: Score, told: QuotingStory, found: Sequence[Quote]) -> None:
    text, where = told.story.body, told.story.locator
    true = [_trimmed(text, quote.span) for quote in told.quotes]
    spans = [_trimmed(text, quote.span) for quote in found]
    right = set(true) & set(spans)
    extra = [span for span in spans if span not in right]
    missed = [span for span in true if span not in right]
    score.add(right=len(right), extra=len(extra), missed=len(missed))
    for span in extra:
        near = next((other for other in missed if _shared(other, span)), (0, 0))
        cause = "other bounds" if near != (0, 0) else "nothing said"
        score.faults.append(Fault(cause, where, text[slice(*near)], text[slice(*span)]))
    for span in missed:
        if not any(_shared(span, other) for other in extra):
            score.faults.append(Fault("missed", where, text[slice(*span)]))


def _count_speakers(
    score: Score, told: QuotingStory, found: Sequence[Quote], records: Records
) -> None:
    """Count the speakers of words found; those found where nothing is said are too many."""
    where, waiting = told.story.locator, list(told.quotes)
    for quote in found:
        true = max(waiting, key=lambda other: _shared(other.span, quote.span), default=None)
        if true is None or not _shared(true.span, quote.span):
            score.add(extra=1)
            score.faults.append(Fault("nothing said", where, found=quote.name))
            continue
        waiting.remove(true)
        if _is_right(quote, true, records):
            score.add(right=1)
        else:
            score.add(extra=1, missed=1)
            score.faults.append(Fault("other speaker", where, true.speakers[0], quote.name))
    score.add(missed=len(waiting))
    score.faults += [Fault("missed", where, quote.speakers[0]) for quote in waiting]


def _is_right(quote: Quote, true: TrueQuote, records: Records) -> bool:
    record = records.get(quote.speaker) if quote.speaker else None
    names = (quote.name, *(record.names if record else ()))
    return not {bare_key(name) for name in names}.isdisjoint(map(bare_key, true.speakers))


def _trimmed(text: str, span: Span) -> Span:
    """A stretch without the marks and blanks at its ends."""
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip(_MARKS))
    return start, max(start, span[0] + len(words.rstrip(_MARKS)))


def _shared(one: Span, other: Span) -> int:
    """How many characters two stretches have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
