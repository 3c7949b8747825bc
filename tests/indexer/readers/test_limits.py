import json

import pytest

from archive.errors import MalformedSeedError
from archive.model import Reject
from indexer.readers import limits
from tests.indexer.readers.seeds import read_all, read_one


@pytest.fixture(autouse=True)
def _small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LONGEST_TEXT", 1_000)


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_text_beyond_the_limit_is_refused(name: str) -> None:
    text = "<p>" + " ".join(f"word{number}" for number in range(300)) + "</p>"

    with pytest.raises(MalformedSeedError, match=r"characters in one story, at most 1,000 are"):
        read_all(name, text)


def test_record_beyond_the_limit_is_rejected_and_the_others_come() -> None:
    items = read_all("a.jsonl", '{"text": "' + "word " * 300 + '"}\n{"text": "Two."}')

    assert items[0] == Reject(
        "seeds/a.jsonl#1",
        "MalformedSeedError",
        "1,500 characters in one story, at most 1,000 are read; split it",
        "json_lines",
    )
    assert len(items) == 2


def test_element_beyond_the_limit_is_rejected() -> None:
    (item,) = read_all("a.sgm", f"<REUTERS><TITLE>T</TITLE><BODY>{'word ' * 300}</BODY></REUTERS>")

    assert isinstance(item, Reject)


def test_fields_that_are_too_long_are_cut_with_a_note() -> None:
    record = {
        "title": "x" * 600,
        "text": "One.",
        "source": "x" * 300,
        "url": "https://example.org/" + "x" * 3_000,
        "actors": ["Jane Example", "x" * 300],
    }

    story = read_one("a.jsonl", json.dumps(record))

    assert (len(story.headline), len(story.source), story.url) == (500, 200, "")
    assert [name.text for name in story.given_names] == ["Jane Example"]
    assert story.notes == ("seeds/a.jsonl#1: fields that were too long were cut",)
