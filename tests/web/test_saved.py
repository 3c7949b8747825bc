from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.catalogue import Catalogue
from archive.model import PartialDate
from tests.web.library import told
from tests.web.reading import attribute, link, open_page, page_of, text, texts


def send(client: FlaskClient, page: BeautifulSoup, **changes: str) -> TestResponse:
    """Send the form of a page as its browser would."""
    form = page.select("form[method=post]")[0]
    fields = {str(e["name"]): str(e.get("value", "")) for e in form.select("[name]")}
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    return client.post(str(form["action"]), data=fields | changes, headers=headers)


def saved(client: FlaskClient, address: str, name: str) -> str:
    """Save a search; its new address."""
    response = send(client, open_page(client, address), name=name)
    assert response.status_code == 303
    return str(response.location)


def test_a_saved_query_opens_what_was_searched(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike&actor=bo-okafor&page=2&sort=oldest", "The strike")
    page = open_page(own_client, address)

    assert address == "/s/the-strike"
    assert text(page, "h1") == "The strike"
    assert texts(page, ".hit h3") == ["Ferry crews strike at dawn", "Strike over, ferries sail"]
    assert link(page, "Change the search") == "/search?q=strike&actor=bo-okafor&sort=oldest"
    assert texts(open_page(own_client, "/"), ".plain a") == ["The strike"]


def test_saved_queries_are_listed_with_what_they_ask(own_client: FlaskClient) -> None:
    saved(own_client, "/search?q=strike&date=2023&not.actor=bo-okafor", "Strike")
    page = open_page(own_client, "/saved")

    assert texts(page, ".queries h2") == ["Strike"]
    assert texts(page, ".rules li") == ["“strike”", "Actor: not Bo Okafor", "Date: 2023"]
    assert texts(page, ".queries > li > .aside")[0].endswith("; no stories then.")


def test_a_saved_query_remembers_how_many_it_found(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    address = saved(own_client, "/search?q=strike", "Strike")
    story, mentions = told("again", "A strike again.", published=PartialDate.of(2024, 1, 1))
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put(story, mentions)
    own_catalogue.catch_up()

    words = text(open_page(own_client, address), ".head .aside")
    assert words.startswith("3 stories now; 2 stories when it was saved on ")


def test_a_query_without_a_name_is_called_by_what_it_asks(own_client: FlaskClient) -> None:
    page = open_page(own_client, saved(own_client, "/search?actor=bo-okafor", "  "))

    assert text(page, "h1") == "Actor: Bo Okafor"


def test_renaming_keeps_the_link(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike", "Strike")
    form = open_page(own_client, link(open_page(own_client, "/saved"), "Edit Strike"))
    response = send(own_client, form, name="  Walk \n out ")

    assert (response.status_code, response.location) == (303, "/saved")
    assert text(open_page(own_client, address), "h1") == "Walk out"


def test_a_note_is_kept_line_by_line_when_saving_and_when_editing(own_client: FlaskClient) -> None:
    form = open_page(own_client, "/search?q=strike")
    address = str(send(own_client, form, name="Strike", note=" Who spoke \r\nfirst? \r\n").location)
    assert own_client.get(f"{address}.json").get_json()["saved"]["note"] == "Who spoke\nfirst?"
    assert text(open_page(own_client, address), ".note") == "Who spoke first?"

    edit = open_page(own_client, f"{address}/edit")
    assert edit.select("textarea")[0].get_text() == "\nWho spoke\nfirst?"
    send(own_client, edit, note="It was settled.")
    assert text(open_page(own_client, "/saved"), ".note") == "It was settled."


def test_an_empty_name_is_asked_for_again(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike", "Strike")
    response = send(own_client, open_page(own_client, f"{address}/edit"), name=" ")

    assert response.status_code == 400
    assert text(open_page(own_client, address), "h1") == "Strike"


def test_a_deleted_query_can_be_brought_back(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike", "Strike")
    form = open_page(own_client, link(open_page(own_client, "/saved"), "Delete Strike"))
    assert text(form, "h1") == "Delete “Strike”?"

    deleted = send(own_client, form)
    open_page(own_client, address, status=404)
    listed = open_page(own_client, str(deleted.location))
    assert text(listed, ".notice p") == "“Strike” was deleted."

    assert send(own_client, listed).location == address
    assert text(open_page(own_client, address), "h1") == "Strike"


def test_bringing_back_twice_harms_nothing(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike", "Strike")
    listed = open_page(
        own_client, str(send(own_client, open_page(own_client, f"{address}/delete")).location)
    )
    send(own_client, listed)

    assert send(own_client, listed).status_code == 409
    assert text(open_page(own_client, address), "h1") == "Strike"


def test_looking_at_the_deletion_page_deletes_nothing(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike", "Strike")
    open_page(own_client, f"{address}/delete")

    open_page(own_client, address)


def test_forms_of_other_sites_are_refused(own_client: FlaskClient) -> None:
    form = open_page(own_client, "/search?q=strike")
    token = attribute(form, "form[method=post] [name=token]", "value")
    fields = {"name": "X", "search": "q=strike", "token": token}
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ):
        assert own_client.post("/saved", data=fields, headers=headers).status_code == 403

    assert texts(open_page(own_client, "/saved"), ".queries h2") == []


def test_a_form_without_a_good_token_is_shown_again_and_can_be_sent(
    own_client: FlaskClient,
) -> None:
    fields = {"name": "Strike", "note": "Why?", "search": "q=strike", "token": "x"}
    again = own_client.post("/saved", data=fields)

    assert again.status_code == 400
    assert texts(open_page(own_client, "/saved"), ".queries h2") == []
    assert page_of(again).select("textarea")[0].get_text() == "\nWhy?"
    assert send(own_client, page_of(again)).location == "/s/strike"


def test_the_token_of_one_form_does_not_send_another(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike", "Strike")
    form = open_page(own_client, f"{address}/edit")
    token = attribute(form, "[name=token]", "value")

    response = own_client.post(f"{address}/delete", data={"token": token})

    assert response.status_code == 400
    open_page(own_client, address)


def test_a_note_that_this_server_did_not_write_brings_nothing_back(
    own_client: FlaskClient,
) -> None:
    page = open_page(own_client, "/saved?undo=eyJuYW1lIjoiWCJ9.x.y")
    assert page.select(".notice") == []

    response = own_client.post("/saved/undo", data={"undo": "eyJ9.x", "token": ""})
    assert response.status_code == 400


def test_a_name_is_never_markup_and_never_too_long(own_client: FlaskClient) -> None:
    address = saved(own_client, "/search?q=strike", "<b>x</b>" * 100)
    page = open_page(own_client, address)

    assert text(page, "h1") == ("<b>x</b>" * 100)[:120]


def test_saved_queries_as_json(own_client: FlaskClient) -> None:
    saved(own_client, "/search?q=strike&actor=bo-okafor", "Strike")
    (listed,) = own_client.get("/saved.json").get_json()["saved"]
    opened = own_client.get("/s/strike.json").get_json()

    assert {key: listed[key] for key in listed if key != "created_at"} == {
        "slug": "strike",
        "name": "Strike",
        "url": "/s/strike",
        "search": "q=strike&actor=bo-okafor",
        "query": "strike",
        "note": "",
        "total_when_saved": 2,
    }
    assert (opened["saved"], opened["total"]) == (listed, 2)
    assert own_client.get("/s/nothing.json").status_code == 404


def test_no_cookie_is_ever_set(own_client: FlaskClient) -> None:
    saved(own_client, "/search?q=strike", "Strike")

    assert all(
        "Set-Cookie" not in own_client.get(address).headers
        for address in ("/", "/search", "/saved", "/s/strike")
    )
