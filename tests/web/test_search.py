from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.model import PartialDate
from tests.web.library import TOTAL, told
from tests.web.reading import attribute, link, open_page, page_of, rows, text, texts
from web import create_app


def headlines(client: FlaskClient, address: str) -> list[str]:
    return texts(open_page(client, address), ".hit h3")


def test_a_facet_of_names_leads_to_where_they_are_put_right(client: FlaskClient) -> None:
    page = open_page(client, "/search")

    assert text(page, "#facet-actor .origin a") == "Actors that may be one"
    assert page.select("#facet-date .origin a") == []
    open_page(client, attribute(page, "#facet-actor .origin a", "href"))


def test_every_story_matches_an_empty_search(client: FlaskClient) -> None:
    page = open_page(client, "/search")

    assert text(page, "h1") == f"{TOTAL} stories"
    assert text(page, ".shown") == f"1–10 of {TOTAL}"
    assert page.select(".chips, .clearing, .save") == []


def test_a_hit_shows_its_words_date_and_source(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=silent")

    assert text(page, "h1") == "1 story"
    assert text(page, ".hit time[datetime='2023-04-28']") == "28 April 2023"
    assert text(page, ".hit .source") == "Coast Daily"
    assert texts(page, ".snippet mark") == ["silent"]
    assert link(page, "Ferry crews strike at dawn") == "/story/ferry-strike?q=silent"


def test_dates_are_shown_as_far_as_they_are_known(client: FlaskClient) -> None:
    found = {
        name: text(open_page(client, f"/search?q={name}"), ".hit .slug > :first-child")
        for name in ("crane", "lamp", "gulls")
    }

    assert found == {"crane": "April 2023", "lamp": "2022", "gulls": "Undated"}


def test_a_story_without_headline_can_be_opened(client: FlaskClient) -> None:
    assert link(open_page(client, "/search?q=gulls"), "Untitled story") == "/story/letter?q=gulls"


def test_text_of_stories_is_never_markup(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=bold")

    assert text(page, ".hit h3") == '<script>alert("1")</script> & co'
    assert text(page, ".hit .source") == '"><img src=x>'
    assert page.select("main script, main img, main b") == []


def test_facets_count_the_matches(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=strike")

    assert rows(page, "actor") == ["Ada Larsen 2", "Bo Okafor 2"]
    assert rows(page, "organisation") == [
        "Ferry Union 1",
        "Harbour Board 1",
        "No organisation named 1",
    ]
    assert rows(page, "date") == ["2023 2", "April 2023 1", "May 2023 1"]


def test_choosing_a_value_narrows_the_stories(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=strike&sort=oldest")
    narrowed = open_page(client, link(page, "Harbour Board"))

    assert texts(narrowed, ".hit h3") == ["Ferry crews strike at dawn"]
    assert text(narrowed, ".chips a").endswith("Organisation Harbour Board , leaves 1")
    assert link(narrowed, "Remove Harbour Board") == "/search?q=strike&sort=oldest"


def test_a_facet_keeps_its_other_values_when_one_is_chosen(client: FlaskClient) -> None:
    page = open_page(client, "/search?actor=ada-larsen")

    assert rows(page, "actor") == [
        "Ada Larsen 3",
        "Bo Okafor 2",
        "Mina Petrov 2",
        "No actor named 17",
    ]
    assert texts(page, "#facet-actor .chosen > a") == ["Ada Larsen"]


def test_any_or_all_of_the_chosen_names(client: FlaskClient) -> None:
    any_of_them = open_page(client, "/search?actor=ada-larsen&actor=bo-okafor")
    all_of_them = open_page(client, link(any_of_them, "all of them"))

    assert (text(any_of_them, "h1"), text(all_of_them, "h1")) == ("3 stories", "2 stories")
    assert link(all_of_them, "any of them") == "/search?actor=ada-larsen&actor=bo-okafor"


def test_a_value_can_be_excluded(client: FlaskClient) -> None:
    page = open_page(client, link(open_page(client, "/search?q=strike"), "Exclude Harbour Board"))

    assert texts(page, ".hit h3") == ["Strike over, ferries sail"]
    assert texts(page, ".chips .excluded .field") == ["not Organisation"]
    assert texts(page, "#facet-organisation .excluded > a") == ["Harbour Board"]


def test_stories_without_any_value_can_be_chosen(client: FlaskClient) -> None:
    address = link(open_page(client, "/search?q=strike"), "No organisation named")

    assert headlines(client, address) == ["Strike over, ferries sail"]


def test_dates_narrow_from_year_to_month_to_day(client: FlaskClient) -> None:
    year = open_page(client, link(open_page(client, "/search"), "2023", within="#facet-date"))
    month = open_page(client, link(year, "April 2023", within="#facet-date"))
    day = open_page(client, link(month, "28 April 2023", within="#facet-date"))

    assert [text(page, "h1") for page in (year, month, day)] == [
        "3 stories",
        "2 stories",
        "1 story",
    ]
    assert link(day, "Remove 28 April 2023") == "/search"


def test_what_is_known_of_a_date_is_a_value_of_its_own(client: FlaskClient) -> None:
    page = open_page(client, "/search?date=2023-04")

    assert rows(page, "date") == [
        "2019 15",
        "2020 1",
        "2021 1",
        "2022 1",
        "2023 3",
        "April 2023 2",
        "28 April 2023 1",
        "April 2023, day not known 1",
        "May 2023 1",
        "Undated 1",
    ]
    assert headlines(client, link(page, "April 2023, day not known")) == ["Budget for a crane"]


@pytest.mark.parametrize(
    ("first", "last", "address"),
    [
        ("2022-02", "2023-04", "date=2022-02..2023-04"),
        ("2023-04-02", "", "date=%3E%3D2023-04-02"),
        ("", "2022-12-30", "date=%3C%3D2022-12-30"),
        (" 2023 ", "2023", "date=2023"),
        ("", "", ""),
    ],
)
def test_a_range_that_is_typed_becomes_an_address(
    client: FlaskClient, first: str, last: str, address: str
) -> None:
    typed = {"q": "strike", "date": "2021", "date.from": first, "date.to": last}
    page = page_of(client.get("/search", query_string=typed, follow_redirects=True))

    canonical = attribute(page, "link[rel=canonical]", "href")
    assert canonical == "/search?q=strike" + (f"&{address}" if address else "")


def test_a_range_that_is_none_is_said(client: FlaskClient) -> None:
    typed = {"date.from": "2023-05", "date.to": "2023-01"}
    page = page_of(client.get("/search", query_string=typed, follow_redirects=True))

    assert texts(page, ".warning code") == ["date=2023-05..2023-01"]


def test_a_range_form_holds_the_range_and_keeps_the_search(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=strike&date=2022-02..2023-04&source=Coast+Daily&page=2")

    fields = [(e["name"], e.get("value")) for e in page.select(".range [name]")]
    assert fields == [
        ("q", "strike"),
        ("source", "Coast Daily"),
        ("date.from", "2022-02"),
        ("date.to", "2023-04"),
    ]


def test_undated_stories_can_be_chosen(client: FlaskClient) -> None:
    assert headlines(client, link(open_page(client, "/search"), "Undated")) == ["Untitled story"]


def test_facets_with_few_readers_are_closed_until_used(client: FlaskClient) -> None:
    untouched = open_page(client, "/search")
    used = open_page(client, "/search?source=Almanac")

    assert [e.name for e in untouched.select("#facet-actor, #facet-source")] == [
        "section",
        "details",
    ]
    assert [e.name for e in used.select("#facet-source")] == ["section"]


def test_stories_are_put_in_order(client: FlaskClient) -> None:
    newest = headlines(client, "/search?q=ferry&sort=newest")

    assert newest == ["Strike over, ferries sail", "Ferry crews strike at dawn"]
    assert headlines(client, "/search?q=ferry&sort=oldest") == newest[::-1]


def test_pages_lead_to_each_other_and_hold_every_story_once(client: FlaskClient) -> None:
    seen: list[str] = []
    address = "/search?source=Almanac&sort=oldest"
    page = open_page(client, address)
    while True:
        seen += texts(page, ".hit h3")
        if not page.select("a[rel=next]"):
            break
        page = open_page(client, link(page, "Next"))

    assert seen == [f"Tide table {number}" for number in range(1, 16)]
    assert text(page, ".pager span") == "Page 2 of 2"
    assert link(page, "Previous") == link(page, "First") == address


def test_a_page_past_the_end_leads_back(client: FlaskClient) -> None:
    page = open_page(client, "/search?source=Almanac&page=999999")

    assert link(page, "Go to the last page") == "/search?source=Almanac&page=2"


def test_more_stories_on_a_page(client: FlaskClient) -> None:
    page = open_page(client, link(open_page(client, "/search?page=2"), "25"))

    assert len(page.select(".hit")) == TOTAL
    assert text(page, ".per strong") == "25"


def test_another_query_keeps_the_filters_and_starts_at_the_first_page(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=high&source=Almanac&sort=oldest&page=2")

    kept = [(e["name"], e["value"]) for e in page.select("[role=search] [name]")]
    assert kept == [("q", "high"), ("source", "Almanac"), ("sort", "oldest")]


def test_chosen_names_lead_to_their_pages(client: FlaskClient) -> None:
    page = open_page(client, "/search?actor=ada-larsen&actor=-&source=Almanac&not.actor=bo-okafor")

    assert texts(page, ".about a") == ["Ada Larsen"]
    assert page.select(".about a")[0]["href"] == "/actor/ada-larsen"


def test_query_and_filters_are_cleared_each_alone(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=ferry&actor=ada-larsen&page=2")

    assert link(page, "Clear the query") == "/search?actor=ada-larsen"
    assert link(page, "Clear the filters") == "/search?q=ferry"
    assert link(page, "Clear all") == "/search"


def test_any_address_of_a_search_names_the_one_that_is_its_own(client: FlaskClient) -> None:
    page = open_page(client, "/search?page=1&actor=ada-larsen&q=ferry&date=2023-4")

    (canonical,) = page.select("link[rel=canonical]")
    assert canonical["href"] == "/search?q=ferry&actor=ada-larsen&date=2023-04"


def test_what_is_not_understood_is_said(client: FlaskClient) -> None:
    page = open_page(client, "/search?colour=red&date=someday&not.date=2023-02-30")

    assert text(page, ".warning").startswith("Not understood in the address, and left out:")
    assert texts(page, ".warning code") == [
        "colour=red",
        "date=someday",
        "not.date=2023-02-30",
    ]


def test_a_query_is_repeated_as_it_was_understood(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=ferry+strike")

    assert text(page, ".understood summary").startswith("Understood as:")
    assert texts(page, ".understood code") == ["ferry strike"]


def test_a_fault_of_the_query_is_shown_with_its_place_and_mended(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=" + quote('ferry "strike') + "&source=Coast+Daily")

    assert len(page.select(".warning")) == 1
    assert text(page, ".warning .typed").replace(" ", "") == 'ferry"strike'
    (mended,) = page.select(".warning a")
    assert str(mended["href"]).endswith("&source=Coast+Daily")
    assert open_page(client, str(mended["href"])).select(".warning") == []


def test_a_search_that_finds_nothing_says_what_to_leave_out(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=crane+gulls&source=Coast+Daily")

    assert text(page, "h1") == "No stories"
    pairs = zip(texts(page, ".nothing li a"), texts(page, ".nothing .count"), strict=True)
    assert dict(pairs) == {"crane": "1 story", "the query": "4 stories"}
    assert headlines(client, link(page, "crane")) == ["Untitled story"]


def test_a_search_that_nothing_can_help_says_how_to_go_on(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=xylophone")

    assert texts(page, ".nothing kbd")[0] == "xylophone"
    assert "Check the spelling" in text(page, ".nothing")


def test_a_word_that_no_story_has_is_named_and_tried_in_other_spellings(
    client: FlaskClient,
) -> None:
    page = open_page(client, "/search?q=ferry+stryke+-crane&source=Coast+Daily")

    assert texts(page, ".nothing kbd") == ["stryke"]
    nearly = link(page, "stryke~")
    assert nearly == "/search?q=ferry+stryke~+-crane&source=Coast+Daily"
    assert len(headlines(client, nearly)) == 2


def test_right_to_left_text_keeps_its_direction(client: FlaskClient) -> None:
    page = open_page(client, "/search?language=ar")

    assert [e["dir"] for e in page.select(".hit h3, .hit .snippet")] == ["auto", "auto"]


def test_a_date_in_the_future_is_told_everywhere(own_catalogue: Catalogue) -> None:
    with own_catalogue.store.begin() as transaction:
        transaction.stories.put_many(
            [told("misread", "Fog.", published=PartialDate.of(9998, 4, 1))]
        )
    own_catalogue.catch_up()
    client = create_app(own_catalogue, secret=b"a secret for tests").test_client()
    page = open_page(client, "/search")

    assert "In the future 1" in rows(page, "date")
    assert link(page, "In the future").endswith("-01-01")
    later = link(page, "1 story dated later than today")
    assert texts(open_page(client, later), ".hit .slug time") == ["1 April 9998"]
    assert link(open_page(client, "/"), "1 story dated later than today") == later
    dates = client.get("/search.json").get_json()
    assert [v["label"] for v in dates["facets"]["date"]][-2:] == ["In the future", "Undated"]
    assert dates["facet_totals"]["date"]["later"] == 1
