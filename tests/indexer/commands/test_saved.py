"""Searches are kept, seen again and taken along by command."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from tests.indexer.conftest import Cuttings


def test_a_search_is_kept_and_listed_with_what_it_asks(filled: Cuttings) -> None:
    made = filled("saved", "add", "The harbour", "harbour", "--date", "1800", "--note", "a\nb")
    assert (made.exit_code, made.stdout) == (0, "the-harbour: 0 stories\n")

    told = filled("saved").stdout
    assert told.startswith("the-harbour  The harbour  (saved ")
    assert told.splitlines()[1:] == ["    “harbour”", "    Date: 1800", "    a", "    b"]
    assert filled("saved", "list").stdout == told
    (listed,) = json.loads(filled("saved", "list", "--json").stdout)["saved"]
    assert (listed["search"], listed["note"]) == ("q=harbour&date=1800", "a\nb")


def test_what_is_new_and_gone_is_told_and_then_counted_anew(filled: Cuttings, seeds: Path) -> None:
    assert filled("saved", "add", "All").stdout == "all: 2 stories\n"
    assert "nothing new, changed or gone" in filled("saved", "show", "all").stdout

    (seeds / "new.txt").write_text("A new story\n\nIt was told.")
    (seeds / "first.txt").unlink()
    filled("index", "--no-names", "--settle", "0", seeds)
    told = filled("saved", "show", "all").stdout
    assert "    1 new\n" in told
    assert "  A new story\n" in told
    assert "  no longer in the archive\n" in told
    found = json.loads(filled("saved", "show", "all", "--json").stdout)
    counted = {kind: len(found["changes"][kind]) for kind in ("new", "changed", "gone")}
    assert (found["total"], counted) == (2, {"new": 1, "changed": 0, "gone": 1})
    since = json.loads(filled("saved", "show", "all", "--since", "2000-01-01", "--json").stdout)
    assert (len(since["changes"]["new"]), since["changes"]["gone"]) == (2, None)

    assert filled("saved", "seen", "all").stdout == "all: 2 stories remembered\n"
    assert "nothing new, changed or gone" in filled("saved", "show", "all").stdout


def test_what_was_removed_can_be_kept_again_by_what_is_printed(filled: Cuttings) -> None:
    search = ("harbour", "--not-actor", "x", "--actor", "a", "--all", "actor", "--sort", "newest")
    filled("saved", "add", "The harbour", *search, "--note", "why")
    before = json.loads(filled("saved", "list", "--json").stdout)["saved"]
    removed = filled("saved", "remove", "the-harbour", "--yes").stdout
    assert json.loads(filled("saved", "list", "--json").stdout)["saved"] == []

    _, _, command = removed.partition("Deleted. To keep it again: cuttings ")
    assert filled(*shlex.split(command)).exit_code == 0
    (again,) = json.loads(filled("saved", "list", "--json").stdout)["saved"]
    assert {**again, "created_at": before[0]["created_at"]} == before[0]


def test_nothing_is_removed_unasked_and_nothing_unknown_is_kept(filled: Cuttings) -> None:
    filled("saved", "add", "All")
    assert filled("saved", "remove", "all").exit_code == 1
    assert filled("saved", "add", "Bad", "--date", "foo").exit_code == 2
    for deed in ("show", "seen", "remove", "export"):
        result = filled("saved", deed, "nothing")
        assert (deed, result.exit_code) == (deed, 1)
        assert "no saved query 'nothing'" in result.stderr
    assert len(json.loads(filled("saved", "list", "--json").stdout)["saved"]) == 1


def test_an_archive_without_saved_queries_says_how_to_begin(filled: Cuttings) -> None:
    assert "cuttings saved add NAME QUERY" in filled("saved").stdout


def test_all_that_it_finds_is_exported(filled: Cuttings, tmp_path: Path) -> None:
    filled("saved", "add", "All", "--sort", "oldest")
    whole = filled("export", "--sort", "oldest").stdout
    assert filled("saved", "export", "all").stdout == whole
    assert len(whole.splitlines()) == 3
