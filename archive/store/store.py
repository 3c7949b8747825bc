"""The database of record, opened, and the transactions that read and write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine

from archive.store.authorities import Authorities
from archive.store.cache import Recognitions
from archive.store.connection import connect, file_of, make_folder, parse_url, reading
from archive.store.faults import translated
from archive.store.journal import Journal
from archive.store.memories import Memories
from archive.store.rejects import Rejects
from archive.store.runs import Runs
from archive.store.saved_queries import SavedQueries
from archive.store.schema import bring_to_head, missing
from archive.store.seeds import Seeds
from archive.store.shares import Shares
from archive.store.state import State
from archive.store.stories import Stories
from archive.store.turns import wait_for_turn

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Transaction:
    """What can be read and written together: a repository for each kind of record."""

    stories: Stories
    seeds: Seeds
    rejects: Rejects
    authorities: Authorities
    journal: Journal
    recognitions: Recognitions
    saved: SavedQueries
    memories: Memories
    shares: Shares
    runs: Runs
    state: State

    @property
    def connection(self) -> Connection:
        """The connection that all of them share."""
        return self.stories.connection

    @classmethod
    def on(cls, connection: Connection, now: Clock) -> Self:
        """Open every repository on one connection."""
        return cls(
            stories=Stories(connection, now),
            seeds=Seeds(connection, now),
            rejects=Rejects(connection, now),
            authorities=Authorities(connection),
            journal=Journal(connection, now),
            recognitions=Recognitions(connection),
            saved=SavedQueries(connection, now),
            memories=Memories(connection, now),
            shares=Shares(connection, now),
            runs=Runs(connection, now),
            state=State(connection),
        )


class Store:
    """An opened database of record; threads may share it."""

    def __init__(self, engine: Engine, url: URL, now: Clock) -> None:
        self._engine = engine
        self._reading = reading(engine)
        self._url = url
        self._now = now

    @classmethod
    def open(
        cls,
        url: str,
        *,
        create: bool = True,
        now: Clock = utc_now,
        wait_seconds: float = 10,
    ) -> Self:
        """Open a database by its SQLAlchemy URL and bring its tables up to date.

        `create` makes the file and its folder when they are missing. A writer waits
        `wait_seconds` for another to end. Raises StoreVersionError for a database that a newer
        version wrote, and StoreError for one that is missing, damaged or cannot be written.
        """
        address = parse_url(url)
        file = file_of(address)
        if create:
            make_folder(address)
        elif file is not None and not file.exists():
            raise missing(address)
        engine = connect(address, wait_seconds=wait_seconds)
        try:
            with translated(address):
                bring_to_head(engine, address, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, address, now)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Write: all of it is kept after the block, or nothing if the block raised.

        Raises StoreError when another process writes for longer than the wait.
        """
        with translated(self._url), self._engine.begin() as connection:
            wait_for_turn(connection)
            yield Transaction.on(connection, self._now)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Read the database as it is at one moment; writing raises StoreError."""
        with translated(self._url), self._reading.begin() as connection:
            yield Transaction.on(connection, self._now)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
