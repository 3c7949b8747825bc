from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from tests.web.library import TOTAL, told
from tests.web.reading import attribute, link, open_page, text, texts
from web import create_app


def values(client: FlaskClient, address: str) -> list[str]:
    page = open_page(client, address)
    return [
        f"{a} {count}"
        for a, count in zip(
            texts(page, ".across li > a:first-child"), texts(page, ".across .count"), strict=True
        )
    ]


def test_all_values_of_a_facet_by_count(client: FlaskClient) -> None:
    assert values(client, "/facet/source") == [
        "Almanac 15",
        "Coast Daily 4",
        '"><img src=x> 1',
        "News & Views / North 1",
        "Source not known 1",
    ]


def test_all_values_of_a_facet_from_a_to_z(client: FlaskClient) -> None:
    page = open_page(client, "/facet/actor")

    assert values(client, link(page, "A to Z")) == [
        "Ada Larsen 3",
        "Bo Okafor 2",
        "Mina Petrov 2",
        "No actor named 17",
    ]
    assert text(page, "h1") == "3 actors"


def test_values_are_found_by_the_beginning_of_a_word_without_case_or_accents(
    client: FlaskClient,
) -> None:
    assert values(client, "/facet/actor?find=PÉTR") == ["Mina Petrov 2"]
    assert text(open_page(client, "/facet/actor?find=zzz"), ".nothing") == "None of them fits."


def test_values_are_those_of_the_search(client: FlaskClient) -> None:
    page = open_page(client, "/facet/actor?q=strike&source=Coast+Daily")

    assert values(client, "/facet/actor?q=strike") == ["Ada Larsen 2", "Bo Okafor 2"]
    assert link(page, "Back to the search") == "/search?q=strike&source=Coast+Daily"
    assert link(page, "Bo Okafor") == "/search?q=strike&actor=bo-okafor&source=Coast+Daily"
    assert attribute(page, "#q", "value") == "strike"


def test_dates_are_listed_in_order_of_time(client: FlaskClient) -> None:
    page = open_page(client, "/facet/date?q=strike")
    assert values(client, "/facet/date?q=strike") == ["2023 2", "April 2023 1", "May 2023 1"]
    assert texts(page, ".across .values .values > li > a:first-child") == ["April 2023", "May 2023"]
    assert not page.select("[aria-label=Order]")


def test_years_spoken_of_are_counted_and_months_stand_in_them(client: FlaskClient) -> None:
    page = open_page(client, "/facet/mentions")
    assert text(page, "h1") == "1 year spoken of"
    assert values(client, "/facet/mentions") == [
        "2023 1",
        "April 2023 1",
        f"No date spoken of {TOTAL - 1}",
    ]
    assert link(page, "April 2023") == "/search?mentions=2023-04"
    assert values(client, "/facet/mentions?find=april") == ["2023 1", "April 2023 1"]
    assert values(client, "/facet/mentions?find=may") == []
    found = client.get("/facet/mentions.json").get_json()
    assert found["total"] == len(found["values"]) == 2
    assert [child["value"] for child in found["values"][0]["children"]] == ["2023-04"]


def test_a_year_is_found_by_a_month_of_it_alone(client: FlaskClient) -> None:
    assert values(client, "/facet/date?find=november") == ["2021 1", "November 2021 1"]
    assert text(open_page(client, "/facet/date?find=november"), "h1") == "1 year"


def test_many_values_take_pages(own_client: FlaskClient) -> None:
    page = open_page(own_client, "/facet/source?page=2")

    assert texts(page, ".pager span") == ["Page 2 of 1"]
    assert link(page, "Previous") == "/facet/source"


def test_values_as_json(client: FlaskClient) -> None:
    assert client.get("/facet/actor.json?q=strike&order=name").get_json() == {
        "facet": "actor",
        "total": 2,
        "page": 1,
        "pages": 1,
        "values": [
            {
                "value": "ada-larsen",
                "label": "Ada Larsen",
                "count": 2,
                "chosen": False,
                "excluded": False,
            },
            {
                "value": "bo-okafor",
                "label": "Bo Okafor",
                "count": 2,
                "chosen": False,
                "excluded": False,
            },
        ],
        "next": None,
        "next_url": None,
    }


