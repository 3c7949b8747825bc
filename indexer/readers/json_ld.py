"""The article that a page describes in JSON-LD, in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from bs4 import BeautifulSoup

Thing = Mapping[str, object]
"""A schema.org object: its properties by name."""

_ARTICLE = re.compile(r"(?:article|blogposting|newsmedia|posting|report|review)\Z", re.I)
_PAGE = re.compile(r"(?:webpage|creativework|videoobject|liveblog\w*)\Z", re.I)
_COMMENTS = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")
_DEEPEST = 6


def described_article(soup: BeautifulSoup) -> Thing:
    """Merge what the page says of its article; the most particular description wins."""
    things = [thing for script in _scripts(soup) for thing in _things(script, 0)]
    articles = [thing for thing in things if _is_a(thing, _ARTICLE)]
    pages = [thing for thing in things if _is_a(thing, _PAGE)]
    merged: dict[str, object] = {}
    for thing in (*articles[:1], *pages):
        merged = {**thing, **merged}
    names = {str(thing.get("@id")): thing.get("name") for thing in things if thing.get("@id")}
    return merged | {key: _named(merged.get(key), names) for key in ("author", "publisher")}


def _named(value: object, names: Mapping[str, object]) -> object:
    """Put the name in the place of a reference to one described elsewhere on the page."""
    if isinstance(value, list):
        return [_named(item, names) for item in value if not isinstance(item, list)]
    if isinstance(value, Mapping) and not value.get("name"):
        return names.get(str(value.get("@id")))
    return value


def names_in(value: object) -> tuple[str, ...]:
    """The names in a property such as `author`: text, an object with a name, or a list."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        return names_in(value.get("name"))
    if isinstance(value, list):
        return tuple(
            name for item in value if not isinstance(item, list) for name in names_in(item)
        )
    return ()


def text_in(value: object) -> str:
    """The first name or text in a property, or the empty string."""
    return next(iter(names_in(value)), "")


def _scripts(soup: BeautifulSoup) -> Iterator[object]:
    for script in soup("script", type=re.compile(r"\bld\+json\b", re.I)):
        text = _COMMENTS.sub("", script.get_text())
        try:
            value: object = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            value = _salvaged(text)
        yield value


def _salvaged(text: str) -> Thing:
    """What can be read of broken JSON-LD: its plain properties, as of an article."""
    found = re.findall(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"\n]{1,300})"', text)
    return {"@type": "Article", **dict(reversed(found))} if found else {}


def _things(value: object, depth: int) -> Iterator[Thing]:
    """Yield an object and those that stand in it as parts of a graph or as its main entity."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate"):
            yield from _things(value.get(key), depth + 1)


def _is_a(thing: Thing, kind: re.Pattern[str]) -> bool:
    types = thing.get("@type")
    names: Iterable[object] = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.search(name) for name in names)
