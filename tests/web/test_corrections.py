from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.catalogue import Catalogue
from archive.model import AuthorityRecord, Mention, NameKind, Story
from tests.web.reading import link, open_page, page_of, rows, text, texts

HEADERS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def send(client: FlaskClient, page: BeautifulSoup, **changes: str) -> TestResponse:
    """Send the first posted form of a page as its browser would."""
    form = page.select("form[method=post]")[0]
    fields = {str(e["name"]): str(e.get("value", "")) for e in form.select("input[name]")}
    return client.post(str(form["action"]), data=fields | changes, headers=HEADERS)


def correct(client: FlaskClient, asked: str, *, author: str = "Ida") -> str:
    """Look at a correction and make it; where that leads."""
    response = send(client, open_page(client, f"/names/correct?{asked}"), author=author)
    assert response.status_code == 303, response.text
    return str(response.location)


MERGE = "action=merge&kind=actor&name=mina-petrov&to=Bo+Okafor"


def test_a_merge_says_first_what_it_changes(own_client: FlaskClient) -> None:
    before = rows(open_page(own_client, "/search"), "actor")
    page = open_page(own_client, f"/names/correct?{MERGE}")

    assert text(page, "h1") == "Merge “Mina Petrov” into “Bo Okafor”?"
    assert texts(page, ".save > p")[0] == (
        "This changes how 2 stories are filed. It can be undone."
    )
    assert texts(page, ".changes tbody tr") == ["Actors Mina Petrov 2 0", "Actors Bo Okafor 2 4"]
    assert rows(open_page(own_client, "/search"), "actor") == before


def test_a_merged_name_leads_to_the_one_that_took_it_in(own_client: FlaskClient) -> None:
    assert correct(own_client, MERGE) == "/actor/bo-okafor"

    response = own_client.get("/actor/mina-petrov")
    assert (response.status_code, response.location) == (302, "/actor/bo-okafor")
    assert own_client.get("/actor/mina-petrov.json").location == "/actor/bo-okafor.json"
    assert own_client.get("/actor/mina-petrov/mentions").location == "/actor/bo-okafor/mentions"
    assert text(open_page(own_client, "/search?actor=mina-petrov"), "h1") == "4 stories"
    assert rows(open_page(own_client, "/search"), "actor")[:2] == ["Bo Okafor 4", "Ada Larsen 3"]


def test_undoing_brings_every_facet_back(own_client: FlaskClient) -> None:
    before = own_client.get("/search.json").get_data()
    name = open_page(own_client, correct(own_client, MERGE))
    assert texts(name, ".mend .journal li")[0].startswith("Merge “Mina Petrov” into “Bo Okafor”")

    page = open_page(own_client, link(name, "Undo correction 1"))
    assert texts(page, ".changes tbody tr") == ["Actors Mina Petrov 0 2", "Actors Bo Okafor 4 2"]
    assert send(own_client, page).location == "/actor/mina-petrov"
    assert own_client.get("/search.json").get_data() == before
    assert own_client.get("/names/undo/1").status_code == 409


@pytest.mark.parametrize(
    ("asked", "leads_to", "now"),
    [
        ("action=rename&kind=actor&name=bo-okafor&text=B.+Okafor", "/actor/bo-okafor",
         "B. Okafor 2"),
        ("action=retype&kind=organisation&name=ferry-union&to_kind=actor", "/actor/ferry-union",
         "Ferry Union 1"),
        ("action=split&kind=actor&name=bo-okafor&text=Bo+Okafor&to=ada-larsen",
         "/actor/ada-larsen", "Ada Larsen 3"),
        ("action=variant&kind=actor&name=ada-larsen&text=Mina+Petrov", "/actor/ada-larsen",
         "Ada Larsen 5"),
    ],
)  # fmt: skip
def test_every_correction_is_made_on_the_page(
    own_client: FlaskClient, asked: str, leads_to: str, now: str
) -> None:
    assert correct(own_client, asked) == leads_to
    assert now in rows(open_page(own_client, "/search"), "actor")


def test_a_hidden_name_leaves_the_facets_and_its_page_says_so(own_client: FlaskClient) -> None:
    address = correct(own_client, "action=hide&kind=actor&name=bo-okafor")
    page = open_page(own_client, address)

    assert not any("Okafor" in row for row in rows(open_page(own_client, "/search"), "actor"))
    assert link(page, "no stories") == "/search?actor=bo-okafor"
    assert texts(page, ".mend .journal li")[0].startswith("Hide “Bo Okafor”, which is no name")


