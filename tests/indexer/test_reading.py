"""Web pages read by workers: the same stories in the same order, whatever becomes of workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import EmptySeedError, RecogniserError
from archive.model import Reject, Story
from archive.settings import Settings
from indexer import reading
from indexer.extract.authorities import load_authorities
from indexer.pipeline import Indexing
from indexer.readers import SeedFile, read_seed
from indexer.reading import Read, Reading, read_on, travels
from indexer.recognition import Recognition
from indexer.report import Report
from indexer.settling import Settling
from tests.indexer.extract.builders import load_capitals
from tests.indexer.extract.test_pool import FakeWorkers

PAGE = """<!doctype html><html><head><title>Harbour {n}</title></head>
<body><article><h1>Harbour {n}</h1><p>The ferry of pier {n} sails again, the board said.</p>
<p>It had been in repair for a year, and the town waited for it all that time.</p></article></body>
</html>"""


def page(number: int) -> str:
    return PAGE.format(n=number)


def seed(name: str, text: str) -> SeedFile:
    return SeedFile(Path("/srv") / name, text.encode())


def die_of_pier_13(seed: SeedFile) -> Iterator[Story | Reject]:
    """Stands in for a library that a page brings down."""
    if b"pier 13 " in seed.data:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_seed(seed)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Pages, with a wire file, a page without a story and a file of no known kind among them."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:03}.html").write_text(page(number))
    (folder / "030.txt").write_text("date 2023-04-28 The EU met.")
    (folder / "031.html").write_text("<!doctype html><html></html>")
    (folder / "032.xyz").write_bytes(b"?")
    return folder


def indexed(seeds: Path, folder: Path, processes: int) -> tuple[Report, list[str]]:
    """What a run reports, and every story that it kept, with its place."""
    catalogue = Catalogue.open(Settings(folder), create=True)
    try:
        with Recognition(
            load_authorities(), load=load_capitals, processes=processes
        ) as recognition:
            report = Indexing(catalogue, recognition, settling=Settling(0)).run([seeds])
        with catalogue.store.read() as transaction:
            stories = [f"{s.locator} {s.story_id} {s.text}" for s in transaction.stories.latest(99)]
        return report, sorted(stories)
    finally:
        catalogue.close()


@pytest.mark.slow
def test_two_processes_read_what_one_reads(seeds: Path, tmp_path: Path) -> None:
    alone, kept = indexed(seeds, tmp_path / "one", 1)
    together, kept_together = indexed(seeds, tmp_path / "two", 2)
    assert (together.indexed, len(kept)) == (alone.indexed, 70)
    assert together.rejects == alone.rejects
    assert len(alone.rejects) == 2
    assert kept_together == kept


def test_an_error_comes_after_what_was_read() -> None:
    (story,) = read_seed(seed("a.html", page(1)))
    found: list[Story | Reject] = []
    with pytest.raises(EmptySeedError):
        found.extend(Read((story,), EmptySeedError("/srv/a.html: nothing more")))
    assert found == [story]


def test_any_workers_read_in_order() -> None:
    pairs = [(n, seed(f"{n}.html", page(n) if n % 5 else "")) for n in range(40)]
    with ThreadPoolExecutor(3) as executor:
        found = list(read_on(FakeWorkers(executor, 2), pairs, Reading()))
    assert [key for key, _ in found] == list(range(40))
    for number, read in found:
        assert (read.error is None) == bool(number % 5)
        assert all(isinstance(i, Story) and f"pier {number} " in i.text for i in read.items)


def test_a_worker_that_reads_otherwise_is_refused() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(RecogniserError, match="same version"):
        executor.submit(Reading(version=-1), [seed("a.html", page(1))]).result()


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [
        ("a.html", 10, True),
        ("A.PDF", 10, True),
        ("a.htm.gz", 10, True),
        ("a.sgm", 10, False),
        ("a.jsonl", 10, False),
        ("a.html", reading.CHUNK_BYTES + 1, False),
    ],
)
def test_what_takes_long_and_is_not_large_travels(name: str, size: int, expected: bool) -> None:
    assert travels(SeedFile(Path(name), b"a" * size)) == expected


def test_chunks_are_bounded_in_seeds_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK_BYTES", 10)
    monkeypatch.setattr(reading, "CHUNK_SEEDS", 3)
    given = [seed(str(n), "a" * n) for n in (1, 1, 1, 9, 9, 30, 1)]
    sizes = [[len(s.data) for s in chunk] for chunk in reading.chunks(given)]
    assert sizes == [[1, 1, 1], [9, 9], [30], [1]]
