from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from archive.query.parser import parse
from indexer.evaluate.quotes import read_quoting
from tests.indexer.extract.quotes.builders import said

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "quotes.md").read_text("utf-8")
FOUND = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", GUIDE, re.MULTILINE)
SENTENCES = [row for row in FOUND if row[0] != "In the story" and row[0][-1] in ".”"]
NOTHING = re.findall(r"^- (.+)$", GUIDE, re.MULTILINE)
SEARCHES = re.findall(r"^    cuttings search '(.+)'$", GUIDE, re.MULTILINE)


def test_the_guide_has_what_is_tested() -> None:
    assert (len(SENTENCES), len(NOTHING), len(SEARCHES)) == (9, 4, 3)


@pytest.mark.parametrize(("sentence", "words", "speaker"), SENTENCES)
def test_what_the_guide_says_is_found(sentence: str, words: str, speaker: str) -> None:
    assert said(sentence) == [(words, speaker)]


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing_is_found_where_the_guide_says_so(sentence: str) -> None:
    assert said(sentence) == []


@pytest.mark.parametrize("query_text", SEARCHES)
def test_the_searches_of_the_guide_are_understood(query_text: str) -> None:
    parsed = parse(query_text)
    assert parsed.warnings == ()
    assert "quot" in parsed.understood


def test_the_guide_claims_no_less_than_the_floors() -> None:
    floors = tomllib.loads((ROOT / "tests" / "quality" / "floors.toml").read_text("utf-8"))
    told = re.findall(r"\| ([\d.]+) % \| ([\d.]+) % \|", GUIDE)
    names = [f"quoted_{what}_{of}" for what in ("words", "speakers") for of in _MEASURES]
    claimed = dict(zip(names, (float(n) for row in told for n in row), strict=True))
    assert all(0 <= claimed[name] - floors[name] < 1 for name in names)


_MEASURES = ("precision", "recall")


def test_the_line_of_a_set_can_be_read(tmp_path: Path) -> None:
    (line,) = re.findall(r'^    (\{"text".+)$', GUIDE, re.MULTILINE)
    path = tmp_path / "a.quotes.jsonl"
    path.write_text(line, encoding="utf-8")
    (told,) = read_quoting(path)
    assert [quote.speakers for quote in told.quotes] == [("Ada Berg",)]
    assert json.loads(line)["quotes"][0][0] in told.story.body


def test_the_guide_counts_what_was_read_by_hand() -> None:
    stories = list(read_quoting(ROOT / "tests" / "quality" / "sample.quotes.jsonl"))
    counts = re.search(r"Of (\d+) sample stories all (\d+) quotations", GUIDE)
    assert counts
    assert tuple(map(int, counts.groups())) == (
        len(stories),
        sum(len(told.quotes) for told in stories),
    )
