"""Every link of the site leads somewhere, and no page loads anything from anywhere else."""

from __future__ import annotations

from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.saved.queries import save_search
from archive.search.state import SearchState
from web.sharing import find_shared, share, shared_url

MOST_OF_A_KIND = 25
"""Addresses followed that differ only behind the question mark."""
LOADING = ("img[src]", "script[src]", "iframe[src]", "source[src]", "link[rel=stylesheet][href]")


def test_every_link_leads_somewhere(own_client: FlaskClient, own_catalogue: Catalogue) -> None:
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    waiting, seen, kinds, broken = deque(["/"]), {"/"}, Counter[str](), []
    while waiting:
        address = waiting.popleft()
        response = own_client.get(address)
        if response.status_code >= 400:
            broken.append((address, response.status_code))
        assert "Set-Cookie" not in response.headers, address
        if not response.content_type.startswith("text/html"):
            continue
        page = BeautifulSoup(response.text, "lxml")
        for loaded in page.select(", ".join(LOADING)):
            assert not urlsplit(str(loaded.get("src") or loaded.get("href"))).netloc, address
        for element in page.select("a[href], link[href]"):
            target = urldefrag(urljoin(address, str(element["href"]))).url
            path = urlsplit(target).path
            if urlsplit(target).netloc or target in seen or kinds[path] >= MOST_OF_A_KIND:
                continue
            seen.add(target)
            kinds[path] += 1
            waiting.append(target)
    assert broken == []
    assert len(seen) > 150


@pytest.mark.parametrize(
    "beyond",
    [
        "/story/budget",
        "/story/tide-01",
        "/story/..%2f..%2fstory%2fbudget",
        "/story/ferry-strike/../budget",
        "/story/ferry-strike/original",
        "/story/ferry-strike.json",
        ".json",
        ".csv",
        ".atom",
        "/search?q=crane",
        "/s/strike",
        "/%2e%2e/%2e%2e/status",
        "/edit",
        "/changes",
    ],
)
def test_nothing_else_is_behind_a_shared_link(
    own_client: FlaskClient, own_catalogue: Catalogue, beyond: str
) -> None:
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    share(own_catalogue, "strike", 1)
    with own_catalogue.store.read() as transaction:
        (made,) = transaction.shares.of("strike")
        url = shared_url(str(transaction.shares.key()), made)
    assert find_shared(own_catalogue, url.rpartition("/")[2]).slug == "strike"
    assert own_client.get(f"{url}/story/ferry-strike").status_code == 200
    assert own_client.get(f"{url}{beyond}").status_code == 404


def test_a_shared_link_takes_no_orders(own_client: FlaskClient, own_catalogue: Catalogue) -> None:
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    share(own_catalogue, "strike", 1)
    with own_catalogue.store.read() as transaction:
        (made,) = transaction.shares.of("strike")
        url = shared_url(str(transaction.shares.key()), made)
    plain = own_client.get(url)
    for address in ("?q=crane", "?actor=mina-petrov", "?not.actor=ada-larsen", "?per=100"):
        assert own_client.get(url + address).data == plain.data
    for other in (url[:-1], f"{url}x", url.replace(".", "", 1)):
        assert own_client.get(other).status_code == 404
