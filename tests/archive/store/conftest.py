"""An empty store for every test, in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from archive.store import Store
from tests.cluster.postgres import Server

START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def go_on(self, *, hours: int) -> datetime:
        """Let time pass; return the new moment."""
        self.moment += timedelta(hours=hours)
        return self.moment


def statements_on(connection: Connection) -> list[str]:
    """A list that every statement on the connection is added to from now on."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    return statements


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Every test of the store is run on each of these."""
    name: str = request.param
    return name


@pytest.fixture
def empty_url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'cuttings.sqlite'}"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@pytest.fixture
def url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty archive."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'cuttings.sqlite'}"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database(request.getfixturevalue("archive_template")) as url:
        yield url


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with Store.open(url, now=clock) as opened:
        yield opened
