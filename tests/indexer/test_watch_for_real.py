"""`cuttings watch` as a process: files arrive, grow and go, and it is ended and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import EngineError
from archive.search.state import SearchState
from archive.settings import Settings

pytestmark = pytest.mark.slow
PATIENCE = 30.0
"""Seconds until a test gives up; it goes on as soon as what it waits for has come."""
STORY = " date 2023-04-28 The harbour froze over, and the ferries stayed at home.\n"


def eventually(claim: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


class Watched:
    """A watched folder and the archive that it goes to."""

    def __init__(self, folder: Path) -> None:
        self.seeds = folder / "seeds"
        self.seeds.mkdir()
        self.settings = Settings(folder / "data")

    @contextmanager
    def watching(self, *options: str) -> Iterator[subprocess.Popen[bytes]]:
        """The watch as a process, from when it has looked at all that is there."""
        start = "from indexer.cli import main; main()"
        command = [sys.executable, "-c", start, "--data", str(self.settings.folder)]
        command += ["watch", "--no-names", "--settle", "1", *options, str(self.seeds)]
        log = self.settings.folder.with_suffix(".log")
        with log.open("wb") as output:
            process = subprocess.Popen(command, stderr=output, stdout=output)
        try:
            eventually(lambda: b"watching;" in log.read_bytes())
            yield process
        finally:
            process.kill()
            process.wait()

    def found(self, query: str) -> int:
        catalogue = Catalogue.open(self.settings, create=True)
        try:
            return catalogue.answer(SearchState(query_text=query)).page.total
        except EngineError:
            return 0
        finally:
            catalogue.close()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


@pytest.mark.parametrize("options", [(), ("--poll",)])
def test_what_arrives_is_found_and_what_goes_is_not(
    watched: Watched, options: tuple[str, ...]
) -> None:
    (watched.seeds / "first.txt").write_text("The court in Oslo ruled.")
    with watched.watching(*options):
        (watched.seeds / "inner").mkdir()
        (watched.seeds / "inner" / "a.txt").write_text(STORY)
        eventually(lambda: watched.found("harbour") == 1)
        (watched.seeds / "inner" / "a.txt").unlink()
        eventually(lambda: watched.found("harbour") == 0)
        assert watched.found("oslo") == 1


def test_a_file_that_is_written_slowly_is_read_once_and_whole(watched: Watched) -> None:
    with watched.watching():
        with (watched.seeds / "slow.txt").open("w") as file:
            for word in STORY.split(" ")[1:]:
                file.write(f" {word}")
                file.flush()
                assert watched.found("harbour") == 0
                time.sleep(0.2)
        eventually(lambda: watched.found('"stayed at home"') == 1)
    with Catalogue.open(watched.settings).store.read() as transaction:
        counts = [run.counts for run in transaction.runs.all()]
    assert sum(run.get("indexed", 0) + run.get("changed", 0) for run in counts) == 1


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(watched: Watched, ending: signal.Signals) -> None:
    with watched.watching() as process:
        process.send_signal(ending)
        assert process.wait(PATIENCE) == 0


def test_after_a_kill_the_next_watch_goes_on(watched: Watched) -> None:
    with watched.watching() as process:
        (watched.seeds / "a.txt").write_text(STORY)
        eventually(lambda: watched.found("harbour") == 1)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        (watched.seeds / "b.txt").write_text("Snow fell on the harbour.")
        (watched.seeds / "a.txt").unlink()
    with watched.watching():
        eventually(lambda: watched.found("harbour") == 1 and watched.found("snow") == 1)
