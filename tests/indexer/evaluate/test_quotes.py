"""How quotations are scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from archive.errors import MalformedSeedError
from archive.model import NameKind
from indexer.evaluate.quotes import read_quoting, score_quotes
from indexer.evaluate.scores import Fault, Score
from indexer.evaluate.sets import score_sets
from indexer.extract.authorities import AuthorityFile
from indexer.extract.pool import RecogniserPool
from indexer.extract.recogniser import Entity
from tests.indexer.extract.builders import listing

TEXT = (
    "“We sail on Friday,” said Ada Lund. The crews said it was late, as the rain began. "
    "Bo Falk called it a mistake and the ferries stayed."
)
ADA = listing(NameKind.ACTOR, "Ada Lund", variants=("A. Lund",))


class FindsAda:
    """A recogniser that finds one name in every text."""

    version = "1"

    def recognise(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        for text in texts:
            at = text.index("Ada Lund")
            yield (Entity(NameKind.ACTOR, at, at + 8),)


def load(_: str) -> FindsAda:
    return FindsAda()


def scored(folder: Path, *quotes: list[str], text: str = TEXT) -> list[Score]:
    path = folder / "a.quotes.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "quotes": quotes}))
    return score_quotes(path, RecogniserPool(load=load), AuthorityFile([ADA]))


def counts(score: Score) -> tuple[str, int, int, int]:
    return score.name, score.right, score.extra, score.missed


def test_words_must_have_the_true_bounds_and_speakers_a_right_name(tmp_path: Path) -> None:
    words, speakers = scored(
        tmp_path,
        ["We sail on Friday", "nobody", "A. Lund"],
        ["it was late", "The crews"],
        ["the ferries stayed", "Bo Falk"],
    )
    assert counts(words) == ("a: words quoted", 1, 1, 2)
    assert words.faults == [
        Fault("other bounds", "a", "it was late", "it was late, as the rain began"),
        Fault("missed", "a", "the ferries stayed"),
    ]
    assert counts(speakers) == ("a: speakers", 2, 0, 1)
    assert speakers.faults == [Fault("missed", "a", "Bo Falk")]


def test_what_is_found_where_nothing_is_said_is_too_much(tmp_path: Path) -> None:
    words, speakers = scored(tmp_path, ["We sail on Friday", "Bo Falk"])
    assert [fault.cause for fault in words.faults] == ["nothing said"]
    assert counts(speakers)[1:] == (0, 2, 1)
    assert speakers.faults == [
        Fault("other speaker", "a", "Bo Falk", "Ada Lund"),
        Fault("nothing said", "a", found="The crews"),
    ]


def test_words_that_are_not_in_the_story_are_told_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(MalformedSeedError, match=r"quotes\.jsonl#1: not in the story there: never"):
        scored(tmp_path, ["it was", "x"], ["never", "x"])


def test_a_seed_is_read_from_beside_the_set(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Ada Lund\n\n" + TEXT)
    path = tmp_path / "b.quotes.jsonl"
    line = {"seed": "story.txt", "quotes": [["it was late", "The crews"]]}
    path.write_text(json.dumps(line))
    (told,) = read_quoting(path)
    assert (told.story.body[slice(*told.quotes[0].span)], told.quotes[0].speakers) == (
        "it was late",
        ("The crews",),
    )
    pool = RecogniserPool(load=load)
    names = [score.name for score in score_sets(tmp_path, pool, AuthorityFile([ADA]))]
    assert names == ["b: words quoted", "b: speakers"]
