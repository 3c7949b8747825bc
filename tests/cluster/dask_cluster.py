"""A real Dask cluster on this machine: a scheduler and workers, each its own process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from distributed import Client

from tests.cluster.ports import free_port

ROOT = Path(__file__).parents[2]
WORKERS = 3
START_SECONDS = 120


@contextmanager
def started(workers: int = WORKERS) -> Iterator[str]:
    """The address of a scheduler that has workers, for the length of the block."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="cuttings-dask-") as folder, ExitStack() as stack:
        stack.enter_context(
            _running(folder, "scheduler", "--host", "127.0.0.1", "--port", str(port))
        )
        for _ in range(workers):
            options = ("--host", "127.0.0.1", "--nthreads", "1", "--local-directory", folder)
            stack.enter_context(_running(folder, "worker", address, *options))
        with Client(address, timeout=START_SECONDS, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=START_SECONDS)
        yield address


def processes(address: str) -> list[int]:
    """The processes that recognise, not the nannies that start them."""
    with Client(address, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


@contextmanager
def _running(folder: str, *arguments: str) -> Iterator[None]:
    settings = {
        "PYTHONPATH": str(ROOT),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
    with (Path(folder) / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            env={**os.environ, **settings},
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
