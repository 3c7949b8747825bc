"""What the command line shows: progress, reports, results, accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from archive.catalogue import Answer
from archive.model import PartialDate
from archive.query.lint import QueryWarning
from archive.search.fields import FACETS
from archive.search.labels import date_label
from archive.search.results import Facet, Hit, Snippet
from archive.store import RejectRecord
from archive.suggestions import Proposal
from indexer.report import Report, by_kind

SHOWN_REJECTS = 5
"""Rejects of each kind that a report names; `cuttings rejects` lists all."""
SHOWN_VALUES = 5
errors = Console(stderr=True, highlight=False)
results = Console(highlight=False)


class BarProgress:
    """Progress of a run as a bar, with rate and time left."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("Looking for seeds", total=None, rate="")
        self._stories = 0

    def seeds_found(self, count: int) -> None:
        """Set the length of the bar."""
        self._bar.update(self._task, total=count, description="Reading")

    def seed_done(self) -> None:
        """Move on by one seed."""
        self._bar.advance(self._task)

    def stories_done(self, count: int) -> None:
        """Show the rate in stories."""
        self._stories += count
        elapsed = self._bar.tasks[self._task].elapsed or 0.001
        rate = f"{self._stories:,} stories, {self._stories / elapsed:,.0f}/s"
        self._bar.update(self._task, rate=rate)

    def filing(self) -> None:
        """Say that the index is being brought up to date."""
        self._bar.update(self._task, description="Filing")


@contextmanager
def progress() -> Iterator[BarProgress]:
    """Show a bar of seeds for the length of a run."""
    with _bar(TextColumn("{task.fields[rate]}")) as bar:
        yield BarProgress(bar)


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar that is moved by calls with how much more is done."""
    with _bar() as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.advance(task, more)


def _bar(*more: TextColumn) -> Bar:
    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        *more,
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors,
    )


def show_report(report: Report) -> None:
    """Say what a run did, with the first reasons of what it could not do."""
    counts = ", ".join(f"{count:,} {name}" for name, count in report.counts.items())
    ended = "Interrupted; the next run goes on from there. " if report.interrupted else ""
    rate = f" ({report.stories_per_second:,.0f} stories/s)" if report.indexed else ""
    errors.print(f"{ended}{counts} in {report.seconds:.1f} s{rate}.", soft_wrap=True)
    for worker, tally in sorted(report.workers.items()):
        errors.print(f"{worker} recognised {tally.texts:,} texts, {tally.per_second:,.0f}/s")
    for line in _not_done(report):
        errors.print(escape(line), soft_wrap=True)


def _not_done(report: Report) -> Iterator[str]:
    """What a run did not do, and why."""
    for path in report.kept:
        yield (
            f"{path}: nothing found there now; its stories were kept "
            "(remove them with --forget-missing)"
        )
    for growing in report.growing:
        yield (
            f"growing  {growing}: it is still being written; not read; "
            "run again when it is complete"
        )
    for skipped in report.skipped:
        yield f"skipped  {skipped.path}: {skipped.reason}"
    for kind, rejects in by_kind(report.rejects).items():
        for reject in rejects[:SHOWN_REJECTS]:
            yield f"rejected {reject.locator}: {reject.reason}"
        if len(rejects) > SHOWN_REJECTS:
            more = len(rejects) - SHOWN_REJECTS
            yield f"         {more:,} more of {kind}; list them with: cuttings rejects"


def show_faults(warnings: Iterable[QueryWarning]) -> None:
    """Say what is wrong with a query, and how it may be written instead."""
    for warning in warnings:
        repair = f" Perhaps: {warning.repair}" if warning.repair else ""
        errors.print(f"note: {escape(warning.message)}{escape(repair)}", style="yellow")


def show_answer(answer: Answer, proposal: Proposal | None) -> None:
    """Show a page of results with its facets."""
    total, query = answer.page.total, answer.query
    show_faults(query.warnings)
    for name, value in answer.state.not_understood:
        errors.print(f"note: not understood: {escape(name)}={escape(value)}", style="yellow")
    if proposal:
        meant = f"Did you mean: {proposal.query_text} ({stories(proposal.total)})"
        errors.print(escape(meant), style="yellow", soft_wrap=True)
    results.print(f"{stories(total)}: {escape(query.understood)}", style="bold")
    for number, hit in enumerate(
        answer.page.hits, (answer.state.page - 1) * answer.state.per_page + 1
    ):
        results.print(_hit(number, hit))
    for spec in FACETS:
        facet = answer.page.facets.get(spec.name)
        if facet and facet.values:
            results.print(_facet(answer, spec.plural, facet))


def _hit(number: int, hit: Hit) -> Text:
    line = Text(f"\n{number:3}. ")
    line.append_text(_marked(hit.headline, "bold"))
    line.append(f"\n     {published_words(hit.published)}", style="cyan")
    line.append(f"  {hit.source}  {hit.story_id}\n     ", style="dim")
    return line.append_text(_marked(hit.snippet))


def _marked(snippet: Snippet, style: str = "") -> Text:
    line = Text()
    for part in snippet.parts:
        shown = " ".join(part.text.split("\n"))
        line.append(shown, style="bold underline" if part.is_match else style)
    return line


def _facet(answer: Answer, title: str, facet: Facet) -> str:
    values = ", ".join(
        f"{answer.label(facet.name, value.value)} {value.count:,}"
        for value in facet.values[:SHOWN_VALUES]
    )
    more = ", …" if len(facet.values) > SHOWN_VALUES else ""
    return f"[bold]{title}[/bold]  {escape(values)}{more}"


def stories(count: int) -> str:
    """A number of stories.

    >>> stories(1), stories(1204)
    ('1 story', '1,204 stories')
    """
    return "1 story" if count == 1 else f"{count:,} stories"


def published_words(published: PartialDate) -> str:
    """A publication date as a reader sees it.

    >>> published_words(PartialDate.of(2023, 4))
    'April 2023'
    """
    return date_label(published.iso) if published.is_known else "undated"


def show_rejects(found: Sequence[RejectRecord]) -> None:
    """List rejects, or say that there are none."""
    if not found:
        results.print("Nothing was rejected.")
    for record in found:
        reject = record.reject
        results.print(
            f"{escape(reject.locator)}\n    {escape(reject.reason)} "
            f"({reject.kind}, since {record.since:%Y-%m-%d %H:%M} UTC, run {record.run_id})",
            soft_wrap=True,
        )


def reject_as_json(record: RejectRecord) -> dict[str, object]:
    """A reject as plain data."""
    return {
        "locator": record.reject.locator,
        "kind": record.reject.kind,
        "reason": record.reject.reason,
        "reader": record.reject.reader,
        "since": record.since.isoformat(),
        "run": record.run_id,
    }
