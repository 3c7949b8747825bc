from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.schema import CreateTable

from archive.errors import StoreVersionError
from archive.store import Store, migration
from archive.store.connection import parse_url
from archive.store.schema import HEAD, VERSION_TABLE
from archive.store.tables import metadata
from tests.archive.store.builders import story


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection past the store, as another program makes one."""
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_the_migrations_make_the_tables_the_program_knows(store: Store, url: str) -> None:
    with connected(url) as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_foreign_keys_and_primary_keys_are_the_ones_the_program_knows(
    store: Store, url: str
) -> None:
    with connected(url) as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            primary = found.get_pk_constraint(table.name)["constrained_columns"]
            assert primary == [column.name for column in table.primary_key]
            assert {
                (key["referred_table"], key.get("options", {}).get("ondelete"))
                for key in found.get_foreign_keys(table.name)
            } == {(key.referred_table.name, key.ondelete) for key in table.foreign_key_constraints}


def test_the_newest_migration_is_the_one_the_program_needs() -> None:
    assert migration.scripts().get_current_head() == HEAD


def test_a_store_opened_again_holds_what_it_held(store: Store, url: str) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"))
    with Store.open(url) as again, again.read() as transaction:
        assert transaction.stories.get("a") == story("a")


def test_a_store_written_by_a_newer_version_is_left_alone(store: Store, url: str) -> None:
    with connected(url) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreVersionError, match="written by a newer version of cuttings"):
        Store.open(url)


def test_a_store_that_was_never_finished_is_made_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cuttings.sqlite'}"
    (tmp_path / "cuttings.sqlite").touch()
    with Store.open(url) as store, store.read() as transaction:
        assert transaction.stories.count() == 0


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'cuttings.sqlite'}"

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("alembic.operations.Operations.bulk_insert", fail)
    with pytest.raises(KeyboardInterrupt):
        Store.open(url)
    with connected(url) as connection:
        assert inspect(connection).get_table_names() == []


def test_every_table_can_be_made_in_postgresql() -> None:
    dialect = make_url("postgresql+psycopg://").get_dialect()()
    tables = metadata.tables.values()
    made = "".join(str(CreateTable(table).compile(dialect=dialect)) for table in tables)
    assert 'story_id TEXT COLLATE "C" NOT NULL' in made
    assert "started_at TIMESTAMP WITH TIME ZONE NOT NULL" in made
    assert "ROWID" not in made
