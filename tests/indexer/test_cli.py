"""The command as it is typed: output, exit codes, errors as sentences."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from indexer.cli import main
from tests.archives import make_outdated
from tests.indexer.conftest import Cuttings


def test_index_reports_counts_and_reasons(cuttings: Cuttings, seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(b"\x00" * 99)
    result = cuttings("index", "--no-names", seeds)
    assert result.exit_code == 0
    assert "2 indexed, 0 changed, 0 unchanged, 0 removed, 1 rejected" in result.stderr
    assert "bad.txt" in result.stderr
    assert result.stdout == ""


def test_search_prints_hits_and_facets(filled: Cuttings) -> None:
    result = filled("search", "geneva")
    assert result.exit_code == 0
    assert "1 story:" in result.stdout
    assert "28 April 2023" in result.stdout
    assert "Organisations  United Nations 1" in result.stdout


def test_a_search_goes_on_behind_a_token(filled: Cuttings) -> None:
    first = json.loads(filled("search", "--json", "--per", "1").stdout)
    second = json.loads(filled("search", "--json", "--per", "1", "--next", first["next"]).stdout)
    whole = json.loads(filled("search", "--json").stdout)

    assert [*first["stories"], *second["stories"]] == whole["stories"]
    assert second["next"] is None
    refused = filled("search", "--json", "talks", "--next", first["next"])
    assert refused.exit_code == 1
    assert "belongs to another list" in refused.stderr


def test_search_json_has_the_shape_of_the_api(filled: Cuttings) -> None:
    found = json.loads(filled("search", "--json", "talks", "--date", "2023").stdout)
    assert (found["total"], found["exact"], found["warnings"]) == (1, True, [])
    assert found["stories"][0]["date"] == "2023-04-28"
    assert [(v["value"], v["chosen"]) for v in found["facets"]["date"]] == [("2023", True)]


def test_search_says_what_is_odd(filled: Cuttings) -> None:
    result = filled("search", '"talks')
    assert result.exit_code == 0
    assert "quot" in result.stderr


def test_search_proposes_another_spelling(filled: Cuttings) -> None:
    result = filled("search", "harbuor", "wrokers")
    assert "Did you mean: harbour workers (1 story)" in result.stderr
    found = json.loads(filled("search", "--json", "harbuor").stdout)
    assert (found["total"], found["did_you_mean"]["query"]) == (0, "harbour")
    assert "Did you mean" not in filled("search", "harbour").stderr


def test_facet_options_choose_and_leave_out(filled: Cuttings) -> None:
    chosen = json.loads(filled("search", "--json", "--organisation", "united-nations").stdout)
    left = json.loads(filled("search", "--json", "--not-organisation", "united-nations").stdout)
    assert (chosen["total"], left["total"]) == (1, 1)


def test_reindex_builds_a_new_generation(filled: Cuttings) -> None:
    before = json.loads(filled("status", "--json").stdout)
    assert filled("reindex").exit_code == 0
    after = json.loads(filled("status", "--json").stdout)
    assert before["generation"] != after["generation"]
    assert (after["stories"], after["searchable"], after["rejected"]) == (2, 2, 1)


def test_rejects_are_listed_with_reasons(filled: Cuttings) -> None:
    assert "bad.txt" in filled("rejects").stdout
    (reject,) = json.loads(filled("rejects", "--json").stdout)
    assert reject["kind"] == "UndecodableSeedError"


def test_why_accounts_for_seeds_and_stories(filled: Cuttings, seeds: Path) -> None:
    told = filled("why", seeds / "first.txt").stdout
    assert "indexed" in told
    assert "published 28 April 2023 from its header" in told
    story_id = json.loads(filled("search", "--json", "geneva").stdout)["stories"][0]["id"]
    assert "first.txt" in filled("why", story_id).stdout
    assert "rejected" in filled("why", seeds / "bad.txt").stdout
    assert filled("why", "nothing.txt").exit_code == 1


def test_errors_are_sentences_with_exit_code_1(cuttings: Cuttings, tmp_path: Path) -> None:
    result = cuttings("search", "peace")
    assert result.exit_code == 1
    assert "cuttings index" in result.stderr
    assert "Traceback" not in result.output
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cuttings.sqlite").write_bytes(b"no database" * 100)
    assert cuttings("status").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["index"],
        ["index", "not/there"],
        ["search", "--page", "0"],
        ["search", "--sort", "x"],
        ["no"],
    ],
)
def test_wrong_use_has_exit_code_2(cuttings: Cuttings, arguments: list[str]) -> None:
    assert cuttings(*arguments).exit_code == 2


def test_a_data_folder_that_is_a_file_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = CliRunner().invoke(main, ["--data", str(tmp_path / "file"), "status"])
    assert result.exit_code == 2


def test_every_command_has_help() -> None:
    names = main.list_commands(click.Context(main))
    assert "serve" in names
    for name in names:
        result = CliRunner().invoke(main, [name, "--help"])
        assert (result.exit_code, "Usage:" in result.output) == (0, True)


def test_why_accounts_for_a_folder(filled: Cuttings, seeds: Path) -> None:
    (seeds / "new.txt").write_text("Rain fell.")
    told = filled("why", seeds).stdout
    assert f"  1 new\n    {seeds}/new.txt\n  1 rejected\n    {seeds}/bad.txt\n" in told
    assert "  2 unchanged\n" in told


def test_why_says_how_a_query_fits_a_story(filled: Cuttings) -> None:
    story_id = json.loads(filled("search", "--json", "geneva").stdout)["stories"][0]["id"]
    fits = filled("why", story_id, "geneva -oslo").stdout
    assert "hit 1 of 1 by relevance" in fits
    misses = filled("why", story_id, "geneva oslo").stdout
    assert "no   oslo  ← stories with “oslo” in any form; 1 stories" in misses
    assert "not among the hits" in misses


def test_status_names_the_command_for_an_outdated_index_and_a_run_builds_it_anew(
    filled: Cuttings, seeds: Path, tmp_path: Path
) -> None:
    make_outdated(tmp_path / "data")
    assert "slow to open until: cuttings reindex" in filled("status").stdout
    filled("index", "--no-names", seeds)
    assert "reindex" not in filled("status").stdout
    assert filled("check").exit_code == 0


def test_status_is_for_people(filled: Cuttings) -> None:
    lines = dict(line.split("  ", 1) for line in filled("status").stdout.splitlines())
    told = {name: words.strip() for name, words in lines.items()}
    assert told["Stories"] == "2, 0 of them undated"
    assert told["Searchable"] == "2 stories, up to date"
    assert told["Rejected"] == "1; list them with: cuttings rejects"
    assert told["Lock"] == "free"
    assert told["Last run"].startswith("index, ")
    assert told["Last run"].endswith(" ago, done")
