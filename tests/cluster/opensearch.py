"""A real OpenSearch cluster on this machine: three nodes, each its own process."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

from tests.cluster import keeper
from tests.cluster.opensearch_home import home
from tests.cluster.ports import free_ports

ACCOUNT = "nobody"
"""The account of the nodes when the tests run as root, as which OpenSearch refuses to run."""
HEAP = "512m"
NODES = 3
START_SECONDS = 300
_LOG = """
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = [%d{ISO8601}][%-5p][%c{1}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
"""
_JAVA = (
    *(f"-Xms{HEAP}", f"-Xmx{HEAP}", "-XX:+UseSerialGC"),
    *("-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Djava.security.manager=allow"),
    *("-Djava.locale.providers=SPI,COMPAT", "-Dlog4j2.disable.jmx=true"),
    # With log4j's own hook a node that is asked to end waits for ever.
    "-Dlog4j.shutdownHookEnabled=false",
    *("-Dio.netty.noUnsafe=true", "-Dio.netty.noKeySetOptimization=true"),
    *("-Dopensearch.distribution.type=tar", "-Dopensearch.bundled_jdk=false"),
)


class Cluster:
    """Nodes that run; they are numbered from 0."""

    def __init__(self, folder: Path, kept: keeper.Keeper, nodes: int) -> None:
        ports = free_ports(2 * nodes)
        self._folder = folder
        self._kept = kept
        self._ports = ports[:nodes]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        for node in range(nodes):
            _configure(folder, node, self._ports, ports[nodes:])

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses of all nodes, of those that are down too: `127.0.0.1:PORT`."""
        return tuple(f"127.0.0.1:{port}" for port in self._ports)

    @property
    def pids(self) -> dict[int, int]:
        """The process of each node that runs."""
        return {node: process.pid for node, process in self._processes.items()}

    def leader(self) -> int:
        """The node that leads the others."""
        (told,) = cast(list[dict[str, str]], self.ask("/_cat/cluster_manager?format=json"))
        return int(told["node"])

    def start(self, *nodes: int) -> None:
        """Start nodes, all of them if none is named, and wait until the cluster is green."""
        for node in nodes or range(len(self._ports)):
            assert node not in self._processes, f"node {node} runs already"
            self._processes[node] = self._run(node)
        self.wait("green")

    def kill(self, node: int) -> None:
        """End a node as a power cut does."""
        process = self._processes.pop(node)
        process.kill()
        process.wait()

    def wait(self, status: str) -> None:
        """Wait until all nodes that run are one cluster, of this status or a better one."""
        deadline = time.monotonic() + START_SECONDS
        asked = f"/_cluster/health?wait_for_status={status}&wait_for_nodes={len(self._processes)}"
        while True:
            for node, process in self._processes.items():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"OpenSearch is not {status}:\n{self._log(node)}")
            try:
                self.ask(f"{asked}&timeout=5s")
            except OSError:
                time.sleep(0.5)
            else:
                return

    def ask(self, path: str, body: object = None, method: str | None = None) -> object:
        """What a node that runs answers, as JSON; raise OSError when it does not."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://{self.hosts[min(self._processes)]}{path}",
            data,
            {"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def stop(self) -> None:
        """End every node that runs."""
        keeper.end(self.pids.values())
        for process in self._processes.values():
            process.wait()
        self._processes.clear()

    def _run(self, node: int) -> subprocess.Popen[bytes]:
        files, own = self._folder / "home", self._folder / str(node)
        command = [
            *("java", *_JAVA, f"-Djava.io.tmpdir={own / 'tmp'}"),
            *(f"-Dopensearch.path.home={files}", f"-Dopensearch.path.conf={own / 'config'}"),
            *("-cp", f"{files}/lib/*", "org.opensearch.bootstrap.OpenSearch"),
        ]
        account = _account()
        with (own / "log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=account,
                group=account and pwd.getpwnam(account).pw_gid,
                extra_groups=None if account is None else [],
            )
        self._kept.keep(process.pid)
        return process

    def _log(self, node: int) -> str:
        return (self._folder / str(node) / "log").read_text(errors="replace")[-4000:]


@contextmanager
def started(nodes: int = NODES) -> Iterator[Cluster]:
    """A cluster on free ports of this machine, for the length of the block."""
    files = home()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cuttings-search-")))
        # The account of the nodes may not reach the folder that this one works in.
        shutil.copytree(files, folder / "home")
        cluster = Cluster(folder, stack.enter_context(keeper.started()), nodes)
        stack.callback(cluster.stop)
        if account := _account():
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, account)
        cluster.start()
        yield cluster


def _account() -> str | None:
    """The account that the nodes run as; None for the one of this process."""
    return ACCOUNT if os.geteuid() == 0 else None


def _configure(folder: Path, node: int, ports: list[int], inner: list[int]) -> None:
    own = folder / str(node)
    for name in ("config", "data", "logs", "tmp"):
        (own / name).mkdir(parents=True)
    settings = {
        "cluster.name": folder.name,
        "node.name": str(node),
        "network.host": "127.0.0.1",
        "http.port": ports[node],
        "transport.port": inner[node],
        "path.data": str(own / "data"),
        "path.logs": str(own / "logs"),
        "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in inner],
        "cluster.initial_cluster_manager_nodes": [str(n) for n in range(len(ports))],
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
    (own / "config" / "opensearch.yml").write_text(lines)
    (own / "config" / "log4j2.properties").write_text(_LOG)
