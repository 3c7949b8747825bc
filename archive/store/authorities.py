"""Authority records: the actors, organisations and places that stories mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
)

from archive.errors import NotFoundError
from archive.model import AuthorityRecord, NameKind, Origin, fold
from archive.store.rows import chunks
from archive.store.tables import authorities, authority_names, mentions

Pair = tuple[str, str]
"""A kind and an authority id."""

_STRENGTH = {origin: strength for strength, origin in enumerate(Origin)}
_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Authorities:
    """Put, find and remove authority records, as part of one transaction."""

    connection: Connection

    def put(self, records: Iterable[AuthorityRecord]) -> tuple[AuthorityRecord, ...]:
        """Keep records, joined with what is known of them; return those that are new or changed.

        What `joined` says holds; nothing is written of a record that says nothing new.
        """
        changed: list[AuthorityRecord] = []
        for chunk in chunks(records):
            before = self.get_many(_pair(record) for record in chunk)
            after = dict(before)
            for record in chunk:
                known = after.get(_pair(record))
                after[_pair(record)] = joined(known, record) if known else record
            news = [record for pair, record in after.items() if before.get(pair) != record]
            self._replace(news)
            changed += news
        return tuple(changed)

    def get(self, kind: str, authority_id: str) -> AuthorityRecord:
        """Find one record; raise NotFoundError when there is none."""
        found = self.get_many([(kind, authority_id)])
        if not found:
            raise NotFoundError(f"no {kind} {authority_id!r} in the archive")
        return found[str(kind), authority_id]

    def get_many(self, pairs: Iterable[Pair]) -> dict[Pair, AuthorityRecord]:
        """Find records by kind and id; one that is not there is left out."""
        return {
            _pair(record): record
            for chunk in chunks(dict.fromkeys(pairs))
            for record in self._records(_among(authorities, chunk))
        }

    def names_for(self, kind: str, authority_ids: Iterable[str]) -> dict[str, AuthorityRecord]:
        """Find records of one kind by id; one that is not there is left out."""
        found = self.get_many((kind, authority_id) for authority_id in authority_ids)
        return {authority_id: record for (_, authority_id), record in found.items()}

    def headings(self, pairs: Iterable[Pair]) -> dict[Pair, str]:
        """Look up what records are shown as, by kind and id, in one query for a page of them."""
        columns = (authorities.c.kind, authorities.c.authority_id, authorities.c.heading)
        return {
            (kind, authority_id): heading
            for chunk in chunks(dict.fromkeys(pairs))
            for kind, authority_id, heading in self.connection.execute(
                select(*columns).where(_among(authorities, chunk))
            )
        }

    def records_of_stories(self, story_ids: Iterable[str]) -> dict[Pair, AuthorityRecord]:
        """Find every record that the stories mention."""
        query = select(mentions.c.kind, mentions.c.authority_id).distinct()
        pairs = {
            (kind, authority_id): None
            for chunk in chunks(dict.fromkeys(story_ids))
            for kind, authority_id in self.connection.execute(
                query.where(mentions.c.story_id.in_(chunk))
            )
        }
        return self.get_many(pairs)

    def starting_with(
        self, prefix: str, *, kind: str | None = None, limit: int = 10
    ) -> tuple[AuthorityRecord, ...]:
        """Find the records one of whose names starts so, whatever its case and accents, A-Z."""
        start = fold(prefix)
        names = authority_names.c
        is_near = (names.folded >= start) & (names.folded < start + _LAST_LETTER)
        query = select(names.kind, names.authority_id).where(is_near)
        if kind is not None:
            query = query.where(names.kind == str(kind))
        ordered = query.order_by(names.folded, names.authority_id)
        pairs = dict.fromkeys(
            (row.kind, row.authority_id) for row in self.connection.execute(ordered)
        )
        first = list(pairs)[:limit]
        found = self.get_many(first)
        return tuple(found[pair] for pair in first)

    def remove(self, pairs: Iterable[Pair]) -> None:
        """Take records out; the mentions of them stay, without a heading."""
        for chunk in chunks(dict.fromkeys(pairs)):
            self.connection.execute(delete(authorities).where(_among(authorities, chunk)))

    def remove_unused(self) -> int:
        """Take out the found records that no story mentions any more; return how many."""
        is_found = authorities.c.origin == Origin.FOUND.value
        is_mentioned = exists().where(
            mentions.c.kind == authorities.c.kind,
            mentions.c.authority_id == authorities.c.authority_id,
        )
        query = delete(authorities).where(is_found, ~is_mentioned)
        return self.connection.execute(query).rowcount

    def _records(self, condition: ColumnElement[bool]) -> Iterator[AuthorityRecord]:
        rows = self.connection.execute(select(authorities).where(condition)).mappings()
        return map(_record, rows.all())

    def _replace(self, records: Sequence[AuthorityRecord]) -> None:
        if not records:
            return
        self.remove(_pair(record) for record in records)
        self.connection.execute(insert(authorities), [_row(record) for record in records])
        names = [
            {"folded": folded, "kind": record.kind.value, "authority_id": record.authority_id}
            for record in records
            for folded in dict.fromkeys(map(fold, record.names))
        ]
        self.connection.execute(insert(authority_names), names)


def joined(known: AuthorityRecord, other: AuthorityRecord) -> AuthorityRecord:
    """Make one record of two: the stronger origin and its heading, and the names of both.

    Of two found records the first keeps its heading; of two from an authority file the last.

    >>> found = AuthorityRecord(NameKind.ORGANISATION, "un", "U.N.")
    >>> joined(found, AuthorityRecord(NameKind.ORGANISATION, "un", "UN", (), Origin.SHIPPED))
    ... # doctest: +NORMALIZE_WHITESPACE
    AuthorityRecord(kind=<NameKind.ORGANISATION: 'organisation'>, authority_id='un', heading='UN',
        variants=('U.N.',), origin=<Origin.SHIPPED: 'shipped'>)
    """
    takes_over = other.origin is not Origin.FOUND and (
        _STRENGTH[other.origin] >= _STRENGTH[known.origin]
    )
    leading = other if takes_over else known
    names = dict.fromkeys((*known.names, *other.names))
    return AuthorityRecord(
        kind=known.kind,
        authority_id=known.authority_id,
        heading=leading.heading,
        variants=tuple(name for name in names if name != leading.heading),
        origin=leading.origin,
    )


def _among(table: Table, pairs: Iterable[Pair]) -> ColumnElement[bool]:
    ids_by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, authority_id in pairs:
        ids_by_kind[str(kind)].append(authority_id)
    return or_(
        *(
            and_(table.c.kind == kind, table.c.authority_id.in_(ids))
            for kind, ids in ids_by_kind.items()
        )
    )


def _pair(record: AuthorityRecord) -> Pair:
    return record.kind.value, record.authority_id


def _row(record: AuthorityRecord) -> dict[str, object]:
    return {
        "kind": record.kind.value,
        "authority_id": record.authority_id,
        "heading": record.heading,
        "variants": record.variants,
        "origin": record.origin.value,
    }


def _record(row: RowMapping) -> AuthorityRecord:
    return AuthorityRecord(
        NameKind(row["kind"]),
        row["authority_id"],
        row["heading"],
        row["variants"],
        Origin(row["origin"]),
    )
