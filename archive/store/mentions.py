"""Mentions as rows: one for each name in a story, in the story's own order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select

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
    found: dict[str, list[Mention]] = defaultdict(list)
    for chunk in chunks(story_ids):
        query = select(mentions).where(mentions.c.story_id.in_(chunk))
        rows = connection.execute(query.order_by(mentions.c.story_id, mentions.c.position))
        for story_id, _, kind, authority_id, name, spans, rule in rows:
            found[story_id].append(Mention(_KINDS[kind], authority_id, name, spans, rule))
    return {story_id: tuple(in_story) for story_id, in_story in found.items()}


_KINDS = {kind.value: kind for kind in NameKind}
