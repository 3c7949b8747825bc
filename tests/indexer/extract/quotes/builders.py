"""Texts with names in them, and who says what in them, as tests compare it."""

from __future__ import annotations

import re

from archive.model import Mention, NameKind, authority_id_for
from indexer.extract.quotes import find_quotes
from indexer.extract.quotes.cast import Cast
from indexer.extract.quotes.subjects import Subjects

PEOPLE = {
    "Ada Berg": ("Ada Berg", "Berg"),
    "Otto Lund": ("Otto Lund", "Lund"),
    "Mark Hill": ("Mark Hill", "Hill"),
}
BODIES = {
    "Harbour Authority": ("Harbour Authority",),
    "Ministry of Fish": ("Ministry of Fish",),
    "World Bank": ("World Bank",),
}
PLACES = {"Norway": ("Norway",), "Oslo": ("Oslo",)}
_KINDS = (
    (NameKind.ACTOR, PEOPLE),
    (NameKind.ORGANISATION, BODIES),
    (NameKind.PLACE, PLACES),
)


def mentions(text: str) -> tuple[Mention, ...]:
    """The names above, wherever they stand."""
    found = []
    for kind, names in _KINDS:
        for name, forms in names.items():
            pattern = "|".join(rf"\b{form}\b" for form in forms)
            spans = tuple(match.span() for match in re.finditer(pattern, text))
            if spans:
                found.append(Mention(kind, authority_id_for(name), name, spans))
    return tuple(found)


def said(text: str) -> list[tuple[str, str]]:
    """What is said in a text, and by whom."""
    return [(text[slice(*quote.span)], quote.name) for quote in find_quotes(text, mentions(text))]


def subjects(text: str) -> Subjects:
    """Finds subjects in a text in which nothing is quoted."""
    return Subjects(text, Cast(text, mentions(text)))
