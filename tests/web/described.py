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
        method, path, media_type = response.request.method, response.request.path, response.mimetype
        if (media_type or "").endswith("json"):
            content, status = response.get_json(force=True), response.status_code
            self.check_json(method, self._template(method, path), status, media_type, content)

    def check_json(
        self, method: str, template: str, status: int, media_type: str | None, content: object
    ) -> None:
        """Fail where the JSON that an operation answers with is not as it is described."""
        operation = self.document["paths"].get(template, {}).get(method.lower(), UNDESCRIBED)
        responses = operation["responses"]
        told = responses[
            "default" if status >= 400 and str(status) not in responses else str(status)
        ]
        self._validator(told["content"][media_type]["schema"]).validate(content)

    def _validator(self, schema: dict[str, Any]) -> Any:
        known = self._validators.get(str(schema))
        if known is None:
            whole = {**schema, "components": self.document["components"]}
            known = self._validators[str(schema)] = jsonschema_rs.validator_for(whole)
        return known

    def _template(self, method: str, path: str) -> str:
        try:
            rule, _ = self._app.url_map.bind("localhost").match(path, method, return_rule=True)
        except HTTPException:
            return ""
        return PART.sub(r"{\1}", rule.rule)


PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
UNDESCRIBED = {"responses": {"default": {"content": PROBLEM}}}
"""What an address that is none for programs may answer in JSON: that something is wrong."""


class DescribedClient(FlaskClient):
    """A client whose every JSON answer is as the description says."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        description = self.application.extensions.setdefault(
            "description", Description(self.application)
        )
        description.check(response)
        return response
