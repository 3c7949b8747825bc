"""`cuttings check`, `generations` and `rollback`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.catalogue import Catalogue
from archive.model import Mention, NameKind
from archive.settings import Settings
from indexer.cli import main
from tests.indexer.conftest import FIRST

Cuttings = Callable[..., Result]


@pytest.fixture
def cuttings(settings: Settings, seeds: Path) -> Cuttings:
    """Run the command on an archive that holds two stories."""

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, ["--data", str(settings.folder), *map(str, arguments)])

    assert call("index", "--no-names", "--settle", "0", seeds).exit_code == 0
    return call


@pytest.fixture
def opened(cuttings: Cuttings, settings: Settings) -> Iterator[Catalogue]:
    catalogue = Catalogue.open(settings)
    yield catalogue
    catalogue.close()


def found(result: Result) -> list[str]:
    return [fault["what"] for fault in json.loads(result.stdout)]


def test_a_whole_archive_has_no_fault(cuttings: Cuttings) -> None:
    result = cuttings("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 faults, 0 notes.\n")


@pytest.mark.parametrize("damage", ["flipped", "cut", "missing"])
def test_damage_is_named_and_mended(cuttings: Cuttings, settings: Settings, damage: str) -> None:
    (stored,) = settings.index_folder.glob("generations/*/*_stored.col")
    held = stored.read_bytes()
    if damage == "missing":
        stored.unlink()
    else:
        stored.write_bytes(held[:-1] + (b"?" if damage == "flipped" else b""))
    told = cuttings("check")
    assert told.exit_code == 1
    assert "_stored.col" in told.stdout
    assert "cuttings check --repair" in told.stdout
    assert cuttings("search", "geneva").exit_code == 1
    assert cuttings("check", "--repair").exit_code == 0
    assert "1 story:" in cuttings("search", "geneva").stdout


def test_an_index_behind_the_database_is_told_and_brought_up(
    cuttings: Cuttings, opened: Catalogue
) -> None:
    with opened.store.begin() as transaction:
        (story, _), *_ = transaction.stories.iterate()
        transaction.stories.delete(story.story_id)
    assert found(cuttings("check", "--json")) == ["1 changes of the database are not in it yet"]
    assert found(cuttings("check", "--json", "--repair")) == []


def test_stories_of_index_and_database_are_compared(cuttings: Cuttings, opened: Catalogue) -> None:
    with opened.store.read() as transaction:
        change = transaction.stories.latest_change()
        (story, _), *_ = transaction.stories.iterate()
    with opened.engine.writer(change=change) as writer:
        writer.delete(story.story_id)
    assert found(cuttings("check", "--json")) == ["not in the index"]
    assert found(cuttings("check", "--json", "--quick")) == []


def test_a_name_where_no_words_are_is_told(cuttings: Cuttings, opened: Catalogue) -> None:
    with opened.store.begin() as transaction:
        (story, _), *_ = transaction.stories.iterate()
        mention = Mention(NameKind.ACTOR, "nobody", "Nobody", ((5, 99_999),))
        transaction.stories.put(story, [mention], seed_path=story.locator)
    assert cuttings("index", "--no-names", story.locator).exit_code == 0
    assert found(cuttings("check", "--json")) == [
        "'Nobody' is said to stand where there are no words"
    ]


def test_seeds_that_went_or_changed_are_noted(cuttings: Cuttings, seeds: Path) -> None:
    (seeds / "first.txt").write_text(FIRST.replace("Geneva", "Vienna"))
    (seeds / "second.txt").unlink()
    result = cuttings("check", "--json")
    assert result.exit_code == 0
    assert found(result) == [
        "the seed changed after it was read",
        "the seed: no such file or directory",
    ]


def test_rollback_answers_as_before_until_the_next_run(cuttings: Cuttings, seeds: Path) -> None:
    assert cuttings("reindex").exit_code == 0
    (seeds / "first.txt").write_text(FIRST.replace("Geneva", "Vienna"))
    assert cuttings("index", "--no-names", "--settle", "0", seeds).exit_code == 0
    assert "1 story:" in cuttings("search", "vienna").stdout
    assert cuttings("rollback").exit_code == 0
    assert "1 story:" in cuttings("search", "geneva").stdout
    marks = [line[:8] for line in cuttings("generations").stdout.splitlines()]
    assert marks == ["* 000001", "  000002"]
    assert cuttings("index", "--no-names", "--settle", "0", seeds).exit_code == 0
    assert "1 story:" in cuttings("search", "vienna").stdout
    assert cuttings("check").exit_code == 0
