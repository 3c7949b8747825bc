"""The journal of corrections: who put which name right, when, and what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from archive.errors import CorrectionError, NotFoundError
from archive.names.corrections import Action, Correction, Pair, Rules
from archive.store.damage import reading
from archive.store.tables import corrections as table
from archive.store.tables import merge_decisions

Decided = tuple[str, str, str]
"""A kind and the ids of two records, in order."""


def rules_of(connection: Connection) -> Rules:
    """Read every correction that holds, in the order in which they were made."""
    query = select(table).where(table.c.undone_at.is_(None)).order_by(table.c.number)
    return Rules(map(_correction, connection.execute(query).mappings()))


@dataclass(frozen=True, slots=True)
class Journal:
    """Write, find and take back corrections, as part of one transaction.

    Nothing is ever taken out: what is undone says so.
    """

    connection: Connection
    now: Callable[[], datetime]

    @property
    def rules(self) -> Rules:
        """What all corrections mean that hold."""
        return rules_of(self.connection)

    def add(self, correction: Correction, *, author: str) -> Correction:
        """Write a correction down under the next number."""
        row = {
            "action": correction.action.value,
            "kind": correction.subject[0],
            "authority_id": correction.subject[1],
            "target_kind": correction.target[0],
            "target_id": correction.target[1],
            "text": correction.text,
            "target_heading": correction.target_heading,
            "author": author,
            "made_at": self.now(),
            "undone_by": "",
        }
        (number,) = self.connection.execute(insert(table).values(row)).inserted_primary_key or (0,)
        return self.get(number)

    def get(self, number: int) -> Correction:
        """Find one; raise NotFoundError when there is none."""
        query = select(table).where(table.c.number == number)
        row = self.connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"no correction {number}; list them with: cuttings names journal")
        return _correction(row)

    def all(self, *, limit: int | None = None) -> tuple[Correction, ...]:
        """List them, the newest first."""
        query = select(table).order_by(table.c.number.desc()).limit(limit)
        return tuple(map(_correction, self.connection.execute(query).mappings()))

    def about(self, pairs: tuple[Pair, ...]) -> tuple[Correction, ...]:
        """List those that hold and concern one of some records, the newest first."""
        wanted = set(pairs)
        return tuple(c for c in self.all() if c.is_active and {c.subject, c.target} & wanted)

    def undo(self, number: int, *, author: str) -> Correction:
        """Take one back; raise CorrectionError when that was done before."""
        correction = self.get(number)
        if not correction.is_active:
            raise CorrectionError(f"correction {number} is undone already")
        undone = replace(correction, undone_at=self.now(), undone_by=author)
        change = {"undone_at": undone.undone_at, "undone_by": author}
        self.connection.execute(update(table).where(table.c.number == number).values(change))
        return undone

    def decisions(self) -> dict[Decided, str]:
        """What was decided about pairs of records that may be one."""
        rows = self.connection.execute(select(merge_decisions))
        return {(row.kind, row.first_id, row.second_id): row.decision for row in rows}

    def decide(self, pair: Decided, decision: str, *, author: str) -> None:
        """Keep a decision in place of an earlier one."""
        columns, (kind, first, second) = merge_decisions.c, pair
        is_it = (columns.kind == kind) & (columns.first_id == first) & (columns.second_id == second)
        self.connection.execute(delete(merge_decisions).where(is_it))
        row = {"kind": kind, "first_id": first, "second_id": second, "decision": decision}
        self.connection.execute(
            insert(merge_decisions).values(**row, author=author, decided_at=self.now())
        )


def _correction(row: RowMapping) -> Correction:
    with reading(f"correction {row['number']}"):
        return Correction(
            Action(row["action"]),
            (row["kind"], row["authority_id"]),
            (row["target_kind"], row["target_id"]),
            row["text"],
            row["target_heading"],
            row["number"],
            row["author"],
            row["made_at"],
            row["undone_at"],
            row["undone_by"],
        )
