"""The results as tables to read and as rows for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks.engines import OURS
from tests.benchmarks.results import EngineResult, SizeResult, percentile
from tests.benchmarks.targets import targets

NONE = "–"
TABLES = "## The last tables"
"""The heading below which a document holds the tables."""


def rows(result: SizeResult) -> list[dict[str, object]]:
    """One row per engine and kind of query; None where an engine knows no such query."""
    return [
        {
            "size": result.size,
            "stories": engine.stories,
            "engine": name,
            "kind": kind,
            "p50_ms": _rounded(result.times(name, kind), 0.5),
            "p95_ms": _rounded(result.times(name, kind), 0.95),
            "agrees": result.agrees(name, kind),
        }
        for name, engine in result.engines.items()
        for kind in result.kinds
    ]


def write_json(path: Path, results: Iterable[SizeResult]) -> None:
    """Write the rows of all sizes."""
    found = [row for result in results for row in rows(result)]
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def write_document(path: Path, where: str, results: Iterable[SizeResult]) -> None:
    """Put the tables in place of those that a document ends with."""
    kept = path.read_text(encoding="utf-8").partition(TABLES)[0]
    measured = f"Measured on {date.today():%-d %B %Y}: {where}."  # noqa: DTZ011  # for readers
    tables = "\n".join(text_of(result) for result in results)
    path.write_text(f"{kept}{TABLES}\n\n{measured}\n\n{tables}", encoding="utf-8")


def text_of(result: SizeResult) -> str:
    """The tables of one size, in Markdown."""
    parts = [
        f"### {result.size}: {result.stories:,} stories ({result.corpus}), "
        f"{len(result.queries)} queries",
        _table(_times(result)),
        _marks(result),
        _table(_costs(result)),
        _table(_promises(result)),
        _table(_in_browser(result)) if result.browser_times else "",
        *result.absent.values(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _times(result: SizeResult) -> Iterator[Sequence[str]]:
    """p50 / p95 in milliseconds, a kind a line."""
    yield "p50 / p95 in ms", *(engine.label for engine in result.engines.values())
    for kind in result.kinds:
        yield kind, *(_cell(result, name, kind) for name in result.engines)
    if result.html_times:
        html = [percentile(result.html_times, part) for part in (0.5, 0.95)]
        yield (
            "HTML page over HTTP",
            f"{html[0]:.2f} / {html[1]:.2f}",
            *[NONE] * (len(result.engines) - 1),
        )


def _cell(result: SizeResult, name: str, kind: str) -> str:
    times = result.times(name, kind)
    if not times:
        return NONE
    mark = {True: "", False: " ≠", None: " *"}[result.agrees(name, kind)]
    shown = f"{percentile(times, 0.5):.2f} / {percentile(times, 0.95):.2f}"
    return shown if name == OURS else shown + mark


def _marks(result: SizeResult) -> str:
    marks = [
        "≠: totals or counts differ from ours.",
        "\\*: not comparable (see docs/benchmarks.md).",
    ]
    shorter = [
        f"{engine.spec.label} had {engine.stories:,} stories and the first "
        f"{engine.spec.most_queries} queries."
        for engine in result.engines.values()
        if engine.spec.most_queries < len(result.queries)
    ]
    return " ".join([*marks, *shorter])


def _costs(result: SizeResult) -> Iterator[Sequence[str]]:
    engines = list(result.engines.values())
    yield "", *(engine.spec.label for engine in engines)
    lines: dict[str, Callable[[EngineResult], float | None]] = {
        "stories built per CPU-second": lambda e: e.stories_per_cpu_second,
        "peak memory of the build, MB": lambda e: e.built.peak_mb if e.built else None,
        "size on disk, MB": lambda e: e.size_mb,
        "memory when serving, beyond mapped files, MB": lambda e: e.memory_mb,
        "import, ms": lambda e: e.import_ms,
        "cold process to first page, import apart, ms": lambda e: e.cold_ms,
        "one story added until found, ms": lambda e: e.add_ms,
    }
    for label, of in lines.items():
        yield label, *(_number(of(engine)) for engine in engines)


def _promises(result: SizeResult) -> Iterator[Sequence[str]]:
    yield "promise", "measured", "kept"
    for target in targets(result):
        yield target.promise, target.measured, "yes" if target.is_met else "**no**"


def _in_browser(result: SizeResult) -> Iterator[Sequence[str]]:
    yield "in the browser, ms", "server", "first paint", "full page", "KB"
    for page in result.browser_times:
        times = (page.server_ms, page.first_paint_ms, page.full_ms)
        yield page.name, *(f"{taken:.0f}" for taken in times), f"{page.kilobytes:.0f}"


def _table(lines: Iterable[Sequence[str]]) -> str:
    head, *body = lines
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, rule, *body))


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _rounded(times: Sequence[float], part: float) -> float | None:
    return round(percentile(times, part), 3) if times else None
