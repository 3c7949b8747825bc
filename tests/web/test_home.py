from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.library import TOTAL
from tests.web.reading import link, open_page, text, texts


def test_the_first_page_tells_what_the_archive_holds(client: FlaskClient) -> None:
    page = open_page(client, "/")

    assert texts(page, ".ear strong")[0] == f"{TOTAL} stories"
    assert link(page, "1 undated") == "/search?date=undated"
    assert texts(page, "#top-actor + ul li") == ["Ada Larsen 3", "Bo Okafor 2", "Mina Petrov 2"]
    assert texts(page, "#top-organisation + ul li") == ["Harbour Board 2", "Ferry Union 1"]
    assert link(page, "Harbour Board") == "/organisation/harbour-board"


def test_latest_stories_come_first(client: FlaskClient) -> None:
    assert texts(open_page(client, "/"), ".hit h3")[:2] == [
        "Strike over, ferries sail",
        "Ferry crews strike at dawn",
    ]


def test_stories_over_time_are_drawn_and_listed_alike(client: FlaskClient) -> None:
    page = open_page(client, "/")

    # From January 2019 to May 2023, months without a story among them.
    titles = texts(page, ".chart title")
    assert (len(titles), titles[0], titles[1]) == (
        53,
        "January 2019: 15 stories",
        "February 2019: no stories in the archive",
    )
    assert texts(page, ".years dt") == ["2023 3", "2022 1", "2021 1", "2020 1", "2019 15"]
    assert texts(page, ".years dl > div:first-child dd") == ["April 2", "May 1"]
    assert texts(page, ".years dl > div:nth-child(2) dd") == ["2022, month not known 1"]


def test_a_bar_and_its_line_lead_to_the_same_stories(client: FlaskClient) -> None:
    page = open_page(client, "/")

    assert link(page, "April 2023: 2 stories") == link(page, "April") == "/search?date=2023-04"


def test_the_search_box_asks_for_every_story(client: FlaskClient) -> None:
    (form,) = open_page(client, "/").select("[role=search]")

    assert (form["action"], form.get("method", "get")) == ("/search", "get")


def test_rejected_seeds_are_counted(client: FlaskClient) -> None:
    assert text(open_page(client, "/status"), ".facts div:nth-child(3) dd") == "0"
