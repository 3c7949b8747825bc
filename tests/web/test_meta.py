from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from tests.archives import settings_for
from tests.web.library import TOTAL, fill
from tests.web.reading import attribute, open_page, text, texts
from web import create_app

PAGES = (
    "/",
    "/search",
    "/search?q=ferry&actor=ada-larsen&date=2023",
    "/search.json",
    "/story/ferry-strike",
    "/actor/ada-larsen",
    "/facet/actor",
    "/saved",
    "/status",
    "/api",
    "/opensearch.xml",
    "/robots.txt",
    "/healthz",
    "/nowhere",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_keeps_to_itself(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("address", [page for page in PAGES if "." not in page])
def test_pages_hold_no_inline_style_or_script(client: FlaskClient, address: str) -> None:
    html = client.get(address).text

    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") in (0, html.count('<script type="module" src="/static/'))


def test_static_files_are_kept_for_ever_under_the_address_of_their_content(
    client: FlaskClient,
) -> None:
    page = open_page(client, "/")
    address = attribute(page, "link[rel=stylesheet]", "href")
    response = client.get(address)

    assert response.content_type == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    digest = address.split("/")[2]
    assert client.get(address.replace(digest, "0" * 12)).status_code == 404


def test_opensearch_describes_the_search(client: FlaskClient) -> None:
    root = ElementTree.fromstring(client.get("/opensearch.xml").data)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}

    assert [url.get("template") for url in root.findall("o:Url", space)] == [
        "http://localhost/search?q={searchTerms}",
        "http://localhost/suggest?q={searchTerms}",
        "http://localhost/search.json?q={searchTerms}",
    ]


def test_status_says_what_is_indexed(client: FlaskClient) -> None:
    found = client.get("/status.json").get_json()

    told = ("ok", "stories", "searchable", "undated", "rejected", "unfiled")
    assert {name: found[name] for name in told} == {
        "ok": True,
        "stories": TOTAL,
        "searchable": TOTAL,
        "undated": 1,
        "rejected": 0,
        "unfiled": 0,
    }
    assert found["generation"]
    assert 0 <= found["age_seconds"] < 3600


def test_status_tells_no_folder_of_the_server(own_catalogue: Catalogue) -> None:
    with own_catalogue.store.begin() as transaction:
        run = transaction.runs.start("index", ["/srv/press"])
        transaction.runs.finish(run, {"indexed": 1}, "/srv/press: done")
    client = create_app(own_catalogue).test_client()

    assert "/srv" not in client.get("/status").text + client.get("/status.json").text
    assert "index, " in text(open_page(client, "/status"), ".facts div:last-child dd")


def test_status_says_who_writes_but_not_with_which_command(own_catalogue: Catalogue) -> None:
    client = create_app(own_catalogue).test_client()
    assert client.get("/status.json").get_json()["locked_by_process"] is None
    with own_catalogue.engine.writer():
        found = client.get("/status.json").get_json()
        assert (found["locked_by_process"], found["locked_seconds"]) == (os.getpid(), 0)
        assert f"process {os.getpid()} writes for less" in client.get("/status").text
        assert "pytest" not in client.get("/status").text


def test_a_healthy_archive_says_so(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"ok": True, "engine": "ok", "store": "ok"}


def test_the_pages_for_programs_name_addresses_that_exist(client: FlaskClient) -> None:
    page = open_page(client, "/api")

    for link in page.select("main a"):
        assert client.get(str(link["href"])).status_code == 200


class TestWithoutIndex:
    @pytest.fixture
    def client(self, tmp_path: Path) -> FlaskClient:
        return create_app(Catalogue.open(settings_for(tmp_path), create=True)).test_client()

    @pytest.mark.parametrize("address", ["/", "/search?q=x", "/facet/actor"])
    def test_a_page_says_how_to_begin(self, client: FlaskClient, address: str) -> None:
        page = open_page(client, address, status=503)

        assert text(page, "h1") == "Nothing has been indexed yet"
        assert text(page, "pre") == "cuttings index PATH"

    def test_its_status_can_be_seen(self, client: FlaskClient) -> None:
        assert "none that can be used" in text(open_page(client, "/status"), ".facts")

    def test_json_says_how_to_begin(self, client: FlaskClient) -> None:
        response = client.get("/search.json?q=x")

        assert response.status_code == 503
        assert response.get_json() == {
            "ok": False,
            "error": "Nothing has been indexed yet. "
            "Point the archive at a folder of saved stories, then reload this page:",
            "status": 503,
            "title": "Nothing has been indexed yet",
            "detail": "Point the archive at a folder of saved stories, then reload this page:",
            "command": "cuttings index PATH",
        }

    def test_it_is_not_healthy(self, client: FlaskClient) -> None:
        response = client.get("/healthz")

        assert response.status_code == 503
        assert response.get_json() == {"ok": False, "engine": "NoIndexError", "store": "ok"}

    def test_pages_come_to_life_when_stories_are_indexed(self, tmp_path: Path) -> None:
        catalogue = Catalogue.open(settings_for(tmp_path), create=True)
        client = create_app(catalogue).test_client()
        open_page(client, "/search", status=503)

        fill(catalogue.store)
        catalogue.rebuild()

        assert text(open_page(client, "/search"), "h1") == f"{TOTAL} stories"


def test_a_foreign_name_is_refused(catalogue: Catalogue) -> None:
    client = create_app(catalogue, host_names=["127.0.0.1", "localhost"]).test_client()

    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200
    refused = client.get("/", headers={"Host": "rebound.example"})
    assert refused.status_code == 400
    assert "cuttings serve --name rebound.example" in refused.text
    assert texts(open_page(client, "/saved"), "h1") == ["Saved queries"]
