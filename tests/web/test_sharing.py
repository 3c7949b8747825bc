from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.saved.queries import save_search
from archive.search.state import SearchState
from archive.store import Store
from tests.archives import settings_for
from tests.web.reading import open_page, page_of, text, texts
from tests.web.test_saved import send
from web import create_app


@pytest.fixture
def link(own_client: FlaskClient, own_catalogue: Catalogue) -> str:
    """A link to a saved query that finds two stories."""
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike&per=1"))
    made = send(own_client, open_page(own_client, "/s/strike/share"), days="7")
    assert (made.status_code, made.location) == (303, "/s/strike/share")
    (url,) = texts(open_page(own_client, "/s/strike/share"), ".links code")
    return url.removeprefix("http://localhost")


def test_a_link_shows_the_stories_of_the_query(own_client: FlaskClient, link: str) -> None:
    page = open_page(own_client, link)
    assert (text(page, "h1"), text(page, ".head .aside")) == ("Strike", "2 stories")
    second = open_page(own_client, f"{link}?page=2")
    assert texts(page, ".hit h3") + texts(second, ".hit h3") == [
        "Strike over, ferries sail",
        "Ferry crews strike at dawn",
    ]
    story = open_page(own_client, str(page.select(".hit h3 a")[0]["href"]))
    assert text(story, "h1") == "Strike over, ferries sail"


def test_a_link_leads_nowhere_else(own_client: FlaskClient, link: str) -> None:
    addresses = {
        str(a["href"])
        for address in (link, f"{link}/story/strike-ends", f"{link}/none")
        for a in page_of(own_client.get(address)).select("a[href]")
    }
    assert {a for a in addresses if not a.startswith((link, "#"))} == set()


@pytest.mark.parametrize(
    "path", ["/story/budget", "/story/none", "/search", ".json", ".csv", "/changes", "/", "x"]
)
def test_every_other_address_below_a_link_is_not_there(
    own_client: FlaskClient, link: str, path: str
) -> None:
    assert text(open_page(own_client, f"{link}{path}", status=404), "h1") == (
        "This link shows nothing"
    )


def test_a_link_that_was_ended_shows_nothing(own_client: FlaskClient, link: str) -> None:
    page = open_page(own_client, "/s/strike/share")
    (form,) = page.select(".links form")
    fields = {str(e["name"]): str(e["value"]) for e in form.select("input")}
    headers = {"Sec-Fetch-Site": "same-origin"}
    own_client.post(str(form["action"]), data=fields, headers=headers)

    open_page(own_client, link, status=404)
    assert texts(open_page(own_client, "/s/strike/share"), ".links li") == []


def test_a_link_ends_when_its_time_is_over(
    own_catalogue: Catalogue, link: str, tmp_path: Path
) -> None:
    url = settings_for(tmp_path / "archive").store_url
    with Store.open(url, now=lambda: datetime(2300, 1, 1, tzinfo=UTC)) as store:
        late = create_app(Catalogue(store, own_catalogue.engine))
        open_page(late.test_client(), link, status=404)


def test_a_link_ends_with_its_query(own_client: FlaskClient, link: str) -> None:
    send(own_client, open_page(own_client, "/s/strike/delete"))
    open_page(own_client, link, status=404)


def test_a_link_is_good_after_a_restart(own_catalogue: Catalogue, link: str) -> None:
    again = create_app(own_catalogue, secret=b"another secret").test_client()
    open_page(again, link)


def test_a_link_cannot_be_made_up(own_client: FlaskClient, link: str) -> None:
    for forged in (f"{link}x", link[:-1], "/shared/IngI.abc", "/shared/", "/shared/%00"):
        assert own_client.get(forged).status_code == 404


def test_a_server_may_show_only_what_is_shared(own_catalogue: Catalogue, link: str) -> None:
    outside = create_app(own_catalogue, only_shared=True).test_client()
    open_page(outside, link)
    for address in ("/", "/search", "/story/strike-ends", "/saved", "/s/strike", "/api"):
        assert outside.get(address).status_code == 404
    assert outside.post("/saved").status_code == 404


@pytest.mark.parametrize("days", ["0", "", "400", "-1", "x"])
def test_a_link_is_good_for_days_that_are_offered(
    own_client: FlaskClient, link: str, days: str
) -> None:
    page = open_page(own_client, "/s/strike/share")
    assert send(own_client, page, days=days).status_code == 400
