"""The facets, each described once; everything that lists facets reads this list."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import NameKind
from archive.query.fields import QUERY_FIELDS as QUERY_FIELDS
from archive.query.fields import TEXT_FIELDS as TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A facet: its name in addresses, its words for readers, how it behaves.

    `is_authority` says that its values are ids of authority records, whose headings are
    looked up; `is_period` that they are periods of time. What queries call it stands in
    `archive.query.fields`.
    """

    name: str
    label: str
    plural: str
    is_authority: bool = False
    is_period: bool = False


DATE = "date"
MENTIONS = "mentions"
"""The dates that stories speak of."""
MISSING = "-"
"""The facet value of the stories that have none."""

FACETS = (
    FieldSpec(NameKind.ACTOR.value, "Actor", "Actors", is_authority=True),
    FieldSpec(
        NameKind.ORGANISATION.value,
        "Organisation",
        "Organisations",
        is_authority=True,
    ),
    FieldSpec(DATE, "Date", "Dates", is_period=True),
    FieldSpec(MENTIONS, "Date spoken of", "Dates spoken of", is_period=True),
    FieldSpec(NameKind.PLACE.value, "Place", "Places", is_authority=True),
    FieldSpec("source", "Source", "Sources"),
    FieldSpec("author", "Author", "Authors"),
    FieldSpec("language", "Language", "Languages"),
)
FACET_NAMES = tuple(spec.name for spec in FACETS)
PERIOD_FACETS = tuple(spec.name for spec in FACETS if spec.is_period)
VALUE_FACETS = tuple(spec.name for spec in FACETS if not spec.is_period)
"""The facets whose values are plain texts, not periods."""

SPEAKER = "speaker"
"""Those who are quoted: names that queries know, but no facet."""
NAME_FIELDS = (*VALUE_FACETS, SPEAKER)
"""The fields that hold names."""

SPEC = {spec.name: spec for spec in FACETS}
