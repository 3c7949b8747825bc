"""The results page over HTTP, as `cuttings serve` gives it to one client."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from archive.catalogue import Catalogue
from archive.model import UNDATED, AuthorityRecord, Mention, NameKind, PartialDate, Story
from archive.search.state import SearchState
from archive.settings import Settings
from tests.benchmarks.engines.ours import request_of
from tests.benchmarks.queries import BenchQuery, Form
from tests.benchmarks.stories import BenchStory
from tests.benchmarks.words import heading
from tests.benchmarks.workers import ROOT

_BATCH = 1_000
_ADDRESS = re.compile(r"http://\S+")


def html_times(
    folder: Path, stories: Iterable[BenchStory], queries: Sequence[BenchQuery], rounds: int
) -> list[float]:
    """How many milliseconds the page of each query takes; `folder` holds our index."""
    fill_store(Settings(folder), stories)
    with served(folder) as root:
        connection = HTTPConnection(urlsplit(root).netloc)
        times: list[list[float]] = [[] for _ in queries]
        for number in range(rounds + 1):
            for place, query in enumerate(queries):
                taken = _page_ms(connection, address_of(query))
                if number:  # the first round warms the server up
                    times[place].append(taken)
        connection.close()
    return list(map(median, times))


def fill_store(settings: Settings, stories: Iterable[BenchStory]) -> None:
    """Keep the stories in the archive's store, unless it has them, and tell the index so."""
    catalogue = Catalogue.open(settings, create=True)
    try:
        if catalogue.engine.manifest().change:
            return
        with catalogue.store.begin() as transaction:
            rest = iter(stories)
            while batch := list(islice(rest, _BATCH)):
                transaction.authorities.put(_records(batch))
                transaction.stories.put_many((_story(s), _mentions(s)) for s in batch)
            change = transaction.stories.latest_change()
        with catalogue.engine.writer(change=change):
            pass
    finally:
        catalogue.close()


def address_of(query: BenchQuery) -> str:
    """The address of the results page for a query."""
    state = SearchState(query_text_of(query), request_of(query).filters)
    return f"/search?{state.address}"


def query_text_of(query: BenchQuery) -> str:
    """The query as a reader types it.

    >>> query_text_of(BenchQuery("and 2", words=("harbour", "fire"), without="police"))
    'harbour fire -police'
    """
    words = " ".join(query.words)
    match query.form:
        case Form.PHRASE:
            return f'"{words}"'
        case Form.PREFIX:
            return f"{words}*"
        case Form.FUZZY:
            return f"{words}~"
        case Form.ANY_OF:
            return " OR ".join(query.words)
    return f"{words} -{query.without}" if query.without else words


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the archive, served by its own command on any free port."""
    cuttings = [sys.executable, "-c", "from indexer.cli import main; main()"]
    command = [*cuttings, "--data", str(folder), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline() if server.stdout else ""
            found = _ADDRESS.search(said)
            if not found:
                raise RuntimeError(f"{folder}: `cuttings serve` did not start; it said: {said}")
            yield found.group().rstrip("/")
        finally:
            server.terminate()


def _page_ms(connection: HTTPConnection, address: str) -> float:
    started = perf_counter()
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    taken = (perf_counter() - started) * 1e3
    if response.status != 200:
        raise RuntimeError(f"{address}: status {response.status} instead of a page")
    return taken


def _story(story: BenchStory) -> Story:
    parts = [int(part) for part in story.published.split("-") if part]
    return Story(
        story.story_id,
        f"made.jsonl#{story.story_id}",
        story.headline,
        story.text,
        PartialDate.of(*parts) if parts else UNDATED,
    )


def _named(story: BenchStory) -> list[tuple[NameKind, str]]:
    actors = [(NameKind.ACTOR, name) for name in story.actors]
    return actors + [(NameKind.ORGANISATION, name) for name in story.organisations]


def _mentions(story: BenchStory) -> list[Mention]:
    return [Mention(kind, name, heading(name)) for kind, name in _named(story)]


def _records(stories: Iterable[BenchStory]) -> list[AuthorityRecord]:
    named = dict.fromkeys(pair for story in stories for pair in _named(story))
    return [AuthorityRecord(kind, name, heading(name)) for kind, name in named]
