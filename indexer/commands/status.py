"""`cuttings status`: what is in the archive and how it is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import click
from rich.markup import escape
from rich.table import Table

from archive.settings import Settings
from archive.store import Run
from archive.upkeep.status import Status
from indexer import display
from indexer.commands.opening import opened


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Say what is in the archive and how it is."""
    with opened(settings) as catalogue:
        found = catalogue.status()
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    table = Table.grid(padding=(0, 2))
    for name, words in status_lines(found, datetime.now(UTC)):
        table.add_row(name, escape(words))
    display.results.print(table)


def status_lines(found: Status, now: datetime) -> list[tuple[str, str]]:
    """The state of an archive as names and words; `now` is UTC."""
    rejected = f"{found.rejected:,}; list them with: cuttings rejects" if found.rejected else "0"
    return [
        ("Stories", f"{found.stories:,}, {found.undated:,} of them undated"),
        ("Rejected", rejected),
        *_index_lines(found, now),
        _lock_line(found, now),
        ("Database", size_words(found.store_bytes)),
        *_run_lines(found.latest_run, now),
    ]


def _index_lines(found: Status, now: datetime) -> list[tuple[str, str]]:
    manifest = found.manifest
    if manifest is None:
        return [("Index", found.fault)]
    size = "" if found.index_bytes is None else f", {size_words(found.index_bytes)}"
    behind = "up to date"
    if found.unfiled:
        behind = f"{found.unfiled:,} changes behind; the next cuttings index catches up"
    index = f"generation {manifest.generation}, version {manifest.schema_version}{size}"
    if manifest.is_outdated:
        index += "; made by another version, slow to open until: cuttings reindex"
    return [
        ("Searchable", f"{manifest.stories:,} stories, {behind}"),
        ("Index", index),
        ("Index built", _moment_words(manifest.built_at, now)),
        ("Index changed", _moment_words(manifest.changed_at, now)),
    ]


def _lock_line(found: Status, now: datetime) -> tuple[str, str]:
    holder = found.lock_holder
    return "Lock", f"{holder} writes for {age_words(now - holder.since)}" if holder else "free"


def _run_lines(run: Run | None, now: datetime) -> list[tuple[str, str]]:
    if run is None:
        return []
    ended = run.outcome or "not finished: it goes on, or was killed"
    return [("Last run", f"{run.kind}, {_moment_words(run.started_at, now)}, {ended}")]


def _moment_words(moment: datetime, now: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC, {age_words(now - moment)} ago"


def age_words(age: timedelta) -> str:
    """A stretch of time in a unit of which it has at least one, days from two on.

    >>> age_words(timedelta(seconds=59)), age_words(timedelta(hours=47)), age_words(timedelta(2))
    ('59 s', '47 h', '2 days')
    """
    seconds = max(0, int(age.total_seconds()))
    for unit, length, least in (("days", 86_400, 2), ("h", 3_600, 1), ("min", 60, 1)):
        if seconds >= length * least:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"


def size_words(size_bytes: int) -> str:
    """A size in its largest unit.

    >>> size_words(512), size_words(2_340_000)
    ('512 bytes', '2.3 MB')
    """
    for unit, length in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes >= length:
            return f"{size_bytes / length:.1f} {unit}"
    return f"{size_bytes} bytes"
