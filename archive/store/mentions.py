"""Mentions as rows: one for each name in a story, in the story's own order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, RowMapping, insert, select

from archive.model import Mention, NameKind
from archive.store.rows import chunks
from archive.store.tables import mentions


def add_mentions(
    connection: Connection, mentions_by_story: Iterable[tuple[str, Sequence[Mention]]]
) -> None:
    """Write the mentions of stories that have none yet."""
    rows = [
        {
            "story_id": story_id,
            "position": position,
            "kind": mention.kind.value,
            "authority_id": mention.authority_id,
            "name": mention.name,
            "spans": mention.spans,
            "rule": mention.rule,
        }
        for story_id, in_story in mentions_by_story
        for position, mention in enumerate(in_story)
    ]
    if rows:
        connection.execute(insert(mentions), rows)


def mentions_of(connection: Connection, story_ids: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
    """Find the mentions of stories; a story without any is left out."""
    found: dict[str, tuple[Mention, ...]] = {}
    for chunk in chunks(story_ids):
        found.update(_grouped(_rows_of(connection, chunk)))
    return found


def _rows_of(connection: Connection, story_ids: Sequence[str]) -> Sequence[RowMapping]:
    query = (
        select(mentions)
        .where(mentions.c.story_id.in_(story_ids))
        .order_by(mentions.c.story_id, mentions.c.position)
    )
    return connection.execute(query).mappings().all()


def _grouped(rows: Iterable[RowMapping]) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    for story_id, group in groupby(rows, lambda row: str(row["story_id"])):
        yield story_id, tuple(_mention(row) for row in group)


def _mention(row: RowMapping) -> Mention:
    return Mention(_KINDS[row["kind"]], row["authority_id"], row["name"], row["spans"], row["rule"])


_KINDS = {kind.value: kind for kind in NameKind}
