"""What every test shares: how hypothesis searches, and that no run waits for files to settle."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from archive.store import Store
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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server for all tests."""
    if reason := missing():
        pytest.skip(reason)
    with started() as server:
        yield server


@pytest.fixture(scope="session")
def archive_template(postgres: Server) -> str:
    """A database with the tables of an archive, to be copied for each test."""
    postgres.run(f"CREATE DATABASE {TEMPLATE}")
    Store.open(postgres.url(TEMPLATE)).close()
    return TEMPLATE
