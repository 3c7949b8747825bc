"""A real Chromium for every test below this folder, and a page that reports what goes wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = Path(os.environ.get("CUTTINGS_CHROMIUM") or "/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MILLISECONDS = 10_000


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test below this folder, so that `-m "not browser"` leaves none behind."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    if not CHROMIUM.exists():
        pytest.fail(
            f"{CHROMIUM}: no Chromium there. Install it with: sudo apt-get install chromium, "
            "or name another one in CUTTINGS_CHROMIUM.",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of its own; at its end, no script failed and nothing left this machine."""
    context = browser.new_context()
    context.set_default_timeout(WAIT_MILLISECONDS)
    script_errors: list[str] = []
    outbound: list[str] = []

    def note_request(request: Request) -> None:
        if not is_local(request.url):
            outbound.append(request.url)

    context.on("weberror", lambda error: script_errors.append(str(error.error)))
    context.on("request", note_request)
    yield context.new_page()
    context.close()
    assert script_errors == []
    assert outbound == []


def is_local(url: str) -> bool:
    """Whether asking for `url` stays on this machine.

    >>> is_local("http://127.0.0.1:8000/search"), is_local("data:image/png;base64,AA==")
    (True, True)
    >>> is_local("https://fonts.example.org/a.woff2")
    False
    """
    parts = urlsplit(url)
    return parts.scheme not in {"http", "https", "ws", "wss"} or parts.hostname in {
        "127.0.0.1",
        "::1",
        "localhost",
    }
