"""What the API promises: `promised.txt` has a line for every path, parameter, member and type.

A line begins with the version that it came with. What is in the file has to be there as long as
the first number of the version stays; what is new is added to it, under a version with a raised
second number. To write the lines that are missing:

    python -m tests.web.api.test_promise
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from archive.catalogue import Catalogue
from archive.settings import Settings
from web import create_app
from web.api.document import API_VERSION, openapi

PROMISED = Path(__file__).with_name("promised.txt")
OPEN = {"WarningCode", "DateSource"}
"""Texts of which new ones may come up at any time."""


def test_what_was_promised_is_there(app: Flask) -> None:
    gone = set(promised()) - set(lines(openapi(app)))
    assert not gone, "this was promised; only a version with another first number may drop it"


def test_what_is_new_has_a_new_version(app: Flask) -> None:
    new = set(lines(openapi(app))) - set(promised())
    assert not new, "raise API_VERSION, then: python -m tests.web.api.test_promise"


def test_the_version_is_the_one_in_which_something_was_added_last() -> None:
    versions = [tuple(map(int, version.split("."))) for version in promised().values()]
    assert tuple(map(int, API_VERSION.split("."))) == max(versions)


def promised() -> dict[str, str]:
    """The lines of the file, with the version that each came with."""
    read = PROMISED.read_text("utf-8").splitlines()
    return {told: version for version, _, told in (line.partition(" ") for line in read)}


def lines(document: dict[str, Any]) -> Iterator[str]:
    """All that programs may rely on, a line each."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            asked = f"{method.upper()} {path}"
            for known in operation.get("parameters", ()):
                yield f"{asked} takes {known['name']}: {type_of(known['schema'])}"
            for media, told in operation.get("requestBody", {}).get("content", {}).items():
                yield f"{asked} takes {media}: {type_of(told['schema'])}"
            for status, answer in operation["responses"].items():
                for media, told in answer.get("content", {}).items():
                    yield f"{asked} answers {status} {media}: {type_of(told['schema'])}"
    for name, schema in document["components"]["schemas"].items():
        for value in schema.get("enum", ()) if name not in OPEN else ():
            yield f"{name} may be {value}"
        for member, told in schema.get("properties", {}).items():
            missing = "" if member in schema["required"] else "?"
            yield f"{name}.{member}{missing}: {type_of(told)}"


def type_of(schema: dict[str, Any]) -> str:
    """A type in a few words.

    >>> type_of({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]})
    'list of string or null'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(map(type_of, schema["anyOf"]))
    if "enum" in schema:  # Facets, of which there may be more, or a constant.
        return "string" if isinstance(schema["enum"][0], str) else str(schema["enum"][0]).lower()
    if "prefixItems" in schema:
        return f"[{', '.join(map(type_of, schema['prefixItems']))}]"
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"by name {type_of(schema['additionalProperties'])}"
    return str(schema.get("type", "anything"))


def _write() -> None:
    known = promised() if PROMISED.exists() else {}
    with TemporaryDirectory() as folder:
        app = create_app(Catalogue.open(Settings(Path(folder)), create=True))
        told = sorted({**dict.fromkeys(lines(openapi(app)), API_VERSION), **known}.items())
    PROMISED.write_text("".join(f"{version} {line}\n" for line, version in told), "utf-8")


if __name__ == "__main__":
    _write()
