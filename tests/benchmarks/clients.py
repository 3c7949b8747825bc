"""Many clients at once: each asks an engine for one page after another, for some seconds.

They are the threads of as many processes as the machine has cores, as behind a proxy that
shares requests out; each process opens the engine for itself.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from archive.engines.opening import open_engine
from archive.search.engine import SearchEngine
from archive.search.request import SearchRequest
from archive.settings import Settings

WAIT_SECONDS = 600
"""So long may processes take to open an engine and ask everything once."""


@dataclass(frozen=True, slots=True)
class Load:
    """What clients saw: how long each page took, in milliseconds, and what it cost them."""

    times: tuple[float, ...]
    seconds: float
    cpu_seconds: float
    memory_mb: float

    @property
    def per_second(self) -> float:
        """Pages in a second, of all clients together."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        """So many of a hundred pages took no longer, in milliseconds.

        >>> Load((1.0, 2.0, 3.0), 1, 1, 1).percentile(50)
        2.0
        """
        return quantiles(self.times, n=100, method="inclusive")[percent - 1]

    def __add__(self, other: Load) -> Load:
        """Another round of the same clients."""
        return Load(
            self.times + other.times,
            self.seconds + other.seconds,
            self.cpu_seconds + other.cpu_seconds,
            max(self.memory_mb, other.memory_mb),
        )


def ask_at_once(
    settings: Settings, requests: Sequence[SearchRequest], clients: int, seconds: float
) -> Load:
    """Let so many clients ask an engine for so long, after each process has warmed up."""
    processes = min(clients, os.cpu_count() or 1)
    shares = [clients // processes + (n < clients % processes) for n in range(processes)]
    context = multiprocessing.get_context("spawn")
    ready, answers = context.Barrier(processes), context.Queue()
    running = [
        context.Process(
            target=_ask, args=(settings, requests, share, seconds, ready, answers), daemon=True
        )
        for share in shares
    ]
    for process in running:
        process.start()
    seen = [answers.get(timeout=WAIT_SECONDS + 2 * seconds) for _ in running]
    for process in running:
        process.join()
    return Load(
        tuple(time for load in seen for time in load.times),
        max(load.seconds for load in seen),
        sum(load.cpu_seconds for load in seen),
        sum(load.memory_mb for load in seen),
    )


def resident_mb(pid: int | str, key: str = "VmRSS") -> float:
    """The memory of a process, as Linux accounts it, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{key}:"))


def _ask(
    settings: Settings,
    requests: Sequence[SearchRequest],
    threads: int,
    seconds: float,
    ready: Barrier,
    answers: Queue[Load],
) -> None:
    engine = open_engine(settings)
    for request in requests:
        engine.searcher().search(request)
    ready.wait(WAIT_SECONDS)
    answers.put(_load_of(engine, requests, threads, seconds))


def _load_of(
    engine: SearchEngine, requests: Sequence[SearchRequest], threads: int, seconds: float
) -> Load:
    started, cpu_before = perf_counter(), process_time()
    until = started + seconds
    times: list[list[float]] = [[] for _ in range(threads)]
    asking = [
        threading.Thread(
            target=_until, args=(until, engine, requests, n * len(requests) // threads, times[n])
        )
        for n in range(threads)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    return Load(
        tuple(time for found in times for time in found),
        perf_counter() - started,
        process_time() - cpu_before,
        resident_mb("self", "RssAnon"),
    )


def _until(
    until: float,
    engine: SearchEngine,
    requests: Sequence[SearchRequest],
    place: int,
    times: list[float],
) -> None:
    while (started := perf_counter()) < until:
        engine.searcher().search(requests[place % len(requests)])
        times.append((perf_counter() - started) * 1e3)
        place += 1
