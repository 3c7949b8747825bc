from __future__ import annotations

from archive.model import Reject
from archive.store import RejectRecord, Store
from tests.archive.store.conftest import START, Clock

EMPTY = Reject("feed.xml#3", "EmptySeedError", "nothing in it to read", "feed")
BROKEN = Reject("feed.xml#7", "MalformedSeedError", "it's not “XML”", "feed")


def test_a_reject_comes_back_with_its_seed_run_and_time(store: Store) -> None:
    with store.begin() as transaction:
        run_id = transaction.runs.start("index")
        transaction.rejects.put([BROKEN, EMPTY], seed_path="feed.xml", run_id=run_id)
    with store.read() as transaction:
        assert transaction.rejects.all() == (
            RejectRecord(EMPTY, "feed.xml", run_id, START),
            RejectRecord(BROKEN, "feed.xml", run_id, START),
        )


def test_a_reject_that_stays_keeps_the_time_of_the_first(store: Store, clock: Clock) -> None:
    with store.begin() as transaction:
        transaction.rejects.put([EMPTY], seed_path="feed.xml")
    later = clock.go_on(hours=1)
    again = Reject(EMPTY.locator, EMPTY.kind, "still nothing in it", "feed")
    with store.begin() as transaction:
        transaction.rejects.put([again, BROKEN], seed_path="feed.xml")
        assert transaction.rejects.for_path("feed.xml") == (
            RejectRecord(again, "feed.xml", None, START),
            RejectRecord(BROKEN, "feed.xml", None, later),
        )


def test_a_seed_has_only_the_rejects_of_its_last_reading(store: Store) -> None:
    with store.begin() as transaction:
        transaction.rejects.put([EMPTY, BROKEN], seed_path="feed.xml")
        transaction.rejects.put([BROKEN], seed_path="feed.xml")
        assert [record.reject for record in transaction.rejects.all()] == [BROKEN]


def test_clearing_a_seed_leaves_the_others(store: Store) -> None:
    lone = Reject("a.txt", "EmptySeedError", "the file is empty")
    with store.begin() as transaction:
        transaction.rejects.put([EMPTY, BROKEN], seed_path="feed.xml")
        transaction.rejects.put([lone], seed_path="a.txt")
        assert transaction.rejects.count() == 3
        transaction.rejects.clear("feed.xml")
        assert transaction.rejects.for_path("feed.xml") == ()
        assert [record.reject for record in transaction.rejects.for_path("a.txt")] == [lone]
        assert transaction.rejects.count() == 1
