"""Reading pages as a browser would."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def open_page(client: FlaskClient, address: str, *, status: int = 200) -> BeautifulSoup:
    """The page at an address, which has to have that status."""
    response = client.get(address)
    assert response.status_code == status, response.text
    return page_of(response)


def page_of(response: TestResponse) -> BeautifulSoup:
    """The page in an answer."""
    assert response.content_type == "text/html; charset=utf-8"
    return BeautifulSoup(response.text, "lxml")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    """What stands in the elements, white space joined."""
    return [" ".join(element.get_text().split()) for element in page.select(selector)]


def text(page: BeautifulSoup, selector: str) -> str:
    """What stands in the only such element."""
    (found,) = texts(page, selector)
    return found


def attribute(page: BeautifulSoup, selector: str, name: str) -> str:
    """An attribute of the first such element."""
    return str(page.select(selector)[0][name])


def link(page: BeautifulSoup, words: str, *, within: str = "body") -> str:
    """Where the only link with these words, or this label, leads."""
    (found,) = {
        str(a["href"])
        for a in page.select(f"{within} a[href]")
        if words in (" ".join(a.get_text().split()), a.get("aria-label"))
    }
    return found


def rows(page: BeautifulSoup, facet: str) -> list[str]:
    """The values of a facet with their counts, as `label count`."""
    labels = texts(page, f"#facet-{facet} li > a:first-child")
    counts = texts(page, f"#facet-{facet} .count")
    return [f"{label} {count}" for label, count in zip(labels, counts, strict=True)]
