"""How an archive is: what it holds, what its index holds, and how the last run ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, TypedDict, TypeVar

from archive.errors import EngineError
from archive.json_shapes import says
from archive.search.engine import LockHolder, Manifest, SearchEngine
from archive.store import Run, Store
from archive.store.figures import figures_of

T = TypeVar("T")


class Figures(TypedDict):
    """What an archive and its index hold."""

    stories: Annotated[int, says("How many stories are kept.")]
    undated: Annotated[int, says("How many of them have no date.")]
    rejected: Annotated[int, says("How many seeds could not be read.")]
    searchable: Annotated[int, says("How many stories can be searched.")]
    generation: Annotated[str | None, says("The name of the index that answers; null for none.")]
    schema_version: Annotated[int | None, says("The version of its format.")]
    built_at: Annotated[str | None, says("When it was built, in ISO 8601.")]
    changed_at: Annotated[str | None, says("When it last changed, in ISO 8601.")]
    unfiled: Annotated[int, says("How many changes of stories it has not reached.")]
    store_bytes: Annotated[int, says("How large the database is.")]
    index_bytes: Annotated[int | None, says("How large the index is, where it is on a disk.")]


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of the store, what the index says of itself, and the latest run.

    Without a manifest, `fault` says why the index cannot be used. `unfiled` counts the changes
    of the store that the index has not reached. `index_bytes` is None for an index that is on
    no disk, `lock_holder` while nobody writes.
    """

    stories: int
    undated: int
    rejected: int
    manifest: Manifest | None
    fault: str
    unfiled: int
    latest_run: Run | None
    store_bytes: int = 0
    index_bytes: int | None = None
    lock_holder: LockHolder | None = None

    def as_json(self) -> dict[str, object]:
        """All of it as plain data; times are in ISO 8601."""
        return {
            **figures_as_json(self),
            "lock": _lock_as_json(self.lock_holder) if self.lock_holder else None,
            "fault": self.fault or None,
            "latest_run": _run_as_json(self.latest_run) if self.latest_run else None,
        }


def figures_as_json(status: Status) -> Figures:
    """What names no folder or command of the server."""
    manifest = status.manifest
    return {
        "stories": status.stories,
        "undated": status.undated,
        "rejected": status.rejected,
        "searchable": manifest.stories if manifest else 0,
        "generation": manifest.generation if manifest else None,
        "schema_version": manifest.schema_version if manifest else None,
        "built_at": manifest.built_at.isoformat() if manifest else None,
        "changed_at": manifest.changed_at.isoformat() if manifest else None,
        "unfiled": status.unfiled,
        "store_bytes": status.store_bytes,
        "index_bytes": status.index_bytes,
    }


def status_of(store: Store, engine: SearchEngine) -> Status:
    """Look at an archive; an index that cannot be used is part of the answer."""
    manifest, fault = None, ""
    try:
        manifest = engine.manifest()
    except EngineError as error:
        fault = str(error)
    with store.read() as transaction:
        figures = figures_of(transaction, change=manifest.change if manifest else 0)
        latest_run = transaction.runs.latest()
    return Status(
        figures.stories,
        figures.undated,
        figures.rejected,
        manifest,
        fault,
        figures.unfiled,
        latest_run,
        figures.size_bytes,
        _asked(engine.bytes_held),
        _asked(engine.lock_holder),
    )


def _asked(question: Callable[[], T]) -> T | None:
    """What an engine says; None of one that does not answer."""
    try:
        return question()
    except EngineError:
        return None


def _lock_as_json(holder: LockHolder) -> dict[str, object]:
    return {**asdict(holder), "since": holder.since.isoformat()}


def _run_as_json(run: Run) -> dict[str, object]:
    return {
        "run": run.run_id,
        "kind": run.kind,
        "arguments": list(run.arguments),
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "outcome": run.outcome or "not finished",
        "counts": dict(run.counts),
    }
