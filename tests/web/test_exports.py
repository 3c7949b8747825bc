from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

from archive.catalogue import Catalogue
from archive.exports import FORMATS
from archive.exports.atom import ATOM
from archive.saved.queries import save_search
from archive.search.state import SearchState
from tests.web.library import TOTAL, told
from tests.web.reading import link, open_page, texts

NAMES = {"a": ATOM}


def headlines(client: FlaskClient, address: str) -> list[str]:
    """The first column of a table."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.content_type == "text/csv; charset=utf-8"
    return [row[0] for row in csv.reader(StringIO(response.text, newline=""))][1:]


def links(feed: etree._Element) -> dict[str, str]:
    return {str(e.get("rel")): str(e.get("href")) for e in feed.findall(f"{{{ATOM}}}link")}


def test_a_table_holds_every_story_whatever_the_page(client: FlaskClient) -> None:
    assert len(headlines(client, "/search.csv?page=2&per=3")) == TOTAL


@pytest.mark.parametrize(
    "address",
    [
        "q=strike&actor=bo-okafor",
        "not.source=Almanac&sort=oldest",
        "date=2023-04",
        "actor=ada-larsen&actor=bo-okafor&all=actor&sort=newest",
        "q=nothing+fits+this",
    ],
)
def test_an_export_holds_what_the_page_shows(client: FlaskClient, address: str) -> None:
    shown = client.get(f"/search.json?{address}&per=100").json
    assert shown is not None
    assert headlines(client, f"/search.csv?{address}") == [
        story["headline"] or "Untitled story" for story in shown["stories"]
    ]
    items = json.loads(client.get(f"/search.csl.json?{address}").data)
    assert [item["id"] for item in items] == [story["id"] for story in shown["stories"]]


def test_the_page_links_to_every_export(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=strike&date=2023&page=1&per=1")
    assert texts(page, ".exports a") == [
        "Atom feed",
        "CSV",
        "RIS",
        "BibTeX",
        "CSL-JSON",
        "Evidence pack",
    ]
    assert link(page, "RIS") == "/search.ris?q=strike&date=2023&per=1"
    for suffix, form in FORMATS.items():
        response = client.get(f"/search.{suffix}?q=strike")
        assert (response.status_code, response.content_type) == (200, form.media_type)
        assert response.headers["Content-Disposition"] == (
            f'attachment; filename="cuttings.{suffix}"'
        )


def test_nothing_found_has_nothing_to_export(client: FlaskClient) -> None:
    assert texts(open_page(client, "/search?q=nowhere"), ".exports a") == []


def test_a_feed_leads_through_all_pages(client: FlaskClient) -> None:
    address: str | None = "/search.atom?source=Almanac&per=4&sort=oldest"
    titles: list[str] = []
    feed = etree.Element("none")
    while address:
        response = client.get(address)
        feed = etree.fromstring(response.data)
        assert response.content_type == "application/atom+xml"
        titles += [e.findtext(f"{{{ATOM}}}title") or "" for e in feed.findall(f"{{{ATOM}}}entry")]
        address = links(feed).get("next")
    assert titles == [f"Tide table {number}" for number in range(1, 16)]
    assert links(feed) == {
        "alternate": "http://localhost/search?source=Almanac&sort=oldest&page=4&per=4",
        "self": "http://localhost/search.atom?source=Almanac&sort=oldest&page=4&per=4",
        "first": "http://localhost/search.atom?source=Almanac&sort=oldest&per=4",
        "previous": "http://localhost/search.atom?source=Almanac&sort=oldest&page=3&per=4",
        "last": "http://localhost/search.atom?source=Almanac&sort=oldest&page=4&per=4",
    }


def test_a_feed_stays_the_same_when_the_index_is_built_anew(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    before = own_client.get("/search.atom?q=strike")
    own_catalogue.rebuild()
    after = own_client.get("/search.atom?q=strike")
    etag = {"If-None-Match": str(before.headers["ETag"])}

    assert after.data == before.data
    assert own_client.get("/search.atom?q=strike", headers=etag).status_code == 304


@pytest.mark.parametrize(
    "address",
    ["/search.atom", "/search.atom?q=xylophone", "/search.atom?page=2&per=4", "/s/all.atom"],
)
def test_a_reader_of_feeds_finds_nothing_wrong(
    own_client: FlaskClient, own_catalogue: Catalogue, address: str
) -> None:
    save_search(own_catalogue, "All", SearchState())
    response = own_client.get(address)
    headers = {name.lower(): value for name, value in response.headers}
    feed = feedparser.parse(response.data, response_headers=headers)

    assert feed.get("bozo_exception") is None
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert all((feed.feed.id, feed.feed.title, feed.feed.updated_parsed))
    assert bool(feed.entries) == ("xylophone" not in address)
    assert all(e.id and e.title and e.link and e.updated_parsed for e in feed.entries)
    assert len({e.id for e in feed.entries}) == len(feed.entries)


def test_a_new_story_changes_the_feed(own_client: FlaskClient, own_catalogue: Catalogue) -> None:
    before = own_client.get("/search.atom?q=strike")
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put(*told("again", "A strike again.", headline="Again"))
    own_catalogue.catch_up()
    etag = {"If-None-Match": str(before.headers["ETag"])}
    after = own_client.get("/search.atom?q=strike", headers=etag)

    assert after.status_code == 200
    assert b"Again" in after.data


@pytest.mark.parametrize("suffix", ["atom", *FORMATS])
def test_no_address_breaks_an_export(client: FlaskClient, suffix: str) -> None:
    for address in ("q=%22", "date=no", "page=999999", "q=%00%ff", "sort=x&per=1000", "q=(((("):
        assert client.get(f"/search.{suffix}?{address}").status_code == 200


def test_a_saved_query_has_the_same_exports(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    save_search(own_catalogue, "The strike", SearchState.from_address("q=strike&per=1"))
    page = open_page(own_client, "/s/the-strike")

    assert link(page, "CSV") == "/s/the-strike.csv"
    for suffix in FORMATS:
        saved, searched = (
            own_client.get(f"{p}.{suffix}?q=strike") for p in ("/s/the-strike", "/search")
        )
        assert (saved.status_code, saved.data) == (200, searched.data)
    assert own_client.get("/s/none.csl.json").status_code == 404


def test_the_feed_of_a_saved_query_tells_of_a_story_once(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    before = own_client.get("/s/strike.atom")
    own_catalogue.rebuild()
    etag = {"If-None-Match": str(before.headers["ETag"])}
    assert own_client.get("/s/strike.atom").data == before.data
    assert own_client.get("/s/strike.atom", headers=etag).status_code == 304

    told_before = entry_ids(before.data)
    story, mentions = told("strike-ends", "The strike is over, it is said.", headline="Edited")
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put(*told("again", "A strike again."))
        transaction.stories.put(story, mentions)
    own_catalogue.catch_up()
    told_now = entry_ids(own_client.get("/s/strike.atom").data)
    assert len(told_now) == 3
    assert told_before < told_now


def entry_ids(feed: bytes) -> set[str]:
    entries = etree.fromstring(feed).findall(f"{{{ATOM}}}entry")
    return {entry.findtext(f"{{{ATOM}}}id") or "" for entry in entries}


def test_a_search_and_a_saved_query_are_had_as_evidence(own_client: FlaskClient) -> None:
    response = own_client.get("/search.zip?q=strike&page=9")

    assert (response.status_code, response.content_type) == (200, "application/zip")
    assert response.headers["Content-Disposition"] == 'attachment; filename="cuttings.zip"'
    with ZipFile(BytesIO(response.data)) as archive:
        assert len([n for n in archive.namelist() if n.startswith("stories/")]) == 2

    assert own_client.get("/s/nowhere.zip").status_code == 404
    assert own_client.get('/search.zip?q="strike').status_code == 200