def test_an_unknown_facet_is_told_the_known_ones(client: FlaskClient) -> None:
    page = open_page(client, "/facet/colour", status=404)

    assert "actor, organisation, date" in text(page, ".head p:nth-of-type(2)")


@pytest.fixture
def many(own_catalogue: Catalogue) -> FlaskClient:
    """Sixty authors more, of a story each but for the first, who has two."""
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put_many(
            told(f"more-{n:02d}", "Words.", author=f"{chr(65 + n % 26)}. Author {n:02d}")
            for n in (0, *range(60))
        )
        transaction.stories.put(*told("twice", "Words.", author="A. Author 00"))
    own_catalogue.catch_up()
    return create_app(own_catalogue, secret=b"a secret for tests").test_client()


def test_every_value_stands_once_on_the_pages_and_the_missing_last(many: FlaskClient) -> None:
    first, second = (values(many, f"/facet/author?page={page}") for page in (1, 2))

    assert first[:2] == ["A. Author 00 2", "A. Author 26 1"]
    assert (len(first), second[-1]) == (50, "Author not known 21")
    every = [*first, *second]
    assert len(set(every)) == len(every) == 62
    assert text(open_page(many, "/facet/author"), "h1") == "61 authors"
    assert values(many, "/facet/author?page=3") == []
    found = many.get("/facet/author.json?page=2").get_json()
    assert (found["total"], found["pages"], len(found["values"])) == (62, 2, 12)


def test_chosen_values_are_first_and_stay_at_zero(many: FlaskClient) -> None:
    chosen = "author=Z.+Author+51&author=Nobody"

    assert values(many, f"/facet/author?{chosen}")[:3] == [
        "Z. Author 51 1",
        "Nobody 0",
        "A. Author 00 2",
    ]
    assert text(open_page(many, f"/facet/author?{chosen}"), "h1") == "61 authors"
    assert values(many, f"/facet/author?{chosen}&find=06") == [
        "Z. Author 51 1",
        "Nobody 0",
        "G. Author 06 1",
    ]


def test_values_are_found_by_how_words_of_their_names_begin(many: FlaskClient) -> None:
    assert values(many, "/facet/author?find=auth+5+b") == ["B. Author 53 1"]
    assert values(many, "/facet/author?find=uthor") == []
    page = open_page(many, "/facet/author?find=auth&q=words")
    assert text(page, "h1") == "60 authors"
    assert link(page, "Next") == "/facet/author?q=words&find=auth&page=2"


def test_many_values_are_jumped_to_by_their_letter(many: FlaskClient) -> None:
    assert not open_page(many, "/facet/author").select(".letters")
    page = open_page(many, "/facet/author?order=name")

    assert texts(page, ".letters a") == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "#"]
    address = link(page, "Z")
    assert address == "/facet/author?order=name&page=2#from-z"
    assert text(open_page(many, address), "#from-z > a:first-child").startswith("Z. Author")


@pytest.mark.parametrize("asked", ["", "order=name", "author=B.+Author+53", "find=auth+5"])
def test_following_the_next_address_gives_every_value_once(many: FlaskClient, asked: str) -> None:
    pages = [many.get(f"/facet/author.json?{asked}&page={n}").get_json() for n in (1, 2, 3)]
    found = many.get(f"/facet/author.json?{asked}").get_json()
    given = found["values"]
    while found["next_url"]:
        found = many.get(found["next_url"]).get_json()
        given += found["values"]

    assert given == [value for page in pages for value in page["values"]]
    assert found["total"] == len(given)
    assert (found["page"] is None) == (len(given) > 50)


def test_values_go_on_behind_the_last_one_where_it_stands_now(
    many: FlaskClient, own_catalogue: Catalogue
) -> None:
    first = many.get("/facet/author.json?order=name").get_json()
    before = many.get("/facet/author.json?order=name&page=2").get_json()["values"]
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put(*told("new", "Words.", author="Aaron First"))
    own_catalogue.catch_up()

    assert many.get(first["next_url"]).get_json()["values"] == before


def test_a_token_of_other_values_is_a_problem(client: FlaskClient) -> None:
    refused = client.get("/facet/source.json?next=abc.def")

    assert (refused.status_code, refused.get_json()["title"]) == (400, "This token leads nowhere")
