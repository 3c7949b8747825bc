from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from tests.archives import settings_for
from tests.web.library import fill
from tests.web.reading import link, open_page, text, texts
from web import create_app


def test_a_search_that_finds_little_proposes_another_spelling(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=stirke&source=Coast+Daily&page=3")

    assert text(page, ".meant") == "Did you mean: strike (2 stories)"
    assert link(page, "strike") == "/search?q=strike&source=Coast+Daily"
    assert text(open_page(client, link(page, "strike")), "h1") == "2 stories"


def test_nothing_is_proposed_where_enough_is_found(client: FlaskClient) -> None:
    for address in ("/search?q=strike", "/search?q=tide", "/search", "/search?q=xylophone"):
        assert texts(open_page(client, address), ".meant") == []


def test_json_tells_the_proposal(client: FlaskClient) -> None:
    asked = "q=stirke&sort=newest&per=1"

    assert client.get(f"/search.json?{asked}").get_json()["did_you_mean"] == {
        "query": "strike",
        "total": 2,
        "url": "/search.json?q=strike&sort=newest&per=1",
    }
    assert client.get("/search.json?q=strike").get_json()["did_you_mean"] is None


def test_a_proposal_is_text_and_never_markup(client: FlaskClient) -> None:
    page = open_page(client, '/search?q="<b>stirke"')

    assert page.select(".meant b") == []


def test_a_saved_query_proposes_too(own_catalogue: Catalogue) -> None:
    with own_catalogue.store.begin() as transaction:
        saved = transaction.saved.add("Strikes", query_text="stirke", state="q=stirke", total=0)
    client = create_app(own_catalogue).test_client()

    assert text(open_page(client, f"/s/{saved.slug}"), ".meant a") == "strike"
    assert client.get(f"/s/{saved.slug}.json").get_json()["did_you_mean"]["total"] == 2


def test_suggestions_have_the_shape_that_browsers_take(client: FlaskClient) -> None:
    response = client.get("/suggest?q=peace+lars")

    assert response.content_type == "application/x-suggestions+json"
    assert response.get_json(force=True) == [
        "peace lars",
        ["peace larsen", 'peace actor:"Ada Larsen"'],
        ["1 story", "actor, 1 story"],
    ]


def test_whatever_is_typed_is_answered(client: FlaskClient) -> None:
    for typed in ("", "%20", "%00", "%ff", "%22", "a" * 3000, "%F0%9F%9A%A2", "date:20"):
        response = client.get(f"/suggest?q={typed}")
        assert response.status_code == 200
        assert response.get_json(force=True)[1] == []
    assert client.get("/suggest").get_json(force=True) == ["", [], []]


def test_a_story_is_followed_by_those_like_it(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike?q=peace")

    assert texts(page, ".similar li")[0] == "Strike over, ferries sail 2 May 2023, Coast Daily"
    assert link(page, "Strike over, ferries sail") == "/story/strike-ends"
    assert len(page.select(".similar li")) <= 5
    assert "/story/ferry-strike" not in [str(a["href"]) for a in page.select(".similar a")]


def test_a_story_like_no_other_stands_alone(client: FlaskClient) -> None:
    assert open_page(client, "/story/storm").select(".similar") == []


def test_a_story_can_be_read_before_there_is_an_index(tmp_path: Path) -> None:
    catalogue = Catalogue.open(settings_for(tmp_path), create=True)
    fill(catalogue.store)
    page = open_page(create_app(catalogue).test_client(), "/story/ferry-strike")
    catalogue.close()

    assert text(page, "h1") == "Ferry crews strike at dawn"
    assert page.select(".similar") == []
