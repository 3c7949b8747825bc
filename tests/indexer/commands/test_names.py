"""`cuttings names` as it is typed, and what runs over seeds leave of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import main
from indexer.extract.authorities import OWN_FILE

Cuttings = Callable[..., Result]
FEED = (
    {"id": "a", "text": "One is here.", "actors": ["Ada Berg"], "organisations": ["Harbour Board"]},
    {"id": "b", "text": "Two is here.", "actors": ["Berg, A."], "organisations": ["Port Council"]},
    {"id": "c", "text": "Three is here.", "actors": ["Ada Berg", "Dan Ito"]},
)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text("\n".join(map(json.dumps, FEED)))
    return path


@pytest.fixture
def cuttings(tmp_path: Path, feed: Path) -> Cuttings:
    """Run the command on an archive of the feed."""

    def call(*arguments: str | Path, typed: str = "") -> Result:
        data = ["--data", str(tmp_path / "data")]
        return CliRunner().invoke(main, [*data, *map(str, arguments)], input=typed)

    assert call("index", "--no-names", "--settle", "0", feed).exit_code == 0
    return call


def actors(cuttings: Cuttings) -> dict[str, int]:
    """What the facet of actors says, by heading."""
    found = json.loads(cuttings("search", "--json").stdout)
    return {value["label"]: value["count"] for value in found["facets"]["actor"]}


def facets(cuttings: Cuttings) -> str:
    """The facets, letter by letter."""
    return json.dumps(json.loads(cuttings("search", "--json").stdout)["facets"])


def test_a_merge_says_what_it_changes_and_asks(cuttings: Cuttings) -> None:
    before = facets(cuttings)
    refused = cuttings("names", "merge", "actor", "a-berg", "ada-berg", typed="n\n")

    assert refused.exit_code == 0
    assert refused.stdout == (
        "1 story changes.\n"
        "  actor a-berg (A. Berg): 1 → 0 stories\n"
        "  actor ada-berg (Ada Berg): 2 → 3 stories\n"
    )
    assert facets(cuttings) == before
    assert cuttings("names", "merge", "actor", "a-berg", "ada-berg", "--dry-run").exit_code == 0
    assert facets(cuttings) == before


def test_what_was_done_is_journaled_and_undone(cuttings: Cuttings) -> None:
    before = facets(cuttings)
    done = cuttings("names", "merge", "actor", "a-berg", "ada-berg", "--author", "Ida", typed="y\n")
    assert "undo it with: cuttings names undo 1" in done.stderr
    assert actors(cuttings) == {"Ada Berg": 3, "Dan Ito": 1}
    assert " UTC  Ida  merge actor a-berg → actor ada-berg" in cuttings("names", "journal").stdout

    assert cuttings("names", "undo", "1", "--yes", "--author", "Bo").exit_code == 0
    assert facets(cuttings) == before
    assert " UTC by Bo" in cuttings("names", "journal").stdout
    again = cuttings("names", "undo", "1", "--yes")
    assert (again.exit_code, again.stderr) == (1, "Error: correction 1 is undone already\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("rename", "actor", "a-berg", "Anna Berg"), {"Ada Berg": 2, "Anna Berg": 1, "Dan Ito": 1}),
        (("hide", "actor", "dan-ito"), {"Ada Berg": 2, "A. Berg": 1}),
        (("retype", "actor", "dan-ito", "place"), {"Ada Berg": 2, "A. Berg": 1}),
        (("variant", "actor", "ada-berg", "A. Berg"), {"Ada Berg": 3, "Dan Ito": 1}),
        (
            ("split", "actor", "ada-berg", "Ada Berg", "--into", "dan-ito"),
            {"Dan Ito": 2, "A. Berg": 1},
        ),
    ],
)
def test_every_correction_has_its_command(
    cuttings: Cuttings, arguments: tuple[str, ...], expected: dict[str, int]
) -> None:
    before = facets(cuttings)
    done = cuttings("names", *arguments, "--yes")
    assert done.exit_code == 0, done.stderr
    assert actors(cuttings) == expected
    assert cuttings("names", "undo", "1", "--yes").exit_code == 0
    assert facets(cuttings) == before


def test_what_cannot_be_done_is_said_in_a_sentence(cuttings: Cuttings) -> None:
    result = cuttings("names", "merge", "actor", "nobody", "ada-berg", "--yes")
    assert (result.exit_code, result.stderr) == (1, "Error: no actor 'nobody' in the archive\n")
    assert cuttings("names", "merge", "ship", "nobody", "ada-berg").exit_code == 2
    assert cuttings("names", "undo", "7", "--yes").exit_code == 1
    assert cuttings("names", "journal").stdout == "No name was put right yet.\n"


def test_corrections_outlive_reindexing_and_changed_seeds(cuttings: Cuttings, feed: Path) -> None:
    cuttings("names", "merge", "actor", "a-berg", "ada-berg", "--yes")
    cuttings("names", "rename", "actor", "ada-berg", "Dr Ada Berg", "--yes")
    cuttings("names", "hide", "actor", "dan-ito", "--yes")
    corrected = facets(cuttings)
    assert cuttings("reindex").exit_code == 0
    assert facets(cuttings) == corrected

    changed = [{**record, "text": f"{record['text']} Once more."} for record in FEED]
    later = {"id": "d", "text": "Four is here.", "actors": ["Berg, A.", "Dan Ito"]}
    feed.write_text("\n".join(map(json.dumps, [*changed, later])))
    assert cuttings("index", "--no-names", "--settle", "0", feed).exit_code == 0
    assert actors(cuttings) == {"Dr Ada Berg": 4}


def test_corrections_outlive_another_authority_file(
    cuttings: Cuttings, feed: Path, tmp_path: Path
) -> None:
    cuttings("names", "merge", "actor", "a-berg", "ada-berg", "--yes")
    listed = 'actor = [{ heading = "Ada Maria Berg", id = "ada-berg", variants = ["Ada Berg"] }]'
    (tmp_path / "data" / OWN_FILE).write_text(listed)
    assert cuttings("index", "--no-names", "--settle", "0", feed).exit_code == 0
    assert actors(cuttings) == {"Ada Maria Berg": 3, "Dan Ito": 1}


def test_suggestions_are_decided_one_by_one(cuttings: Cuttings) -> None:
    listed = cuttings("names", "suggest", "--all")
    assert listed.stdout == (
        "A. Berg (1 story)  →  Ada Berg (2 stories)\n"
        "    “A. Berg” may be short for “Ada Berg”; named together in 0 stories\n"
    )
    assert "A. Berg" in actors(cuttings)
    assert cuttings("names", "suggest", typed="quit\n").exit_code == 0
    decided = cuttings("names", "suggest", typed="yes\n")
    assert decided.exit_code == 0, decided.stderr
    assert actors(cuttings) == {"Ada Berg": 3, "Dan Ito": 1}
    assert "0 to decide" in cuttings("names", "suggest").stderr
