"""A client that holds every JSON answer against the description of the API."""

from __future__ import annotations

import copy
import re
from functools import cached_property
from typing import Any

import jsonschema_rs
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from web.api.document import openapi

PART = re.compile(r"<(?:[^:<>]+:)?(\w+)>")


class Description:
    """The document of an application, with schemas that allow nothing which is not described."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._validators: dict[str, Any] = {}

    @cached_property
    def document(self) -> dict[str, Any]:
        document = copy.deepcopy(openapi(self._app))
        for schema in document["components"]["schemas"].values():  # type: ignore[index]  # JSON
            if "properties" in schema:
                schema["additionalProperties"] = False
        return document

    def check(self, response: TestResponse) -> None:
        """Fail where an answer is not as it is described."""
        media_type = response.mimetype or ""
        if not media_type.endswith("json"):
            return
        method, path = response.request.method, response.request.path
        described = self.document["paths"].get(self._template(method, path), {})
        operation = described.get(method.lower(), {"responses": {}})["responses"]
        status = str(response.status_code)
        if response.status_code >= 400 and status not in operation:
            content = {"application/problem+json": {"schema": PROBLEM}}
        else:
            content = operation[status]["content"]
        schema = content[media_type]["schema"]
        known = self._validators.get(str(schema))
        if known is None:
            whole = {**schema, "components": self.document["components"]}
            known = self._validators[str(schema)] = jsonschema_rs.validator_for(whole)
        known.validate(response.get_json(force=True))

    def _template(self, method: str, path: str) -> str:
        try:
            rule, _ = self._app.url_map.bind("localhost").match(path, method, return_rule=True)
        except HTTPException:
            return ""
        return PART.sub(r"{\1}", rule.rule)


PROBLEM = {"$ref": "#/components/schemas/Problem"}


class DescribedClient(FlaskClient):
    """A client whose every JSON answer is as the description says."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        description = self.application.extensions.setdefault(
            "description", Description(self.application)
        )
        description.check(response)
        return response
