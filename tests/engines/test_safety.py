"""Never a broken archive: what a generation is before it is shown, and after a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from errno import ENOSPC
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from archive.engines.whoosh_engine import WhooshEngine
from archive.engines.whoosh_engine.integrity import Integrity
from archive.engines.whoosh_engine.seals import read_seal, seal
from archive.errors import (
    DamagedIndexError,
    EngineError,
    ForeignIndexError,
    IndexWriteError,
    NoRoomError,
    NotFoundError,
    WriterBusyError,
)
from archive.search.documents import IndexDocument
from tests.archives import make_outdated
from tests.builders import asking, document

HOLD_THE_LOCK = """
import sys
from pathlib import Path
from archive.engines.whoosh_engine.locking import writer_lock
with writer_lock(Path(sys.argv[1]), wait_seconds=1):
    print("held", flush=True)
    sys.stdin.read()
"""

BUILD_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from archive.engines.whoosh_engine import WhooshEngine, bulk
from tests.builders import document

def stories():
    for number in count():
        if number == 2_000:
            print("building", flush=True)
        yield document(str(number), "A story of the harbour.")

if __name__ == "__main__":
    bulk.WORTH_PROCESSES = 50
    WhooshEngine(Path(sys.argv[1]), processes=2).rebuild(stories())
"""


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index", lock_seconds=0.2, processes=1)


def stories(*names: str) -> list[IndexDocument]:
    return [document(name, f"Story {name} of the harbour.") for name in names]


def total(engine: WhooshEngine) -> int:
    return engine.searcher().search(asking()).total


def put(engine: WhooshEngine, *names: str) -> None:
    with engine.writer() as writer:
        for story in stories(*names):
            writer.put(story)


def generation(tmp_path: Path) -> Path:
    (folder,) = tmp_path.glob("index/generations/*")
    return folder


