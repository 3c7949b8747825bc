"""What a reader may write before a colon, and what it means."""

from __future__ import annotations

from difflib import get_close_matches

FIELD_NAMES = {
    "title": ("title",),
    "text": ("text",),
    "actor": ("actor",),
    "organisation": ("org", "organisation", "organization"),
    "place": ("place",),
    "source": ("source",),
    "author": ("author",),
    "language": ("lang", "language"),
    "said": ("said",),
    "speaker": ("speaker",),
}
"""The fields that are searched by words, and what a query may call them, the usual name first."""
TEXT_FIELDS = ("title", "text", "said")
"""The fields of running text, `said` what stands in quotations; the others hold names."""
QUOTATION_FIELDS = ("said", "speaker")
"""The fields of what stands in quotations, and of those who are quoted."""
PERIOD_FIELDS = ("date", "mentions")
"""The day of publication, and the times that a story speaks of."""
QUERY_FIELDS = {name: field for field, names in FIELD_NAMES.items() for name in names}
"""The field that each name means."""

_OTHER_WORDS = {
    "body": "text",
    "byline": "author",
    "city": "place",
    "company": "org",
    "content": "text",
    "country": "place",
    "day": "date",
    "headline": "title",
    "location": "place",
    "name": "actor",
    "newspaper": "source",
    "outlet": "source",
    "people": "actor",
    "person": "actor",
    "published": "date",
    "publisher": "source",
    "quotation": "said",
    "quote": "said",
    "quoted": "speaker",
    "says": "said",
    "site": "source",
    "writer": "author",
    "year": "date",
}


def field_named(name: str) -> str | None:
    """The field that a query means by a name, whatever its case; None when there is none.

    >>> field_named("Org"), field_named("date"), field_named("colour")
    ('organisation', 'date', None)
    """
    name = name.lower()
    return name if name in PERIOD_FIELDS else QUERY_FIELDS.get(name)


def usual_name(field: str) -> str:
    """What a query calls a field.

    >>> usual_name("organisation"), usual_name("date")
    ('org', 'date')
    """
    return FIELD_NAMES.get(field, (field,))[0]


def nearest_name(name: str) -> str | None:
    """The name that a reader may have meant by one that is unknown.

    >>> nearest_name("titel"), nearest_name("headline"), nearest_name("colour")
    ('title', 'title', None)
    """
    name = name.lower()
    if name in _OTHER_WORDS:
        return _OTHER_WORDS[name]
    close = get_close_matches(name[:20], (*QUERY_FIELDS, *PERIOD_FIELDS), n=1, cutoff=0.75)
    return close[0] if close else None
