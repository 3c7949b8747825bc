"""The version of the tables: what a database has, what this program needs, and the way there."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, column, inspect, select, table

from archive.errors import StoreError, StoreVersionError
from archive.store.connection import reading
from archive.store.faults import place
from archive.store.turns import wait_for_turn

HEAD = "0006"
"""The newest migration; a test proves it."""

VERSION_TABLE = "cuttings_schema"
_version = table(VERSION_TABLE, column("version_num"))


def bring_to_head(engine: Engine, url: URL, *, create: bool) -> None:
    """Make the tables, or change those an older version made; do nothing when they are right."""
    with reading(engine).connect() as connection:
        if revision_of(connection) == HEAD:
            return
    with engine.begin() as connection:
        wait_for_turn(connection)
        found = revision_of(connection)
        if found is None:
            _check_new(connection, url, create=create)
        if found != HEAD:
            _migrate(connection, url)


def revision_of(connection: Connection) -> str | None:
    """The last migration that the database went through; None when it has no tables of ours."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(select(_version.c.version_num))


def missing(url: URL) -> StoreError:
    """The error for an archive that is not there."""
    return StoreError(f"{place(url)}: no archive here yet; run `cuttings index` to make one")


def _check_new(connection: Connection, url: URL, *, create: bool) -> None:
    if not create:
        raise missing(url)
    if connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise StoreError(f"{place(url)}: the database of another program; name another folder")


def _migrate(connection: Connection, url: URL) -> None:
    # Alembic takes a while to load and is wanted once in the life of a database.
    from archive.store.migration import UnknownRevisionError, migrate

    try:
        migrate(connection, VERSION_TABLE)
    except UnknownRevisionError as error:
        raise StoreVersionError(
            f"{place(url)}: written by a newer version of cuttings; install that one"
        ) from error
