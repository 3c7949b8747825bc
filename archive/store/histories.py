"""Where many stories came from, and when they were kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from archive.store.rows import rows_with
from archive.store.stories import StoryHistory
from archive.store.tables import stories


def histories_of(connection: Connection, story_ids: Iterable[str]) -> dict[str, StoryHistory]:
    """Say of each story what `Stories.history` says, in no order; one not there is left out."""
    query = select(
        stories.c.story_id, stories.c.seed_path, stories.c.first_seen_at, stories.c.indexed_at
    )
    return {
        row["story_id"]: StoryHistory(row["seed_path"], row["first_seen_at"], row["indexed_at"])
        for row in rows_with(connection, query, stories.c.story_id, story_ids)
    }


def newest_of(connection: Connection, story_ids: Iterable[str]) -> datetime | None:
    """When the last of the stories was written (UTC); None of none."""
    query = select(stories.c.story_id, stories.c.indexed_at)
    rows = rows_with(connection, query, stories.c.story_id, story_ids)
    return max((row["indexed_at"] for row in rows), default=None)


def contents_of(connection: Connection, story_ids: Iterable[str]) -> dict[str, str]:
    """The content hashes of stories in the order of the ids; one not there is left out."""
    wanted = list(story_ids)
    query = select(stories.c.story_id, stories.c.content_hash)
    rows = rows_with(connection, query, stories.c.story_id, wanted)
    found = {row["story_id"]: row["content_hash"] for row in rows}
    return {story_id: found[story_id] for story_id in wanted if story_id in found}
