"""The OpenAPI document as pages to be read: an overview, and a page for each operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from web.presenters.counts import sentence

Json = dict[str, object]
_REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class OperationLine:
    """An operation as it is listed."""

    operation_id: str
    method: str
    path: str
    summary: str

    @property
    def url(self) -> str:
        """Its page."""
        return f"/api/{self.operation_id}"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of what a type is; `shape` names the table that it leads to."""

    text: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of a shape, or a parameter; `mark` says where it goes, or that it may be missing."""

    name: str
    mark: str
    type: tuple[Words, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ShapeTable:
    """A shape with its members."""

    name: str
    words: str
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What comes with a status."""

    status: str
    words: str
    media_types: tuple[str, ...]
    type: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class OperationPage:
    """All that the page of an operation prints."""

    line: OperationLine
    description: str
    parameters: tuple[MemberRow, ...]
    form: tuple[MemberRow, ...]
    answers: tuple[AnswerLine, ...]
    shapes: tuple[ShapeTable, ...]


def overview(document: Json) -> dict[str, list[OperationLine]]:
    """The operations by group, in the order of the document; what gives files comes last."""
    groups: dict[str, list[OperationLine]] = {}
    for line, operation in sorted(_operations(document), key=lambda found: _is_file(found[0])):
        for tag in _list(operation["tags"]):
            groups.setdefault(str(tag), []).append(line)
    return groups


def operation_page(document: Json, operation_id: str) -> OperationPage | None:
    """Lay out one operation; None where there is none of that name."""
    for line, operation in _operations(document):
        if line.operation_id == operation_id:
            return _page(line, operation, _dict(_dict(document["components"])["schemas"]))
    return None


def _operations(document: Json) -> Iterator[tuple[OperationLine, Json]]:
    for path, methods in _dict(document["paths"]).items():
        for method, found in _dict(methods).items():
            operation = _dict(found)
            name, summary = str(operation["operationId"]), str(operation["summary"])
            yield OperationLine(name, method.upper(), path, summary), operation


def _page(line: OperationLine, operation: Json, schemas: Json) -> OperationPage:
    types = _Types(schemas)
    content = _dict(_dict(operation.get("requestBody")).get("content"))
    forms = [_dict(media)["schema"] for media in content.values()][:1]
    return OperationPage(
        line=line,
        description=str(operation.get("description", "")),
        parameters=tuple(
            MemberRow(
                str(known["name"]),
                "in the path" if known["in"] == "path" else "",
                types.words(known["schema"]),
                str(known["description"]),
            )
            for known in map(_dict, _list(operation.get("parameters", [])))
        ),
        form=tuple(row for form in forms for row in types.table(_name(_dict(form))).rows),
        answers=tuple(
            _answer(status, _dict(answer), types)
            for status, answer in _dict(operation["responses"]).items()
        ),
        shapes=tuple(types.tables()),
    )


def _answer(status: str, answer: Json, types: _Types) -> AnswerLine:
    content = _dict(answer.get("content"))
    schemas = [_dict(media)["schema"] for media in content.values()]
    return AnswerLine(
        "any other" if status == "default" else status,
        sentence(str(answer["description"])),
        tuple(content),
        types.words(schemas[0]) if schemas else (),
    )


class _Types:
    """Types in words; remembers which shapes are named, for these have tables of their own."""

    def __init__(self, schemas: Json) -> None:
        self._schemas = schemas
        self._named: list[str] = []

    def words(self, schema: object) -> tuple[Words, ...]:
        """What a type is."""
        told = _dict(schema)
        if name := _name(told):
            return self._of_name(name)
        if "anyOf" in told:
            return self._joined(_list(told["anyOf"]), " or ")
        if "enum" in told:
            return (Words(" · ".join(_literal(value) for value in _list(told["enum"]))),)
        if "prefixItems" in told:
            parts = self._joined(_list(told["prefixItems"]), ", ")
            return (Words("["), *parts, Words("]"))
        if told.get("type") == "array":
            return (Words("list of "), *self.words(told.get("items")))
        if isinstance(told.get("additionalProperties"), dict):
            return (Words("by name, "), *self.words(told["additionalProperties"]))
        limits = [f"{told[key]}" for key in ("minimum", "maximum") if key in told]
        return (Words(" ".join([str(told.get("type", "anything")), "–".join(limits)]).strip()),)

    def tables(self) -> Iterator[ShapeTable]:
        """The shapes that were named, and those that are named in them."""
        done = 0
        while done < len(self._named):
            yield self.table(self._named[done])
            done += 1

    def table(self, name: str) -> ShapeTable:
        """A shape with its members."""
        schema = _dict(self._schemas[name])
        required = _list(schema.get("required", []))
        return ShapeTable(
            name,
            str(schema.get("description", "")),
            tuple(
                MemberRow(
                    member,
                    "" if member in required else "may be missing",
                    self.words(told),
                    str(_dict(told).get("description", "")),
                )
                for member, told in _dict(schema.get("properties")).items()
            ),
        )

    def _of_name(self, name: str) -> tuple[Words, ...]:
        if "enum" in _dict(self._schemas[name]):
            return self.words(self._schemas[name])
        if name not in self._named:
            self._named.append(name)
        return (Words(name, name),)

    def _joined(self, schemas: list[object], joint: str) -> tuple[Words, ...]:
        held = [self.words(schema) for schema in schemas]
        return tuple(
            piece
            for place, words in enumerate(held)
            for piece in (*([Words(joint)] if place else []), *words)
        )


def _is_file(line: OperationLine) -> bool:
    name = line.path.rpartition("/")[2]
    return "." in name and name.partition(".")[2] != "json"


def _name(schema: Json) -> str:
    return str(schema.get("$ref", "")).removeprefix(_REF)


def _literal(value: object) -> str:
    return value if isinstance(value, str) else str(value).lower()


def _dict(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
