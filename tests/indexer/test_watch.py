"""Watched folders: what is indexed when, what is tried again, what is left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive.errors import ModelMissingError, StoreError, WriterBusyError
from indexer.report import Report
from indexer.settling import Settling
from indexer.watch import BURST, Watch

NOON = 1_700_000_000.0
Step = Callable[[], set[Path]]


@dataclass
class FakeIndexes:
    """Notes what it is asked, and fails as often as it is told."""

    faults: list[Exception] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def everything(self, folders: Sequence[Path]) -> Report:
        return self._note("all", *(folder.name for folder in folders))

    def changes(self, changed: Sequence[Path], removed: Sequence[Path]) -> Report:
        return self._note(*(f"+{p.name}" for p in changed), *(f"-{p.name}" for p in removed))

    def _note(self, *what: str) -> Report:
        self.asked.append(what)
        if self.faults:
            raise self.faults.pop(0)
        return Report()


@dataclass
class Scene:
    """A watched folder, a clock, and what was told."""

    folder: Path
    indexes: FakeIndexes = field(default_factory=FakeIndexes)
    now: float = NOON
    told: list[str] = field(default_factory=list)

    def watch(self, *steps: Step) -> list[tuple[str, ...]]:
        """Watch while these things happen, a tick each; return what was indexed."""

        def events(_folders: Sequence[Path]) -> Iterator[set[Path]]:
            yield set()
            for step in steps:
                yield step()

        Watch(
            [self.folder],
            self.indexes,
            events,
            lambda report: None,
            self.told.append,
            Settling(now=lambda: self.now),
            clock=lambda: self.now,
        ).watch_once()
        return self.indexes.asked

    def write(self, name: str) -> Step:
        """Write to a file now."""

        def step() -> set[Path]:
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("Rain fell.")
            os.utime(path, (self.now, self.now))
            return {path}

        return step

    def remove(self, name: str) -> Step:
        def step() -> set[Path]:
            (self.folder / name).unlink()
            return {self.folder / name}

        return step

    def wait(self, seconds: float) -> Step:
        def step() -> set[Path]:
            self.now += seconds
            return set()

        return step


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "old.txt").write_text("Old.")
    return Scene(tmp_path / "press")


def test_all_that_is_there_is_indexed_first(scene: Scene) -> None:
    assert scene.watch() == [("all", "press")]


def test_what_arrives_is_indexed_when_it_has_settled(scene: Scene) -> None:
    assert scene.watch(scene.write("a.txt"), scene.wait(0.5), scene.wait(0.5)) == [
        ("all", "press"),
        ("+a.txt",),
    ]


def test_what_still_grows_is_not_read(scene: Scene) -> None:
    growing = [scene.write("a.txt"), scene.wait(0.9)] * 5
    assert scene.watch(scene.write("b.txt"), *growing) == [("all", "press"), ("+b.txt",)]


def test_what_goes_is_removed(scene: Scene) -> None:
    scene.write("a.txt")()
    assert scene.watch(scene.remove("a.txt"))[1:] == [("-a.txt",)]


def test_a_folder_that_was_emptied_keeps_its_stories(scene: Scene) -> None:
    assert scene.watch(scene.remove("old.txt"))[1:] == [()]
    assert scene.told == [
        f"{scene.folder}: nothing found there now; its stories are kept "
        "(remove them with cuttings index --forget-missing)"
    ]


def test_what_lies_in_a_hidden_folder_is_left_alone(scene: Scene) -> None:
    assert scene.watch(scene.write(".git/config"), scene.wait(2)) == [("all", "press")]


def test_a_run_that_fails_is_told_and_tried_again_later_each_time(scene: Scene) -> None:
    busy = WriterBusyError("index: another is writing; try again when it has finished")
    scene.indexes.faults = [busy, busy]
    waits = [scene.wait(0.5)] * 7
    assert scene.watch(*waits) == [("all", "press")] * 3
    assert [told.rpartition("; ")[2] for told in scene.told] == [
        "trying again in 1 s",
        "trying again in 2 s",
    ]


def test_changes_survive_a_run_that_fails(scene: Scene) -> None:
    scene.watch()
    scene.indexes.faults = [StoreError("busy"), OSError("disk full")]
    asked = scene.watch(scene.wait(1), scene.write("a.txt"), scene.wait(2), scene.wait(4))
    assert asked[-1] == ("all", "press")
    assert asked.count(("all", "press")) == 4


def test_a_missing_model_ends_the_watch(scene: Scene) -> None:
    scene.indexes.faults = [ModelMissingError("no model")]
    with pytest.raises(ModelMissingError):
        scene.watch()


def test_after_a_burst_everything_is_looked_at(scene: Scene) -> None:
    many = {scene.folder / f"{number}.txt" for number in range(BURST + 1)}
    assert scene.watch(lambda: many) == [("all", "press")] * 2


def test_a_folder_that_was_replaced_is_watched_anew(scene: Scene) -> None:
    def replaced() -> set[Path]:
        scene.folder.rename(scene.folder.with_name("away"))
        shutil.copytree(scene.folder.with_name("away"), scene.folder)
        return {scene.folder / "old.txt"}

    assert scene.watch(replaced, scene.write("a.txt"), scene.wait(2)) == [("all", "press")]
