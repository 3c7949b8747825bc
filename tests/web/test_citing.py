from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.store import SeedRecord, SeedState
from tests.web.reading import attribute, link, open_page, text, texts
from tests.web.traps import TRAP, put_trap


@pytest.fixture
def page_seed(own_catalogue: Catalogue, tmp_path: Path) -> Path:
    """A page on the disk, of which the story `page` was read."""
    path = tmp_path / "page.html"
    put_trap(own_catalogue, path)
    return path


def test_a_story_can_be_cited(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike")
    assert text(page, ".citation").startswith(
        "Jo Writer, “Ferry crews strike at dawn”, Coast Daily, 28 April 2023. "
        "http://localhost/story/ferry-strike (seen "
    )
    for label, begin in (("RIS", "TY  - NEWS"), ("BibTeX", "@article{"), ("CSL-JSON", "[\n{")):
        response = client.get(link(page, label))
        assert response.status_code == 200
        assert response.text.startswith(begin)
        assert "Ferry crews strike at dawn" in response.text


@pytest.mark.parametrize("path", [".ris", ".bib", ".csl.json", "/original", "/original/frame"])
def test_a_story_that_is_not_there_has_no_citation(client: FlaskClient, path: str) -> None:
    assert client.get(f"/story/none{path}").status_code == 404


def test_the_stories_of_a_search_follow_each_other(client: FlaskClient) -> None:
    address = "/story/tide-02?source=Almanac&sort=oldest&page=7"
    page = open_page(client, address)
    assert text(page, ".turn span") == "2 of 15"
    assert link(page, "Previous story") == "/story/tide-01?source=Almanac&sort=oldest&page=7"
    assert link(page, "Next story") == "/story/tide-03?source=Almanac&sort=oldest&page=7"


def test_the_first_story_has_none_before_it_and_the_last_none_after(client: FlaskClient) -> None:
    search = "?source=Almanac&sort=oldest"
    assert texts(open_page(client, f"/story/tide-01{search}"), ".turn a") == ["Next story"]
    assert texts(open_page(client, f"/story/tide-15{search}"), ".turn a") == ["Previous story"]


@pytest.mark.parametrize("address", ["/story/budget", "/story/budget?q=strike"])
def test_without_a_search_that_finds_it_a_story_has_no_neighbours(
    client: FlaskClient, address: str
) -> None:
    assert texts(open_page(client, address), ".turn") == []


def test_the_seed_is_shown_as_it_came_with_its_checksum(
    own_client: FlaskClient, page_seed: Path
) -> None:
    page = open_page(own_client, link(open_page(own_client, "/story/page"), "As it came"))
    assert texts(page, ".facts dd") == ["page.html", hashlib.sha256(TRAP).hexdigest()]
    assert page.select("iframe")[0].has_attr("sandbox")

    shown = own_client.get(attribute(page, "iframe", "src"))
    assert shown.content_type == "text/html; charset=utf-8"
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; ")
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert b"As it came." in shown.data
    assert b"<link" not in shown.data.lower()


def test_a_seed_that_changed_is_not_shown(own_client: FlaskClient, page_seed: Path) -> None:
    page_seed.write_bytes(b"<p>Other words.")
    shown = open_page(own_client, "/story/page/original", status=404)
    assert "changed since it was read" in text(shown, ".head")
    assert own_client.get("/story/page/original/frame").status_code == 404


def test_one_of_several_stories_in_a_file_is_not_shown_as_it_came(client: FlaskClient) -> None:
    assert texts(open_page(client, "/story/ferry-strike"), ".card .deeds a") == [
        "RIS",
        "BibTeX",
        "CSL-JSON",
    ]
    open_page(client, "/story/ferry-strike/original", status=404)


def test_a_page_that_is_no_utf8_is_left_to_the_browser(
    own_client: FlaskClient, own_catalogue: Catalogue, page_seed: Path
) -> None:
    for data, media_type in (
        (b"<p>caf\xe9", "text/html"),
        ("<p>café".encode("utf-16"), "text/plain"),
    ):
        page_seed.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        with own_catalogue.store.begin() as transaction:
            transaction.seeds.put(
                SeedRecord(str(page_seed), digest, len(data), SeedState.INDEXED, "html", stories=1)
            )
        shown = own_client.get("/story/page/original/frame")
        assert (shown.content_type, shown.data) == (media_type, data)


def test_a_pdf_is_given_to_be_saved_and_not_shown(
    own_client: FlaskClient, own_catalogue: Catalogue, page_seed: Path
) -> None:
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3"
    page_seed.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    with own_catalogue.store.begin() as transaction:
        transaction.seeds.put(
            SeedRecord(str(page_seed), digest, len(data), SeedState.INDEXED, "pdf", stories=1)
        )

    page = open_page(own_client, "/story/page/original")
    saved = own_client.get(attribute(page, "a[download]", "href"))

    assert page.select("iframe") == []
    assert (saved.content_type, saved.data) == ("application/pdf", data)
    assert saved.headers["Content-Disposition"].startswith("attachment")
