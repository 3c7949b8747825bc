"""The facets, each described once; everything that lists facets reads this list."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import NameKind


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A facet: its name in addresses and queries, its words for readers, how it behaves.

    `query_names` are what the query language calls it. `is_authority` says that its values
    are ids of authority records, whose headings are looked up.
    """

    name: str
    label: str
    plural: str
    query_names: tuple[str, ...]
    is_authority: bool = False


DATE = "date"
MISSING = "-"
"""The facet value of the stories that have none."""

FACETS = (
    FieldSpec(NameKind.ACTOR.value, "Actor", "Actors", ("actor",), is_authority=True),
    FieldSpec(
        NameKind.ORGANISATION.value,
        "Organisation",
        "Organisations",
        ("org", "organisation", "organization"),
        is_authority=True,
    ),
    FieldSpec(DATE, "Date", "Dates", ("date",)),
    FieldSpec(NameKind.PLACE.value, "Place", "Places", ("place",), is_authority=True),
    FieldSpec("source", "Source", "Sources", ("source",)),
    FieldSpec("author", "Author", "Authors", ("author",)),
    FieldSpec("language", "Language", "Languages", ("lang", "language")),
)
FACET_NAMES = tuple(spec.name for spec in FACETS)
VALUE_FACETS = tuple(name for name in FACET_NAMES if name != DATE)
"""The facets whose values are plain texts; the date's are periods."""

SPEC = {spec.name: spec for spec in FACETS}
TEXT_FIELDS = ("title", "text")
QUERY_FIELDS = {
    **{name: name for name in TEXT_FIELDS},
    **{alias: spec.name for spec in FACETS for alias in spec.query_names if spec.name != DATE},
}
"""What a reader may write before a colon, and the field it means; dates have their own nodes."""
