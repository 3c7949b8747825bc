"""What was measured, and the figures that are read from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median

from tests.benchmarks.browser_pages import PageTimes
from tests.benchmarks.engines import OURS, EngineSpec
from tests.benchmarks.queries import BenchQuery
from tests.benchmarks.workers import Built

ALL = "all"
"""The kind that stands for the whole mix."""


@dataclass
class EngineResult:
    """What one engine did; lists run over the queries, None where it knows no such query.

    `agreements` says whether counts were ours; None where that cannot be compared.
    """

    spec: EngineSpec
    stories: int
    version: str = ""
    built: Built | None = None
    size_mb: float = 0.0
    times: list[list[float]] = field(default_factory=list)
    agreements: list[bool | None] = field(default_factory=list)
    memory_mb: float | None = None
    import_ms: float = 0.0
    cold_ms: float = 0.0
    add_ms: float = 0.0

    @property
    def medians(self) -> list[float | None]:
        """The median time of each query over the rounds."""
        return [median(times) if times else None for times in self.times]

    @property
    def label(self) -> str:
        """Its name and the version of its library."""
        return f"{self.spec.label} {self.version}".strip()

    @property
    def stories_per_cpu_second(self) -> float | None:
        """How quick the build was."""
        return self.built.stories / self.built.cpu_seconds if self.built else None


@dataclass
class SizeResult:
    """Everything measured on one corpus; `absent` says why an engine was left out."""

    size: str
    corpus: str
    stories: int
    queries: Sequence[BenchQuery]
    words_are_made: bool
    engines: dict[str, EngineResult] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    html_times: list[float] = field(default_factory=list)
    browser_times: list[PageTimes] = field(default_factory=list)
    built_on_two: Built | None = None

    @property
    def kinds(self) -> list[str]:
        """The kinds of queries and last the whole mix."""
        return [*dict.fromkeys(sorted(query.kind for query in self.queries)), ALL]

    def times(self, engine: str, kind: str = ALL) -> list[float]:
        """The medians of an engine over the queries of a kind that it answers."""
        medians = self.engines[engine].medians
        return [
            taken
            for query, taken in zip(self.queries, medians, strict=True)
            if taken is not None and kind in (ALL, query.kind)
        ]

    def agrees(self, engine: str, kind: str = ALL) -> bool | None:
        """Whether all counts of a kind were equal; of ours, whether no peer differed."""
        engines = [e for e in self.engines if e != OURS] if engine == OURS else [engine]
        known = [
            agreed
            for name in engines
            for query, agreed in zip(self.queries, self.engines[name].agreements, strict=True)
            if agreed is not None and kind in (ALL, query.kind)
        ]
        return all(known) if known else None

    def ratio(self, peer: str, part: float, kind: str = ALL) -> float | None:
        """How many times longer a peer takes than we do, over the queries that both answered."""
        pairs = [
            (ours, theirs)
            for query, ours, theirs in zip(
                self.queries, self.engines[OURS].medians, self.engines[peer].medians, strict=True
            )
            if ours is not None and theirs is not None and kind in (ALL, query.kind)
        ]
        if not pairs:
            return None
        return percentile((t for _, t in pairs), part) / percentile((o for o, _ in pairs), part)


def percentile(values: Iterable[float], part: float) -> float:
    """The value below which a part of the values lies (nearest rank).

    >>> percentile([3, 1, 2, 4], 0.5), percentile([3, 1, 2, 4], 0.95)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, ceil(part * len(ordered)) - 1)]
