"""A store moved into another one: both ways between the two kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.errors import ConflictError, StoreError
from archive.model import Reject
from archive.store import SeedRecord, SeedState, Store
from archive.store.copying import copy_store, count_rows
from archive.store.tables import metadata
from tests.archive.store.builders import FULL_STORY, mention, record, story
from tests.archive.store.conftest import Clock
from tests.cluster.postgres import Server

ODD = "seeds/\udcff\0.txt#\U0010ffff"


@pytest.fixture
def target(
    database: str, clock: Clock, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Store]:
    """An empty store in the other kind of database."""
    if database == "postgresql":
        with Store.open(f"sqlite:///{tmp_path / 'target.sqlite'}", now=clock) as opened:
            yield opened
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database() as url, Store.open(url, now=clock) as opened:
        yield opened


def fill(store: Store) -> None:
    """Put something into every table."""
    with store.begin() as t:
        run = t.runs.start("index", ["seeds"])
        t.runs.finish(run, {"indexed": 2}, "done")
        t.seeds.put(SeedRecord("seeds/a.txt", "ab", 3, SeedState.INDEXED, run_id=run))
        t.rejects.put([Reject(ODD, "EmptySeedError", "nothing\0 in it")], seed_path="seeds")
        t.stories.put(FULL_STORY, [mention("ada"), mention("bob")])
        t.stories.put_many([(story(f"s{n:04}", locator=f"é/{n}"), ()) for n in range(1_200)])
        t.stories.delete("s0007")
        t.authorities.put([record("ada", "Ada Lovelace", "Ada")])
        t.recognitions.put_many({"hash": "[]"}, "1")
        t.saved.add("Talks", query_text="talks", state="q=talks", total=3)
        t.memories.put("talks", {"ferry-1": "hash"})
        t.shares.add("talks", timedelta(days=3))
        t.state.put_value("name", "värde")


def test_everything_arrives(store: Store, target: Store) -> None:
    fill(store)
    moved: list[int] = []
    copied = copy_store(store, target, moved.append)
    assert sum(moved) == sum(table.rows for table in copied) == count_rows(store)
    assert {t.name: t.rows for t in copied}["stories"] == 1_200
    with store.read() as before, target.read() as after:
        assert list(after.stories.iterate()) == list(before.stories.iterate())
        assert after.stories.latest_change() == before.stories.latest_change()
        assert after.saved.all() == before.saved.all()
        assert after.shares.of("talks") == before.shares.of("talks")
        assert after.rejects.all() == before.rejects.all()
        assert after.runs.all() == before.runs.all()
        assert after.stories.changed_since(0) == before.stories.changed_since(0)


def test_the_copy_goes_on_numbering(store: Store, target: Store) -> None:
    fill(store)
    copy_store(store, target, lambda _: None)
    with target.begin() as transaction:
        last = transaction.runs.latest()
        assert last
        assert transaction.runs.start("index") == last.run_id + 1
        transaction.stories.put(story("new"))
        assert "new" in transaction.stories.changed_since(3).put


def test_a_copy_of_the_copy_has_the_same_digests(
    store: Store, target: Store, tmp_path: Path
) -> None:
    fill(store)
    there = copy_store(store, target, lambda _: None)
    with Store.open(f"sqlite:///{tmp_path / 'back.sqlite'}") as third:
        assert copy_store(target, third, lambda _: None) == there


def test_nothing_is_copied_over_an_archive(store: Store, target: Store) -> None:
    with target.begin() as transaction:
        transaction.stories.put(story("mine"))
        transaction.stories.delete("mine")
    with pytest.raises(ConflictError, match="holds an archive already"):
        copy_store(store, target, lambda _: None)


def test_what_arrives_otherwise_is_noticed_and_not_kept(
    store: Store, target: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    words = metadata.tables["stories"].c.headline.type
    monkeypatch.setattr(type(words), "process_bind_param", lambda _, value, __: f"{value}?")
    with pytest.raises(StoreError, match="or they differ; nothing was copied"):
        copy_store(store, target, lambda _: None)
    with target.read() as transaction:
        assert transaction.stories.count() == 0
