"""Servers end with the tests that started them, however those end."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import ExitStack

import pytest

from tests.cluster import keeper

SERVER = "import time; print(flush=True); time.sleep(600)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SERVER
RUN = f"""
import signal, subprocess, sys, os
from tests.cluster import keeper
with keeper.started() as kept:
    server = subprocess.Popen([sys.executable, "-c", {SERVER!r}], stdin=subprocess.DEVNULL)
    kept.keep(server.pid)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_run_leaves_no_server() -> None:
    """What the run and its server write to comes to its end when both have ended."""
    run = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=keeper.ROOT,
        stdout=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("program", "ended_by"), [(SERVER, signal.SIGTERM), (DEAF, signal.SIGKILL)]
)
def test_who_does_not_listen_is_made_to_end(
    program: str, ended_by: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "GRACE_SECONDS", 0.5)
    with ExitStack() as stack:
        server = stack.enter_context(
            subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        )
        stack.callback(server.kill)
        assert server.stdout
        server.stdout.readline()
        keeper.end([server.pid])
        assert server.wait(timeout=30) == -ended_by
    keeper.end([server.pid])