def test_the_journal_names_author_and_time_and_what_was_undone(own_client: FlaskClient) -> None:
    correct(own_client, MERGE, author=" Ida  Lind ")
    send(own_client, open_page(own_client, "/names/undo/1"), author="Bo")
    (line,) = texts(open_page(own_client, "/names/corrections"), ".journal li")

    assert line.startswith("Merge “Mina Petrov” into “Bo Okafor” 2")
    assert " UTC by Ida Lind; undone 2" in line
    assert line.endswith(" UTC by Bo")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 409),
        ("action=explode&kind=actor&name=bo-okafor", 409),
        ("action=merge&kind=ship&name=bo-okafor&to=x", 409),
        ("action=merge&kind=actor&name=bo-okafor", 409),
        ("action=merge&kind=actor&name=bo-okafor&to=Nobody", 409),
        ("action=merge&kind=actor&name=nobody&to=bo-okafor", 404),
        ("action=rename&kind=actor&name=bo-okafor&text=%00%20", 200),
        ("action=rename&kind=actor&name=bo-okafor&text=+", 409),
        ("action=hide&kind=actor&name=%ED%A0%80", 404),
    ],
)
def test_what_makes_no_sense_is_answered_with_the_reason(
    client: FlaskClient, asked: str, status: int
) -> None:
    open_page(client, f"/names/correct?{asked}", status=status)
    open_page(client, "/names/undo/99", status=404)


def test_nothing_is_changed_without_a_good_token_or_from_another_site(
    own_client: FlaskClient,
) -> None:
    page = open_page(own_client, f"/names/correct?{MERGE}")
    again = send(own_client, page, token="x")
    assert again.status_code == 200
    assert text(page_of(again), "h1") == "Merge “Mina Petrov” into “Bo Okafor”?"
    for address in ("/names/correct", "/names/undo/1", "/names/suggestions"):
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert own_client.post(address, headers=headers).status_code == 403
    assert texts(open_page(own_client, "/names/corrections"), ".journal li") == []


YES = "yes larsen-ada ada-larsen"


@pytest.fixture
def alike(own_catalogue: Catalogue, own_client: FlaskClient) -> FlaskClient:
    """The archive with a story that names Ada Larsen otherwise."""
    with own_catalogue.store.begin() as transaction:
        record = AuthorityRecord(NameKind.ACTOR, "larsen-ada", "Larsen, Ada")
        transaction.authorities.put([record])
        named = Mention(NameKind.ACTOR, "larsen-ada", "Larsen, Ada")
        transaction.stories.put(Story("index-card", "cards.txt", "A card", "A card."), [named])
    own_catalogue.catch_up()
    return own_client


def test_a_suggestion_is_merged_by_yes_and_only_then(alike: FlaskClient) -> None:
    page = open_page(alike, "/names/suggestions")
    (line,) = texts(page, ".pairs > li")
    assert line.startswith(
        "Larsen, Ada (1 story) and Ada Larsen (3 stories) "
        "“Ada Larsen” is “Larsen, Ada” in another order. Named together in no stories."
    )
    assert "Larsen, Ada 1" in rows(open_page(alike, "/search"), "actor")

    answer = send(alike, page, decision=YES, author="Ida").location
    assert answer == "/names/suggestions?kind=actor&author=Ida&made=1"
    told = open_page(alike, answer)
    assert text(told, ".notice") == (
        "Merge “Larsen, Ada” into “Ada Larsen”: done. Undo correction 1"
    )
    assert link(told, "Undo correction 1") == "/names/undo/1"
    assert "Ada Larsen 4" in rows(open_page(alike, "/search"), "actor")
    assert texts(open_page(alike, "/names/suggestions"), ".pairs > li") == []
    assert "by Ida" in text(open_page(alike, "/names/corrections"), ".journal li")


@pytest.mark.parametrize("decision", ["no", "skip"])
def test_a_decision_is_kept_and_merges_nothing(alike: FlaskClient, decision: str) -> None:
    page = open_page(alike, "/names/suggestions")
    send(alike, page, decision=f"{decision} larsen-ada ada-larsen")

    assert texts(open_page(alike, "/names/suggestions"), ".pairs > li") == []
    assert "Larsen, Ada 1" in rows(open_page(alike, "/search"), "actor")


def test_an_answer_that_is_none_decides_nothing(alike: FlaskClient) -> None:
    page = open_page(alike, "/names/suggestions?kind=ship")
    for decision, status in (
        ("perhaps larsen-ada ada-larsen", 400),
        ("", 400),
        ("yes", 409),
        ("yes larsen-ada larsen-ada", 409),
        ("no larsen-ada nobody", 404),
    ):
        assert send(alike, page, decision=decision).status_code == status, decision
    assert send(alike, page, decision=YES, token="x").status_code == 303
    assert len(texts(open_page(alike, "/names/suggestions"), ".pairs > li")) == 1
