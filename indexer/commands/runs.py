"""`cuttings runs`: what every run did, how quickly, and how it ended."""

from __future__ import annotations

import json

import click

from archive.settings import Settings
from archive.store import Run
from indexer import display
from indexer.commands.opening import opened
from indexer.report import REJECTED_AS

Told = dict[str, object]


@click.command()
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="So many.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def runs(settings: Settings, last: int, as_json: bool) -> None:
    """List the latest runs: counts, duration, rate, outcome, and errors by kind."""
    with opened(settings) as catalogue, catalogue.store.read() as transaction:
        found = transaction.runs.all()[:last]
    if as_json:
        click.echo(json.dumps([run_as_json(run) for run in found], ensure_ascii=False, indent=2))
        return
    for run in found:
        display.results.print("\n".join(run_lines(run)), markup=False, soft_wrap=True)
    if not found:
        display.results.print("No run yet; start one with: cuttings index PATH")


def run_as_json(run: Run) -> Told:
    """A run as plain data; `errors` are rejects by the kind of their error."""
    counts = {name: n for name, n in run.counts.items() if not name.startswith(REJECTED_AS)}
    return {
        "run": run.run_id,
        "kind": run.kind,
        "paths": list(run.arguments),
        "started_at": run.started_at.isoformat(),
        "seconds": run_seconds(run),
        "stories_per_second": stories_per_second(run),
        "outcome": run.outcome or "not finished",
        "counts": counts,
        "errors": errors_of(run),
    }


def run_lines(run: Run) -> list[str]:
    """A run in words: when and what, counts and rate, errors."""
    outcome = run.outcome or "not finished: it goes on, or was killed"
    lines = [f"{run.run_id:>4}  {run.started_at:%Y-%m-%d %H:%M:%S} UTC  {run.kind}  {outcome}"]
    lines.append(f"      {' '.join(run.arguments)}")
    counts = [f"{n:,} {name}" for name, n in run.counts.items() if n and REJECTED_AS not in name]
    seconds, rate = run_seconds(run), stories_per_second(run)
    took = "" if seconds is None else f" in {seconds:,.1f} s"
    pace = f" ({rate:,.0f} stories/s)" if rate else ""
    if seconds is not None:
        lines.append(f"      {', '.join(counts) or 'nothing new'}{took}{pace}")
    lines += [f"      {count:,} {kind}" for kind, count in errors_of(run).items()]
    return lines


def run_seconds(run: Run) -> float | None:
    """How long a run took; None when it did not come to its end."""
    return (run.finished_at - run.started_at).total_seconds() if run.finished_at else None


def stories_per_second(run: Run) -> float | None:
    """How many new and changed stories were kept in a second; None when nothing tells."""
    seconds = run_seconds(run)
    stories = run.counts.get("indexed", 0) + run.counts.get("changed", 0)
    return round(stories / seconds, 1) if seconds else None


def errors_of(run: Run) -> dict[str, int]:
    """How often each kind of error left something rejected."""
    return {
        name.removeprefix(REJECTED_AS): count
        for name, count in run.counts.items()
        if name.startswith(REJECTED_AS)
    }
