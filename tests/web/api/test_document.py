from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.search.fields import FACET_NAMES
from archive.search.state import SearchState
from web.api.document import entries, openapi
from web.api.operations import operation_of
from web.api.parameters import SEARCH, SIDES
from web.presenters.compare import sides


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").get_json()
    return found


def test_every_json_route_has_an_entry(app: Flask, document: dict[str, Any]) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.endswith("json")}
    described = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if operation_of(app.view_functions[rule.endpoint])
    }
    assert rules <= described
    assert len(document["paths"]) == len(described) > 20


def test_operations_have_names_of_their_own_and_words(document: dict[str, Any]) -> None:
    operations = [o for path in document["paths"].values() for o in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    for operation in operations:
        assert operation["summary"][0].isupper()
        assert not operation["summary"].endswith(".")
        assert set(operation["tags"]) <= {tag["name"] for tag in document["tags"]}


def test_every_member_and_parameter_says_what_it_is(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        for member, told in schema.get("properties", {}).items():
            assert "description" in told or "$ref" in told or "enum" in told, (name, member)
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                assert parameter["description"].endswith("."), parameter


def test_members_come_in_the_order_in_which_they_are_written(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    story = client.get("/search.json?per=1").get_json()["stories"][0]
    assert list(document["components"]["schemas"]["ListedStory"]["properties"]) == list(story)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            for response in operation["responses"].values():
                for content in response.get("content", {}).values():
                    schema = {**content["schema"], "components": document["components"]}
                    jsonschema_rs.validator_for(schema)


def test_the_parameters_of_a_search_are_those_that_are_read() -> None:
    values = {"all": "actor", "sort": "newest", "page": "2", "per": "5", "next": ""}
    pairs = [(known.name, values.get(known.name, "2023")) for known in SEARCH]
    state = SearchState.from_pairs(pairs)

    assert state.not_understood == ()
    assert {name for name, _ in state.filters} == set(FACET_NAMES)


def test_the_parameters_of_a_comparison_are_those_of_two_searches() -> None:
    address = "&".join(f"{known.name}=2023" for known in SIDES if ".all" not in known.name)
    a, b = sides(address)
    assert a == b == SearchState.from_address(a.address)
    assert {name for name, _ in a.filters} == set(FACET_NAMES)


def test_parts_of_addresses_are_described(app: Flask) -> None:
    assert {part.name for entry in entries(app) for part in entry.parts} == {
        "story_id",
        "authority_id",
        "kind",
        "slug",
        "name",
    }


def test_the_document_is_the_same_every_time(app: Flask) -> None:
    assert openapi(app) == openapi(app)


def test_a_member_that_is_not_described_is_noticed(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.saved.queries.WHOLE", {"next": None, "next_url": None, "more": 1})
    with pytest.raises(jsonschema_rs.ValidationError, match="more"):
        client.get("/saved.json")
    monkeypatch.setattr("archive.saved.queries.WHOLE", {"next": None})
    with pytest.raises(jsonschema_rs.ValidationError, match="next_url"):
        client.get("/saved.json")
