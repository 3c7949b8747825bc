"""How the archive is: what it holds, how old its index is, how the last run ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from archive.json_shapes import says
from archive.search.labels import day_label
from archive.store import Run
from archive.upkeep.status import Figures, Status, figures_as_json
from web.presenters.counts import counted, number

Line = tuple[str, str]


class StatusAnswer(Figures):
    """How the archive is: what it holds, and how old its index is."""

    ok: Annotated[bool, says("Whether searches can be answered.")]
    age_seconds: Annotated[int | None, says("How long ago the index changed.")]
    locked_seconds: Annotated[int | None, says("How long it has been written to; null if not.")]
    locked_by_process: Annotated[int | None, says("Which process writes to it.")]


def status_lines(status: Status, now: datetime) -> tuple[Line, ...]:
    """What a reader is told, as terms and descriptions; `now` is UTC."""
    lines = [
        ("Stories kept", number(status.stories)),
        ("of them undated", number(status.undated)),
        ("Seeds rejected", _rejected(status.rejected)),
    ]
    manifest = status.manifest
    if manifest is None:
        return (*lines, ("Index", "none that can be used; run cuttings status to see why"))
    changed = f"{moment_words(manifest.changed_at)}, {age_words(now - manifest.changed_at)} ago"
    return (
        *lines,
        ("Stories that can be searched", number(manifest.stories)),
        ("Changes not yet filed", number(status.unfiled)),
        ("Index generation", manifest.generation),
        ("Index schema", str(manifest.schema_version)),
        ("Index built", moment_words(manifest.built_at)),
        ("Index last changed", changed),
        ("Lock", _lock(status, now)),
        ("On disk", _sizes(status)),
        *_run_lines(status.latest_run),
    )


def status_as_json(status: Status, now: datetime) -> StatusAnswer:
    """What a program is told."""
    manifest, holder = status.manifest, status.lock_holder
    return {
        "ok": manifest is not None,
        **figures_as_json(status),
        "age_seconds": round((now - manifest.changed_at).total_seconds()) if manifest else None,
        "locked_seconds": round((now - holder.since).total_seconds()) if holder else None,
        "locked_by_process": holder.pid if holder else None,
    }


def _lock(status: Status, now: datetime) -> str:
    holder = status.lock_holder
    if holder is None:
        return "free"
    return f"process {holder.pid} writes for {age_words(now - holder.since)}"


def _sizes(status: Status) -> str:
    index = "" if status.index_bytes is None else f", index {size_words(status.index_bytes)}"
    return f"database {size_words(status.store_bytes)}{index}"


def size_words(size_bytes: int) -> str:
    """A size in its largest unit that leaves a whole number before the point.

    >>> size_words(512), size_words(1_500_000), size_words(2_340_000_000)
    ('512 bytes', '1.5 MB', '2.3 GB')
    """
    for unit, length in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes >= length:
            return f"{size_bytes / length:.1f} {unit}"
    return counted(size_bytes, "byte")


def _rejected(count: int) -> str:
    return f"{number(count)}; cuttings rejects lists them" if count else "0"


def _run_lines(run: Run | None) -> tuple[Line, ...]:
    if run is None:
        return ()
    ended = moment_words(run.finished_at) if run.finished_at else "not finished"
    return (("Last run", f"{run.kind}, {ended}"),)


def moment_words(moment: datetime) -> str:
    """A moment in words."""
    return f"{day_label(moment.date())}, {moment:%H:%M} UTC"


def age_words(age: timedelta) -> str:
    """A stretch of time in its largest whole unit.

    >>> age_words(timedelta(minutes=3, seconds=7)), age_words(timedelta(days=1, hours=2))
    ('3 minutes', '1 day')
    """
    seconds = int(age.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return counted(seconds // length, unit)
    return "less than a minute"
