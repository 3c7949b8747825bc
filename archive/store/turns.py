"""Writers of a PostgreSQL archive take turns, on whatever machines they run.

SQLite has one writer by itself. In PostgreSQL every transaction that writes holds an advisory
lock: it ends with the transaction, and with the process, the machine or the connection that
holds it, so that nobody waits for the dead. Readers hold nothing and never wait.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from sqlalchemy import Connection, Engine, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

WRITERS = int.from_bytes(b"cutting")
"""The number of the lock; a database holds one archive."""
_LONGEST_NAME = 63
_HOLDER = text(
    "SELECT a.application_name, "
    "greatest(0, extract(epoch FROM clock_timestamp() - a.xact_start))::int "
    "FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND (l.classid::bigint << 32 | l.objid::bigint) = :lock"
)


class TurnError(Exception):
    """Another process was writing for as long as this one would wait."""


def wait_for_turn(connection: Connection) -> None:
    """Let one process at a time write; raise TurnError, saying who does, when that takes long."""
    if connection.dialect.name != "postgresql":
        return
    try:
        connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))
    except OperationalError as error:
        if "lock timeout" not in str(error.orig):
            raise
        raise TurnError(f"busy: {holder(connection.engine)} is writing") from error


def holder(engine: Engine) -> str:
    """Say who writes, and since when; it may just have ended."""
    with engine.connect() as connection:
        found = connection.execute(_HOLDER, {"lock": WRITERS}).first()
    if found is None:
        return "another process"
    minutes, seconds = divmod(found[1], 60)
    return f"{found[0] or 'another program'} (since {minutes} min {seconds} s)"


def set_up_postgres(engine: Engine, wait_seconds: float) -> None:
    """Limit how long a writer waits for the one before it, and tell the others who it is."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {max(1, int(wait_seconds * 1000))}")
        cursor.execute("SELECT set_config('application_name', %s, false)", (own_name(),))
        cursor.close()
        connection.commit()


def own_name() -> str:
    """How this process is known to the server, and to those who wait for it."""
    program, *arguments = sys.argv or [""]
    command = " ".join([Path(program).name, *arguments])
    named = f"process {os.getpid()} on {socket.gethostname()[:20]} ({command}"
    plain = named.encode("ascii", "replace").decode()
    return f"{plain[: _LONGEST_NAME - 1]})"
