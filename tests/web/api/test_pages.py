"""The API as it is read: a page for each operation, with a request that is answered now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.model import PartialDate
from archive.saved.queries import save_search
from archive.search.state import SearchState
from archive.settings import Settings
from tests.web.library import told
from tests.web.reading import link, open_page, text, texts
from web import create_app
from web.api.document import API_VERSION, entries


@pytest.fixture
def full(own_client: FlaskClient, own_catalogue: Catalogue) -> FlaskClient:
    """An archive that has something to show for every operation."""
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    return own_client


def test_the_overview_lists_every_operation_once(client: FlaskClient, app: Flask) -> None:
    page = open_page(client, "/api")
    listed = [str(a["href"]) for a in page.select(".operations a")]

    assert sorted(listed) == sorted(f"/api/{entry.operation_id}" for entry in entries(app))
    assert link(page, "Search the stories") == "/api/search"
    assert texts(page, "h2")[:2] == ["Stories", "Many searches"]
    assert f"This is version {API_VERSION}." in text(page, "main")


def test_every_operation_has_a_page_whose_example_is_answered(full: FlaskClient) -> None:
    for entry in entries(full.application):
        page = open_page(full, f"/api/{entry.operation_id}")
        assert text(page, "h1") == entry.operation.summary
        assert text(page, "h1 + p") == f"{entry.method} {entry.path}"
        assert "200 OK" in text(page, "[aria-label=Request] + p"), entry.path
        assert texts(page, "[aria-label=Answer]") != [""]
        for anchor in page.select("main a[href^='#']"):
            assert page.select(f"[id='{str(anchor['href'])[1:]}']"), anchor


def test_an_example_is_what_the_archive_answers(full: FlaskClient) -> None:
    page = open_page(full, "/api/saved")
    shown = json.loads(page.select("[aria-label=Answer]")[0].text)

    assert shown == full.get("/saved.json").get_json()
    assert text(page, "[aria-label=Request]") == "curl 'http://localhost/saved.json'"
    assert full.get(link(page, "the whole answer")).get_json() == shown


def test_a_form_is_sent_as_it_is_shown(full: FlaskClient) -> None:
    page = open_page(full, "/api/count")
    shown = json.loads(page.select("[aria-label=Answer]")[0].text)

    assert text(page, "[aria-label=Request]").startswith("curl --data 'queries=peace%0Awar' 'http")
    sent = full.post("/batch.json", data={"queries": "peace\nwar"}).get_json()
    assert shown["results"] == sent["results"]


def test_long_lists_and_texts_are_cut(full: FlaskClient) -> None:
    shown = json.loads(open_page(full, "/api/values").select("[aria-label=Answer]")[0].text)
    whole = full.get("/facet/actor.json?order=name").get_json()

    assert shown["total"] == whole["total"] > 2
    assert shown["values"] == [*whole["values"][:2], "…"]


def test_members_parameters_and_answers_are_told(client: FlaskClient) -> None:
    page = open_page(client, "/api/search")
    names = texts(page, ".members th[scope=row] code")

    assert {"q", "not.actor", "next", "total", "did_you_mean", "precision", "children"} <= set(
        names
    )
    assert link(page, "SearchAnswer") == "#SearchAnswer"
    assert "relevance" in text(page, "main")
    assert "`" not in text(page, "main")


def test_what_is_shown_is_text(own_client: FlaskClient, own_catalogue: Catalogue) -> None:
    with own_catalogue.store.begin() as transaction:
        headline, day = "<script>alert(1)</script>", PartialDate.of(2099, 1, 1)
        transaction.stories.put(*told("a b'<i>", "Words.", headline=headline, published=day))
    own_catalogue.catch_up()
    page = open_page(own_client, "/api/story")

    assert "<script>alert(1)</script>" in text(page, "[aria-label=Answer]")
    assert not page.select("pre script, pre i")
    assert "'http://localhost/story/a%20b%27%3Ci%3E.json'" in text(page, "[aria-label=Request]")


def test_an_archive_without_stories_or_index_is_explained_too(tmp_path: Path) -> None:
    client = create_app(Catalogue.open(Settings(tmp_path), create=True)).test_client()

    page = open_page(client, "/api/story")
    assert "nothing yet that could be shown" in text(page, "#example + p")
    assert "503" in text(open_page(client, "/api/search"), "[aria-label=Request] + p")


def test_an_operation_that_is_none_is_not_found(client: FlaskClient) -> None:
    open_page(client, "/api/nothing", status=404)
