"""Connections: how the database is opened, and how a transaction begins.

SQLite runs in WAL mode: readers never wait, and see the database as it was when they began.
A commit is on the disk when it returns (`synchronous=FULL`): nothing that was reported as
kept is lost to a power cut.

PostgreSQL keeps the same promises: a reader sees one moment, and one transaction writes at a
time (`writing`). A connection that a server or a network ended is noticed before it is used.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from archive.errors import StoreError
from archive.store.faults import place
from archive.store.turns import set_up_postgres

_IDLE_CONNECTIONS = 8
_MAPPED_BYTES = 1 << 30
_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
"""How long a network may say nothing (libpq's names: seconds, the last one milliseconds)."""
_READ_ONLY = "cuttings_read_only"


def parse_url(text: str) -> URL:
    """Read a database address; plain `postgresql://` means the driver this program installs."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreError(
            "not a database address; write one like sqlite:////path/to/cuttings.sqlite"
        ) from error
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError(f"{url}: a database in memory keeps nothing; name a file")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def file_of(url: URL) -> Path | None:
    """The file a SQLite database is in; None for a server, or an address SQLite itself reads."""
    if url.get_backend_name() != "sqlite" or "uri" in url.query:
        return None
    return Path(str(url.database))


def make_folder(url: URL) -> None:
    """Make the folder that the database file goes into."""
    file = file_of(url)
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{place(url)}: its folder cannot be made ({error.strerror})") from error


def connect(url: URL, *, wait_seconds: float) -> Engine:
    """Set up the pool of connections; none is opened yet.

    As many connections as threads ask for are opened, and a few kept: no reader waits for
    another. `wait_seconds` is how long a writer waits for the one before it.
    """
    try:
        engine = create_engine(
            url,
            pool_size=_IDLE_CONNECTIONS,
            max_overflow=-1,
            connect_args=_patience(url),
            pool_pre_ping=url.get_backend_name() != "sqlite",
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            f"{place(url)}: no driver for this database ({error}); "
            "for PostgreSQL install cuttings[postgres]"
        ) from error
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine, wait_seconds)
    elif engine.dialect.name == "postgresql":
        set_up_postgres(engine, wait_seconds)
    return engine


def reading(engine: Engine) -> Engine:
    """The same pool, for transactions that see one moment and cannot write."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READ_ONLY: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _patience(url: URL) -> dict[str, str]:
    """How long a server may say nothing, where its address does not say it.

    >>> sorted(_patience(make_url("postgresql://one/press?connect_timeout=2")))[:1]
    ['keepalives_count']
    """
    if url.get_backend_name() != "postgresql":
        return {}
    return {name: value for name, value in _PATIENCE.items() if name not in url.query}


def _tune_sqlite(engine: Engine, wait_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        # Python's driver begins transactions late and by itself; here `_on_begin` does.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={int(wait_seconds * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"mmap_size={_MAPPED_BYTES}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        read_only = bool(connection.get_execution_options().get(_READ_ONLY))
        connection.exec_driver_sql(f"PRAGMA query_only={int(read_only)}")
        # A writer takes its place at once: a reader that turns writer can only fail.
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
