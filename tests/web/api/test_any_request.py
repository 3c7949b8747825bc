"""Requests made from the description, well-formed and not: each is answered as it says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.web.described import Description

EXAMPLES = 15
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    unsupported_method,
)
"""Its check of schemas cannot read those of tuples (`prefixItems`); ours allows less, too."""
KNOWN = {
    "story_id": "ferry-strike",
    "kind": "actor",
    "authority_id": "ada-larsen",
    "slug": "spring",
    "name": "source",
}
"""Parts of addresses that lead somewhere."""


@pytest.fixture
def schema(app: Flask) -> BaseSchema:
    loaded: BaseSchema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    return loaded


@pytest.mark.slow
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_request_is_answered_as_described(
    app: Flask, schema: BaseSchema, mode: GenerationMode
) -> None:
    description = Description(app)
    found = list(schema.get_all_operations())
    operations = [result.ok() for result in found if isinstance(result, Ok)]
    assert len(operations) == len(found) > 20
    for operation in operations:
        # Where there are only texts in the path, nothing can be wrong.
        if mode is GenerationMode.POSITIVE or operation.query or operation.body:
            exercise(operation.as_strategy(generation_mode=mode), description)


def exercise(cases: SearchStrategy[Case[Any]], description: Description) -> None:
    """Send requests of an operation, and hold the answers against its description."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def send(case: Case[Any]) -> None:
        for name, value in case.path_parameters.items():
            if len(str(value)) % 2:
                case.path_parameters[name] = KNOWN[name]
        response = case.call()
        case.validate_response(response, checks=list(CHECKS))
        media_type = response.headers["content-type"][0].partition(";")[0]
        if media_type.endswith("json"):
            operation, status = case.operation, response.status_code
            description.check_json(
                operation.method, operation.path, status, media_type, response.json()
            )

    send()


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/problem+json", "x"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize(
    "path", ["/search.json", "/story/none.csl.json", "/s/none.csv", "/batch.json", "/facet/x.json"]
)
def test_any_method_and_accept_header_gives_a_problem(
    client: FlaskClient, path: str, method: str, accept: str
) -> None:
    answer = client.open(f"{path}?next=damaged", method=method, headers={"Accept": accept})
    assert answer.status_code in (400, 404, 405)
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == answer.status_code


def test_a_browser_gets_a_page_where_a_file_is_not(client: FlaskClient) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert client.get("/s/none.csv", headers=headers).mimetype == "text/html"
    assert client.get("/story/none", headers={"Accept": "*/*"}).mimetype == "text/html"
    assert client.get("/s/none.json", headers=headers).mimetype == "application/problem+json"
