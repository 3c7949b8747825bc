"""The harbour archive, served to a real browser."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from waitress.server import create_server

from archive.catalogue import Catalogue
from tests.browser.conftest import WAIT_MILLISECONDS
from tests.web.conftest import open_archive
from web import create_app


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a new harbour archive; its address."""
    catalogue = open_archive(folder)
    with serving(catalogue) as address:
        yield address
    catalogue.close()


@contextmanager
def serving(catalogue: Catalogue) -> Iterator[str]:
    """Serve an archive that is open; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = create_server(create_app(catalogue), sockets=[listening], threads=4)
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.close()
        thread.join(timeout=5)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an archive that tests only read."""
    with served(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[str]:
    """The address of an archive that a test may change."""
    with served(tmp_path / "archive") as address:
        yield address


@pytest.fixture
def tab(page: Page) -> Iterator[Page]:
    """A page that, at its end, had nothing to complain of in its console."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", note)
    yield page
    assert complaints == []


@pytest.fixture
def plain_tab(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(WAIT_MILLISECONDS)
    yield context.new_page()
    context.close()


@pytest.fixture(params=["tab", "plain_tab"])
def any_tab(request: pytest.FixtureRequest) -> Page:
    """The same tests with scripts and without."""
    page: Page = request.getfixturevalue(request.param)
    return page
