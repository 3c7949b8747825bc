"""What of a document can be searched: its terms, where they stand and how much they weigh.

One stream of positions holds a whole story: the headline from 0, the text from `TEXT_START`.
A term's place thus tells its field, and no phrase runs from one into the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from archive.analysis import forms_and_stems, tokens
from archive.search.documents import IndexDocument
from archive.search.fields import VALUE_FACETS
from archive.search.scoring import HEADLINE_WEIGHT

TEXT_START = 4096
"""Position of the first word of the text."""
MAX_HEADLINE_WORDS = 2000
NAME_GAP = 256
"""Positions from the start of one name to the start of the next; longer names are cut."""
IN_TEXT, IN_HEADLINE = 1, 2
"""Marks of where a form stands, to be added."""

_WEIGHT = {IN_TEXT: 1, IN_HEADLINE: HEADLINE_WEIGHT}
Positions = dict[str, list[int]]


@dataclass(slots=True)
class Inverted:
    """The searchable side of one document.

    `content` holds the positions of each stem, `length` how many they are in all, those in the
    headline weighted; `forms` where each word as written stands
    (`IN_TEXT` + `IN_HEADLINE`), `names` per facet the positions of each form in its names.
    """

    content: Positions = field(default_factory=dict)
    length: int = 0
    forms: dict[str, int] = field(default_factory=dict)
    names: dict[str, Positions] = field(default_factory=dict)


def invert(document: IndexDocument) -> Inverted:
    """Analyse a document."""
    inverted = Inverted()
    _add_words(inverted, document.headline, 0, IN_HEADLINE, MAX_HEADLINE_WORDS)
    _add_words(inverted, document.body, TEXT_START, IN_TEXT, None)
    for name in VALUE_FACETS:
        terms = document.facets.get(name, ())
        if terms:
            inverted.names[name] = _names(form for term in terms for form in term.names)
    return inverted


def frequency(places: list[int]) -> int:
    """How often a term stands at places, a headline's counted by its weight."""
    ahead = bisect_left(places, TEXT_START)
    return len(places) + ahead * (HEADLINE_WEIGHT - 1)


def _add_words(
    inverted: Inverted, text: str, first_position: int, mark: int, limit: int | None
) -> None:
    content, forms = inverted.content, inverted.forms
    words = list(islice(forms_and_stems(text), limit))
    for form in {form for form, _ in words}:
        forms[form] = forms.get(form, 0) | mark
    for position, (_, stem) in enumerate(words, first_position):
        places = content.get(stem)
        if places is None:
            content[stem] = [position]
        else:
            places.append(position)
    stop_words = content.pop("", ())
    inverted.length += (len(words) - len(stop_words)) * _WEIGHT[mark]


def _names(names: Iterable[str]) -> Positions:
    positions: Positions = {}
    for number, name in enumerate(dict.fromkeys(names)):
        for place, token in enumerate(islice(tokens(name), NAME_GAP // 2)):
            positions.setdefault(token.form, []).append(number * NAME_GAP + place)
    return positions
