"""Files that are still being written are never read by halves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import UnreadableSeedError
from indexer import settling as settling_module
from indexer.extract.authorities import load_authorities
from indexer.pipeline import Indexing
from indexer.readers import SeedFile
from indexer.recognition import Recognition
from indexer.report import Report
from indexer.seeds import read_file
from indexer.settling import Settling, read_settled

NOON = 1_700_000_000.0


def written(path: Path, text: str, *, at: float) -> Path:
    path.write_text(text)
    os.utime(path, (at, at))
    return path


def at_noon(*, while_waiting: Path | None = None, written_at: float = NOON) -> Settling:
    """A clock that stands at noon; while a run waits a second, a file may be written to."""
    moments = [NOON]

    def sleep(seconds: float) -> None:
        moments[0] += seconds
        if while_waiting:
            with while_waiting.open("a") as file:
                file.write(" More rain.")
            os.utime(while_waiting, (written_at, written_at))

    return Settling(now=lambda: moments[0], sleep=sleep)


def index(catalogue: Catalogue, path: Path, settling: Settling) -> Report:
    recognition = Recognition(load_authorities(), reads_texts=False)
    return Indexing(catalogue, recognition, settling=settling).run([path])


@pytest.mark.parametrize(
    ("age", "is_settled"), [(0.0, False), (0.9, False), (1.0, True), (9e6, True), (-60.0, True)]
)
def test_a_file_has_settled_when_nothing_was_written_for_a_second(
    tmp_path: Path, age: float, is_settled: bool
) -> None:
    path = written(tmp_path / "a.txt", "Rain fell.", at=NOON - age)
    assert at_noon().is_settled(path) is is_settled


def test_a_file_that_is_not_there_need_not_be_waited_for(tmp_path: Path) -> None:
    assert at_noon().is_settled(tmp_path / "no.txt")


def test_a_file_that_was_written_just_now_is_read_at_the_end(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    written(tmp_path / "seeds.txt", "Rain fell.", at=NOON)
    report = index(catalogue, tmp_path / "seeds.txt", at_noon())
    assert (report.indexed, report.growing) == (1, [])


def test_a_file_that_still_grows_is_left_and_reported(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    path = written(folder / "a.txt", "Rain fell.", at=NOON)
    written(folder / "b.txt", "Snow fell.", at=NOON - 60)
    report = index(catalogue, folder, at_noon(while_waiting=path, written_at=NOON + 0.9))
    assert (report.indexed, report.growing) == (1, [path])
    assert report.counts_with_kinds["still being written"] == 1
    with catalogue.store.read() as transaction:
        assert transaction.seeds.find(str(path)) is None


def test_a_file_written_to_while_it_is_read_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "a.txt", "Rain fell.", at=NOON)

    def read_while_written(path: Path) -> SeedFile:
        seed = read_file(path)
        written(path, "Rain fell. Then snow.", at=NOON)
        return seed

    monkeypatch.setattr(settling_module, "read_file", read_while_written)
    assert read_settled(path) is None


def test_a_file_left_alone_is_taken_whole(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "Rain fell.", at=NOON)
    assert read_settled(path) == SeedFile(path, b"Rain fell.")
    with pytest.raises(UnreadableSeedError):
        read_settled(tmp_path / "no.txt")
