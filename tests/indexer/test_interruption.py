"""SIGTERM ends a run as cleanly as Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from indexer.extract.authorities import load_authorities
from indexer.interruption import terminable
from indexer.pipeline import Indexing
from indexer.recognition import Recognition
from indexer.report import NoProgress
from indexer.settling import Settling


class Terminating(NoProgress):
    """Is told to stop after the first seed."""

    def seed_done(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)


def test_a_run_that_is_terminated_keeps_what_it_read(catalogue: Catalogue, seeds: Path) -> None:
    recognition = Recognition(load_authorities(), reads_texts=False)
    with terminable():
        report = Indexing(catalogue, recognition, Terminating(), settling=Settling(0)).run([seeds])
    assert report.interrupted
    with catalogue.store.read() as transaction:
        latest = transaction.runs.latest()
    assert latest
    assert (latest.outcome, latest.finished_at is not None) == ("interrupted", True)
    again = Indexing(catalogue, recognition, settling=Settling(0)).run([seeds])
    assert again.indexed + again.unchanged == 2
    assert catalogue.engine.manifest().stories == 2


def test_afterwards_signals_mean_what_they_meant() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), terminable():
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_other_threads_are_left_alone() -> None:
    seen = []

    def look() -> None:
        with terminable():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]
