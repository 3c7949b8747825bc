"""Requests that are true in the archive at hand, and what they are answered with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

from flask import Flask
from werkzeug.test import Client, TestResponse

from archive.catalogue import Catalogue
from archive.errors import EngineError
from archive.model import NameKind
from archive.saved.queries import every_saved
from archive.search.fields import DATE, FACETS
from archive.search.request import Sort
from archive.search.state import SearchState
from web.addresses import encoded, segment
from web.api.document import Entry

MOST_ITEMS, LONGEST_TEXT = 2, 200
"""How much of an answer is shown: items of a list, letters of a text."""
FIRST_BYTES = 1_000
"""How much of a file is shown."""


@dataclass(frozen=True, slots=True)
class Example:
    """A request as it is typed, and the answer, cut where it is long."""

    address: str
    command: str
    status: str
    media_type: str
    answer: str


def samples(catalogue: Catalogue) -> dict[str, str]:
    """What this archive has to show: a story, a name, a year, a saved query; those it has."""
    found = {"name": NameKind.ACTOR.value}
    for saved in every_saved(catalogue)[:1]:
        found["slug"] = saved.slug
    try:
        newest = SearchState(sort=Sort.NEWEST, per_page=1)
        page = catalogue.answer(newest, facet_size=1).page
    except EngineError:
        return found
    for hit in page.hits:
        found["story_id"] = hit.story_id
    for spec in FACETS:
        for value in page.facets[spec.name].values[:1]:
            if spec.is_authority and "kind" not in found:
                found |= {"kind": spec.name, "authority_id": value.value}
                found["letters"] = value.value[:3]
            elif spec.name == DATE:
                found["year"] = value.value
    return found


def example_of(entry: Entry, known: Mapping[str, str], app: Flask, root: str) -> Example | None:
    """Ask an operation for something that the archive has; None where it has nothing to show.

    `root` is the address of the archive, with a slash at its end.
    """
    try:
        path = entry.path.format_map({name: segment(value) for name, value in known.items()})
        sent = entry.operation.example.format_map({n: encoded(v) for n, v in known.items()})
    except KeyError:
        return None
    address = path if entry.operation.form or not sent else f"{path}?{sent}"
    data = sent if entry.operation.form else None
    url = f"{root.rstrip('/')}{address}"
    asked = Client(app, response_wrapper=TestResponse).open(
        address,
        method=entry.method,
        data=data,
        content_type="application/x-www-form-urlencoded" if data else None,
        base_url=root,
    )
    with closing(asked) as response:
        return Example(
            address=address,
            command=f"curl --data '{data}' '{url}'" if data else f"curl '{url}'",
            status=response.status,
            media_type=response.mimetype or "",
            answer=_shown(response),
        )


def _shown(response: TestResponse) -> str:
    if (response.mimetype or "").endswith("json"):
        return json.dumps(_cut(response.get_json(force=True)), indent=2, ensure_ascii=False)
    if response.mimetype == "application/zip":
        return "(a file)"
    first = bytes(islice(chain.from_iterable(response.iter_encoded()), FIRST_BYTES))
    return first.decode("utf-8", "ignore") + ("…" if len(first) == FIRST_BYTES else "")


def _cut(value: object) -> object:
    """The same with long lists and texts cut."""
    if isinstance(value, dict):
        return {name: _cut(part) for name, part in value.items()}
    if isinstance(value, list):
        rest = ["…"] if len(value) > MOST_ITEMS else []
        return [*map(_cut, value[:MOST_ITEMS]), *rest]
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}…"
    return value
