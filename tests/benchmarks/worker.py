"""A process that runs one engine: commands come in as lines of JSON, answers go out so.

Each engine thus has a memory, a garbage collector and, where it must, a Python of its own,
and its times are taken beside it. Only the standard library is used here.

    python -m tests.benchmarks.worker tantivy
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from tests.benchmarks.engines import ENGINES, ON_TWO
from tests.benchmarks.engines.protocol import Peer
from tests.benchmarks.queries import BenchQuery, Page
from tests.benchmarks.stories import BenchStory, read_stories, story_of

Reply = dict[str, Any]


class Worker:
    """Does what it is told with one engine."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    def build(self, stories: str, limit: int | None, folder: str) -> Reply:
        """Index a file of stories; reading the file is not counted."""
        Path(folder).mkdir(parents=True)
        reading = _Metered(read_stories(Path(stories), limit))
        started, cpu_before = perf_counter(), _cpu_seconds()
        self._peer.build(reading, Path(folder))
        return {
            "stories": reading.count,
            "cpu_seconds": _cpu_seconds() - cpu_before - reading.cpu_seconds,
            "seconds": perf_counter() - started,
            "peak_mb": _memory_mb("VmHWM"),
        }

    def open(self, folder: str) -> Reply:
        """Open an index."""
        started = perf_counter()
        self._peer.open(Path(folder))
        return {"ms": _ms_since(started)}

    def page(self, query: Mapping[str, object], with_page: bool) -> Reply:
        """Answer a query, and say how long it took; the page itself only when asked for."""
        asked = BenchQuery.of(query)
        started = perf_counter()
        page = self._peer.page(asked)
        taken = _ms_since(started)
        return {"ms": None if page is None else taken, "page": _json(page) if with_page else None}

    def add(self, story: dict[str, object], query: Mapping[str, object]) -> Reply:
        """Add a story and search for it; how long until it is in the page."""
        added, asked = story_of(story), BenchQuery.of(query)
        started = perf_counter()
        self._peer.add(added)
        page = self._peer.page(asked)
        taken = _ms_since(started)
        if page is None or page.ids != (added.story_id,):
            raise ValueError(f"{added.story_id}: added, but the next page does not show it")
        return {"ms": taken}

    def memory(self) -> Reply:
        """The memory of this process that is not mapped from files, now, in megabytes."""
        return {"mb": _memory_mb("RssAnon")}


class _Metered:
    """Stories, with the CPU time that it took to read them."""

    def __init__(self, stories: Iterable[BenchStory]) -> None:
        self._stories = iter(stories)
        self.count = 0
        self.cpu_seconds = 0.0

    def __iter__(self) -> Iterator[BenchStory]:
        return self

    def __next__(self) -> BenchStory:
        started = thread_time()
        try:
            story = next(self._stories)
        finally:
            self.cpu_seconds += thread_time() - started
        self.count += 1
        return story


def main(name: str) -> None:
    """Import the engine, say how long that took, then serve commands until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is not an answer
    started = perf_counter()
    peer = {**ENGINES, ON_TWO.name: ON_TWO}[name].load()
    _send(answers, {"import_ms": _ms_since(started), "version": peer.version})
    worker = Worker(peer)
    for line in sys.stdin:
        command = json.loads(line)
        do: Callable[..., Reply] = getattr(worker, command.pop("do"))
        _send(answers, do(**command))


def _send(answers: Any, reply: Reply) -> None:
    answers.write(json.dumps(reply) + "\n")
    answers.flush()


def _json(page: Page | None) -> Reply | None:
    return None if page is None else asdict(page)


def _ms_since(started: float) -> float:
    return (perf_counter() - started) * 1e3


def _cpu_seconds() -> float:
    """CPU time of this process with all its threads, and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _memory_mb(key: str) -> float | None:
    """A line of Linux's account of this process; None elsewhere."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = (line.split() for line in status.read_text().splitlines())
    return next((int(line[1]) / 1024 for line in lines if line[0] == f"{key}:"), None)


if __name__ == "__main__":
    main(sys.argv[1])
