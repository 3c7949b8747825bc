"""Searches are read to their end by tokens, in order, whatever happens to the archive meanwhile."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer

from archive.catalogue import Catalogue
from archive.engines.memory import MemoryEngine
from archive.engines.whoosh_engine import WhooshEngine
from archive.search.documents import IndexDocument
from archive.search.engine import SearchEngine
from archive.search.state import SearchState
from archive.store import Store
from tests.builders import document
from web import create_app

MANY, FEW = 12_000, 300
SEARCHES = ("q=words", "q=w1+OR+w3&not.actor=a0", "q=words&sort=newest", "sort=oldest&actor=a1")


@pytest.fixture(params=["memory", "whoosh"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "index")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield opened
    opened.close()


def numbered(count: int, *, name: str = "s") -> Iterator[IndexDocument]:
    """Stories that share most of their words, days and names."""
    for n in range(count):
        words = f"words {'more ' * (n % 3)} w{n % 7}"
        day = f"20{n % 20 + 1:02d}" if n % 11 else ""
        yield document(f"{name}{n:05d}", words, published=day, actor=f"a{n % 2}")


def nothing(_page: int) -> None:
    """What happens between two pages of an archive that rests."""


def walked(
    client: FlaskClient, address: str, between: Callable[[int], None] = nothing
) -> list[str]:
    """The ids of all stories, page after page."""
    ids: list[str] = []
    page = 0
    while address:
        found = client.get(address).get_json()
        ids += [story["id"] for story in found["stories"]]
        address = found["next_url"]
        between(page := page + 1)
    return ids


@pytest.mark.slow
def test_all_of_many_stories_are_given_in_order(tmp_path: Path, store: Store) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild(numbered(MANY))
    catalogue = Catalogue(store, engine)
    client = create_app(catalogue, secret=b"secret").test_client()

    for address in SEARCHES[:2]:
        expected = catalogue.story_ids(SearchState.from_address(address))
        assert len(expected) > 1_000
        assert walked(client, f"/search.json?{address}&per=100") == list(expected)


@pytest.mark.parametrize("address", SEARCHES)
def test_none_is_lost_or_doubled_while_stories_are_added(
    small: SearchEngine, store: Store, address: str
) -> None:
    small.rebuild(numbered(FEW))
    catalogue = Catalogue(store, small)
    client = create_app(catalogue, secret=b"secret").test_client()
    expected = catalogue.story_ids(SearchState.from_address(address))

    def add(page: int) -> None:
        if page <= 4:
            with small.writer() as writer:
                for story in numbered(6, name=f"new{page}"):
                    writer.put(story)

    given = walked(client, f"/search.json?{address}&per=20", add)

    assert len(given) == len(set(given))
    assert [i for i in given if i.startswith("s")] == list(expected)


def test_a_token_of_another_search_is_a_problem(client: FlaskClient) -> None:
    token = client.get("/search.json?source=Almanac&per=1").get_json()["next"]
    for address in (f"q=strike&next={token}", "next=damaged", f"source=Almanac&next={token}x"):
        refused = client.get(f"/search.json?{address}")
        assert (refused.status_code, refused.content_type) == (400, "application/problem+json")
        assert refused.get_json()["title"] == "This token leads nowhere"


def test_the_token_alone_is_taken_with_the_same_parameters(client: FlaskClient) -> None:
    token = client.get("/search.json?source=Almanac&per=2").get_json()["next"]
    found = client.get(f"/search.json?per=3&page=4&source=Almanac&next={token}").get_json()
    third = client.get("/search.json?source=Almanac&per=5").get_json()["stories"][2:]

    assert found["stories"] == third
    assert found["not_understood"] == [{"name": "page", "value": "4"}]
    assert (found["page"], found["previous_url"]) == (None, None)
    assert client.get(found["url"]).get_json()["stories"] == third


def test_an_empty_token_is_none_and_pages_do_not_take_one(client: FlaskClient) -> None:
    assert client.get("/search.json?next=").get_json()["page"] == 1
    assert "next" in client.get("/search?next=abc").text


FORGED: tuple[object, ...] = (
    ["\0" * 99, None, math.nan],
    ["s", "9999-12-31", math.inf],
    ["\ud800", "0001-01-01", -0.0],
    ["s", None, 5],
    {},
    [[[[]]]],
)


@pytest.mark.parametrize("content", FORGED, ids=str)
def test_a_forged_token_breaks_nothing(client: FlaskClient, content: object) -> None:
    forger = URLSafeSerializer(
        "where a list goes on", salt="1 ", serializer_kwargs={"ensure_ascii": True}
    )
    answer = client.get(f"/search.json?next={forger.dumps(content)!s}")
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("token", ["%ff%fe", "%00", "." * 8000, "a" * 8000, "%ED%A0%80", "..", "é"])
@pytest.mark.parametrize(
    "address", ["/search.json", "/facet/actor.json", "/organisation/harbour-board.json"]
)
def test_no_bytes_are_a_token(client: FlaskClient, address: str, token: str) -> None:
    refused = client.get(f"{address}?next={token}")
    assert (refused.status_code, refused.get_json()["title"]) == (400, "This token leads nowhere")
