"""Column types: how the archive's values are kept, the same in every database."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy import Date, DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.dialects import postgresql

from archive.model import DateSource, Name, NameKind, PartialDate, Span, SpokenDate
from archive.store.damage import UNREADABLE, damaged

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_TO_ESCAPE = re.compile("[\0\ud800-\udfff]|\ufffd(?=[0-9a-f]{4})")
_ESCAPED = re.compile("\ufffd([0-9a-f]{4})")

# Ids and paths compare by code point everywhere, so that order and ranges are Python's.
_BY_CODE_POINT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def keepable(text: str) -> str:
    r"""Replace what no database can hold, NUL and lone surrogates, one for one by U+FFFD.

    >>> keepable("a\0b") == "a\ufffdb"
    True
    """
    return text if _is_plain(text) else _UNKEEPABLE.sub("\ufffd", text)


def escape(key: str) -> str:
    r"""Write NUL and lone surrogates, which a path may hold, as U+FFFD and four digits.

    >>> escape("a\udcff.html") == "a\ufffddcff.html"
    True
    """
    if _is_plain(key):
        return key
    return _TO_ESCAPE.sub(lambda match: f"\ufffd{ord(match[0]):04x}", key)


def unescape(key: str) -> str:
    r"""Read back what `escape` wrote.

    >>> unescape("a\ufffddcff.html") == "a\udcff.html"
    True
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), key) if "\ufffd" in key else key


T = TypeVar("T")


class _Read(TypeDecorator[T]):
    """What is read back from another form; what cannot be is damage, and said to be."""

    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[object], T | None] | None:
        """Read a value; raise DamagedRowError for one that was never written."""
        read = super().result_processor(dialect, coltype)
        if read is None:
            return None

        def checked(value: object) -> T | None:
            try:
                return read(value)
            except UNREADABLE as error:
                raise damaged(f"{type(self).__name__} {value!r}"[:80], error) from error

        return checked


class Words(TypeDecorator[str]):
    """Text for readers; what cannot be kept is replaced, every other character stays in place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Give the database only what it can hold."""
        return None if value is None else keepable(value)


class Key(TypeDecorator[str]):
    """An id, path or hash: any Python string, given back exactly, ordered by code point."""

    impl = _BY_CODE_POINT
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape what the database cannot hold."""
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Give back the string as it was."""
        return None if value is None else unescape(value)


class Moment(_Read[datetime]):
    """A moment with its zone; kept and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC; SQLite keeps no zone, so all that it holds is UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value}: a moment needs a zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Day(_Read[date]):
    """A day."""

    impl = Date
    cache_ok = True


class Strings(_Read[tuple[str, ...]]):
    """A list of texts, kept as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the list."""
        return None if value is None else _write([keepable(text) for text in value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the list."""
        return None if value is None else tuple(_read(value))


class Spans(_Read[tuple[Span, ...]]):
    """Places in a text, kept as JSON: `[[0,4],[17,21]]`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Span, ...] | None, dialect: Dialect) -> str | None:
        """Write the pairs."""
        if value is None:
            return None
        return f"[{','.join([f'[{start},{end}]' for start, end in value])}]"

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Span, ...] | None:
        """Read the pairs."""
        if value is None:
            return None
        return tuple([(start, end) for start, end in _read(value)])


class Names(_Read[tuple[Name, ...]]):
    """Names with their kind, kept as JSON: `[["actor","Ada Lovelace"]]`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Name, ...] | None, dialect: Dialect) -> str | None:
        """Write the names."""
        if value is None:
            return None
        return _write([(name.kind.value, keepable(name.text)) for name in value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Name, ...] | None:
        """Read the names."""
        if value is None:
            return None
        return tuple(Name(NameKind(kind), text) for kind, text in _read(value))


class SpokenDates(_Read[tuple[SpokenDate, ...]]):
    """Dates with their places, kept as JSON: `[[12,30,"2022-02","2022-02","February last year"]]`.

    In each stand the place, the days in ISO 8601, the value and the words.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: tuple[SpokenDate, ...] | None, dialect: Dialect
    ) -> str | None:
        """Write the dates."""
        if value is None:
            return None
        return _write([(*d.span, d.period.iso, d.value, keepable(d.period.raw)) for d in value])

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[SpokenDate, ...] | None:
        """Read the dates."""
        if value is None:
            return None
        return tuple(
            SpokenDate(
                (start, end), PartialDate.from_iso(iso, source=DateSource.TEXT, raw=raw), timex
            )
            for start, end, iso, timex, raw in _read(value)
        )


class Counts(_Read[Mapping[str, int]]):
    """Numbers by name, kept as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, int] | None, dialect: Dialect) -> str | None:
        """Write the numbers."""
        return None if value is None else _write(dict(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, int] | None:
        """Read the numbers."""
        return None if value is None else dict(_read(value))


def _is_plain(text: str) -> bool:
    # Most texts are ASCII, which Python knows of a text without looking at it again.
    return text.isascii() and "\0" not in text


_read = json.JSONDecoder().decode
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
