"""Pages over a database in which something was written over: told, and the rest goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.saved.queries import save_search
from archive.search.state import SearchState
from tests.archives import servers
from tests.web.reading import open_page, text
from web import create_app

Damage = Callable[..., FlaskClient]


@pytest.fixture
def damage(own_catalogue: Catalogue, tmp_path: Path) -> Damage:
    """Write over a column of a table; the client of the pages over what is left."""
    if servers:
        pytest.skip("a file of SQLite is damaged")

    def write(table: str, column: str, value: object) -> FlaskClient:
        with closing(sqlite3.connect(tmp_path / "archive" / "cuttings.sqlite")) as database:
            database.execute(f"UPDATE {table} SET {column} = ?", [value])
            database.commit()
        return create_app(own_catalogue, secret=b"a secret for tests").test_client()

    return write


STORY, NAME = "/story/ferry-strike", "/actor/ada-larsen"


@pytest.mark.parametrize(
    ("table", "column", "value", "address"),
    [
        ("stories", "first_day", "2023-04-31", STORY),
        ("stories", "first_day", "\x00", STORY),
        ("stories", "precision", "mon4h", STORY),
        ("stories", "date_source", "", STORY),
        ("stories", "asides", "[[1", STORY),
        ("stories", "authors", "7", STORY),
        ("stories", "text", b"\xff\x00", STORY),
        ("mentions", "kind", "actos", STORY),
        ("mentions", "spans", "[1]", STORY),
        ("mentions", "spans", "{}]", f"{NAME}/mentions"),
        ("quotes", "kind", "actos", STORY),
        ("spoken_dates", "dates", '[[1,2,"2023-13","",""]]', STORY),
        ("authorities", "origin", "foun4", NAME),
        ("authorities", "variants", "no list", NAME),
    ],
)
def test_what_is_damaged_is_said_to_be_and_how_to_learn_more(
    damage: Damage, table: str, column: str, value: object, address: str
) -> None:
    client = damage(table, column, value)
    page = open_page(client, address, status=503)

    assert text(page, "h1") == "What this page shows is damaged"
    assert text(page, "pre") == "cuttings check"
    assert str(value) not in page.get_text() or not value
    assert open_page(client, "/search?q=strike").select(".hit")


@pytest.mark.parametrize(
    ("column", "value", "address"),
    [
        ("precision", "mon4h", f"{STORY}.json"),
        ("precision", "mon4h", "/search.atom?q=strike"),
        ("indexed_at", "yesterday", "/search.csv?q=strike"),
    ],
)
def test_programs_are_told_so_too(damage: Damage, column: str, value: str, address: str) -> None:
    found = damage("stories", column, value).get(address)

    assert (found.status_code, found.content_type) == (503, "application/problem+json")
    assert found.get_json()["command"] == "cuttings check"


def test_what_a_saved_query_remembers_may_be_damaged(
    own_catalogue: Catalogue, damage: Damage
) -> None:
    save_search(own_catalogue, "Strike", SearchState.from_address("q=strike"))
    client = damage("memories", "contents", b"not packed")

    assert text(open_page(client, "/s/strike", status=503), "pre") == "cuttings check"
    assert open_page(client, "/saved").select(".queries h2")
