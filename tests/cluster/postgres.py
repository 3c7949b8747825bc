"""A real PostgreSQL server of our own: its files in a temporary folder, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

from archive.store.connection import parse_url
from tests.cluster.ports import free_port

PROGRAMS = "/usr/lib/postgresql/*/bin"
ACCOUNT = "postgres"
TEMPLATE = "archive_template"
START_SECONDS = 60
_numbers = count(1)
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")
"""Nothing of it has to outlive the tests."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{ACCOUNT}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str, database: str = "postgres") -> list[object]:
        """Run one statement outside any transaction; return the first column of what it gives."""
        engine = create_engine(parse_url(self.url(database)), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                result = connection.execute(text(statement))
                return list(result.scalars()) if result.returns_rows else []
        finally:
            engine.dispose()

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The address of a new database, which is dropped after the block."""
        name = f"archive_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def hang_up(self, url: str) -> int:
        """End every connection to a database, as a failing network does; return how many."""
        name = url.rpartition("/")[2]
        ended = self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )
        return len(ended)


def missing() -> str:
    """Say why no server can be started here; empty when one can."""
    if _programs() is None:
        return f"no PostgreSQL in {PROGRAMS}; install it with: sudo apt-get install postgresql"
    try:
        _account()
    except KeyError:
        return f"PostgreSQL does not run as root, and there is no account {ACCOUNT!r}"
    return ""


@contextmanager
def started() -> Iterator[Server]:
    """A server on a free port of this machine, for the length of the block."""
    programs = _programs()
    assert programs, missing()
    folder = Path(tempfile.mkdtemp(prefix="cuttings-postgres-", dir="/tmp"))
    account = _account()
    if account:
        shutil.chown(folder, account)
    try:
        _make(programs, folder, account)
        port = free_port()
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                _command(programs, folder, port), user=account, cwd=folder, stdout=log, stderr=log
            )
        try:
            _wait(programs, port, process, folder / "log")
            yield Server(port)
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()
    finally:
        shutil.rmtree(folder)


def _programs() -> Path | None:
    found = sorted(Path("/").glob(f"{PROGRAMS[1:]}/postgres"))
    return found[-1].parent if found else None


def _account() -> str | None:
    """The account that the server runs as; None for the one of this process."""
    return pwd.getpwnam(ACCOUNT).pw_name if os.geteuid() == 0 else None


def _make(programs: Path, folder: Path, account: str | None) -> None:
    # Not C: an archive must be in order whatever the server's own order is.
    locale = "C.UTF-8"
    subprocess.run(
        [
            programs / "initdb",
            *("--pgdata", folder / "data"),
            *("--username", ACCOUNT),
            *("--auth", "trust"),
            *("--encoding", "UTF8", "--locale", locale),
            *("--locale-provider", "icu", "--icu-locale", "en"),
            "--no-sync",
        ],
        user=account,
        cwd=folder,
        check=True,
        capture_output=True,
    )


def _command(programs: Path, folder: Path, port: int) -> list[str | Path]:
    settings = [
        *_QUICK,
        "listen_addresses=127.0.0.1",
        f"port={port}",
        f"unix_socket_directories={folder}",
        "max_connections=100",
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    return [programs / "postgres", "-D", folder / "data", *options]


def _wait(programs: Path, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    ready: list[str | Path] = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.1)
