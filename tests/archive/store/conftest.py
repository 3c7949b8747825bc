"""An empty store for every test; in PostgreSQL when CUTTINGS_TEST_DATABASE says where."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, text

from archive.store import Store

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


@pytest.fixture
def url(tmp_path: Path) -> str:
    server = os.environ.get("CUTTINGS_TEST_DATABASE", "")
    if not server:
        return f"sqlite:///{tmp_path / 'cuttings.sqlite'}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with Store.open(url, now=clock) as opened:
        yield opened
