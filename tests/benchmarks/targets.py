"""What the archive promises of its speed, each a ratio or a limit checked on one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.engines import OURS
from tests.benchmarks.results import ALL, SizeResult, percentile

LARGE = 1_000_000
WORTH_TWO = 20_000
"""Stories below which starting a process takes longer than it saves."""


@dataclass(frozen=True)
class Target:
    """A promise, what was measured, and whether it was kept."""

    promise: str
    measured: str
    is_met: bool


def targets(result: SizeResult) -> Iterator[Target]:
    """Every promise that this run can tell about."""
    yield from _pages(result)
    if "tantivy" in result.engines:
        yield _no_kind_slower(result)
    yield from _building(result)
    yield from _waiting(result)
    if result.stories >= LARGE:
        yield from _large(result)


def _pages(result: SizeResult) -> Iterator[Target]:
    wanted = (
        ("tantivy", 0.5, 1.0),
        ("tantivy", 0.95, 1.0),
        ("sqlite", 0.5, 5.0),
        ("sqlite", 0.95, 25.0),
        ("whoosh", 0.5, 200.0),
    )
    for peer, part, least in wanted:
        ratio = result.ratio(peer, part) if peer in result.engines else None
        if ratio is not None:
            label = result.engines[peer].spec.label
            yield Target(
                f"p{part:.0%}".rstrip("%") + f" of the mix: {label} takes at least {least:g}x",
                f"{ratio:.2f}x" + _subset(result, peer),
                ratio >= least,
            )


def _subset(result: SizeResult, peer: str) -> str:
    """What is to be known of a peer that had fewer stories than we."""
    engine = result.engines[peer]
    if engine.stories == result.stories:
        return ""
    return f", with {engine.stories} stories against {result.stories}"


def _no_kind_slower(result: SizeResult) -> Target:
    slower = [
        f"{kind} ({1 / ratio:.1f}x)"
        for kind in result.kinds
        if kind != ALL and (ratio := result.ratio("tantivy", 0.5, kind)) and ratio < 1
    ]
    return Target(
        "no kind of query is slower (p50) than in tantivy-py",
        f"slower: {', '.join(slower)}" if slower else "none is",
        not slower,
    )


def _building(result: SizeResult) -> Iterator[Target]:
    ours = result.engines[OURS].stories_per_cpu_second
    theirs = result.engines["whoosh"].stories_per_cpu_second if "whoosh" in result.engines else None
    if ours and theirs:
        yield Target(
            "stories built per CPU-second: at least 2.2x stock Whoosh's",
            f"{ours / theirs:.2f}x" + _subset(result, "whoosh"),
            ours >= 2.2 * theirs,
        )

    once, twice = result.engines[OURS].built, result.built_on_two
    if once and twice and result.stories >= WORTH_TWO:
        yield Target(
            "two processes build at least 1.7x the stories of one per second",
            f"{once.seconds / twice.seconds:.2f}x",
            once.seconds >= 1.7 * twice.seconds,
        )


def _waiting(result: SizeResult) -> Iterator[Target]:
    ours = result.engines[OURS]
    yield Target(
        "one story added is found within 50 ms", f"{ours.add_ms:.0f} ms", ours.add_ms <= 50
    )
    yield Target(
        "a cold process shows its first page within 150 ms of import time",
        f"{ours.cold_ms:.0f} ms",
        ours.cold_ms <= 150,
    )
    if result.html_times:
        over = percentile(result.html_times, 0.5) - percentile(result.times(OURS), 0.5)
        yield Target(
            "p50 of the HTML page over HTTP is within 10 ms of the engine's",
            f"{over:.1f} ms more",
            over <= 10,
        )


def _large(result: SizeResult) -> Iterator[Target]:
    slowest = percentile(result.times(OURS), 0.95)
    yield Target("p95 of the mix is below 10 ms", f"{slowest:.1f} ms", slowest < 10)
    memory = result.engines[OURS].memory_mb
    if memory is not None:
        yield Target(
            "a serving process needs less than 1.5 GB beyond mapped files",
            f"{memory / 1024:.2f} GB",
            memory < 1.5 * 1024,
        )
