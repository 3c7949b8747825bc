from __future__ import annotations

from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.model import PartialDate
from tests.web.library import told
from tests.web.reading import attribute, open_page, text, texts
from web import create_app

FIRST = (
    "Fog closed the harbour of Port Ellery for the third day running. Pilots refused to board "
    "any ship, and forty lorries waited along the quay until the evening tide had passed."
)


def client_with_copies(catalogue: Catalogue) -> FlaskClient:
    """The harbour archive with a story that two papers printed."""
    with catalogue.store.begin() as transaction:
        transaction.stories.put_many(
            [
                told(
                    "fog",
                    FIRST,
                    headline="Fog closes harbour",
                    source="Example Wire",
                    published=PartialDate.of(2023, 1, 5),
                ),
                told(
                    "fog-2",
                    FIRST.replace("forty", "fifty"),
                    headline="Harbour closed by fog",
                    source="Coast Daily",
                    published=PartialDate.of(2023, 1, 6),
                ),
            ]
        )
    catalogue.catch_up()
    return create_app(catalogue, secret=b"a secret for tests").test_client()


def test_a_story_says_where_else_it_was_printed(own_catalogue: Catalogue) -> None:
    page = open_page(client_with_copies(own_catalogue), "/story/fog-2")

    assert text(page, "#copies") == "Also in 1 other place"
    assert text(page, "#copies + .aside") == "First on 5 January 2023, Example Wire"
    assert texts(page, ".copies li") == [
        "Fog closes harbour 5 January 2023, Example Wire; 81 % the same"
    ]
    assert "Fog closes harbour" not in texts(page, ".similar li a")


def test_what_differs_is_shown_in_one_text(own_catalogue: Catalogue) -> None:
    client = client_with_copies(own_catalogue)
    address = attribute(open_page(client, "/story/fog-2"), ".copies li .aside a", "href")
    page = open_page(client, address)

    assert (texts(page, ".text del"), texts(page, ".text ins")) == (["fifty"], ["forty"])
    turned = open_page(client, attribute(page, ".head > p > a", "href"))
    assert (texts(turned, ".text del"), texts(turned, ".text ins")) == (["forty"], ["fifty"])


def test_a_story_of_its_own_says_nothing(client: FlaskClient) -> None:
    assert not open_page(client, "/story/budget").select(".copies")


def test_nothing_stands_beside_a_story_that_is_not_there(client: FlaskClient) -> None:
    open_page(client, "/story/ferry-strike/beside", status=404)
    open_page(client, "/story/ferry-strike/beside?other=nowhere", status=404)
    open_page(client, "/story/nowhere/beside?other=ferry-strike", status=404)


def test_a_story_as_json_names_its_copies(own_catalogue: Catalogue) -> None:
    client = client_with_copies(own_catalogue)

    assert client.get("/story/fog-2.json").get_json()["copies"] == [
        {
            "id": "fog",
            "headline": "Fog closes harbour",
            "date": "2023-01-05",
            "source": "Example Wire",
            "likeness": 0.8125,
            "url": "/story/fog",
        }
    ]
    assert client.get("/story/budget.json").get_json()["copies"] == []
