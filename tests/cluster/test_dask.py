"""Recognition on a real Dask cluster of three workers, one of which is killed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import RecogniserError
from archive.settings import Settings
from indexer.extract.authorities import load_authorities
from indexer.extract.cluster import ClusterWorkers
from indexer.extract.pool import Names, RecogniserPool, Unread
from indexer.extract.recogniser import Entity
from indexer.pipeline import Indexing
from indexer.reading import Reading
from indexer.recognition import Recognition
from indexer.settling import Settling
from tests.cluster.dask_cluster import processes, started
from tests.indexer.extract.builders import ORGANISATION, load_capitals, load_deadly
from tests.indexer.test_reading import die_of_pier_13, page

pytestmark = pytest.mark.slow
TEXTS = [f"{'a' * (n % 7)} UN {n}" for n in range(700)]
FOUND: list[Names] = [(Entity(ORGANISATION, 1 + n % 7, 3 + n % 7),) for n in range(700)]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with started() as address:
        yield address


def test_names_come_back_in_order_from_every_worker(scheduler: str) -> None:
    with RecogniserPool(load=load_capitals, workers=ClusterWorkers(scheduler)) as pool:
        assert list(pool.recognise(TEXTS)) == FOUND
        assert sum(tally.texts for tally in pool.tallies.values()) == len(TEXTS)
        assert len(pool.tallies) > 1


def test_a_killed_worker_loses_nothing(scheduler: str) -> None:
    victim = processes(scheduler)[0]
    texts = [f"{text} slow" for text in TEXTS]
    with RecogniserPool(load=load_deadly, workers=ClusterWorkers(scheduler)) as pool:
        found = pool.recognise(texts)
        first = next(found)
        killing = threading.Thread(target=os.kill, args=(victim, signal.SIGKILL))
        killing.start()
        assert [first, *found] == FOUND
        killing.join()


def test_a_story_that_kills_workers_is_rejected_once_and_the_others_are_filed(
    scheduler: str, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for n in range(40):
        (seeds / f"{n:02}.txt").write_text(f"date 2023-04-28 The EU met, story {n}.")
    (seeds / "bad.txt").write_text("date 2023-04-28 A DEADLY story.")
    catalogue = Catalogue.open(Settings(tmp_path / "data"), create=True)
    for reads in (40, 0):
        workers = ClusterWorkers(scheduler)
        with Recognition(load_authorities(), load=load_deadly, workers=workers) as recognition:
            report = Indexing(catalogue, recognition, settling=Settling(0)).run([seeds])
            assert report.indexed == reads
            assert [reject.locator for reject in report.rejects] == [str(seeds / "bad.txt")]
            assert "a recognising process died of it" in report.rejects[0].reason
            assert sum(tally.texts for tally in recognition.tallies.values()) == reads
    catalogue.close()


def test_a_text_that_cannot_be_read_stops_nothing(scheduler: str) -> None:
    with RecogniserPool(load=load_deadly, workers=ClusterWorkers(scheduler)) as pool:
        assert [isinstance(names, Unread) for names in pool.recognise(["UN", "FAIL", "EU"])] == [
            False, True, False,
        ]  # fmt: skip


def test_no_scheduler_is_said_to_be_none() -> None:
    with pytest.raises(RecogniserError, match="no Dask scheduler answers there"):
        ClusterWorkers("tcp://127.0.0.1:1", wait_seconds=0.5)


def test_a_scheduler_without_workers_says_how_to_start_some() -> None:
    with started(workers=0) as address, pytest.raises(RecogniserError, match="dask worker tcp"):
        ClusterWorkers(address, wait_seconds=1)


def test_pages_are_read_by_workers_and_one_that_kills_is_rejected(
    scheduler: str, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number in range(30):
        (seeds / f"{number:03}.html").write_text(page(number))
    catalogue = Catalogue.open(Settings(tmp_path / "data"), create=True)
    workers = ClusterWorkers(scheduler)
    deadly = Reading(read=die_of_pier_13)
    with Recognition(load_authorities(), load=load_deadly, workers=workers) as recognition:
        run = Indexing(catalogue, recognition, settling=Settling(0), reading=deadly)
        report = run.run([seeds])
    assert report.indexed == 29
    assert [reject.locator for reject in report.rejects] == [str(seeds / "013.html")]
    assert "a reading process died of it" in report.rejects[0].reason
    catalogue.close()
