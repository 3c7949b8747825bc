"""A real proxy on this machine, which shares requests out among several servers."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.cluster.ports import free_port

PROGRAM = "/usr/sbin/nginx"
START_SECONDS = 30
ANSWERED_BY = "X-Answered-By"
_CONFIGURATION = """
daemon off;
pid {folder}/pid;
error_log stderr;
worker_processes 1;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream pages {{
{servers}
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://pages;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header X-Forwarded-Host $host;
            add_header {answered_by} $upstream_addr always;
        }}
    }}
}}
"""


def missing() -> str:
    """Say why no proxy can be started here; empty when one can."""
    if not Path(PROGRAM).exists():
        return f"no {PROGRAM}; install it with: sudo apt-get install nginx-light"
    return ""


@contextmanager
def started(ports: Sequence[int]) -> Iterator[int]:
    """The port of a proxy before servers of this machine, for the length of the block."""
    folder = Path(tempfile.mkdtemp(prefix="cuttings-proxy-", dir="/tmp"))
    folder.chmod(0o755)  # Started as root, it works as another account.
    port = free_port()
    servers = "\n".join(f"        server 127.0.0.1:{each};" for each in ports)
    (folder / "nginx.conf").write_text(
        _CONFIGURATION.format(folder=folder, servers=servers, port=port, answered_by=ANSWERED_BY)
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [PROGRAM, "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr"], stderr=log
        )
    try:
        _wait(port, process, folder / "log")
        yield port
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"nginx did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
        else:
            return
