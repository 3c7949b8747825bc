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
from archive.names.corrections import Pair
from archive.store.damage import reading
from archive.store.journal import rules_of
from archive.store.rows import chunks
from archive.store.tables import authorities, authority_names, mentions

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
            before = self._found(_pair(record) for record in chunk)
            after = dict(before)
            for record in chunk:
                known = after.get(_pair(record))
                after[_pair(record)] = joined(known, record) if known else record
            news = [record for pair, record in after.items() if before.get(pair) != record]
            self._replace(news)
            changed += news
        return tuple(changed)

    def get(self, kind: str, authority_id: str) -> AuthorityRecord:
        """Find one record; of one that was merged, the record that took it in.

        Raises NotFoundError when there is none.
        """
        found = self.get_many([(kind, authority_id)])
        if not found:
            raise NotFoundError(f"no {kind} {authority_id!r} in the archive")
        return found[str(kind), authority_id]

    def get_many(self, pairs: Iterable[Pair]) -> dict[Pair, AuthorityRecord]:
        """Find records, put right, by kind and id; one that is not there is left out."""
        wanted = {(str(kind), authority_id): None for kind, authority_id in pairs}
        rules = rules_of(self.connection)
        if not rules:
            return self._found(wanted)
        endings = {pair: rules.follow(pair).pair for pair in wanted}
        sources = {s for ending in endings.values() for s in rules.sources(ending)}
        found = self._found(sources)
        records = {pair: rules.record(ending, found) for pair, ending in endings.items()}
        return {pair: record for pair, record in records.items() if record}

    def headings(self, pairs: Iterable[Pair]) -> dict[Pair, str]:
        """Look up what the records of kinds and ids are shown as, for a page of them."""
        wanted = dict.fromkeys(pairs)
        if rules_of(self.connection):
            return {pair: record.heading for pair, record in self.get_many(wanted).items()}
        return self.found_headings(wanted)

    def found_headings(self, pairs: Iterable[Pair]) -> dict[Pair, str]:
        """Look up the headings as they were found or listed, without corrections."""
        columns = (authorities.c.kind, authorities.c.authority_id, authorities.c.heading)
        return {
            (kind, authority_id): heading
            for chunk in chunks(dict.fromkeys(pairs))
            for kind, authority_id, heading in self.connection.execute(
                select(*columns).where(_among(authorities, chunk))
            )
        }

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
        rules = rules_of(self.connection)
        endings = map(rules.follow, pairs)
        shown = [ending.pair for ending in endings if not ending.is_hidden]
        first = list(dict.fromkeys(shown))[:limit]
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

    def _found(self, pairs: Iterable[Pair]) -> dict[Pair, AuthorityRecord]:
        """Records as they were found or listed, without corrections."""
        return {
            _pair(record): record
            for chunk in chunks(dict.fromkeys(pairs))
            for record in self._records(_among(authorities, chunk))
        }

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
        variants=('U.N.',), origin=<Origin.SHIPPED: 'shipped'>, offices=())
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
        offices=leading.offices,
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
        "offices": record.offices,
    }


def _record(row: RowMapping) -> AuthorityRecord:
    with reading(f"{row['kind']} {row['authority_id']}"):
        return AuthorityRecord(
            NameKind(row["kind"]),
            row["authority_id"],
            row["heading"],
            row["variants"],
            Origin(row["origin"]),
            row["offices"],
        )
