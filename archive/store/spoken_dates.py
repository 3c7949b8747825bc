"""Dates that stories speak of, as rows: one for each story that speaks of any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, select

from archive.model import SpokenDate
from archive.store.rows import rows_with
from archive.store.tables import spoken_dates


def add_spoken_dates(
    connection: Connection, dates_by_story: Mapping[str, Sequence[SpokenDate]]
) -> None:
    """Write the dates of stories that have none yet."""
    rows = [
        {"story_id": story_id, "dates": tuple(dates)}
        for story_id, dates in dates_by_story.items()
        if dates
    ]
    if rows:
        connection.execute(insert(spoken_dates), rows)


def spoken_dates_of(
    connection: Connection, story_ids: Iterable[str]
) -> dict[str, tuple[SpokenDate, ...]]:
    """Find the dates of stories in the order of their words; a story without any is left out."""
    rows = rows_with(connection, select(spoken_dates), spoken_dates.c.story_id, story_ids)
    return {row["story_id"]: row["dates"] for row in rows}
