"""The embedded engine and three search nodes over the same stories, turn by turn.

python -m tests.benchmarks.side_by_side --stories 100k --document
"""

from __future__ import annotations

import argparse
import os
import resource
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF
from tempfile import TemporaryDirectory
from time import perf_counter

from archive.engines.opening import open_engine
from archive.search.engine import SearchEngine
from archive.search.request import SearchRequest
from archive.search.results import FacetValue, ResultPage
from archive.settings import Settings
from tests.benchmarks.clients import Load, ask_at_once, resident_mb
from tests.benchmarks.engines.ours import document_of, request_of
from tests.benchmarks.machine import machine
from tests.benchmarks.mix import mixed_queries
from tests.benchmarks.sizes import Size, sample_of
from tests.benchmarks.stories import read_stories
from tests.cluster.opensearch import Cluster, started

DOCUMENT = Path("docs/scale.md")
CLIENTS = (1, 8, 32)
BATCH = 1_000
MB = 1_000_000


@dataclass
class Side:
    """One engine, and what was measured of it."""

    name: str
    settings: Settings
    nodes: Cluster | None = None
    built_seconds: float = 0
    built_cpu_seconds: float = 0
    batch_seconds: float = 0
    disk_mb: float = 0
    nodes_mb: float = 0
    loads: dict[int, Load] = field(default_factory=dict)
    nodes_cpu_seconds: dict[int, float] = field(default_factory=dict)

    def cpu_seconds(self) -> float:
        """CPU time so far of this process, of those it started and of the nodes."""
        used = [resource.getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
        own = sum(usage.ru_utime + usage.ru_stime for usage in used)
        return own + self.cpu_seconds_of_nodes()

    def cpu_seconds_of_nodes(self) -> float:
        """CPU time so far of the nodes alone."""
        pids = self.nodes.pids.values() if self.nodes else ()
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
        ticks = sum(int(user) + int(system) for *_, user, system in (f[:13] for f in fields))
        return ticks / os.sysconf("SC_CLK_TCK")


def measure(
    sides: Sequence[Side], stories: Path, count: int, seconds: float, rounds: int
) -> list[SearchRequest]:
    """Build on each side, then let clients ask in turns; return what they asked."""
    for side in sides:
        print(f"{side.name}: building", flush=True)
        _build(side, stories)
    requests = [request_of(query) for query in mixed_queries(sample_of(stories, count))]
    print(f"answers that are the same: {_same(sides, requests)} of {len(requests)}", flush=True)
    for _ in range(rounds):
        for clients in CLIENTS:
            for side in sides:
                _ask(side, requests, clients, seconds)
    return requests


def _build(side: Side, stories: Path) -> None:
    engine = open_engine(side.settings)
    started_at, cpu_before = perf_counter(), side.cpu_seconds()
    engine.rebuild(map(document_of, read_stories(stories)))
    side.built_seconds = perf_counter() - started_at
    side.built_cpu_seconds = side.cpu_seconds() - cpu_before
    side.batch_seconds = _write_batch(engine, stories)
    side.disk_mb = _disk_mb(side, engine)


def _write_batch(engine: SearchEngine, stories: Path) -> float:
    """How long a thousand stories take that are written again, until they can be found."""
    documents = [document_of(story) for story in islice(read_stories(stories), BATCH)]
    started_at = perf_counter()
    with engine.writer() as writer:
        for document in documents:
            writer.put(document)
    engine.searcher()
    return perf_counter() - started_at


def _disk_mb(side: Side, engine: SearchEngine) -> float:
    """What lies on disk: of the nodes every copy."""
    if not side.nodes:
        return (engine.bytes_held() or 0) / MB
    side.nodes.wait("green")
    held = side.nodes.ask("/_stats/store")
    assert isinstance(held, dict)
    return float(held["_all"]["total"]["store"]["size_in_bytes"]) / MB


def _same(sides: Sequence[Side], requests: Sequence[SearchRequest]) -> int:
    """How many requests have the same total, values of facets and hits on all sides."""
    searchers = [open_engine(side.settings).searcher() for side in sides]
    same = 0
    for request in requests:
        pages = [searcher.search(request) for searcher in searchers]
        seen = [(p.total, _values(p), [hit.story_id for hit in p.hits]) for p in pages]
        same += all(other == seen[0] for other in seen)
    return same


def _values(page: ResultPage) -> dict[str, tuple[FacetValue, ...]]:
    return {name: facet.values for name, facet in page.facets.items()}


def _ask(side: Side, requests: Sequence[SearchRequest], clients: int, seconds: float) -> None:
    print(f"{side.name}: {clients} clients", flush=True)
    before = side.cpu_seconds_of_nodes()
    load = ask_at_once(side.settings, requests, clients, seconds)
    spent = side.cpu_seconds_of_nodes() - before
    side.nodes_cpu_seconds[clients] = side.nodes_cpu_seconds.get(clients, 0) + spent
    side.loads[clients] = side.loads[clients] + load if clients in side.loads else load
    if side.nodes:
        side.nodes_mb = sum(map(resident_mb, side.nodes.pids.values()))


def table(sides: Sequence[Side], count: int) -> str:
    """What was measured, a column for each side, in Markdown."""
    lines: dict[str, Callable[[Side], str]] = {
        "stories indexed in a second": lambda s: f"{count / s.built_seconds:,.0f}",
        "CPU for a story indexed, ms": lambda s: f"{s.built_cpu_seconds / count * 1e3:.2f}",
        "a batch of 1,000 until it is found, s": lambda s: f"{s.batch_seconds:.1f}",
        "disk, MB": lambda s: f"{s.disk_mb:,.0f}",
    }
    for clients in CLIENTS:
        named = f"{clients} client{'s' * (clients > 1)}: "
        lines |= {
            f"{named}p50 and p95 of a page, ms": lambda s, c=clients: (  # type: ignore[misc]  # a default binds the loop's number
                f"{s.loads[c].percentile(50):.1f}, {s.loads[c].percentile(95):.1f}"
            ),
            f"{named}pages in a second": lambda s, c=clients: f"{s.loads[c].per_second:,.0f}",  # type: ignore[misc]  # likewise
        }
    most = CLIENTS[-1]
    lines |= {
        f"{most} clients: memory of their processes, MB": (
            lambda s: f"{s.loads[most].memory_mb:,.0f}"
        ),
        "memory of the nodes, MB": lambda s: f"{s.nodes_mb:,.0f}" if s.nodes else "none",
    }
    head = ["", *(side.name for side in sides)]
    body = [[label, *(of(side) for side in sides)] for label, of in lines.items()]
    rows = [head, ["---", *["---:"] * len(sides)], *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@contextmanager
def _sides(folder: Path) -> Iterator[list[Side]]:
    with started() as cluster:
        address = f"opensearch://{','.join(cluster.hosts)}/measured"
        yield [
            Side("embedded", Settings(folder / "embedded")),
            Side("cluster", Settings(folder / "cluster", engine_url=address), cluster),
        ]


def main(arguments: Sequence[str] | None, environment: Mapping[str, str]) -> None:
    """Measure both, print the table, and put it into the document where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--stories", default=environment.get("SIZES") or "100k", help="how many: 20k, 100k")
    add("--seconds", type=float, default=15, help="how long clients ask, each time")
    add("--rounds", type=int, default=2, help="how often each number of clients asks")
    add("--folder", default=".cache/benchmarks", help="where stories are kept")
    add("--document", action="store_true", help=f"put the table into {DOCUMENT}")
    chosen = parser.parse_args(arguments)
    size = Size.of(chosen.stories)
    stories = size.prepare(Path(chosen.folder).absolute() / "stories")
    with TemporaryDirectory(prefix="cuttings-sides-") as folder, _sides(Path(folder)) as sides:
        where = f"{machine()} at the start, {size.stories:,} made stories"
        measure(sides, stories, size.stories, chosen.seconds, chosen.rounds)
        made = f"{where}.\n\n{table(sides, size.stories)}"
    print(f"\n{made}")
    if chosen.document:
        text = DOCUMENT.read_text("utf-8")
        before, start, rest = text.partition("<!-- sides -->\n")
        _, end, after = rest.partition("\n<!-- end -->")
        DOCUMENT.write_text(before + start + made + end + after, "utf-8")


if __name__ == "__main__":
    main(None, os.environ)
