from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.reading import attribute, link, open_page, text, texts

MENTIONS = "Every place where it is named"


def test_a_name_is_shown_with_its_other_forms_and_stories(client: FlaskClient) -> None:
    page = open_page(client, "/actor/ada-larsen")

    assert text(page, ".label") == "Actor"
    assert text(page, "h1") == "Ada Larsen"
    assert texts(page, ".head .aside")[-1] == "Also: Larsen"
    assert link(page, "3 stories") == "/search?actor=ada-larsen"
    assert texts(page, ".hit h3") == [
        "Strike over, ferries sail",
        "Ferry crews strike at dawn",
        "Lighthouse lit",
    ]


def test_the_offices_of_a_name_are_told(client: FlaskClient) -> None:
    page = open_page(client, "/actor/ada-larsen")
    assert texts(page, ".head .aside") == ["Mayor of Port Ellery, since 2021", "Also: Larsen"]
    found = client.get("/actor/ada-larsen.json").get_json()
    assert found["offices"] == ["Mayor of Port Ellery, since 2021"]


def test_years_of_a_name_lead_to_its_stories_then(client: FlaskClient) -> None:
    page = open_page(client, "/actor/ada-larsen")

    assert texts(page, ".time .values li") == ["2022 1", "2023 2"]
    assert text(open_page(client, link(page, "2023")), "h1") == "2 stories"
    assert len(page.select(".chart .bar")) == 2


def test_a_name_of_one_year_is_drawn_by_month_against_the_archive(client: FlaskClient) -> None:
    page = open_page(client, "/organisation/ferry-union")

    assert texts(page, ".time .values li") == ["April 2023 1"]
    titles = texts(page, ".chart title")
    assert len(titles) == 12
    assert titles[2:4] == [
        "March 2023: no stories in the archive",
        "April 2023: 1 story of 2 in the archive",
    ]
    assert len(page.select(".chart .bare")) == 10
    assert text(open_page(client, link(page, "April 2023")), "h1") == "1 story"


def test_names_in_the_same_stories_are_counted(client: FlaskClient) -> None:
    page = open_page(client, "/actor/ada-larsen")

    assert texts(page, ".columns h2") == [
        "Actors in the same stories",
        "Organisations in the same stories",
        "Places in the same stories",
    ]
    assert texts(page, ".columns li") == [
        "Bo Okafor 2",
        "Ferry Union 1",
        "Harbour Board 1",
        "Port Ellery 1",
    ]
    both = open_page(client, link(page, "Bo Okafor"))
    assert text(both, "h1") == "2 stories"


def test_organisations_and_places_have_pages_too(client: FlaskClient) -> None:
    assert text(open_page(client, "/organisation/harbour-board"), "h1") == "Harbour Board"
    assert text(open_page(client, "/place/port-ellery"), ".label") == "Place"


def test_a_name_as_json(client: FlaskClient) -> None:
    found = client.get("/organisation/harbour-board.json").get_json()

    assert {key: found[key] for key in found if key not in ("stories", "facets")} == {
        "kind": "organisation",
        "id": "harbour-board",
        "heading": "Harbour Board",
        "variants": ["the Board"],
        "offices": [],
        "url": "/organisation/harbour-board",
        "total": 2,
        "exact": True,
        "next": None,
        "next_url": None,
    }
    assert [story["id"] for story in found["stories"]] == ["ferry-strike", "budget"]


def test_the_stories_of_a_name_take_pages(client: FlaskClient) -> None:
    first = client.get("/organisation/harbour-board.json?per=1").get_json()
    second = client.get(first["next_url"]).get_json()

    assert first["next_url"] == f"/organisation/harbour-board.json?per=1&next={first['next']}"
    assert [story["id"] for story in second["stories"]] == ["budget"]
    assert (second["total"], second["next_url"]) == (2, None)


def test_an_unknown_name_is_not_found(client: FlaskClient) -> None:
    open_page(client, "/actor/nobody", status=404)
    open_page(client, "/person/ada-larsen", status=404)
    assert client.get("/place/nowhere.json").get_json()["ok"] is False


def test_forms_are_counted_by_the_stories_they_name(client: FlaskClient) -> None:
    page = open_page(client, "/actor/ada-larsen")

    assert texts(page, ".forms li") == ["Ada Larsen 3"]
    assert texts(page, "[aria-labelledby=sources] li") == ["Coast Daily 3"]


def test_every_place_of_a_name_is_shown_in_its_context(client: FlaskClient) -> None:
    page = open_page(client, link(open_page(client, "/actor/ada-larsen"), MENTIONS))

    assert text(page, ".head .aside") == "3 stories, newest first."
    assert texts(page, ".places li") == [
        "The strike of the ferry crews is over. Bo Okafor thanked Ada Larsen.",
        "Ferry crews in Port Ellery stopped work at dawn. (Photo: J. Writer) Mayor Ada Larsen met "
        "Bo Okafor of the Ferry Union. Larsen asked for peace. The Harbour Board kept silent.",
        "… work at dawn. (Photo: J. Writer) Mayor Ada Larsen met Bo Okafor of the Ferry Union. "
        "Larsen asked for peace. The Harbour Board kept silent.",
        "Ada Larsen lit the lamp again.",
    ]
    assert texts(page, ".places mark") == ["Ada Larsen", "Ada Larsen", "Larsen", "Ada Larsen"]
    open_page(client, "/actor/ada-larsen/mentions?page=99")
    open_page(client, "/actor/ada-larsen/mentions?page=x")


def test_names_beside_a_name_are_drawn_with_links(client: FlaskClient) -> None:
    page = open_page(client, "/actor/ada-larsen")

    assert texts(page, ".network a title") == [
        "Bo Okafor: 2",
        "Ferry Union: 1",
        "Harbour Board: 1",
    ]
    assert len(page.select(".network line")) == 6
    assert open_page(client, "/organisation/ferry-union").select(".network line") != []


def test_a_name_shows_what_it_is_quoted_with(client: FlaskClient) -> None:
    page = open_page(client, "/actor/ada-larsen")

    assert texts(page, "[aria-labelledby=quotes] li") == [
        "for peace reported · 28 April 2023 · Ferry crews strike at dawn · by “Larsen”"
    ]
    assert attribute(page, "[aria-labelledby=quotes] li a", "href") == "/story/ferry-strike#said-1"
    quoting = "/search?q=speaker%3A%22Ada+Larsen%22"
    assert link(page, "Stories that quote Ada Larsen") == quoting
    assert texts(open_page(client, quoting), ".hit h3") == ["Ferry crews strike at dawn"]
    quoted = open_page(client, link(page, "All 1 quotation"))
    assert link(quoted, "Search the stories that quote Ada Larsen") == quoting
    assert texts(quoted, ".sayings li") == texts(page, "[aria-labelledby=quotes] li")
    assert text(open_page(client, "/actor/ada-larsen/quotes?page=99"), ".nothing")
    assert not open_page(client, "/actor/bo-okafor").select("[aria-labelledby=quotes]")
