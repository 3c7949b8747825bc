from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.errors import MalformedSeedError, NotFoundError
from archive.model import NameKind
from archive.settings import Settings
from indexer.evaluate.command import evaluate
from indexer.evaluate.scores import Fault, Score
from indexer.evaluate.sets import score_sets
from indexer.evaluate.timebank import read_timeml
from indexer.extract.authorities import AuthorityFile
from indexer.extract.pool import RecogniserPool
from indexer.extract.recogniser import Entity

TIMEML = """<TimeML><DOCID>a</DOCID>
<DCT><TIMEX3 type="DATE" value="2023-04-28" functionInDocument="CREATION_TIME">x</TIMEX3></DCT>
<TEXT>Talks <EVENT>began</EVENT> in <TIMEX3 type="DATE" value="2022-02">February last year</TIMEX3>,
stopped <TIMEX3 type="TIME" value="2023-04-24TMO">on Monday morning</TIMEX3>, and began again
<TIMEX3 type="DATE" value="2023-04-26">on Tuesday</TIMEX3> after
<TIMEX3 type="DURATION" value="P3D">three days</TIMEX3>, in the
<TIMEX3 type="DATE" value="2023">Year of the Ferry</TIMEX3>, as in 1991.</TEXT></TimeML>"""

LINKED: dict[str, object] = {
    "title": "a",
    "text": "Ada Berg met the Harbour Board, Bo Falk and Coast Inc. in Oslo.",
    "labels": [
        {"span": [0, 8], "entity_id": "Q1", "name": "Ada M. Berg", "type": "Q215627"},
        {"span": [13, 30], "entity_id": "Q2", "name": "Board of the Port", "type": "Q43229"},
        {"span": [44, 54], "entity_id": "<NIL>", "name": "Unknown", "type": "OTHER"},
        {"span": [58, 62], "entity_id": "Q3", "name": "Oslo", "type": "Q27096213|Q43229"},
        {"span": [13, 17], "entity_id": "Q4", "name": "Carl Dahl", "type": "Q215627"},
    ],
}

PAGE = """<html><head><title>Ferry crews strike</title>
<meta property="article:published_time" content="2023-04-28"></head><body><nav>Sign up now</nav>
<article><h1>Ferry crews strike</h1><p>Ferry crews in Port Example stopped work at dawn on Friday
over pay and hours, the Harbour Board said in a statement that it sent to all newspapers.</p>
<p>The mayor asked both sides to talk, and offered the town hall as a place to do so in peace.</p>
</article></body></html>"""


class Finds:
    """A recogniser that finds the same names in every text."""

    version = "1"

    def recognise(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        for _ in texts:
            yield (
                Entity(NameKind.ACTOR, 0, 8),
                Entity(NameKind.ORGANISATION, 17, 30),
                Entity(NameKind.ACTOR, 32, 39),
                Entity(NameKind.ORGANISATION, 44, 54),
            )


def load(_: str) -> Finds:
    return Finds()


def scores(folder: Path) -> dict[str, tuple[int, int, int]]:
    pool = RecogniserPool(load=load)
    found: Sequence[Score] = list(score_sets(folder, pool, AuthorityFile(())))
    return {score.name: (score.right, score.extra, score.missed) for score in found}


def write_timebank(folder: Path) -> None:
    with tarfile.open(folder / "dates.tar.gz", "w:gz") as tar:
        member = tarfile.TarInfo("dates/a.tml")
        member.size = len(TIMEML.encode())
        tar.addfile(member, io.BytesIO(TIMEML.encode()))


def write_pages(folder: Path, truth: dict[str, object]) -> None:
    folder.mkdir()
    (folder / "a.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "truth.json").write_text(json.dumps({"https://example.org/a": truth}))


def test_dates_spoken_of_are_right_by_words_and_value(tmp_path: Path) -> None:
    write_timebank(tmp_path)
    assert scores(tmp_path) == {"dates.tar.gz: dates spoken of": (2, 2, 2)}


def write_linked(folder: Path, record: Mapping[str, object]) -> None:
    with gzip.open(folder / "names.jsonl.gz", "wt") as file:
        file.write(json.dumps(record) + "\n")


def test_names_are_right_by_their_longest_form_and_strictly_by_their_label(tmp_path: Path) -> None:
    write_linked(tmp_path, LINKED)
    assert scores(tmp_path) == {
        "names: persons": (1, 1, 1),
        "names: organisations": (1, 0, 0),
        "names: all names": (2, 1, 1),
        "names: all names, by label": (0, 3, 3),
        "names: all names, at labels": (2, 0, 1),
    }


def test_only_the_part_of_a_text_that_was_labelled_is_scored(tmp_path: Path) -> None:
    write_linked(tmp_path, {**LINKED, "evaluation_span": [0, 30]})
    found = scores(tmp_path)
    assert found["names: persons"] == (1, 0, 1)
    assert found["names: organisations"] == (1, 0, 0)


def test_of_two_longest_forms_either_is_right(tmp_path: Path) -> None:
    text = "Ada Berg met Adi Berg."
    labels = [
        {"span": span, "entity_id": "Q1", "name": "Ada M. Berg", "type": "Q215627"}
        for span in ([0, 8], [13, 21])
    ]
    write_linked(tmp_path, {"title": "a", "text": text, "labels": labels})
    assert scores(tmp_path)["names: persons"] == (1, 0, 0)


@pytest.mark.parametrize(
    ("truth", "expected"),
    [
        ({"date": "2023-04-28"}, {"pages: publication date": (1, 0, 0)}),
        ({"date": "2023-04-27"}, {"pages: publication date": (0, 1, 1)}),
        ({"date": "nan"}, {"pages: publication date": (0, 0, 0)}),
        (
            {"with": ["stopped work at dawn", "ended"], "without": ["Sign up now", "town hall"]},
            {"pages: main text": (1, 1, 1)},
        ),
    ],
)
def test_a_page_is_scored_by_its_date_or_its_text(
    tmp_path: Path, truth: dict[str, object], expected: dict[str, tuple[int, int, int]]
) -> None:
    write_pages(tmp_path / "pages", {"file": "a.html", **truth})
    assert scores(tmp_path) == expected


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no set in it"):
        scores(tmp_path)


@pytest.mark.parametrize("data", [b"", b"<TimeML>", b"<TimeML><TEXT>No date</TEXT></TimeML>"])
def test_a_text_that_is_not_timeml_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedSeedError, match=r"a\.tml"):
        read_timeml(data, "a.tml")


def test_the_command_shows_scores_and_every_fault(tmp_path: Path) -> None:
    write_timebank(tmp_path)
    shown = CliRunner().invoke(evaluate, [str(tmp_path), "-v"], obj=Settings(tmp_path / "data"))
    assert shown.exit_code == 0, shown.output
    words = " ".join(shown.output.split())
    assert (
        "dates.tar.gz: dates spoken of: other value (1) 2023-04-26 → “Tuesday” 2023-04-25" in words
    )
    assert "missed (1) “Year of the Ferry” 2023 a.tml" in words
    assert "no such date (1) “1991” 1991 a.tml" in words


def test_a_score_without_anything_found_is_nought() -> None:
    score = Score("names", missed=3)
    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)
    assert Fault("missed", "a") == Fault("missed", "a", "", "")
