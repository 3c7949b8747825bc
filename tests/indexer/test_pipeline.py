"""A run over seeds: what is counted, kept, removed and found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import ModelMissingError
from archive.model import NameKind
from archive.search.state import SearchState
from archive.store import SeedState
from indexer.extract.authorities import load_authorities
from indexer.extract.recogniser import Entity
from indexer.pipeline import Indexing
from indexer.recognition import Recognition
from indexer.report import NoProgress, Report
from indexer.settling import Settling
from tests.indexer.conftest import FIRST

AT_ONCE = Settling(0)


class FakeRecogniser:
    """Finds “Ada Berg” wherever it stands, and remembers what it was given."""

    version = "fake-1"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def recognise(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        for text in texts:
            self.texts.append(text)
            at = text.find("Ada Berg")
            yield (Entity(NameKind.ACTOR, at, at + 8),) if at >= 0 else ()


@pytest.fixture
def recogniser() -> FakeRecogniser:
    return FakeRecogniser()


def run(
    catalogue: Catalogue,
    *paths: Path,
    recogniser: FakeRecogniser | None = None,
    forget: bool = False,
    again: bool = False,
) -> Report:
    recognition = Recognition(
        load_authorities(),
        reads_texts=recogniser is not None,
        processes=1,
        load=lambda _: recogniser or FakeRecogniser(),
    )
    indexing = Indexing(
        catalogue, recognition, forget_missing=forget, read_again=again, settling=AT_ONCE
    )
    return indexing.run(paths)


def found(catalogue: Catalogue, query: str = "") -> dict[str, str]:
    """Headline by story id of what a query finds."""
    page = catalogue.answer(SearchState(query_text=query)).page
    return {hit.story_id: hit.headline.text for hit in page.hits}


def test_new_seeds_are_found(catalogue: Catalogue, seeds: Path) -> None:
    assert run(catalogue, seeds).counts == {
        "indexed": 2, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0, "skipped": 0
    }  # fmt: skip
    assert list(found(catalogue, "geneva").values()) == [
        "The minister Ada Berg opened talks in Geneva of the United Nations."
    ]
    assert len(found(catalogue, "date:2022-02")) == 1


def test_a_second_run_reads_nothing_again(catalogue: Catalogue, seeds: Path) -> None:
    run(catalogue, seeds)
    before = catalogue.engine.manifest()
    assert run(catalogue, seeds).counts["unchanged"] == 2
    assert catalogue.engine.manifest() == before


def test_a_changed_story_keeps_its_id(catalogue: Catalogue, seeds: Path) -> None:
    run(catalogue, seeds)
    before = found(catalogue, "geneva")
    (seeds / "first.txt").write_text(FIRST.replace("Geneva", "Vienna"))
    report = run(catalogue, seeds)
    assert (report.changed, report.unchanged) == (1, 1)
    assert found(catalogue, "vienna").keys() == before.keys()
    assert found(catalogue, "geneva") == {}


def test_a_moved_story_keeps_its_id(catalogue: Catalogue, seeds: Path) -> None:
    run(catalogue, seeds)
    before = found(catalogue, "geneva")
    (seeds / "inner").mkdir()
    shutil.move(seeds / "first.txt", seeds / "inner" / "renamed.txt")
    assert run(catalogue, seeds).counts["removed"] == 1
    assert found(catalogue, "geneva") == before


def test_copies_are_stories_of_their_own(catalogue: Catalogue, seeds: Path) -> None:
    shutil.copy(seeds / "first.txt", seeds / "copy.txt")
    run(catalogue, seeds)
    assert len(found(catalogue, "geneva")) == 2


def test_a_story_that_is_gone_is_removed(catalogue: Catalogue, seeds: Path) -> None:
    run(catalogue, seeds)
    (seeds / "first.txt").unlink()
    assert run(catalogue, seeds).counts["removed"] == 1
    assert found(catalogue, "geneva") == {}


def test_an_empty_folder_keeps_its_stories(catalogue: Catalogue, seeds: Path) -> None:
    run(catalogue, seeds)
    for path in seeds.iterdir():
        path.unlink()
    report = run(catalogue, seeds)
    assert (report.removed, report.kept) == (0, [str(seeds)])
    assert len(found(catalogue)) == 2
    assert run(catalogue, seeds, forget=True).removed == 2
    assert found(catalogue) == {}


def test_a_folder_whose_seeds_were_all_replaced_is_not_empty(
    catalogue: Catalogue, seeds: Path
) -> None:
    run(catalogue, seeds)
    for path in seeds.iterdir():
        path.unlink()
    (seeds / "third.txt").write_text("Snow fell on the harbour.")
    assert run(catalogue, seeds).removed == 2
    assert list(found(catalogue).values()) == ["Snow fell on the harbour."]


def test_the_reject_of_a_seed_that_is_gone_is_forgotten(catalogue: Catalogue, seeds: Path) -> None:
    (seeds / "broken.txt").symlink_to(seeds / "nowhere.txt")
    assert len(run(catalogue, seeds).rejects) == 1
    (seeds / "broken.txt").unlink()
    run(catalogue, seeds)
    with catalogue.store.read() as transaction:
        assert transaction.rejects.count() == 0


def test_a_run_that_fails_says_why(catalogue: Catalogue, seeds: Path) -> None:
    def broken(_: str) -> FakeRecogniser:
        raise ModelMissingError("no model; run make setup")

    recognition = Recognition(load_authorities(), processes=1, load=broken)
    with pytest.raises(ModelMissingError):
        Indexing(catalogue, recognition, settling=AT_ONCE).run([seeds])
    with catalogue.store.read() as transaction:
        latest = transaction.runs.latest()
    assert latest
    assert latest.outcome == "failed: ModelMissingError: no model; run make setup"


def test_one_bad_seed_stops_nothing(catalogue: Catalogue, seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    report = run(catalogue, seeds)
    assert (report.indexed, len(report.rejects)) == (2, 1)
    with catalogue.store.read() as transaction:
        record = transaction.seeds.get(str(seeds / "bad.txt"))
        assert (record.state, transaction.rejects.count()) == (SeedState.REJECTED, 1)
    assert len(run(catalogue, seeds).rejects) == 1
    (seeds / "bad.txt").write_text(FIRST.replace("Geneva", "Bern"))
    assert len(run(catalogue, seeds).rejects) == 0
    assert len(found(catalogue, "bern")) == 1


def test_a_seed_that_breaks_keeps_what_was_read(catalogue: Catalogue, seeds: Path) -> None:
    run(catalogue, seeds)
    (seeds / "first.txt").write_bytes(b"\x00" * 500)
    report = run(catalogue, seeds)
    assert (len(report.rejects), report.removed) == (1, 0)
    assert len(found(catalogue, "geneva")) == 1


def test_a_record_that_left_its_file_is_removed(catalogue: Catalogue, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    lines = [json.dumps({"id": name, "text": f"All of {name} is told."}) for name in "abc"]
    feed.write_text("\n".join(lines))
    run(catalogue, feed)
    feed.write_text(
        "\n".join([lines[0], "{broken", lines[2], json.dumps({"id": "d", "text": "D."})])
    )
    report = run(catalogue, feed)
    assert (report.indexed, report.unchanged, report.removed) == (1, 2, 1)
    assert len(report.rejects) == 1


def test_names_are_recognised_once(
    catalogue: Catalogue, seeds: Path, recogniser: FakeRecogniser
) -> None:
    run(catalogue, seeds, recogniser=recogniser)
    assert len(recogniser.texts) == 2
    assert len(found(catalogue, 'actor:"ada berg"')) == 1
    shutil.copy(seeds / "first.txt", seeds / "copy.txt")
    run(catalogue, seeds, recogniser=recogniser)
    assert len(recogniser.texts) == 2
    assert len(found(catalogue, 'actor:"ada berg"')) == 2


def test_seeds_are_read_again_when_names_are_wanted(
    catalogue: Catalogue, seeds: Path, recogniser: FakeRecogniser
) -> None:
    run(catalogue, seeds)
    assert found(catalogue, "actor:ada") == {}
    assert run(catalogue, seeds, recogniser=recogniser).changed == 2
    assert len(found(catalogue, "actor:ada")) == 1


def test_the_index_is_rebuilt_from_the_store_alone(
    catalogue: Catalogue, seeds: Path, recogniser: FakeRecogniser
) -> None:
    run(catalogue, seeds, recogniser=recogniser)
    before = catalogue.answer(SearchState()).page
    shutil.rmtree(seeds)
    recogniser.texts.clear()
    assert catalogue.rebuild().stories == 2
    assert catalogue.answer(SearchState()).page == before
    assert recogniser.texts == []


def test_a_run_files_what_an_earlier_one_left(catalogue: Catalogue, seeds: Path) -> None:
    run(catalogue, seeds)
    (story_id,) = found(catalogue, "geneva")
    with catalogue.store.begin() as transaction:
        transaction.stories.delete(story_id)
    assert len(found(catalogue)) == 2
    run(catalogue, seeds / "second.txt")
    assert len(found(catalogue)) == 1


def test_a_lost_index_is_built_again(catalogue: Catalogue, seeds: Path, tmp_path: Path) -> None:
    run(catalogue, seeds)
    shutil.rmtree(tmp_path / "data" / "index")
    run(catalogue, seeds)
    assert len(found(catalogue)) == 2


class Interrupting(NoProgress):
    """Presses Ctrl-C after the first seed."""

    def seed_done(self) -> None:
        raise KeyboardInterrupt


def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(catalogue: Catalogue, seeds: Path) -> None:
    recognition = Recognition(load_authorities(), reads_texts=False)
    indexing = Indexing(catalogue, recognition, Interrupting(), settling=AT_ONCE)
    report = indexing.run([seeds])
    assert report.interrupted
    with catalogue.store.read() as transaction:
        latest = transaction.runs.latest()
        assert latest
        assert latest.outcome == "interrupted"
    run(catalogue, seeds)
    assert len(found(catalogue)) == 2
