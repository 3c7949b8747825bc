"""A story as engines keep it: four texts, of which the last holds in JSON all that is no text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.model import DateSource, PartialDate, Span, blank_out
from archive.search.documents import FacetTerm, IndexDocument

DateFacts = tuple[str, str, str, bool]
"""ISO form, source, words and whether these are ambiguous."""


def stored_fields(document: IndexDocument) -> dict[str, str]:
    """What is kept of a story; `stored_document` reads it back."""
    return {
        "story_id": document.story_id,
        "headline": document.headline,
        "text": document.text,
        "facts": _facts(document),
    }


def stored_document(stored: Mapping[str, str]) -> IndexDocument:
    """Read a story back from its stored fields."""
    facts = json.loads(stored["facts"])
    return IndexDocument(
        story_id=stored["story_id"],
        headline=stored["headline"],
        text=stored["text"],
        asides=_spans(facts["asides"]),
        published=date_from(tuple(facts["published"])),
        facets={
            name: tuple(FacetTerm(value, tuple(names)) for value, names in terms)
            for name, terms in facts["facets"].items()
        },
        spoken_of=tuple(map(date_from, map(tuple, facts["spoken_of"]))),
        quotations=_spans(facts["quotations"]),
    )


class ShownStory(NamedTuple):
    """What a hit shows of a story; `body` is the text that is searched, `quotations` its speech."""

    story_id: str
    headline: str
    body: str
    quotations: Sequence[Span]
    published: PartialDate
    source: str


def shown_story(stored: Mapping[str, str]) -> ShownStory:
    """Read from stored fields only what a hit shows."""
    facts = json.loads(stored["facts"])
    return ShownStory(
        stored["story_id"],
        stored["headline"],
        blank_out(stored["text"], _spans(facts["asides"])),
        _spans(facts["quotations"]),
        date_from(tuple(facts["published"])),
        next((value for value, _ in facts["facets"].get("source", ())), ""),
    )


def _facts(document: IndexDocument) -> str:
    return json.dumps(
        {
            "asides": document.asides,
            "published": date_facts(document.published),
            "facets": {
                name: [(term.value, term.names) for term in terms]
                for name, terms in document.facets.items()
            },
            "spoken_of": [date_facts(day) for day in document.spoken_of],
            "quotations": document.quotations,
        },
        ensure_ascii=False,
    )


def _spans(facts: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in facts)


def date_facts(day: PartialDate) -> DateFacts:
    """A date as JSON holds it; `date_from` reads it back."""
    return day.iso, day.source.value, day.raw, day.is_ambiguous


@lru_cache(maxsize=1 << 14)
def date_from(facts: DateFacts) -> PartialDate:
    """Read a date back; days recur from hit to hit."""
    iso, source, raw, is_ambiguous = facts
    return PartialDate.from_iso(iso, source=DateSource(source), raw=raw, is_ambiguous=is_ambiguous)
