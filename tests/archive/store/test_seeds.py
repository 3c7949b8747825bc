from __future__ import annotations

from dataclasses import replace

import pytest

from archive.errors import ConflictError, NotFoundError
from archive.model import NameKind, Reject
from archive.store import SeedRecord, SeedState, Store
from tests.archive.store.builders import mention, story
from tests.archive.store.conftest import START, Clock


def seed(path: str, *, state: SeedState = SeedState.INDEXED) -> SeedRecord:
    return SeedRecord(
        path,
        sha256="9f86d081",
        size_bytes=5_000_000_000,
        state=state,
        reader="html",
        reader_version="1",
        stories=2,
    )


def test_a_seed_comes_back_with_its_times(store: Store) -> None:
    with store.begin() as transaction:
        run_id = transaction.runs.start("index", ["seeds"])
        known = replace(seed("seeds/a.html"), run_id=run_id, reason="cut short")
        transaction.seeds.put(known)
    with store.read() as transaction:
        found = transaction.seeds.get("seeds/a.html")
    assert found == replace(known, first_seen_at=START, indexed_at=START)


def test_a_seed_keeps_the_time_it_was_first_seen(store: Store, clock: Clock) -> None:
    with store.begin() as transaction:
        transaction.seeds.put(seed("a"))
    later = clock.go_on(hours=1)
    with store.begin() as transaction:
        transaction.seeds.put(seed("a", state=SeedState.REJECTED))
        found = transaction.seeds.get("a")
    assert (found.state, found.first_seen_at, found.indexed_at) == (
        SeedState.REJECTED,
        START,
        later,
    )


def test_a_seed_that_was_never_read_is_not_found(store: Store) -> None:
    with store.read() as transaction:
        assert transaction.seeds.find("a") is None
        with pytest.raises(NotFoundError, match="a: never read; run `cuttings index` on it"):
            transaction.seeds.get("a")


def test_a_seed_of_a_run_that_never_was_is_refused(store: Store) -> None:
    with pytest.raises(ConflictError), store.begin() as transaction:
        transaction.seeds.put(replace(seed("a"), run_id=99))


def test_a_removed_seed_takes_all_that_came_of_it(store: Store) -> None:
    with store.begin() as transaction:
        for path in ("feed.xml", "other.xml"):
            transaction.seeds.put(seed(path))
            transaction.stories.put(story(path, locator=f"{path}#1"), [mention("ada")])
            transaction.rejects.put([Reject(f"{path}#2", "EmptySeedError", "")], seed_path=path)
        reached = transaction.stories.latest_change()
        transaction.seeds.remove("feed.xml")
    with store.read() as transaction:
        assert [record.path for record in transaction.seeds.under()] == ["other.xml"]
        assert [each.story_id for each, _ in transaction.stories.iterate()] == ["other.xml"]
        assert transaction.stories.naming(NameKind.ACTOR, "ada") == ("other.xml",)
        assert [reject.seed_path for reject in transaction.rejects.all()] == ["other.xml"]
        assert transaction.stories.changed_since(reached).deleted == ("feed.xml",)


def test_a_folder_holds_its_own_seeds_and_no_neighbours(store: Store) -> None:
    paths = ["a", "a.html", "a/1", "a/b/2", "a0", "ab/3", "A/4", "a/ü"]
    with store.begin() as transaction:
        for path in paths:
            transaction.seeds.put(seed(path))
    with store.read() as transaction:
        found = {
            folder: [record.path for record in transaction.seeds.under(folder)]
            for folder in ("a", "a/", "a/b", "a%", "")
        }
    assert found == {
        "a": ["a", "a/1", "a/b/2", "a/ü"],
        "a/": ["a/1", "a/b/2", "a/ü"],
        "a/b": ["a/b/2"],
        "a%": [],
        "": sorted(paths),
    }


def test_every_seed_is_listed_however_many(store: Store) -> None:
    with store.begin() as transaction:
        for number in range(1_100):
            transaction.seeds.put(seed(f"seeds/{number:05d}"))
        assert [record.path for record in transaction.seeds.under("seeds")] == [
            f"seeds/{number:05d}" for number in range(1_100)
        ]


def test_a_path_that_is_no_text_comes_back_as_it_was(store: Store) -> None:
    paths = [f"a{letter}" for letter in "\udcfe\udcff\ufffd"]
    with store.begin() as transaction:
        for path in paths:
            transaction.seeds.put(seed(path))
        assert sorted(record.path for record in transaction.seeds.under()) == paths
