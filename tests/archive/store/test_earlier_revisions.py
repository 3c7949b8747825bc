"""A database of each earlier revision comes to the newest one with all that was in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, create_engine, insert, select, text

from archive.names.corrections import Action
from archive.names.mending import drafted, make
from archive.settings import Settings
from archive.store import Store, migration
from archive.store.connection import parse_url
from archive.store.schema import HEAD, VERSION_TABLE
from archive.upkeep.backup import DATABASE, FORMAT, MANIFEST, WRITTEN_BY, restore
from tests.archive.store.builders import FULL_STORY, mention, record, story

REVISIONS = sorted(script.revision for script in migration.scripts().walk_revisions())
EARLIER = [revision for revision in REVISIONS if revision != HEAD]
PLAIN_STORY = story("b", published="2023-04-05")
Rows = dict[str, list[tuple[object, ...]]]


@contextmanager
def connected(file: Path) -> Iterator[Connection]:
    """A connection past the store, as another program makes one."""
    engine = create_engine(parse_url(f"sqlite:///{file}"))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def tables_in(connection: Connection) -> MetaData:
    """The tables that are in a database, but for the one with its revision."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name != VERSION_TABLE)
    return found


def rows_in(file: Path) -> Rows:
    """Each row of each table, as it is stored."""
    with connected(file) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in tables_in(connection).sorted_tables
        }


def fill(store: Store) -> None:
    with store.begin() as transaction:
        transaction.authorities.put([record("joao-ruiz", "João Ruiz")])
        transaction.stories.put(FULL_STORY, [mention("joao-ruiz", (49, 58))])
        transaction.stories.put_many([(PLAIN_STORY, ()), (story("gone"), ())])
        transaction.stories.delete("gone")
        renamed = drafted(transaction, Action.RENAME, ("actor", "joao-ruiz"), text="J. Ruiz")
        make(transaction, renamed, author="ida")


def write_old(newest: Path, file: Path, revision: str) -> None:
    """Write a database that has the tables of a revision, and in them what a newer one has."""
    with connected(newest) as source, connected(file) as target:
        migration.migrate(target, VERSION_TABLE, revision)
        target.execute(text("DELETE FROM counters"))
        for table in tables_in(target).sorted_tables:
            for row in source.execute(select(table)).mappings():
                target.execute(insert(table).values(dict(row)))


@pytest.fixture(params=EARLIER)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder whose database is of an earlier revision."""
    with Store.open(f"sqlite:///{tmp_path / 'newest.sqlite'}") as store:
        fill(store)
    (tmp_path / "old").mkdir()
    write_old(tmp_path / "newest.sqlite", tmp_path / "old" / DATABASE, request.param)
    return tmp_path / "old"


def back_up_as_it_is(folder: Path, file: Path) -> None:
    """Write the backup that a program of the database's own revision would write."""
    data = (folder / DATABASE).read_bytes()
    member = {"size_bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    told = {
        "written_by": WRITTEN_BY,
        "format": FORMAT,
        "version": "0.0.1",
        "made_at": "2024-05-01T12:00:00+00:00",
        "counts": {"stories": 2},
        "members": {DATABASE: member},
    }
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(MANIFEST, json.dumps(told))
        packed.writestr(DATABASE, data)


def as_then(after: Rows, before: Rows) -> Rows:
    """The tables and columns there were before; new columns stand at the end."""
    return {
        name: [row[: len(old)] for old, row in zip(rows, after[name], strict=True)]
        for name, rows in before.items()
    }


def test_it_becomes_the_newest_with_every_row(old: Path) -> None:
    before = rows_in(old / DATABASE)
    assert all(before[name] for name in ("authorities", "deleted_stories", "mentions", "stories"))
    Store.open(Settings(old).store_url).close()
    after = rows_in(old / DATABASE)
    assert as_then(after, before) == before
    assert [name for name, rows in after.items() if rows and name not in before] == []
    with connected(old / DATABASE) as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == HEAD


def test_its_stories_are_read_and_new_ones_written(old: Path) -> None:
    with Store.open(Settings(old).store_url) as store, store.begin() as transaction:
        transaction.stories.put(story("new"))
        found = [one for one, _ in transaction.stories.iterate()]
        deleted = transaction.stories.changed_since(0).deleted
    assert found == [PLAIN_STORY, FULL_STORY, story("new")]
    assert tuple(deleted) == ("gone",)


def test_its_backup_is_restored_as_the_newest(old: Path, tmp_path: Path) -> None:
    before = rows_in(old / DATABASE)
    back_up_as_it_is(old, tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", Settings(tmp_path / "new"))
    after = rows_in(tmp_path / "new" / DATABASE)
    assert as_then(after, before) == before
    with connected(tmp_path / "new" / DATABASE) as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == HEAD
