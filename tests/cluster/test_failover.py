"""Parts that fail while readers search and an indexer writes: no wrong count, no story lost.

Every batch adds ten stories that all searches find. What a reader is shown must be a whole
number of batches, no fewer than were filed before it asked and no more than were begun.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from archive.catalogue import Catalogue
from archive.errors import EngineError
from archive.model import PartialDate
from archive.query.nodes import MatchAll
from archive.search.request import SearchRequest
from archive.settings import Settings
from indexer.patience import patiently
from tests.cluster.opensearch import Cluster
from tests.cluster.postgres import Server
from tests.web.library import RECORDS, Told, told
from web import create_app

NAME = "failover"
BATCH, BATCHES, READERS = 10, 12, 3
FAIL_AFTER = 3
FAIL_OVER_SECONDS = 30.0
STUCK_SECONDS = 240.0


@dataclass(frozen=True)
class Seen:
    """An answer, when it was asked for and came, and how many stories there might be then."""

    asked_at: float
    answered_at: float
    status: int
    total: int
    counted: int
    least: int
    most: int


@dataclass
class Work:
    """Readers and an indexer, and what has come of them so far."""

    catalogue: Catalogue
    app: Flask
    database: str
    begun: int = 0
    filed: int = 0
    seen: list[Seen] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    has_begun: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        """File one batch after another; one that cannot be filed is tried again."""
        try:
            for number in range(BATCHES):
                self.begun += BATCH
                patiently(lambda n=number: self._keep(n))  # type: ignore[misc]  # a default binds the loop's number
                self._file()
                self.filed += BATCH
                if number == FAIL_AFTER:
                    self.has_begun.set()
        finally:
            self.has_begun.set()
            self.is_over.set()

    def read(self) -> None:
        """Search until all is filed."""
        client = self.app.test_client()
        while not self.is_over.is_set():
            least, asked_at = self.filed, time.monotonic()
            answer = client.get("/search.json?q=harbour")
            found = answer.get_json() if answer.status_code == 200 else {}
            self.seen.append(
                Seen(
                    asked_at,
                    time.monotonic(),
                    answer.status_code,
                    found.get("total", 0),
                    sum(value["count"] for value in found.get("facets", {}).get("actor", ())),
                    least,
                    self.begun,
                )
            )

    def run_through(self, fail: Callable[[], None]) -> float:
        """Let all of it run and a part fail in the middle; return when that was."""
        threads = [threading.Thread(target=self.write)]
        threads += [threading.Thread(target=self.read) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        assert self.has_begun.wait(STUCK_SECONDS)
        failed_at = time.monotonic()
        fail()
        for thread in threads:
            thread.join(STUCK_SECONDS)
        return failed_at

    def _keep(self, number: int) -> None:
        with self.catalogue.store.begin() as transaction:
            transaction.stories.put_many(batch(number))

    def _file(self) -> None:
        deadline = time.monotonic() + STUCK_SECONDS
        while True:
            try:
                patiently(self.catalogue.catch_up)
            except EngineError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
            else:
                return


def batch(number: int) -> list[Told]:
    """Stories that each search finds, by one person or another."""
    who = RECORDS[number % 2].heading
    return [
        told(
            f"story-{number}-{n}",
            f"[{who}] opened the harbour, part {n}.",
            headline=f"Harbour {number}",
            published=PartialDate.of(2023, 1 + number % 12, 1 + n),
        )
        for n in range(BATCH)
    ]


@pytest.fixture
def work(
    opensearch_cluster: Cluster, postgres: Server, archive_template: str, tmp_path: Path
) -> Iterator[Work]:
    """An archive on a cluster and a server, with its first batch filed."""
    with ExitStack() as stack:
        url = stack.enter_context(postgres.database(archive_template))
        address = f"opensearch://{','.join(opensearch_cluster.hosts)}/{NAME}"
        settings = Settings(tmp_path, database_url=url, engine_url=address)
        catalogue = Catalogue.open(settings, create=True)
        stack.callback(catalogue.close)
        stack.callback(opensearch_cluster.ask, f"/{NAME}-*?expand_wildcards=all", None, "DELETE")
        with catalogue.store.begin() as transaction:
            transaction.authorities.put(RECORDS)
            transaction.stories.put_many(batch(BATCHES))
        catalogue.catch_up()
        opensearch_cluster.wait("green")
        app = create_app(catalogue.guarded(limit_seconds=30))
        yield Work(catalogue, app, url, begun=BATCH, filed=BATCH)


def check(work: Work, failed_at: float) -> None:
    """Nothing wrong was shown, nothing is lost, and all was well again in time."""
    whole = [seen for seen in work.seen if seen.status == 200]
    assert {seen.status for seen in work.seen} <= {200, 503}
    assert [s for s in whole if s.total % BATCH or s.counted != s.total] == []
    assert [s for s in whole if not s.least <= s.total <= s.most] == []
    assert [s for s in work.seen if s.status != 200 and not _is_excused(s, failed_at)] == []
    assert any(seen.asked_at > failed_at for seen in whole)
    assert work.filed == BATCH * (BATCHES + 1)
    assert work.catalogue.unfiled() == 0
    everything = work.catalogue.engine.searcher().story_ids(SearchRequest(MatchAll()))
    assert sorted(everything) == sorted(
        story.story_id for number in range(BATCHES + 1) for story, _ in batch(number)
    )


def _is_excused(seen: Seen, failed_at: float) -> bool:
    """Whether an answer may say that something is down."""
    return failed_at <= seen.answered_at and seen.asked_at <= failed_at + FAIL_OVER_SECONDS


@pytest.mark.parametrize("leads", [True, False])
def test_a_killed_node_costs_no_story_and_no_count(
    work: Work, opensearch_cluster: Cluster, leads: bool
) -> None:
    leader = opensearch_cluster.leader()
    victim = leader if leads else (leader + 1) % len(opensearch_cluster.hosts)
    try:
        check(work, work.run_through(lambda: opensearch_cluster.kill(victim)))
    finally:
        opensearch_cluster.start(victim)
    assert len(work.catalogue.engine.searcher().story_ids(SearchRequest(MatchAll()))) == work.filed


def test_a_database_that_hangs_up_costs_no_story_and_no_count(work: Work, postgres: Server) -> None:
    def hang_up() -> None:
        assert sum(postgres.hang_up(work.database) for _ in range(20)) > 0

    check(work, work.run_through(hang_up))
