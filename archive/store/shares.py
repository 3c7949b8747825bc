"""The links by which saved queries are shown to others: each for a time, each can be ended."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, insert, select

from archive.errors import NotFoundError
from archive.store.state import State
from archive.store.tables import shares as table

_KEY_NAME = "key of shares"


@dataclass(frozen=True, slots=True)
class Share:
    """A link to one saved query, good until a moment (UTC)."""

    share_id: str
    slug: str
    made_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Shares:
    """Make, find and end shares, as part of one transaction."""

    connection: Connection
    now: Callable[[], datetime]

    def add(self, slug: str, lasts: timedelta) -> Share:
        """Share a saved query for a time; the id cannot be guessed."""
        now = self.now()
        share = Share(secrets.token_urlsafe(16), slug, now, now + lasts)
        row = {name: getattr(share, name) for name in Share.__slots__}
        self.connection.execute(insert(table).values(row))
        return share

    def get(self, share_id: str) -> Share:
        """Find one that is still good; raise NotFoundError when there is none."""
        query = select(table).where(table.c.share_id == share_id, table.c.ends_at > self.now())
        row = self.connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFoundError("this link was ended, or its time is over; ask for another")
        return _share(row)

    def of(self, slug: str) -> tuple[Share, ...]:
        """List those of a saved query that are still good, the last one first."""
        query = select(table).where(table.c.slug == slug, table.c.ends_at > self.now())
        ordered = query.order_by(table.c.made_at.desc(), table.c.share_id)
        return tuple(map(_share, self.connection.execute(ordered).mappings()))

    def end(self, slug: str, share_id: str) -> None:
        """End one of a saved query; one that is not there is no error."""
        self.connection.execute(
            delete(table).where(table.c.slug == slug, table.c.share_id == share_id)
        )

    def key(self) -> str:
        """What signs the links; empty as long as none was made."""
        return State(self.connection).get_value(_KEY_NAME)

    def make_key(self) -> str:
        """What signs the links, made if there is none yet."""
        return State(self.connection).make_secret(_KEY_NAME)


def _share(row: RowMapping) -> Share:
    return Share(**row)
