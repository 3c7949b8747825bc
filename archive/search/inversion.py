"""What of a document can be searched: its terms, where they stand and how much they weigh.

One stream of positions holds a whole story: the headline from 0, the text from `TEXT_START`.
A term's place thus tells its field, and no phrase runs from one into the other. A quotation is
a stretch of the text's positions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from archive.analysis import forms_and_stems, tokens
from archive.model import Span, merged
from archive.search.documents import IndexDocument
from archive.search.fields import NAME_FIELDS
from archive.search.scoring import HEADLINE_WEIGHT

TEXT_START = 4096
"""Position of the first word of the text."""
MAX_HEADLINE_WORDS = 2000
NAME_GAP = 256
"""Positions from the start of one name to the start of the next; longer names are cut."""
QUOTATION_GAP = 8192
"""By how much one quotation is moved away from the one before it when phrases are sought in
them; more than the longest query with its slop reaches over."""
IN_TEXT, IN_HEADLINE, IN_SAID = 1, 2, 4
"""Marks of where a form stands, to be added."""
FIELD_MARKS = {"text": IN_TEXT, "title": IN_HEADLINE, "said": IN_SAID}
"""The mark of each field of running text."""

_WEIGHT = {IN_TEXT: 1, IN_HEADLINE: HEADLINE_WEIGHT}
Positions = dict[str, list[int]]


@dataclass(slots=True)
class Inverted:
    """The searchable side of one document.

    `content` holds the positions of each stem, `length` how many they are in all, those in the
    headline weighted; `said` the first position of each quotation and the one after its last,
    in order, none overlapping another; `forms` where each word as written stands
    (`IN_TEXT` + `IN_HEADLINE` + `IN_SAID`), `names` per field the positions of each form in its
    names.
    """

    content: Positions = field(default_factory=dict)
    length: int = 0
    said: list[Span] = field(default_factory=list)
    forms: dict[str, int] = field(default_factory=dict)
    names: dict[str, Positions] = field(default_factory=dict)


def invert(document: IndexDocument) -> Inverted:
    """Analyse a document."""
    inverted = Inverted()
    headline = islice(forms_and_stems(document.headline), MAX_HEADLINE_WORDS)
    _add_words(inverted, list(headline), 0, IN_HEADLINE)
    words, said = words_of(document.body, document.quotations)
    _add_words(inverted, words, TEXT_START, IN_TEXT)
    _add_said(inverted, words, said)
    for name in NAME_FIELDS:
        terms = document.facets.get(name, ())
        if terms:
            inverted.names[name] = _names(form for term in terms for form in term.names)
    return inverted


def frequency(places: list[int]) -> int:
    """How often a term stands at places, a headline's counted by its weight."""
    ahead = bisect_left(places, TEXT_START)
    return len(places) + ahead * (HEADLINE_WEIGHT - 1)


def said_places(places: list[int], said: list[Span]) -> list[int]:
    """Those of a term's places that lie in quotations, moved so that these lie far apart.

    >>> said_places([4096, 4100, 4105, 4110], [(4099, 4106), (4110, 4112)])
    [4100, 4105, 12302]
    """
    return [
        place + number * QUOTATION_GAP
        for number, (first, end) in enumerate(said)
        for place in places[bisect_left(places, first) : bisect_left(places, end)]
    ]


Words = list[tuple[str, str]]
"""Form and stem of each word."""


def words_of(text: str, quotations: Iterable[Span]) -> tuple[Words, list[Span]]:
    """The words of a text, and which of them stand in each quotation.

    What overlaps is one quotation; a word in which one begins or ends is two words.
    """
    words: Words = []
    said: list[Span] = []
    done = 0
    for start, end in merged(quotations):
        words += forms_and_stems(text[done:start])
        first, done = len(words), end
        words += forms_and_stems(text[start:end])
        if len(words) > first:
            said.append((first, len(words)))
    return words + list(forms_and_stems(text[done:])), said


def _add_words(inverted: Inverted, words: Words, first_position: int, mark: int) -> None:
    content, forms = inverted.content, inverted.forms
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


def _add_said(inverted: Inverted, words: Words, said: Sequence[Span]) -> None:
    inverted.said = [(TEXT_START + first, TEXT_START + end) for first, end in said]
    for form in {form for first, end in said for form, _ in words[first:end]}:
        inverted.forms[form] |= IN_SAID


def _names(names: Iterable[str]) -> Positions:
    positions: Positions = {}
    for number, name in enumerate(dict.fromkeys(names)):
        for place, token in enumerate(islice(tokens(name), NAME_GAP // 2)):
            positions.setdefault(token.form, []).append(number * NAME_GAP + place)
    return positions
