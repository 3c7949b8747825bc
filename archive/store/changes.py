"""The change number: how an index finds out what it has missed.

Each write of stories takes the next number and leaves it on the rows it touches; a deleted
story leaves its id and number behind. An index that remembers the number it has reached asks
for all that is newer, whatever happened between the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from archive.store.tables import counters, deleted_stories, stories

_COUNTER = counters.c.name == "change"


@dataclass(frozen=True, slots=True)
class Changes:
    """The stories put and deleted since some change, each once, and the newest change number."""

    put: tuple[str, ...]
    deleted: tuple[str, ...]
    change: int


def next_change(connection: Connection) -> int:
    """Take the next number; other writers wait until this transaction ends.

    So numbers become visible in their own order, and none can turn up behind a reader.
    """
    connection.execute(update(counters).where(_COUNTER).values(value=counters.c.value + 1))
    return latest_change(connection)


def latest_change(connection: Connection) -> int:
    """The number of the newest change; 0 before the first."""
    return int(connection.execute(select(counters.c.value).where(_COUNTER)).scalar_one())


def changed_since(connection: Connection, change: int) -> Changes:
    """Find what happened after a change, oldest first."""
    put = (
        select(stories.c.story_id)
        .where(stories.c.change > change)
        .order_by(stories.c.change, stories.c.story_id)
    )
    deleted = (
        select(deleted_stories.c.story_id)
        .where(deleted_stories.c.change > change)
        .order_by(deleted_stories.c.change, deleted_stories.c.story_id)
    )
    return Changes(
        tuple(connection.scalars(put)),
        tuple(connection.scalars(deleted)),
        latest_change(connection),
    )
