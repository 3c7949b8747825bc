"""Comparing two searches: the sets add up, and each link finds just its set."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import product
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.comparisons.addresses import both_of, only_first
from archive.comparisons.searches import compare
from archive.saved.queries import save_search
from archive.search.state import SearchState
from tests.web.reading import link, open_page, text, texts
from web.presenters.compare import compare_url, sides

ADDRESSES = (
    "",
    "q=strike",
    "q=strike+OR+crane",
    "q=the",
    "q=nowhere",
    "q=title%3Astrike&actor=ada-larsen",
    "actor=ada-larsen",
    "actor=bo-okafor",
    "actor=ada-larsen&actor=bo-okafor",
    "actor=ada-larsen&actor=bo-okafor&all=actor",
    "not.actor=bo-okafor&source=Coast+Daily",
    "date=2023",
    "date=2023-04&organisation=-",
    "source=Coast+Daily&sort=newest&page=3&per=1",
)
STATES = tuple(map(SearchState.from_address, ADDRESSES))


def found(catalogue: Catalogue, state: SearchState) -> set[str]:
    return set(catalogue.story_ids(state))


@pytest.mark.parametrize("first", STATES, ids=ADDRESSES)
def test_the_sets_are_those_of_the_searches(catalogue: Catalogue, first: SearchState) -> None:
    for second in STATES:
        a, b = found(catalogue, first), found(catalogue, second)
        result = compare(catalogue, first, second)
        assert (result.only_a, result.both, result.only_b) == (
            len(a - b),
            len(a & b),
            len(b - a),
        )
        years = result.values["date"]
        assert sum(v.both for v in years) == len(a & b)
        assert sum(v.only_a for v in years) == len(a - b)


def test_where_an_address_says_a_set_it_finds_just_that(catalogue: Catalogue) -> None:
    said = 0
    for first, second in product(STATES, STATES):
        a, b = found(catalogue, first), found(catalogue, second)
        for state, wanted in ((both_of(first, second), a & b), (only_first(first, second), a - b)):
            if state is not None:
                said += 1
                assert found(catalogue, state) == wanted, (first.address, second.address)
    assert said > len(STATES) ** 2


def test_two_actors_are_compared(client: FlaskClient) -> None:
    page = open_page(client, "/compare?a.actor=ada-larsen&b.actor=bo-okafor")
    assert texts(page, ".sets li") == ["Only A: 1 story", "Both: 2 stories", "Only B: no stories"]
    assert [str(a["href"]) for a in page.select(".sets a")] == [
        "/search?actor=ada-larsen&not.actor=bo-okafor",
        "/search?actor=ada-larsen&actor=bo-okafor&all=actor",
        "/search?actor=bo-okafor&not.actor=ada-larsen",
    ]
    assert "Ada Larsen 1 2 0" in texts(page, ".compared tbody tr")
    assert link(page, "Swap A and B") == "/compare?a.actor=bo-okafor&b.actor=ada-larsen"
    assert len(page.select("svg.parts")) > 1


def test_the_address_is_canonical_and_the_twins_say_the_same(client: FlaskClient) -> None:
    a, b = sides("b.date=2023-4&a.q=strike&a.page=2&b.sort=newest&x=y")
    assert compare_url(a, b) == "/compare?a.q=strike&b.date=2023-04"
    shown = client.get("/compare.json?a.q=strike&b.date=2023-04").json
    assert shown is not None
    rows = list(csv.DictReader(StringIO(client.get("/compare.csv?a.q=strike&b.date=2023-04").text)))
    assert [int(rows[0][k]) for k in ("only_a", "both", "only_b")] == [1, 1, 1]
    assert (shown["only_a"], shown["both"], shown["only_b"]) == (1, 1, 1)
    told = {(name, v["value"]) for name, values in shown["facets"].items() for v in values}
    assert {(row["facet"], row["value"]) for row in rows[1:]} == told
    assert ("author", "-") in told


def test_a_search_leads_to_its_comparison_and_a_saved_query_joins_it(
    own_client: FlaskClient, own_catalogue: Catalogue
) -> None:
    save_search(own_catalogue, "Spring", SearchState.from_address("date=2023-04"))
    url = link(open_page(own_client, "/search?q=strike"), "Compare with another search")
    assert url == "/compare?a.q=strike"
    joined = own_client.get(f"{url}&saved=spring")
    assert joined.headers["Location"] == "/compare?a.q=strike&b.date=2023-04"
    page = open_page(own_client, "/s/spring")
    assert link(page, "Compare with another search") == "/compare?a.date=2023-04"


@pytest.mark.parametrize(
    "typed", ["((((", '"', "\x00", "\ud800", "a" * 900, "<script>", "foo:x AND"]
)
def test_no_query_breaks_it(client: FlaskClient, typed: str) -> None:
    for suffix in ("", ".json", ".csv"):
        address = f"a.q={quote(typed, errors='replace')}&b.date=no&b.q=strike"
        assert client.get(f"/compare{suffix}?{address}").status_code == 200
    assert text(open_page(client, "/compare"), "h1") == "Two searches compared"
