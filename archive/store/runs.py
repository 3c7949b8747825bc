"""The runs that changed the archive: what was asked, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from archive.errors import NotFoundError
from archive.store.tables import runs


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `finished_at` is None while it goes on, and for ever if it was killed."""

    run_id: int
    kind: str
    arguments: tuple[str, ...]
    started_at: datetime
    finished_at: datetime | None
    counts: Mapping[str, int]
    outcome: str


@dataclass(frozen=True, slots=True)
class Runs:
    """Start, finish and list runs, as part of one transaction."""

    connection: Connection
    now: Callable[[], datetime]

    def start(self, kind: str, arguments: Sequence[str] = ()) -> int:
        """Note that a run begins; return its id."""
        row = {
            "kind": kind,
            "arguments": tuple(arguments),
            "started_at": self.now(),
            "counts": {},
            "outcome": "",
        }
        query = insert(runs).values(row).returning(runs.c.run_id)
        return int(self.connection.execute(query).scalar_one())

    def finish(self, run_id: int, counts: Mapping[str, int], outcome: str) -> None:
        """Note how a run ended; raise NotFoundError when it never began."""
        values = {"finished_at": self.now(), "counts": dict(counts), "outcome": outcome}
        query = update(runs).where(runs.c.run_id == run_id).values(values)
        if self.connection.execute(query).rowcount == 0:
            raise NotFoundError(f"no run {run_id} in the archive")

    def latest(self) -> Run | None:
        """The run that began last; None before the first."""
        found = self._list(1)
        return found[0] if found else None

    def all(self) -> tuple[Run, ...]:
        """Every run, the newest first."""
        return self._list(None)

    def _list(self, limit: int | None) -> tuple[Run, ...]:
        query = select(runs).order_by(runs.c.run_id.desc()).limit(limit)
        return tuple(Run(**row) for row in self.connection.execute(query).mappings())
