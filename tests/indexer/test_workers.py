"""Processes that die, or whose parent does, leave nothing that waits for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import psutil
import pytest

from indexer.workers import LocalProcesses, Lost, work_on

pytestmark = pytest.mark.slow

SENDS_ITS_PARENT_AWAY = """
import os, signal
from indexer.workers import LocalProcesses
workers = LocalProcesses(2)
print(workers.executor.submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def length_of(texts: list[str]) -> int:
    if texts == ["DEADLY"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return sum(map(len, texts))


def test_a_death_while_large_chunks_are_on_the_way_is_survived() -> None:
    workers = LocalProcesses(2)
    chunks = [["DEADLY"], *([f"{n}" * 2_000_000] for n in range(5))]

    made = list(work_on(workers, iter(chunks), length_of))
    workers.close()

    assert made == [Lost(), *(len(text) for (text,) in chunks[1:])]
    assert active_children() == []


@pytest.mark.parametrize("milliseconds", range(0, 80, 20))
def test_a_death_while_another_process_starts_is_survived(milliseconds: int) -> None:
    workers = LocalProcesses(2)
    deadly = workers.executor.submit(length_of, ["DEADLY"])
    time.sleep(milliseconds / 1_000)

    assert list(work_on(workers, iter([["a"], ["bc"]]), length_of)) == [1, 2]
    workers.close()

    assert isinstance(deadly.exception(), LocalProcesses.deaths)
    assert active_children() == []


def test_what_was_on_the_way_is_lost_with_a_death() -> None:
    workers = LocalProcesses(2)
    running = workers.executor.submit(time.sleep, 60)

    workers.renew()

    assert isinstance(running.exception(timeout=30), LocalProcesses.deaths)
    assert list(work_on(workers, iter([["a"]]), length_of)) == [1]
    workers.close()


def test_processes_end_with_the_one_that_started_them() -> None:
    root = Path(__file__).parents[2]
    parent = subprocess.run(
        [sys.executable, "-c", SENDS_ITS_PARENT_AWAY], cwd=root, stdout=subprocess.PIPE, check=False
    )

    assert parent.returncode == -signal.SIGKILL
    ended_by = time.monotonic() + 10
    while psutil.pid_exists(int(parent.stdout)) and time.monotonic() < ended_by:
        time.sleep(0.1)
    assert not psutil.pid_exists(int(parent.stdout))
