"""Where the archives of tests are kept: in their folders, or on real servers.

With `pytest --on-servers` each folder stands for a database and an index of its own on a real
PostgreSQL and a real OpenSearch, so that what is tested of the pages is tested on them.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from pathlib import Path

from archive.settings import Settings
from tests.cluster.opensearch import Cluster
from tests.cluster.postgres import Server


class Servers:
    """A database server and a search cluster on which every folder has its own archive."""

    def __init__(self, postgres: Server, cluster: Cluster, template: str) -> None:
        self._postgres = postgres
        self._template = template
        self._engine = f"opensearch://{','.join(cluster.hosts)}"
        self._databases: dict[Path, str] = {}
        self._stack = ExitStack()

    def settings(self, folder: Path) -> Settings:
        """The settings of a folder's archive; the same ones whenever they are asked for."""
        if folder not in self._databases:
            made = self._postgres.database(self._template)
            self._databases[folder] = self._stack.enter_context(made)
        name = hashlib.sha256(bytes(folder)).hexdigest()[:16]
        return Settings(folder, self._databases[folder], f"{self._engine}/{name}")

    def close(self) -> None:
        """Remove every database."""
        self._stack.close()


servers: list[Servers] = []
"""The servers in use, if tests were asked to use them."""


def settings_for(folder: Path) -> Settings:
    """The settings of the archive that a folder stands for."""
    return servers[0].settings(folder) if servers else Settings(folder)


def make_outdated(data: Path) -> None:
    """Let an index in a folder be one that a version before this one sealed."""
    (manifest,) = data.glob("index/generations/*/manifest.json")
    held = json.loads(manifest.read_bytes())
    del held["sha256"]
    held["columns_version"] -= 1
    digest = hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()
    manifest.write_text(json.dumps({**held, "sha256": digest}))