def test_the_seal_names_every_file_with_size_and_checksum(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    engine.rebuild(stories("a", "b"))
    put(engine, "c")
    folder = generation(tmp_path)
    sealed = read_seal(folder)
    assert {*sealed.files, "manifest.json"} == {path.name for path in folder.iterdir()}
    assert Integrity().unsound(folder, sealed) == frozenset()


def test_a_commit_reads_back_only_what_it_wrote(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a", "b"))
    old = set(read_seal(generation(tmp_path)).files)
    read: list[str] = []

    def sha256_of(path: Path) -> str:
        read.append(path.name)
        return "0" * 64

    with patch("archive.engines.whoosh_engine.seals.sha256_of", sha256_of):
        put(engine, "c")
    assert set(read) & old == set()
    assert set(read) == set(read_seal(generation(tmp_path)).files) - old


def test_a_commit_is_opened_without_reading_it_once_more(engine: WhooshEngine) -> None:
    engine.rebuild(stories("a", "b"))
    engine.searcher()
    put(engine, "c")
    with patch("archive.engines.whoosh_engine.integrity.sha256_of", side_effect=AssertionError):
        assert engine.searcher().search(asking()).total == 3


def test_a_crash_before_the_seal_leaves_the_batch_out(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a", "b"), change=7)
    with (
        patch("archive.engines.whoosh_engine.engine.seal", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        put(engine, "c")
    assert len(list(generation(tmp_path).glob("*.toc"))) == 2
    again = WhooshEngine(tmp_path / "index")
    assert (total(again), again.manifest().change) == (2, 7)
    put(again, "c", "d")
    assert total(again) == 4
    assert len(list(generation(tmp_path).glob("*.toc"))) == 1


def test_a_build_is_shown_only_when_it_holds_what_was_written(engine: WhooshEngine) -> None:
    engine.rebuild(stories("a", "b"))
    with (
        patch("archive.engines.whoosh_engine.engine.build_index", side_effect=_build_less),
        pytest.raises(EngineError, match="1 stories of 3"),
    ):
        engine.rebuild(stories("a", "b", "c"))
    assert total(engine) == 2
    assert len(engine.kept_generations()) == 1


def _build_less(folder: Path, documents: Iterator[IndexDocument], processes: int) -> int:
    from archive.engines.whoosh_engine.bulk import build_index

    return build_index(folder, list(documents)[:1], processes)


def test_as_many_generations_are_kept_as_was_asked(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", processes=1, kept=3)
    for _ in range(5):
        engine.rebuild(stories("a"))
    kept = [(g.name, g.is_current) for g in engine.kept_generations()]
    assert kept == [("000003", False), ("000004", False), ("000005", True)]


def test_rollback_lets_the_generation_before_answer(engine: WhooshEngine) -> None:
    engine.rebuild(stories("a"), change=1)
    engine.rebuild(stories("a", "b"), change=2)
    assert (engine.rollback().change, total(engine)) == (1, 1)
    with pytest.raises(NotFoundError, match="no generation before"):
        engine.rollback()
    assert (engine.rollback("000002").change, total(engine)) == (2, 2)
    with pytest.raises(NotFoundError, match="000001, 000002"):
        engine.rollback("000009")


def test_a_damaged_generation_is_not_gone_back_to(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a"))
    engine.rebuild(stories("a", "b"))
    (stored,) = tmp_path.glob("index/generations/000001/*_stored.col")
    stored.write_bytes(stored.read_bytes()[:-1] + b"?")
    with pytest.raises(DamagedIndexError, match="_stored"):
        engine.rollback()
    assert total(engine) == 2


def test_what_was_never_finished_is_removed_by_the_next_writer(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    engine.rebuild(stories("a"))
    folder = generation(tmp_path)
    (folder.parent / "000007" / "part-0").mkdir(parents=True)
    (folder.parent / "of another").mkdir()
    for name in ("CURRENT.new", "generations/000001/x.part", "generations/000001/MAIN_x.trm"):
        (tmp_path / "index" / name).touch()
    put(engine, "b")
    left = {path.name for path in folder.parent.iterdir()}
    assert left == {"000001", "of another"}
    assert {path.name for path in folder.iterdir()} == {
        *read_seal(folder).files,
        "manifest.json",
    }
    assert not (tmp_path / "index" / "CURRENT.new").exists()


def test_an_index_of_others_is_not_opened(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a"))
    manifest = generation(tmp_path) / "manifest.json"
    manifest.write_text(json.dumps({"written_by": "somebody"}))
    with pytest.raises(ForeignIndexError, match="not opened"):
        WhooshEngine(tmp_path / "index").searcher()
    manifest.unlink()
    with pytest.raises(ForeignIndexError, match="not opened"):
        WhooshEngine(tmp_path / "index").searcher()


def test_an_outdated_index_answers_and_takes_no_batch(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a"))
    make_outdated(tmp_path)
    assert engine.manifest().is_outdated
    assert total(engine) == 1
    with pytest.raises(DamagedIndexError, match="made by another version"):
        put(engine, "b")
    assert not engine.rebuild(stories("a")).is_outdated


@pytest.mark.parametrize("name", ["CURRENT", "generations/000001/manifest.json"])
def test_every_bit_of_pointer_and_manifest_counts(
    engine: WhooshEngine, tmp_path: Path, name: str
) -> None:
    engine.rebuild(stories("a"))
    path = tmp_path / "index" / name
    held = path.read_bytes()
    for place in range(0, len(held), 7):
        path.write_bytes(held[:place] + bytes([held[place] ^ 1]) + held[place + 1 :])
        with suppress(EngineError):
            assert total(WhooshEngine(tmp_path / "index")) == 1
    path.write_bytes(held)
    assert total(WhooshEngine(tmp_path / "index")) == 1


def test_a_lost_pointer_is_not_taken_for_an_empty_archive(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    engine.rebuild(stories("a"))
    (tmp_path / "index" / "CURRENT").unlink()
    with pytest.raises(DamagedIndexError, match="cuttings reindex"):
        total(engine)


def test_damage_found_behind_the_first_answer_stops_the_next(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    engine.rebuild(stories("a"))
    (postings,) = generation(tmp_path).glob("*.pst")
    postings.write_bytes(postings.read_bytes()[:-1] + b"?")
    threads: list[object] = []

    class AtOnce:
        def __init__(self, **called: object) -> None:
            target, arguments = called["target"], called["args"]
            assert callable(target)
            assert isinstance(arguments, tuple)
            threads.append(called["name"])
            self.start = lambda: target(*arguments)

    with (
        patch("archive.engines.whoosh_engine.engine.Integrity", partial(Integrity, cheap_bytes=0)),
        patch("archive.engines.whoosh_engine.integrity.Thread", AtOnce),
    ):
        reader = WhooshEngine(tmp_path / "index")
        assert total(reader) == 1
        with pytest.raises(DamagedIndexError, match="pst"):
            total(reader)
    assert threads == ["checksums"]


def test_nothing_is_written_on_top_of_damage(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a"))
    (terms,) = generation(tmp_path).glob("*.trm")
    terms.write_bytes(terms.read_bytes()[:-1] + b"?")
    with pytest.raises(DamagedIndexError, match="cuttings reindex"):
        put(WhooshEngine(tmp_path / "index"), "b")


def test_a_busy_writer_is_named(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a"))
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(tmp_path / "index")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin
    assert other.stdout
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WriterBusyError, match=rf"process {other.pid} on .*since 0 min"):
            put(engine, "b")
        assert total(engine) == 1
        holder = engine.lock_holder()
        assert holder
        assert (holder.pid, holder.command) == (other.pid, f"-c {tmp_path / 'index'}")
    finally:
        other.kill()
        other.wait()
        other.stdin.close()
        other.stdout.close()
    assert engine.lock_holder() is None
    put(engine, "b")
    assert total(engine) == 2


def test_whoever_asks_for_the_lock_does_not_hold_it(engine: WhooshEngine, tmp_path: Path) -> None:
    assert engine.lock_holder() is None
    with engine.writer():
        assert engine.lock_holder() is not None
        (tmp_path / "index" / "writer.json").unlink()
        assert str(engine.lock_holder()) == "another process"
    assert engine.lock_holder() is None


def test_a_failed_commit_leaves_nothing_locked(engine: WhooshEngine) -> None:
    engine.rebuild(stories("a"))
    with (
        patch("archive.engines.whoosh_engine.writer.write_columns", side_effect=_full_disk),
        pytest.raises(IndexWriteError, match="No space left"),
    ):
        put(engine, "b")
    assert total(engine) == 1
    put(engine, "b")
    assert total(engine) == 2


def _full_disk(*_: object) -> None:
    raise OSError(28, os.strerror(28), "x.columns")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_build_that_fails_while_files_are_closed_says_what_it_failed_of(
    engine: WhooshEngine,
) -> None:
    real, calls = os.remove, 0

    def remove(path: str) -> None:
        nonlocal calls
        calls += str(path).endswith(".ctmp")
        if calls == 1:
            raise OSError(ENOSPC, os.strerror(ENOSPC), path)
        real(path)

    with patch("os.remove", remove), pytest.raises(IndexWriteError, match="No space left"):
        engine.rebuild([document("a", "A story.")])
    engine.rebuild([document("a", "A story.")])
    assert engine.manifest().stories == 1


def test_no_build_is_begun_without_room_for_it(engine: WhooshEngine) -> None:
    engine.rebuild(stories("a"))
    with (
        patch("archive.engines.whoosh_engine.generations.LEAST_ROOM", 10**18),
        pytest.raises(NoRoomError, match="make room"),
    ):
        engine.rebuild(stories("a"))
    assert total(engine) == 1


def test_a_seal_keeps_what_it_knows(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a"))
    folder = generation(tmp_path)
    before = read_seal(folder)
    assert seal(folder, before.files, before.manifest, before) == before == read_seal(folder)


@pytest.mark.slow
def test_a_killed_build_leaves_no_process_behind(engine: WhooshEngine, tmp_path: Path) -> None:
    engine.rebuild(stories("a"))
    script = tmp_path / "build.py"
    script.write_text(BUILD_FOR_EVER)
    building = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "index")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert building.stdout
    assert building.stdout.readline() == b"building\n"
    building.kill()
    # What the children print into ends when the last of them does.
    assert building.communicate(timeout=60)[0] == b""
    assert total(engine) == 1
    put(engine, "b")
    assert [g.name for g in engine.kept_generations()] == ["000001"]
    assert len(list(tmp_path.glob("index/generations/*"))) == 1
