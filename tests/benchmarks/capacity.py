"""How many machines an archive needs, from what a story costs.

python -m tests.benchmarks.capacity              prints the tables
python -m tests.benchmarks.capacity --document   puts them into docs/scale.md
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "scale.md"
SIZES = (10_000_000, 100_000_000, 1_000_000_000)
GB = 10**9
DAY_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Costs:
    """What a story and a page cost; those with `assumed` in their name were not measured."""

    recognised_per_core_second: float
    filing_seconds: float
    sqlite_bytes: float
    postgres_bytes: float
    index_bytes: float
    page_cpu_seconds: float
    assumed_search_bytes: float = 6_000
    assumed_copies: int = 2
    assumed_node_bytes: float = 1_000 * GB
    assumed_node_memory_gb: int = 64
    assumed_shard_bytes: float = 40 * GB
    recognising_days: float = 7


MEASURED = Costs(
    recognised_per_core_second=63,
    filing_seconds=0.00105,
    sqlite_bytes=3_470,
    postgres_bytes=3_720,
    index_bytes=5_510,
    page_cpu_seconds=0.0035,
)
"""Of Reuters-21578: what 3,000 stories cost more than 1,000 do, of 113 words each."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an archive of some size needs; bytes are on disk, hours of one core."""

    stories: int
    recognising_core_hours: float
    filing_core_hours: float
    workers: int
    sqlite_bytes: float
    embedded_index_bytes: float
    postgres_bytes: float
    search_bytes: float
    nodes: int
    shards: int
    memory_gb: int


def plan(stories: int, costs: Costs = MEASURED) -> Plan:
    """Reckon what an archive needs.

    An embedded index needs room for the one that is built beside it. Search nodes are filled to
    a terabyte, and there are three at least.
    """
    recognising = stories / costs.recognised_per_core_second / 3600
    primaries = stories * costs.assumed_search_bytes
    search = primaries * costs.assumed_copies
    nodes = max(3, ceil(search / costs.assumed_node_bytes))
    return Plan(
        stories=stories,
        recognising_core_hours=recognising,
        filing_core_hours=stories * costs.filing_seconds / 3600,
        workers=ceil(recognising / (costs.recognising_days * DAY_HOURS)),
        sqlite_bytes=stories * costs.sqlite_bytes,
        embedded_index_bytes=2 * stories * costs.index_bytes,
        postgres_bytes=stories * costs.postgres_bytes,
        search_bytes=search,
        nodes=nodes,
        shards=max(3, ceil(primaries / costs.assumed_shard_bytes)),
        memory_gb=nodes * costs.assumed_node_memory_gb,
    )


def table(costs: Costs = MEASURED) -> str:
    """The plans of every size as a table in Markdown."""
    plans = [plan(size, costs) for size in SIZES]
    rows = [
        ("stories", [f"{p.stories:,}" for p in plans]),
        ("hours to recognise, one core", [f"{p.recognising_core_hours:,.0f}" for p in plans]),
        ("hours to recognise, 64 cores", [f"{p.recognising_core_hours / 64:,.1f}" for p in plans]),
        ("cores to recognise all in a week", [f"{p.workers:,}" for p in plans]),
        ("hours to file, one core", [f"{p.filing_core_hours:,.1f}" for p in plans]),
        ("embedded: SQLite, GB", [_gb(p.sqlite_bytes) for p in plans]),
        ("embedded: index and its successor, GB", [_gb(p.embedded_index_bytes) for p in plans]),
        ("cluster: PostgreSQL, GB", [_gb(p.postgres_bytes) for p in plans]),
        ("cluster: search with one replica, GB *", [_gb(p.search_bytes) for p in plans]),
        ("cluster: search nodes *", [f"{p.nodes:,}" for p in plans]),
        ("cluster: shards *", [f"{p.shards:,}" for p in plans]),
        ("cluster: memory of the nodes, GB *", [f"{p.memory_gb:,}" for p in plans]),
    ]
    (name, sizes), *others = rows
    lines = [_line(name, sizes), "|---" * (1 + len(plans)) + "|"]
    return "\n".join([*lines, *(_line(name, cells) for name, cells in others)])


def costs_table(costs: Costs = MEASURED) -> str:
    """What was measured, as a table in Markdown."""
    rows = [
        (
            "stories read, recognised and kept in a second of one core",
            f"{costs.recognised_per_core_second:.0f}",
        ),
        ("filing a story into the embedded index, ms of CPU", f"{costs.filing_seconds * 1e3:.2f}"),
        ("a story in SQLite, bytes", f"{costs.sqlite_bytes:,.0f}"),
        ("a story in PostgreSQL, bytes", f"{costs.postgres_bytes:,.0f}"),
        ("a story in the embedded index, bytes", f"{costs.index_bytes:,.0f}"),
        (
            "a faceted answer of the embedded engine, ms of CPU",
            f"{costs.page_cpu_seconds * 1e3:.1f}",
        ),
    ]
    return "\n".join(["| cost | measured |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])


def documented(text: str) -> str:
    """The document with its tables as they are reckoned now."""
    for name, made in (("costs", costs_table()), ("plans", table())):
        before, start, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("\n<!-- end -->")
        text = before + start + made + end + after
    return text


def _gb(size: float) -> str:
    return f"{size / GB:,.0f}"


def _line(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def main(arguments: list[str]) -> None:
    """Print the tables, or put them into the document."""
    if arguments == ["--document"]:
        DOCUMENT.write_text(documented(DOCUMENT.read_text("utf-8")), "utf-8")
    else:
        print(costs_table(), table(), sep="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
