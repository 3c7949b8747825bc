"""The fields a query may name, and what they are called in the tree."""

from __future__ import annotations

FIELD_OF = {
    "title": "title",
    "text": "text",
    "actor": "actor",
    "org": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "place": "place",
    "source": "source",
    "author": "author",
    "lang": "language",
    "language": "language",
}
"""The field that each name means; the first name of a field is its canonical one."""
DATE_FIELDS = ("date", "mentions")
CANONICAL_NAME = {field: name for name, field in reversed(FIELD_OF.items())}
