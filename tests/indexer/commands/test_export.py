"""Whole searches are written as files by command."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from archive.exports import feed_key
from archive.exports.atom import stable_id
from archive.search.state import SearchState
from tests.indexer.conftest import Cuttings


@pytest.mark.parametrize(
    ("form", "begins"),
    [("csv", "headline,"), ("ris", "TY  - NEWS"), ("bib", "@article"), ("csl.json", "[")],
)
def test_every_form_holds_every_story(filled: Cuttings, form: str, begins: str) -> None:
    result = filled("export", "--as", form, "--root", "https://press.example/")
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)
    places = re.findall(r"https://press\.example/story/(\w+)", result.stdout)
    assert len(set(places)) == 2


def test_a_feed_holds_every_story_under_the_ids_that_it_has_in_the_web(filled: Cuttings) -> None:
    written = filled("export", "--as", "atom", "--root", "https://press.example").stdout
    feed = Xml.fromstring(written)
    atom = "{http://www.w3.org/2005/Atom}"
    key = feed_key(SearchState())
    places = [link.get("href", "") for link in feed.findall(f"{atom}entry/{atom}link")]
    stories = [place.rpartition("/")[2] for place in places if "press.example/story/" in place]
    assert feed.findtext(f"{atom}id") == stable_id("feed", key)
    assert len(set(stories)) == 2
    assert [entry.findtext(f"{atom}id") for entry in feed.findall(f"{atom}entry")] == [
        stable_id("entry", key, story) for story in stories
    ]


def test_a_feed_of_nothing_is_a_feed(filled: Cuttings) -> None:
    feed = Xml.fromstring(filled("export", "--as", "atom", "--date", "1800").stdout)
    assert feed.findtext("{http://a9.com/-/spec/opensearch/1.1/}totalResults") == "0"


def test_filters_hold(filled: Cuttings) -> None:
    assert json.loads(filled("export", "--as", "csl.json", "--date", "1800").stdout) == []


def test_what_is_not_understood_exports_nothing(filled: Cuttings) -> None:
    result = filled("export", "--date", "foo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not understood: date foo" in result.stderr


def test_a_fault_in_the_query_is_told_beside_the_export(filled: Cuttings) -> None:
    result = filled("export", "harbour OR")
    assert result.exit_code == 0
    assert "note: OR joins nothing here and is ignored" in result.stderr
    assert result.stdout.startswith("headline,")


def test_a_pack_is_a_zip_in_a_file(filled: Cuttings, tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    assert filled("export", "--as", "zip", "-o", pack).exit_code == 0
    with zipfile.ZipFile(pack) as opened:
        assert opened.testzip() is None
        assert json.loads(opened.read("query.json"))["stories"] == 2


def test_an_export_that_fails_leaves_no_file(filled: Cuttings, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "out.csv"
    assert filled("export", "-o", target).exit_code == 1
    assert not target.parent.exists()
