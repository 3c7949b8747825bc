"""What could not become a story, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, delete, func, select

from archive.model import Reject
from archive.store.rows import delete_rows, insert_rows, rows_with
from archive.store.tables import rejects


@dataclass(frozen=True, slots=True)
class RejectRecord:
    """A reject with its seed, the run that saw it last, and since when it is one (UTC)."""

    reject: Reject
    seed_path: str
    run_id: int | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Rejects:
    """Put, list and clear rejects, as part of one transaction."""

    connection: Connection
    now: Callable[[], datetime]

    def put(self, found: Iterable[Reject], *, seed_path: str, run_id: int | None = None) -> None:
        """Keep the rejects of one seed in place of all it had; one that stays keeps its time."""
        by_locator = {reject.locator: reject for reject in found}
        since = self._since(by_locator)
        self.clear(seed_path)
        delete_rows(self.connection, rejects.c.locator, by_locator)
        now = self.now()
        rows = [
            {
                "locator": locator,
                "seed_path": seed_path,
                "kind": reject.kind,
                "reason": reject.reason,
                "reader": reject.reader,
                "run_id": run_id,
                "since": since.get(locator, now),
            }
            for locator, reject in by_locator.items()
        ]
        insert_rows(self.connection, rejects.c.locator, rows)

    def all(self) -> tuple[RejectRecord, ...]:
        """List every reject in the order of the locators."""
        return self._list(select(rejects))

    def for_path(self, seed_path: str) -> tuple[RejectRecord, ...]:
        """List the rejects of one seed in the order of the locators."""
        return self._list(select(rejects).where(rejects.c.seed_path == seed_path))

    def clear(self, seed_path: str) -> None:
        """Forget the rejects of one seed."""
        self.connection.execute(delete(rejects).where(rejects.c.seed_path == seed_path))

    def count(self) -> int:
        """Count the rejects."""
        return self.connection.scalar(select(func.count()).select_from(rejects)) or 0

    def _list(self, query: Select[tuple[object]]) -> tuple[RejectRecord, ...]:
        rows = self.connection.execute(query.order_by(rejects.c.locator)).mappings()
        return tuple(map(_record, rows))

    def _since(self, locators: Iterable[str]) -> dict[str, datetime]:
        query = select(rejects.c.locator, rejects.c.since)
        rows = rows_with(self.connection, query, rejects.c.locator, locators)
        return {row["locator"]: row["since"] for row in rows}


def _record(row: RowMapping) -> RejectRecord:
    reject = Reject(row["locator"], row["kind"], row["reason"], row["reader"])
    return RejectRecord(reject, row["seed_path"], row["run_id"], row["since"])
