"""The Whoosh schema: own fields in memory, stock fields on disk.

Each field takes terms that are analysed already. When Whoosh pickles the schema into its table
of contents, a field names the stock class of the same format instead (`__reduce__`), so that
any Whoosh opens the index without this program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from whoosh import fields, formats

from archive.model import DateSource, PartialDate, Precision
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.fields import VALUE_FACETS
from archive.search.inversion import TEXT_START, Inverted, Positions
from archive.search.scoring import HEADLINE_WEIGHT

Posting = tuple[bytes, int, float, bytes]


class PositionsField(fields.TEXT):
    """Terms with their positions; those of a headline weigh more where `first_of_text` is set."""

    def __init__(self, first_of_text: int = 0) -> None:
        super().__init__()
        self._first_of_text = first_of_text

    def index(self, value: Positions, **_: object) -> Iterator[Posting]:
        """Turn positions by term into postings."""
        for term, places in value.items():
            ahead = sum(place < self._first_of_text for place in places)
            weight = len(places) + ahead * (HEADLINE_WEIGHT - 1)
            yield term.encode("utf-8", "replace"), weight, float(weight), self.format.encode(places)

    def __reduce__(self) -> tuple[Any, ...]:
        return (fields.TEXT, ())


class MarksField(fields.KEYWORD):
    """Terms with a small number each, kept as their frequency."""

    def index(self, value: dict[str, int], **_: object) -> Iterator[Posting]:
        """Turn numbers by term into postings."""
        for term, mark in value.items():
            encoded = term.encode("utf-8", "replace")
            yield encoded, mark, float(mark), formats.pack_uint(mark)

    def __reduce__(self) -> tuple[Any, ...]:
        return (fields.KEYWORD, ())


def build_schema() -> fields.Schema:
    """Return the schema of every index this program writes."""
    names = {f"names_{name}": PositionsField() for name in VALUE_FACETS}
    values = {f"facet_{name}": MarksField() for name in VALUE_FACETS}
    return fields.Schema(
        story_id=fields.ID(unique=True, stored=True),
        headline=fields.STORED(),
        text=fields.STORED(),
        facts=fields.STORED(),
        content=PositionsField(TEXT_START),
        forms=MarksField(),
        **names,
        **values,
    )


def whoosh_fields(document: IndexDocument, inverted: Inverted) -> dict[str, object]:
    """What `add_document` takes for a story."""
    values = {f"facet_{n}": dict.fromkeys(document.values(n), 1) for n in VALUE_FACETS}
    names = {f"names_{name}": positions for name, positions in inverted.names.items()}
    return {
        "story_id": document.story_id,
        "headline": document.headline,
        "text": document.text,
        "facts": _facts(document),
        "content": inverted.content,
        "forms": inverted.forms,
        **{name: held for name, held in values.items() if held},
        **names,
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
    if not iso:
        return PartialDate(None, None, Precision.NONE, DateSource(source), raw, is_ambiguous)
    parts = [int(part) for part in iso.split("-")]
    return PartialDate.of(*parts, source=DateSource(source), raw=raw, is_ambiguous=is_ambiguous)
