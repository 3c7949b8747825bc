from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.reading import open_page, rows, texts


def test_json_gives_what_the_page_shows(client: FlaskClient) -> None:
    asked = "q=strike&source=Coast+Daily&sort=oldest"
    found = client.get(f"/search.json?{asked}").get_json()
    page = open_page(client, f"/search?{asked}")

    assert [story["headline"] for story in found["stories"]] == texts(page, ".hit h3")
    assert [f"{v['label']} {v['count']}" for v in found["facets"]["actor"]] == rows(page, "actor")
    assert found["total"] == 2


def test_following_the_next_address_gives_every_story_once(client: FlaskClient) -> None:
    address = "/search.json?source=Almanac&sort=oldest&per=4"
    seen: list[str] = []
    while address:
        found = client.get(address).get_json()
        seen += [story["id"] for story in found["stories"]]
        address = found["next_url"]

    assert seen == [f"tide-{number:02d}" for number in range(1, 16)]


def test_the_address_of_a_story_leads_to_it(client: FlaskClient) -> None:
    (story,) = client.get("/search.json?q=crane").get_json()["stories"]

    assert client.get(f"{story['url']}.json").get_json()["headline"] == story["headline"]


def test_chosen_values_are_told(client: FlaskClient) -> None:
    facets = client.get("/search.json?actor=bo-okafor&not.actor=mina-petrov").get_json()["facets"]

    assert [(v["value"], v["chosen"], v["excluded"]) for v in facets["actor"]] == [
        ("bo-okafor", True, False),
        ("mina-petrov", False, True),
        ("ada-larsen", False, False),
    ]


def test_periods_add_up_to_the_matches(client: FlaskClient) -> None:
    found = client.get("/search.json").get_json()
    years = found["facets"]["date"]

    assert sum(year["count"] for year in years) == found["total"]
    for year in years:
        if year["children"]:
            assert sum(month["count"] for month in year["children"]) == year["count"]
