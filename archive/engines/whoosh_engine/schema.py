"""The Whoosh schema: stock fields on disk, so that any Whoosh opens the index.

The one field of our own names Whoosh's class of the same format when it is pickled into the
table of contents (`__reduce__`), and no class of this program is needed to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from whoosh import fields

from archive.model import DateSource, PartialDate, blank_out
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.fields import VALUE_FACETS
from archive.search.inversion import Inverted

LENGTH_TERM = b""


class ContentField(fields.TEXT):
    """Stems with their positions; indexes nothing by itself but the length of a story.

    The postings come from the columns (see `codec`); what a writer gets here is one item that
    carries the length in weighted words.
    """

    def index(self, value: int, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give the length as the frequency of a term that is not kept."""
        yield LENGTH_TERM, value, float(value), LENGTH_TERM

    def __reduce__(self) -> tuple[Any, ...]:
        return (fields.TEXT, ())


def build_schema() -> fields.Schema:
    """Return the schema of every index this program writes."""
    return fields.Schema(
        story_id=fields.ID(unique=True, stored=True),
        headline=fields.STORED(),
        text=fields.STORED(),
        facts=fields.STORED(),
        content=ContentField(),
        **{f"facet_{name}": fields.KEYWORD() for name in VALUE_FACETS},
    )


def whoosh_fields(document: IndexDocument, inverted: Inverted) -> dict[str, object]:
    """What `add_document` takes for a story."""
    return {
        "story_id": document.story_id,
        "headline": document.headline,
        "text": document.text,
        "facts": _facts(document),
        "content": inverted.length,
    }


def stored_document(stored: dict[str, str]) -> IndexDocument:
    """Read a story back from its stored fields."""
    facts = json.loads(stored["facts"])
    return IndexDocument(
        story_id=stored["story_id"],
        headline=stored["headline"],
        text=stored["text"],
        asides=tuple((start, end) for start, end in facts["asides"]),
        published=_date_from(facts["published"]),
        facets={
            name: tuple(FacetTerm(value, tuple(names)) for value, names in terms)
            for name, terms in facts["facets"].items()
        },
        spoken_of=tuple(map(_date_from, facts["spoken_of"])),
    )


class ShownStory(NamedTuple):
    """What a hit shows of a story; `body` is the text that is searched."""

    story_id: str
    headline: str
    body: str
    published: PartialDate
    source: str


def shown_story(stored: dict[str, str]) -> ShownStory:
    """Read from stored fields only what a hit shows."""
    facts = json.loads(stored["facts"])
    return ShownStory(
        stored["story_id"],
        stored["headline"],
        blank_out(stored["text"], ((start, end) for start, end in facts["asides"])),
        _date_from(facts["published"]),
        next((value for value, _ in facts["facets"].get("source", ())), ""),
    )


def _facts(document: IndexDocument) -> str:
    return json.dumps(
        {
            "asides": document.asides,
            "published": _date_facts(document.published),
            "facets": {
                name: [(term.value, term.names) for term in terms]
                for name, terms in document.facets.items()
            },
            "spoken_of": [_date_facts(day) for day in document.spoken_of],
        },
        ensure_ascii=False,
    )


def _date_facts(day: PartialDate) -> list[object]:
    return [day.iso, day.source.value, day.raw, day.is_ambiguous]


def _date_from(facts: list[Any]) -> PartialDate:
    iso, source, raw, is_ambiguous = facts
    return PartialDate.from_iso(iso, source=DateSource(source), raw=raw, is_ambiguous=is_ambiguous)
