"""Reader of JSON: one object on each line, or a file that holds one object or a list.

The keys are read under their usual names, in any case, with or without `_` and `-`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from archive.errors import EmptySeedError, MalformedSeedError, SeedError
from archive.model import DateSource, Name, NameKind, Reject, Story
from indexer.extract.published import Clue, choose_date
from indexer.readers.bylines import given_authors
from indexer.readers.decode import one_line
from indexer.readers.html_text import is_markup, text_of_markup
from indexer.readers.records import RecordLocators
from indexer.readers.running_text import story_from_text
from indexer.readers.seed import SeedText

NAME = "json_lines"
_IDS = ("id", "guid", "uuid")
_URLS = ("url", "link", "canonicalurl", "permalink")
_HEADLINES = ("headline", "title")
_DATES = (
    "published",
    "date",
    "publishedat",
    "publishedon",
    "pubdate",
    "publicationdate",
    "datepublished",
    "datepublish",
)
_SOURCES = ("source", "publisher", "outlet", "sitename", "newspaper")
_AUTHORS = ("authors", "author", "byline", "creator")
_TEXTS = ("text", "body", "content", "articlebody", "maintext", "fulltext", "contenttext")
_LANGUAGES = ("language", "lang")
_NAMES = {
    NameKind.ACTOR: ("actors", "persons", "people"),
    NameKind.ORGANISATION: ("organisations", "organizations", "orgs"),
    NameKind.PLACE: ("places", "locations"),
}
_LOOKS_LIKE_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"[^\"\n]{1,60}\"\s*:")
_LINE_SUFFIXES = {".jsonl", ".ndjson"}


def is_json(text: str) -> bool:
    """Whether the text begins like an object, or like a list of objects."""
    return _LOOKS_LIKE_JSON.match(text) is not None


def read(seed: SeedText) -> Iterator[Story | Reject]:
    """Yield a story, or the reason why there is none, for each record."""
    locators = RecordLocators(seed.locator)
    for number, record in _records(seed.text, seed.locator):
        fields = _fields(record) if isinstance(record, dict) else {}
        locator = locators.take(number, _plain(fields, _IDS)) if number else seed.locator
        try:
            if isinstance(record, SeedError):
                raise record
            if not isinstance(record, dict):
                raise MalformedSeedError(f"{locator}: {_kind_of(record)}, not an object")
            yield _story(fields, replace(seed, locator=locator))
        except SeedError as error:
            yield Reject.of(locator, error, NAME)


def _records(text: str, locator: str) -> Iterator[tuple[int, object]]:
    """Yield each record, or the error in its place, with its number; 0 for the only one."""
    start = text.lstrip()[:1]
    first_line = text.lstrip().partition("\n")[0].strip()
    if start == "[" and not (_has_line_suffix(locator) and "\n" in text.strip()):
        yield from enumerate(_as_list(_whole(text, locator)), start=1)
    elif first_line == "{" or not (_has_line_suffix(locator) or "\n" in text.strip()):
        whole = _whole(text, locator)
        enveloped = _enveloped(whole)
        yield from enumerate(enveloped, start=1) if enveloped else [(0, whole)]
    else:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield number, _line(line, number)


def _has_line_suffix(locator: str) -> bool:
    return bool(_LINE_SUFFIXES & set(PurePath(locator).suffixes[-2:]))


def _enveloped(value: object) -> list[object]:
    """The records in an object whose only list is one of objects: `{"articles": [{…}]}`."""
    lists = (
        [part for part in value.values() if isinstance(part, list)]
        if isinstance(value, dict)
        else []
    )
    is_envelope = len(lists) == 1 and all(isinstance(part, dict) for part in lists[0])
    has_text = isinstance(value, dict) and bool(set(_TEXTS) & _fields(value).keys())
    return lists[0] if is_envelope and not has_text else []


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _whole(text: str, locator: str) -> object:
    try:
        return _loads(text)
    except json.JSONDecodeError as error:
        raise MalformedSeedError(
            f"{locator}: line {error.lineno}, column {error.colno}: {error.msg}; mend the JSON"
        ) from error
    except (ValueError, RecursionError) as error:
        raise MalformedSeedError(f"{locator}: JSON that cannot be read: {error}") from error


def _line(line: str, number: int) -> object:
    try:
        return _loads(line)
    except json.JSONDecodeError as error:
        return MalformedSeedError(f"line {number}, column {error.colno}: {error.msg}; mend it")
    except (ValueError, RecursionError) as error:
        return MalformedSeedError(f"line {number}: JSON that cannot be read: {error}")


def _loads(text: str) -> object:
    value: object = json.loads(text, strict=False)
    return value


_Fields = Mapping[str, object]


def _fields(record: Mapping[str, object]) -> _Fields:
    """The record's values by their keys in one spelling, those that say nothing left out."""
    return {
        key.lower().replace("_", "").replace("-", ""): value
        for key, value in record.items()
        if value not in (None, "", [], {})
    }


def _story(fields: _Fields, seed: SeedText) -> Story:
    headline = one_line(_plain(fields, _HEADLINES, seed.locator))
    text = "\n\n".join(_texts(fields, _TEXTS, seed.locator))
    text = text_of_markup(text) if is_markup(text) else text
    if not headline and not text.strip():
        raise EmptySeedError(f"{seed.locator}: neither a headline nor a text in the record")
    url = one_line(_plain(fields, _URLS, seed.locator))
    published = _plain(fields, _DATES, seed.locator)
    dating = choose_date([Clue(DateSource.HEADER, published), Clue(DateSource.URL, url)])
    story = story_from_text(seed, text, NAME, dating, headline=headline)
    return replace(
        story,
        url=url,
        source=one_line(_plain(fields, _SOURCES, seed.locator)) or story.source,
        authors=_authors(fields, seed.locator) or story.authors,
        language=one_line(_plain(fields, _LANGUAGES, seed.locator)),
        given_names=_given_names(fields, seed.locator),
    )


def _authors(fields: _Fields, locator: str) -> tuple[str, ...]:
    values = _texts(fields, _AUTHORS, locator)
    return tuple(dict.fromkeys(name for value in values for name in given_authors(value)))


def _given_names(fields: _Fields, locator: str) -> tuple[Name, ...]:
    names = (
        Name(kind, one_line(text))
        for kind, keys in _NAMES.items()
        for text in _texts(fields, keys, locator)
    )
    return tuple(dict.fromkeys(name for name in names if name.text))


def _plain(fields: _Fields, keys: tuple[str, ...], locator: str = "") -> str:
    """The first value under the keys as text, or the empty string."""
    return next(iter(_texts(fields, keys, locator)), "")


def _texts(fields: _Fields, keys: tuple[str, ...], locator: str) -> list[str]:
    """The values under the first key there is: of a text, a number, a named object or a list."""
    for key in keys:
        if key in fields:
            return [_text(value, key, locator) for value in _as_list(fields[key])]
    return []


def _text(value: object, key: str, locator: str) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise MalformedSeedError(f"{locator}: `{key}` is {_kind_of(value)}, not text")


def _kind_of(value: object) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}
    kinds |= {str: "text", int: "a number", float: "a number"}
    return kinds.get(type(value), type(value).__name__)
