"""The OpenAPI document: every address for programs, as the application has it just now.

The shape is that of the OpenAPI Specification 3.1, whose schemas are JSON Schema 2020-12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import get_args, get_type_hints, is_typeddict

from flask import Flask
from msgspec.json import schema_components
from werkzeug.routing import Rule

from archive.exports import FORMATS
from web.api.operations import Operation, Parameter, operation_of
from web.api.parameters import IN_PATH
from web.errors import PROBLEM, Problem, heading_of

OPENAPI = "3.1.1"
API_VERSION = "1.0"
"""The first number is raised when something that was promised ends, the second by additions."""
DESCRIPTION = """\
All that the pages of this archive show, for programs. Nothing can be changed this way, and no \
key is needed. New members, parameters, addresses, kinds of warnings and facets may be added at \
any time; what is there keeps its name and meaning while the first number of the version stays."""
Json = dict[str, object]
_PART = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
_METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation at an address; `path` has the names of its parts in braces."""

    operation_id: str
    method: str
    path: str
    parts: tuple[Parameter, ...]
    operation: Operation


def entries(app: Flask) -> list[Entry]:
    """Everything for programs that the application answers, in the order of its views."""
    return [
        entry
        for rule in app.url_map.iter_rules()
        if (operation := operation_of(app.view_functions[rule.endpoint]))
        for entry in _entries(rule, operation)
    ]


def openapi(app: Flask) -> Json:
    """Describe the application."""
    known = entries(app)
    schemas = Schemas(
        [
            Problem,
            *(t for e in known for t in e.operation.answers.values()),
            *(e.operation.form for e in known if e.operation.form),
            *(p.type for e in known for p in (*e.parts, *e.operation.query)),
        ]
    )
    paths: dict[str, Json] = {}
    for entry in known:
        paths.setdefault(entry.path, {})[entry.method.lower()] = _operation(entry, schemas)
    return {
        "openapi": OPENAPI,
        "info": {"title": "Cuttings", "version": API_VERSION, "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in dict.fromkeys(e.operation.group for e in known)],
        "paths": paths,
        "components": {"schemas": schemas.components},
    }


class Schemas:
    """The schemas of types, and where in the document those are that have a name."""

    def __init__(self, types: Iterable[object]) -> None:
        self._types = list(types)
        found, components = schema_components(
            self._types, schema_hook=_anything, ref_template="#/components/schemas/{name}"
        )
        self._schemas: tuple[Json, ...] = tuple(found)
        shapes = _shapes(self._types)
        self.components: dict[str, Json] = {
            name: _in_order(schema, shapes.get(name)) for name, schema in components.items()
        }

    def of(self, wanted: object) -> Json:
        """The schema of one of the types."""
        return self._schemas[self._types.index(wanted)]


def _entries(rule: Rule, operation: Operation) -> Iterator[Entry]:
    suffix = (rule.defaults or {}).get("suffix")
    function = rule.endpoint.rpartition(".")[2].removesuffix("_json")
    for method in _METHODS:
        if method in (rule.methods or ()):
            yield Entry(
                operation_id=f"{function}_{suffix.replace('.', '_')}" if suffix else function,
                method=method,
                path=_PART.sub(r"{\1}", rule.rule),
                parts=tuple(IN_PATH[name] for name in _PART.findall(rule.rule)),
                operation=_written_as(operation, suffix) if suffix else operation,
            )


def _written_as(operation: Operation, suffix: str) -> Operation:
    """The operation whose rule gives one of the forms of export."""
    form = FORMATS[suffix]
    media_type = form.media_type.partition(";")[0]
    return replace(
        operation,
        summary=f"{operation.summary}, as {form.label}",
        answers={media_type: operation.answers[media_type]},
    )


def _operation(entry: Entry, schemas: Schemas) -> Json:
    operation = entry.operation
    described: Json = {
        "operationId": entry.operation_id,
        "tags": [operation.group],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [
            *(_parameter(part, "path", schemas) for part in entry.parts),
            *(_parameter(known, "query", schemas) for known in operation.query),
        ],
        "responses": _responses(operation, schemas),
    }
    if operation.form:
        schema = {"schema": schemas.of(operation.form)}
        types = ("application/x-www-form-urlencoded", "multipart/form-data")
        described["requestBody"] = {"required": True, "content": dict.fromkeys(types, schema)}
    return {name: value for name, value in described.items() if value}


def _parameter(known: Parameter, place: str, schemas: Schemas) -> Json:
    described: Json = {
        "name": known.name,
        "in": place,
        "description": known.description,
        "schema": schemas.of(known.type),
    }
    return {**described, "required": True} if place == "path" else described


def _responses(operation: Operation, schemas: Schemas) -> Json:
    problem = {PROBLEM: {"schema": schemas.of(Problem)}}
    answers = {media: {"schema": schemas.of(t)} for media, t in operation.answers.items()}
    moved = {"302": {"description": "It is at another address now."}} if operation.redirects else {}
    return {
        **{str(s): {"description": "The answer.", "content": answers} for s in operation.statuses},
        **moved,
        **{
            str(status): {"description": f"{heading_of(status)}.", "content": problem}
            for status in operation.fails
        },
        "default": {"description": "Any other problem.", "content": problem},
    }


def _anything(held: type) -> Json:
    """The schema of what has its shape from another standard."""
    if held is object:
        return {"description": "As the standard has it that the media type names."}
    raise NotImplementedError(f"{held} has no schema")


def _shapes(types: Iterable[object]) -> dict[str, type]:
    """The TypedDicts among types and within them, by name."""
    found: dict[str, type] = {}
    waiting = list(types)
    while waiting:
        held = waiting.pop()
        if isinstance(held, type) and is_typeddict(held) and held.__name__ not in found:
            found[held.__name__] = held
            waiting += get_type_hints(held).values()
        else:
            waiting += get_args(held)
    return found


def _in_order(schema: Json, shape: type | None) -> Json:
    """The schema with its members in the order in which they are written."""
    members = schema.get("properties")
    if shape is None or not isinstance(members, dict):
        return schema
    return {**schema, "properties": {name: members[name] for name in get_type_hints(shape)}}
