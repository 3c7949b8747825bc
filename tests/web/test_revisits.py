from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text as sql

from archive.catalogue import Catalogue
from archive.model import PartialDate
from archive.saved.queries import save_search
from archive.search.state import SearchState
from tests.web.library import told
from tests.web.reading import link, open_page, text, texts
from tests.web.test_saved import send


@pytest.fixture
def strike(own_catalogue: Catalogue) -> str:
    """A saved query, after which one story came, one changed and one left."""
    address = "q=strike&actor=bo-okafor"
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put(*told("leaves", "A strike, says [Bo Okafor]."))
    own_catalogue.catch_up()
    save_search(own_catalogue, "Strike", SearchState.from_address(address))
    with own_catalogue.store.begin() as transaction:
        new = told("new", "A strike again, says [Bo Okafor].", headline="New strike")
        edited = told(
            "strike-ends",
            "The strike is over at last. [Bo Okafor] thanked all.",
            headline="Strike over for good",
            published=PartialDate.of(2023, 5, 2),
        )
        transaction.stories.put_many([new, edited])
        transaction.stories.delete("leaves")
    own_catalogue.catch_up()
    return "/s/strike"


def test_a_saved_query_tells_what_is_new_changed_and_gone(
    own_client: FlaskClient, strike: str
) -> None:
    page = open_page(own_client, strike)
    assert texts(page, ".revisit a") == ["1 new", "1 changed", "1 gone"]

    new = open_page(own_client, link(page, "1 new"))
    assert texts(new, ".hit h3") == ["New strike"]
    assert link(new, "New strike") == "/story/new?q=strike&actor=bo-okafor"
    changed = open_page(own_client, link(page, "1 changed"))
    assert texts(changed, ".hit h3") == ["Strike over for good"]
    gone = open_page(own_client, link(page, "1 gone"))
    assert texts(gone, ".plain code") == ["leaves"]


def test_a_story_that_no_longer_fits_is_gone_but_can_be_read(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    save_search(own_catalogue, "Lamp", SearchState.from_address("q=lamp"))
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put(*told("lighthouse", "Dark again.", headline="Out of order"))
    own_catalogue.catch_up()

    page = open_page(own_client, "/s/lamp/changes")
    assert texts(page, ".hit h3") == ["Out of order"]
    assert own_client.get("/s/lamp/changes.json").json["gone"] == ["lighthouse"]  # type: ignore[index]  # it is an object


def test_nothing_is_new_when_only_the_index_was_built_anew(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    own_catalogue.rebuild()
    page = open_page(own_client, "/s/strike")
    assert text(page, ".revisit").endswith(": nothing new, changed or gone.")
    assert text(open_page(own_client, "/s/strike/changes"), ".nothing") == (
        "Nothing is new, changed or gone."
    )


def test_changes_can_be_counted_from_now_on(own_client: FlaskClient, strike: str) -> None:
    response = send(own_client, open_page(own_client, f"{strike}/changes"))
    assert (response.status_code, response.location) == (303, strike)
    assert texts(open_page(own_client, strike), ".revisit a") == []


def test_changes_since_a_day_are_those_of_the_store(
    own_client: FlaskClient, own_catalogue: Catalogue, strike: str
) -> None:
    after = open_page(own_client, f"{strike}/changes?since=2000-01-01")
    assert texts(after, ".ways strong") == ["3 new"]
    assert "not known" in text(after, ".head .aside")
    before = open_page(own_client, f"{strike}/changes?since=2200-01-01")
    assert texts(before, ".ways strong") == []


@pytest.mark.parametrize("asked", ["since=yesterday", "since=2024-02-30"])
def test_a_day_that_is_none_is_refused(own_client: FlaskClient, strike: str, asked: str) -> None:
    open_page(own_client, f"{strike}/changes?{asked}", status=400)


@pytest.mark.parametrize("asked", ["show=what", "page=99", "show=gone&page=0", "since=%20"])
def test_other_parameters_break_nothing(own_client: FlaskClient, strike: str, asked: str) -> None:
    open_page(own_client, f"{strike}/changes?{asked}")


def test_a_query_saved_before_stories_were_remembered_says_so(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    with own_catalogue.store.begin() as transaction:
        transaction.memories.connection.execute(sql("DELETE FROM memories"))

    assert texts(open_page(own_client, "/s/strike"), ".revisit") == []
    refused = open_page(own_client, "/s/strike/changes", status=404)
    assert "ask for a day" in text(refused, ".head")


def test_a_note_is_kept_and_shown(own_client: FlaskClient, strike: str) -> None:
    form = open_page(own_client, link(open_page(own_client, "/saved"), "Edit Strike"))
    send(own_client, form, name="The strike", note="For the <b>book</b>")
    page = open_page(own_client, strike)
    assert (text(page, "h1"), text(page, ".note")) == ("The strike", "For the <b>book</b>")


def test_the_address_of_the_earlier_form_still_leads_there(
    own_client: FlaskClient, strike: str
) -> None:
    response = own_client.get(f"{strike}/rename")
    assert (response.status_code, response.location) == (308, f"{strike}/edit")


def test_a_search_takes_the_place_of_a_saved_one(own_client: FlaskClient, strike: str) -> None:
    search = open_page(own_client, "/search?q=crane&sort=newest")
    (form,) = search.select("form[action='/saved/replace']")
    token = str(form.select("[name=token]")[0]["value"])
    fields = {"slug": "strike", "search": "q=crane&sort=newest&page=3", "token": token}
    headers = {"Sec-Fetch-Site": "same-origin"}
    response = own_client.post("/saved/replace", data=fields, headers=headers)

    assert (response.status_code, response.location) == (303, strike)
    page = open_page(own_client, strike)
    assert text(page, "h1") == "Strike"
    assert texts(page, ".hit h3") == ["Budget for a crane"]
    assert texts(page, ".revisit a") == []


@pytest.mark.parametrize("path", ["/saved/replace", "/s/strike/remember", "/s/strike/edit"])
def test_nothing_changes_without_a_form_of_this_archive(
    own_client: FlaskClient, strike: str, path: str
) -> None:
    fields = {"slug": "strike", "search": "q=crane", "name": "X"}
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert own_client.post(path, data=fields, headers=foreign).status_code == 403
    assert own_client.post(path, data={**fields, "token": "none"}).status_code == 400
    page = open_page(own_client, strike)
    assert text(page, "h1") == "Strike"
    assert texts(page, ".revisit a") == ["1 new", "1 changed", "1 gone"]
