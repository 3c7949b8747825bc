"""Saved queries: a search with a name and a link that stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from archive.errors import ConflictError, NotFoundError
from archive.model import authority_id_for
from archive.store.changes import latest_change
from archive.store.tables import saved_queries as table

_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A search that is kept; `state` is its canonical address query, `query_text` what was typed.

    `total_when_saved` and `change_when_saved` remember what it found and the store's change
    number then, so that it can be told what is new. Times are UTC.
    """

    slug: str
    name: str
    query_text: str
    state: str
    note: str
    created_at: datetime
    changed_at: datetime
    total_when_saved: int
    change_when_saved: int


@dataclass(frozen=True, slots=True)
class SavedQueries:
    """Add, find and change saved queries, as part of one transaction."""

    connection: Connection
    now: Callable[[], datetime]

    def add(
        self, name: str, *, query_text: str, state: str, note: str = "", total: int = 0
    ) -> SavedQuery:
        """Keep a search under a slug made from its name, `-2` and so on when that is taken."""
        now = self.now()
        saved = SavedQuery(
            slug=self._free_slug(name),
            name=name,
            query_text=query_text,
            state=state,
            note=note,
            created_at=now,
            changed_at=now,
            total_when_saved=total,
            change_when_saved=latest_change(self.connection),
        )
        self.connection.execute(insert(table).values(_values(saved)))
        return self.get(saved.slug)

    def get(self, slug: str) -> SavedQuery:
        """Find one; raise NotFoundError when there is none."""
        query = select(table).where(table.c.slug == slug)
        row = self.connection.execute(query).mappings().one_or_none()
        if row is None:
            raise _no_such(slug)
        return _saved(row)

    def all(self) -> tuple[SavedQuery, ...]:
        """List them, the newest first."""
        query = select(table).order_by(table.c.created_at.desc(), table.c.slug)
        return tuple(map(_saved, self.connection.execute(query).mappings()))

    def rename(self, slug: str, name: str) -> SavedQuery:
        """Give it another name; its link stays the same."""
        return self._change(slug, {"name": name})

    def annotate(self, slug: str, note: str) -> SavedQuery:
        """Give it another note."""
        return self._change(slug, {"note": note})

    def update(self, slug: str, *, query_text: str, state: str, total: int) -> SavedQuery:
        """Let it stand for another search, found just now."""
        found = {"total_when_saved": total, "change_when_saved": latest_change(self.connection)}
        return self._change(slug, {"query_text": query_text, "state": state, **found})

    def delete(self, slug: str) -> None:
        """Take it out; raise NotFoundError when there is none."""
        if self.connection.execute(delete(table).where(table.c.slug == slug)).rowcount == 0:
            raise _no_such(slug)

    def restore(self, saved: SavedQuery) -> SavedQuery:
        """Bring back one that was deleted, as it was; raise ConflictError if its slug is taken."""
        if self.connection.scalar(select(table.c.slug).where(table.c.slug == saved.slug)):
            raise ConflictError(f"{saved.slug}: another saved query has this address; save it anew")
        self.connection.execute(insert(table).values(_values(saved)))
        return self.get(saved.slug)

    def _change(self, slug: str, values: dict[str, str | int]) -> SavedQuery:
        query = update(table).where(table.c.slug == slug)
        if self.connection.execute(query.values(**values, changed_at=self.now())).rowcount == 0:
            raise _no_such(slug)
        return self.get(slug)

    def _free_slug(self, name: str) -> str:
        slug = authority_id_for(name)[:_SLUG_LENGTH].strip("-")
        near = table.c.slug.startswith(slug, autoescape=True)
        taken = set(self.connection.scalars(select(table.c.slug).where(near)))
        numbered = (f"{slug}-{number}" for number in count(2))
        return slug if slug not in taken else next(s for s in numbered if s not in taken)


def _no_such(slug: str) -> NotFoundError:
    return NotFoundError(f"no saved query {slug!r}; see the list of saved queries")


def _saved(row: RowMapping) -> SavedQuery:
    return SavedQuery(**row)


def _values(saved: SavedQuery) -> dict[str, object]:
    return {name: getattr(saved, name) for name in SavedQuery.__slots__}
