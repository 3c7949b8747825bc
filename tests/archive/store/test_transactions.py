from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest

from archive.errors import NotFoundError, StoreError
from archive.store import Store
from tests.archive.store.builders import mention, story

WRITE_AND_WAIT = """
import sys
from archive.store import Store
from tests.archive.store.builders import mention, story

store = Store.open(sys.argv[1])
with store.begin() as transaction:
    batch = [(story(f"s{number}"), [mention("ada")]) for number in range(2_000)]
    transaction.stories.put_many(batch)
    print("written", flush=True)
    sys.stdin.readline()
print("kept", flush=True)
"""

OPEN_AND_PUT = """
import sys
from archive.store import Store
from tests.archive.store.builders import story

with Store.open(sys.argv[1]) as store, store.begin() as transaction:
    transaction.stories.put(story(sys.argv[2]))
"""


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process that runs the program."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_block_that_raises_keeps_nothing(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"), [mention("ada")])
    with suppress(ZeroDivisionError), store.begin() as transaction:
        transaction.stories.put(story("a", text="New."), [mention("bob")])
        transaction.stories.put(story("b"))
        1 / 0  # noqa: B018
    with store.read() as transaction:
        assert list(transaction.stories.iterate()) == [(story("a"), (mention("ada"),))]


def test_an_error_of_the_block_is_raised_as_it_is(store: Store) -> None:
    with pytest.raises(NotFoundError), store.begin() as transaction:
        transaction.stories.get("a")


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"))
    with store.read() as before:
        assert before.stories.count() == 1
        with store.begin() as transaction:
            transaction.stories.put(story("b"))
        assert before.stories.count() == 1
        with store.read() as after:
            assert after.stories.count() == 2


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.read() as transaction:
        transaction.stories.put(story("a"))
    with store.begin() as transaction:
        transaction.stories.put(story("a"))
    with store.read() as transaction:
        assert transaction.stories.count() == 1


def test_more_threads_than_idle_connections_read_at_once(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story(str(number)), ()) for number in range(32)])
    all_inside = Barrier(32, timeout=30)

    def read(number: int) -> str:
        with store.read() as transaction:
            found = transaction.stories.get(str(number)).story_id
            all_inside.wait()
            return found

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(read, range(32))) == [str(number) for number in range(32)]


def test_threads_that_write_wait_for_each_other(store: Store) -> None:
    def write(number: int) -> None:
        with store.begin() as transaction:
            transaction.stories.put(story(str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    with store.read() as transaction:
        assert transaction.stories.count() == transaction.stories.latest_change() == 40


def test_a_second_writer_is_told_that_the_first_is_busy(store: Store, url: str) -> None:
    hasty = Store.open(url, wait_seconds=0.05)
    with store.begin() as first:
        first.stories.put(story("a"))
        with pytest.raises(StoreError, match=r"busy: .*process.* is writing"):
            put(hasty, "b")
    put(hasty, "b")
    hasty.close()
    with store.read() as transaction:
        assert transaction.stories.count() == 2


def test_an_archive_opens_while_another_process_writes(store: Store, url: str) -> None:
    put(store, "a")
    with store.begin() as writing:
        writing.stories.put(story("b"))
        with Store.open(url, create=False, wait_seconds=0.05) as other, other.read() as reading:
            assert reading.stories.count() == 1


def put(store: Store, story_id: str) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story(story_id))


def test_a_second_process_waits_for_the_first(store: Store, url: str) -> None:
    with started(WRITE_AND_WAIT, url) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "written\n"
        with started(OPEN_AND_PUT, url, "late") as second:
            other.stdin.write("\n")
            other.stdin.flush()
            assert second.wait() == 0
        assert other.wait() == 0
    with store.read() as transaction:
        assert transaction.stories.count() == 2_001


def test_a_killed_writer_leaves_nothing_of_its_batch(store: Store, url: str) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"))
    with started(WRITE_AND_WAIT, url) as other:
        assert other.stdout
        assert other.stdout.readline() == "written\n"
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    with Store.open(url) as again, again.begin() as transaction:
        assert list(transaction.stories.iterate()) == [(story("a"), ())]
        transaction.stories.put(story("b"))
        assert transaction.stories.count() == 2


def test_processes_that_open_a_new_archive_at_once_make_it_once(empty_url: str) -> None:
    others = [started(OPEN_AND_PUT, empty_url, str(number)) for number in range(4)]
    assert [other.wait() for other in others] == [0, 0, 0, 0]
    for other in others:
        other.communicate()
    with Store.open(empty_url, create=False) as store, store.read() as transaction:
        assert transaction.stories.count() == 4
