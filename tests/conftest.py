"""What every test shares: how hypothesis searches, and that no run waits for files to settle."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from archive.store import Store
from tests import archives
from tests.cluster import opensearch, opensearch_home
from tests.cluster.postgres import TEMPLATE, Server, missing, started

settings.register_profile("default", deadline=None)
# The same examples every time, however long it takes to draw them (whole archives are long):
# what a change did not break cannot turn its checks red.
settings.register_profile(
    "ci",
    deadline=None,
    print_blob=True,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
    ],
)
settings.load_profile("ci" if os.environ.get("CI") else "default")

os.environ["CUTTINGS_SETTLE"] = "0"
SERVERS = Path(__file__).parent / "cluster"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of pages be run on real servers."""
    parser.addoption(
        "--on-servers",
        action="store_true",
        help="keep the archives of tests/web and tests/browser on PostgreSQL and OpenSearch",
    )


@pytest.fixture(scope="session", autouse=True)
def _on_servers(request: pytest.FixtureRequest) -> Iterator[None]:
    if not request.config.getoption("--on-servers"):
        yield
        return
    asked = ("postgres", "opensearch_cluster", "archive_template")
    used = archives.Servers(*map(request.getfixturevalue, asked))
    archives.servers.append(used)
    yield
    archives.servers.clear()
    used.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs servers, which is known by what it asks for."""
    for item in items:
        asked = getattr(item, "fixturenames", [])
        if SERVERS in item.path.parents or "postgres" in asked or "opensearch_cluster" in asked:
            item.add_marker("cluster")
        if "opensearch_cluster" in asked:
            item.add_marker("slow")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server for all tests."""
    if reason := missing():
        pytest.skip(reason)
    with started() as server:
        yield server


@pytest.fixture(scope="session")
def opensearch_cluster() -> Iterator[opensearch.Cluster]:
    """Three real search nodes for all tests; who kills one starts it again."""
    if reason := opensearch_home.missing():
        pytest.skip(reason)
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(opensearch.started())
        except RuntimeError as error:  # No registry to fetch it from, or no room for it.
            pytest.skip(f"no search cluster can be started here: {error}")
        yield cluster


@pytest.fixture(scope="session")
def archive_template(postgres: Server) -> str:
    """A database with the tables of an archive, to be copied for each test."""
    postgres.run(f"CREATE DATABASE {TEMPLATE}")
    Store.open(postgres.url(TEMPLATE)).close()
    return TEMPLATE
