"""Writers on a server: one at a time, and nobody waits for the dead."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from archive.errors import StoreError, StoreLostError
from archive.store import Store, connection
from archive.store.turns import own_name
from tests.archive.store.builders import story
from tests.cluster.postgres import Server

WRITE_AND_WAIT = """
import sys
from archive.store import Store

with Store.open(sys.argv[1]) as store, store.begin() as transaction:
    transaction.state.put_value("held", "yes")
    print("writing", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def url(postgres: Server, archive_template: str) -> Iterator[str]:
    with postgres.database(archive_template) as address:
        yield address


@pytest.fixture
def other(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process in the middle of writing."""
    program = [sys.executable, "-c", WRITE_AND_WAIT, url]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_who_waits_too_long_is_told_who_writes_and_since_when(
    url: str, other: subprocess.Popen[str]
) -> None:
    with Store.open(url, wait_seconds=0.05) as store, pytest.raises(StoreError) as raised:
        put(store, "a")
    said = str(raised.value)
    assert f"busy: process {other.pid} on " in said
    assert "(since 0 min " in said
    assert said.endswith("try again when it is done")


def test_a_killed_writer_blocks_nobody(url: str, other: subprocess.Popen[str]) -> None:
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    with Store.open(url, wait_seconds=10) as store:
        put(store, "a")
        with store.read() as transaction:
            assert transaction.state.get_value("held") == ""
            assert transaction.stories.count() == 1


def test_readers_do_not_wait_for_a_writer(url: str, other: subprocess.Popen[str]) -> None:
    with Store.open(url, wait_seconds=0.05) as store, store.read() as transaction:
        assert transaction.stories.count() == 0


def test_a_connection_that_was_ended_while_idle_is_not_noticed(url: str, postgres: Server) -> None:
    with Store.open(url) as store:
        put(store, "a")
        assert postgres.hang_up(url) >= 1
        put(store, "b")
        assert postgres.hang_up(url) >= 1
        with store.read() as transaction:
            assert transaction.stories.count() == 2


def test_a_transaction_that_loses_its_connection_keeps_nothing(url: str, postgres: Server) -> None:
    with Store.open(url) as store:
        with pytest.raises(StoreLostError, match="cannot be reached, or hung up"):
            put_and_hang_up(store, postgres, url)
        put(store, "b")
        with store.read() as transaction:
            assert [found.story_id for found, _ in transaction.stories.iterate()] == ["b"]


def put_and_hang_up(store: Store, postgres: Server, url: str) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"))
        postgres.hang_up(url)
        transaction.stories.put(story("c"))


def test_a_server_that_is_not_there_is_said_to_be(postgres: Server) -> None:
    with pytest.raises(StoreLostError, match="cannot be reached"):
        Store.open("postgresql://me@127.0.0.1:1/archive")


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection._PATIENCE, "connect_timeout", "2")
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        pytest.raises(StoreLostError, match="cannot be reached"),
    ):
        Store.open(f"postgresql://me@127.0.0.1:{mute.getsockname()[1]}/archive")


def test_the_name_of_a_process_fits_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/cuttings", "index", "é" * 99])
    assert own_name().startswith(f"process {os.getpid()} on ")
    assert len(own_name().encode()) <= 63


def put(store: Store, story_id: str) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story(story_id))
