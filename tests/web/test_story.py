from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.library import DAWN, PEACE, STORIES
from tests.web.reading import attribute, link, open_page, text, texts

STRIKE = STORIES[0][0]


def test_a_story_is_shown_with_all_that_is_known_of_it(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike")

    assert text(page, "h1") == "Ferry crews strike at dawn"
    assert text(page, ".cutting time[datetime='2023-04-28']") == "28 April 2023"
    assert texts(page, ".text p") == [
        "Ferry crews in Port Ellery stopped work at dawn. (Photo: J. Writer)",
        "Mayor Ada Larsen met Bo Okafor of the Ferry Union. Larsen asked for peace.",
        "The Harbour Board kept silent.",
    ]
    assert texts(page, "#record + dl dd") == [
        "28 April 2023 (from the date line of the seed, “28 April 2023”)",
        "English",
        "coast.jsonl#ferry-strike",
        STRIKE.content_hash,
    ]


def test_every_name_in_a_story_leads_to_its_search(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike")

    assert [(" ".join(a.get_text().split()), a["href"]) for a in page.select(".text a")] == [
        ("Port Ellery", "/search?place=port-ellery"),
        ("Ada Larsen", "/search?actor=ada-larsen"),
        ("Bo Okafor", "/search?actor=bo-okafor"),
        ("Ferry Union", "/search?organisation=ferry-union"),
        ("Larsen", "/search?actor=ada-larsen"),
        ("Harbour Board", "/search?organisation=harbour-board"),
    ]
    assert open_page(client, attribute(page, ".text a.actor", "href")).select(".hit")


def test_dates_spoken_of_are_marked_and_listed(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike")

    assert text(page, ".text .spoken") == "at dawn"
    assert attribute(page, ".text .spoken", "title") == "28 April 2023"
    assert texts(page, "section.spoken li") == ["28 April 2023 1 time here as “at dawn”"]
    found = attribute(page, "section.spoken a", "href")
    assert found == "/search?q=mentions%3A2023-04-28"
    assert link(open_page(client, found), "Ferry crews strike at dawn")


def test_what_is_said_is_marked_and_listed_with_its_speaker(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike")

    assert text(page, ".text .said#said-1") == "for peace"
    assert texts(page, "section.quotes li") == ["Ada Larsen reported elsewhere for peace"]
    assert attribute(page, "section.quotes li > a", "href") == "/actor/ada-larsen"
    assert attribute(page, "section.quotes li p a", "href") == "#said-1"
    found = open_page(client, attribute(page, "section.quotes a.elsewhere", "href"))
    assert texts(found, ".hit h3") == ["Ferry crews strike at dawn"]


def test_what_was_sought_in_quotations_is_marked_in_them_only(client: FlaskClient) -> None:
    sought = open_page(client, "/story/ferry-strike?q=said%3Apeace")
    assert texts(sought, ".text mark") == ["peace"]
    assert not open_page(client, "/story/ferry-strike?q=said%3Acrews").select("mark")


def test_names_are_listed_with_how_often_and_why(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike")

    assert texts(page, ".card .actor li") == [
        "Ada Larsen 2 times here as “Larsen”; longest form",
        "Bo Okafor 1 time longest form",
    ]


def test_asides_are_told_from_the_text(client: FlaskClient) -> None:
    assert texts(open_page(client, "/story/ferry-strike"), ".dim") == ["(Photo: J. Writer)"]


def test_the_words_searched_for_are_marked_and_the_way_back_kept(client: FlaskClient) -> None:
    found = open_page(client, "/search?q=peace&actor=ada-larsen&sort=newest")
    page = open_page(client, link(found, "Ferry crews strike at dawn"))

    assert texts(page, ".cutting mark") == ["peace"]
    assert link(page, "Back to the search") == "/search?q=peace&actor=ada-larsen&sort=newest"
    assert attribute(page, "#q", "value") == "peace"


def test_the_names_searched_for_stand_out(client: FlaskClient) -> None:
    page = open_page(client, "/story/ferry-strike?actor=ada-larsen&date=2023")

    assert texts(page, ".text .sought") == ["Ada Larsen", "Larsen"]


def test_a_story_reached_by_its_own_address_has_no_marks_and_no_way_back(
    client: FlaskClient,
) -> None:
    page = open_page(client, "/story/ferry-strike")

    assert page.select("mark, .back") == []
    assert attribute(page, "link[rel=canonical]", "href") == "/story/ferry-strike"


def test_no_folder_of_the_server_is_told(client: FlaskClient) -> None:
    for address in ("/story/ferry-strike", "/story/ferry-strike.json", "/story/letter"):
        assert "/srv" not in client.get(address).text


def test_an_undated_story_says_so(client: FlaskClient) -> None:
    page = open_page(client, "/story/letter")

    assert text(page, "h1") == "Untitled story"
    assert text(page, ".cutting .undated") == "Undated"
    assert texts(page, "#record + dl dd")[0] == "Undated (no date was found)"


def test_text_of_a_story_is_never_markup(client: FlaskClient) -> None:
    page = open_page(client, "/story/marks")

    assert (
        text(page, ".text p") == '<script>alert("x")</script> & <b>bold</b> words of Mina Petrov.'
    )
    assert page.select("main script, main img, main b") == []


def test_a_story_as_json(client: FlaskClient) -> None:
    found = client.get("/story/ferry-strike.json").get_json()

    assert found == {
        "id": "ferry-strike",
        "headline": "Ferry crews strike at dawn",
        "date": "2023-04-28",
        "precision": "day",
        "date_source": "header",
        "date_raw": "28 April 2023",
        "date_is_ambiguous": False,
        "source": "Coast Daily",
        "authors": ["Jo Writer"],
        "language": "en",
        "original_url": "",
        "text": STRIKE.text,
        "asides": [list(span) for span in STRIKE.asides],
        "names": found["names"],
        "quotes": [
            {
                "span": list(PEACE.span),
                "words": "for peace",
                "direct": False,
                "speaker": "Ada Larsen",
                "kind": "actor",
                "id": "ada-larsen",
                "rule": "Larsen",
            }
        ],
        "spoken_dates": [
            {
                "span": list(DAWN.span),
                "words": "at dawn",
                "first_day": "2023-04-28",
                "last_day": "2023-04-28",
                "value": "2023-04-28",
            }
        ],
        "notes": [],
        "copies": [],
        "seed": "coast.jsonl#ferry-strike",
        "sha256": STRIKE.content_hash,
        "url": "/story/ferry-strike",
    }
    assert [
        (name["kind"], name["id"], [STRIKE.text[a:b] for a, b in name["spans"]])
        for name in found["names"]
    ] == [
        ("place", "port-ellery", ["Port Ellery"]),
        ("actor", "ada-larsen", ["Ada Larsen", "Larsen"]),
        ("actor", "bo-okafor", ["Bo Okafor"]),
        ("organisation", "ferry-union", ["Ferry Union"]),
        ("organisation", "harbour-board", ["Harbour Board"]),
    ]


def test_a_story_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    page = open_page(client, "/story/nowhere", status=404)

    assert text(page, "h1") == "Not in the archive"
    assert page.select("#q")
    assert client.get("/story/nowhere.json").get_json()["status"] == 404
