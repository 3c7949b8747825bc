"""How an archive is: what it holds, what its index holds, and how the last run ended."""

from __future__ import annotations

from dataclasses import dataclass

from archive.errors import EngineError
from archive.query.periods import UNDATED_VALUE
from archive.search.engine import Manifest, SearchEngine
from archive.store import Run, Store


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of the store, what the index says of itself, and the latest run.

    Without a manifest, `fault` says why the index cannot be used. `unfiled` counts the changes
    of the store that the index has not reached.
    """

    stories: int
    undated: int
    rejected: int
    manifest: Manifest | None
    fault: str
    unfiled: int
    latest_run: Run | None

    def as_json(self) -> dict[str, object]:
        """The same as plain data; times are in ISO 8601."""
        manifest, run = self.manifest, self.latest_run
        return {
            "stories": self.stories,
            "undated": self.undated,
            "rejected": self.rejected,
            "searchable": manifest.stories if manifest else 0,
            "generation": manifest.generation if manifest else None,
            "schema_version": manifest.schema_version if manifest else None,
            "built_at": manifest.built_at.isoformat() if manifest else None,
            "changed_at": manifest.changed_at.isoformat() if manifest else None,
            "unfiled": self.unfiled,
            "fault": self.fault or None,
            "latest_run": _run_as_json(run) if run else None,
        }


def status_of(store: Store, engine: SearchEngine) -> Status:
    """Look at an archive; an index that cannot be used is part of the answer."""
    manifest, fault = None, ""
    try:
        manifest = engine.manifest()
    except EngineError as error:
        fault = str(error)
    with store.read() as transaction:
        stories = transaction.stories
        news = stories.changed_since(manifest.change if manifest else 0)
        return Status(
            stories.count(),
            stories.counts_by_month().get(UNDATED_VALUE, 0),
            transaction.rejects.count(),
            manifest,
            fault,
            len(news.put) + len(news.deleted),
            transaction.runs.latest(),
        )


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
