"""Mentions as rows: one for each name in a story, in the story's own order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from archive.model import Mention, NameKind
from archive.names.corrections import Pair
from archive.store.damage import damaged
from archive.store.journal import rules_of
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
    """Find the mentions of stories, put right; a story without any is left out."""
    found, rules = found_mentions_of(connection, story_ids), rules_of(connection)
    corrected = {story_id: rules.corrected(in_story) for story_id, in_story in found.items()}
    return {story_id: in_story for story_id, in_story in corrected.items() if in_story}


def found_mentions_of(
    connection: Connection, story_ids: Iterable[str]
) -> dict[str, tuple[Mention, ...]]:
    """Find the mentions of stories as they were found, without corrections."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for chunk in chunks(story_ids):
        query = select(mentions).where(mentions.c.story_id.in_(chunk))
        rows = connection.execute(query.order_by(mentions.c.story_id, mentions.c.position))
        for story_id, _, kind, authority_id, name, spans, rule in rows:
            if kind not in _KINDS:
                raise damaged(f"story {story_id}", ValueError(f"a name of the kind {kind!r}"))
            found[story_id].append(Mention(_KINDS[kind], authority_id, name, spans, rule))
    return {story_id: tuple(in_story) for story_id, in_story in found.items()}


@dataclass(frozen=True, slots=True)
class Naming:
    """A story that names a record, by the fullest name in it, as it was found."""

    story_id: str
    pair: Pair
    name: str


def namings_of(connection: Connection, pairs: Iterable[Pair]) -> Iterator[Naming]:
    """Yield the stories that name records as they were found, in the order of their ids."""
    columns = (mentions.c.story_id, mentions.c.kind, mentions.c.authority_id, mentions.c.name)
    for kind, authority_id in pairs:
        is_it = (mentions.c.kind == str(kind)) & (mentions.c.authority_id == authority_id)
        for row in connection.execute(select(*columns).where(is_it).order_by(columns[0])):
            yield Naming(row[0], (row[1], row[2]), row[3])


def counts_by_name(connection: Connection, pair: Pair) -> dict[str, int]:
    """Count the stories that name a record by the fullest name in each, as they were found."""
    is_it = (mentions.c.kind == pair[0]) & (mentions.c.authority_id == pair[1])
    stories = func.count(mentions.c.story_id.distinct())
    query = select(mentions.c.name, stories).where(is_it).group_by(mentions.c.name)
    return {name: int(count) for name, count in connection.execute(query)}


def distinct_names(connection: Connection) -> Iterator[tuple[Pair, str]]:
    """Yield every record with each of the names that stories had it under, as they were found."""
    columns = (mentions.c.kind, mentions.c.authority_id, mentions.c.name)
    for kind, authority_id, name in connection.execute(select(*columns).distinct()):
        yield (kind, authority_id), name


_KINDS = {kind.value: kind for kind in NameKind}
