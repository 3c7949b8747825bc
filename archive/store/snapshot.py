"""A copy of the database as it is at one moment, made while others read and write it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.errors import StoreError
from archive.store.store import Transaction


def copy_database(transaction: Transaction, file: Path) -> None:
    """Write the database into a new file; raise StoreError for one that is on a server.

    Writers go on meanwhile, and what they write is not in the copy.
    """
    source = transaction.stories.connection.connection.driver_connection
    if not isinstance(source, sqlite3.Connection):
        raise StoreError(
            "this archive's database is on a server; back it up with its own tools: "
            "pg_dump --format=custom, and pg_restore to bring it back"
        )
    try:
        with closing(sqlite3.connect(file)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE").close()
    except sqlite3.Error as error:
        raise StoreError(f"{file}: the database cannot be copied there ({error})") from error
    check_database(file)


def check_database(file: Path) -> None:
    """Raise StoreError when the pages of a database file do not fit together."""
    try:
        with closing(sqlite3.connect(file)) as database:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # The latter of a damaged schema.
        raise StoreError(f"{file}: not a whole database ({error})") from error
    if found != "ok":
        raise StoreError(f"{file}: not a whole database ({found})")
