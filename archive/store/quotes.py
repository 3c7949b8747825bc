"""What stories quote, as rows; corrections of names are laid over the speakers when read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, func, insert, select

from archive.model import NameKind, Quote
from archive.names.corrections import Pair, Rules
from archive.store.damage import reading
from archive.store.journal import rules_of
from archive.store.rows import chunks
from archive.store.tables import quotes, stories


@dataclass(frozen=True, slots=True)
class QuoteOf:
    """A quotation, the story that it stands in, and how many of that story stand before it."""

    story_id: str
    position: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class QuotesOfOne:
    """Some of the quotations of one speaker, and how many there are."""

    total: int
    quotes: tuple[QuoteOf, ...]


def add_quotes(connection: Connection, quotes_by_story: Mapping[str, Sequence[Quote]]) -> None:
    """Write the quotations of stories that have none yet."""
    rows = [
        {
            "story_id": story_id,
            "position": position,
            "start": quote.span[0],
            "stop": quote.span[1],
            "name": quote.name,
            "kind": quote.kind.value if quote.kind else "",
            "authority_id": quote.authority_id,
            "is_direct": quote.is_direct,
            "rule": quote.rule,
        }
        for story_id, in_story in quotes_by_story.items()
        for position, quote in enumerate(in_story)
    ]
    if rows:
        connection.execute(insert(quotes), rows)


def quotes_of(connection: Connection, story_ids: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """Find what stories quote in their order; a story without any is left out."""
    rules = rules_of(connection)
    found: dict[str, list[Quote]] = defaultdict(list)
    for chunk in chunks(dict.fromkeys(story_ids)):
        query = select(quotes).where(quotes.c.story_id.in_(chunk))
        for row in connection.execute(query.order_by(quotes.c.story_id, quotes.c.position)):
            found[row.story_id].append(rules.speaking(_quote(row)))
    return {story_id: tuple(in_story) for story_id, in_story in found.items()}


def quotes_by(
    connection: Connection, pair: Pair, *, first: int = 0, most: int | None = None
) -> QuotesOfOne:
    """Find what is filed under a speaker, newest story first, in a story in its order."""
    rules = rules_of(connection)
    end = None if most is None else first + most
    if rules.move(pair):
        sources = [connection.execute(_said_by(source)).all() for source in rules.sources(pair)]
        rows = [row for said in sources for row in said if _ends_at(rules, row, pair)]
        rows.sort(key=_newest_first)
        total, page = len(rows), rows[first:end]
    else:
        is_it = (quotes.c.kind == pair[0]) & (quotes.c.authority_id == pair[1])
        total = connection.scalar(select(func.count()).select_from(quotes).where(is_it)) or 0
        order = stories.c.first_day.desc().nulls_last(), stories.c.story_id, quotes.c.position
        query = _said_by(pair).order_by(*order).offset(first).limit(most)
        page = list(connection.execute(query).all())
    found = (QuoteOf(row.story_id, row.position, rules.speaking(_quote(row))) for row in page)
    return QuotesOfOne(total, tuple(found))


def _said_by(pair: Pair) -> Select[tuple[object, ...]]:
    joined = select(quotes, stories.c.first_day).join(stories)
    return joined.where(quotes.c.kind == pair[0], quotes.c.authority_id == pair[1])


def _ends_at(rules: Rules, row: Row[tuple[object, ...]], pair: Pair) -> bool:
    return rules.speaking(_quote(row)).speaker == pair


def _newest_first(row: Row[tuple[object, ...]]) -> tuple[int, str, int]:
    return -row.first_day.toordinal() if row.first_day else 0, row.story_id, row.position


def _quote(row: Row[tuple[object, ...]]) -> Quote:
    with reading(f"story {row.story_id}"):
        kind = NameKind(row.kind) if row.kind else None
        span = row.start, row.stop
        return Quote(span, row.name, kind, row.authority_id, row.is_direct, row.rule)
