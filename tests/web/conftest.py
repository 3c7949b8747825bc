"""The harbour archive, with a real store and the real engine, and a client of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from tests.archives import settings_for
from tests.web.described import DescribedClient
from tests.web.library import fill
from web import create_app


def open_archive(folder: Path) -> Catalogue:
    """A new archive that holds the harbour stories."""
    catalogue = Catalogue.open(settings_for(folder), create=True)
    fill(catalogue.store)
    catalogue.rebuild()
    return catalogue


def described(catalogue: Catalogue) -> Flask:
    """An application whose every JSON answer is held against its description."""
    app = create_app(catalogue, secret=b"a secret for tests")
    app.test_client_class = DescribedClient
    return app


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """The archive that tests only read."""
    opened = open_archive(tmp_path_factory.mktemp("archive"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def app(catalogue: Catalogue) -> Flask:
    return described(catalogue)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def own_catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An archive that a test may change."""
    opened = open_archive(tmp_path / "archive")
    yield opened
    opened.close()


@pytest.fixture
def own_client(own_catalogue: Catalogue) -> FlaskClient:
    return described(own_catalogue).test_client()


@pytest.fixture(scope="session")
def client_of_session(app: Flask) -> FlaskClient:
    """One client for every example of a property."""
    return app.test_client()
