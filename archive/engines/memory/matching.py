"""What each node of a query matches, and how well, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import product

from archive.analysis import tokens
from archive.query.nodes import (
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Pattern,
    Phrase,
    Published,
    Query,
    SpeaksOf,
    Word,
)
from archive.search.documents import IndexDocument
from archive.search.fields import NAME_FIELDS
from archive.search.inversion import (
    FIELD_MARKS,
    TEXT_START,
    Inverted,
    Positions,
    invert,
    said_places,
)
from archive.search.patterns import compile_pattern, is_within
from archive.search.scoring import HEADLINE_WEIGHT, bm25, idf

Scores = dict[str, float]
"""Score by story id; what is not in it does not match."""


class Matching:
    """Documents, analysed when words are first asked for, with the statistics of all of them."""

    def __init__(self, documents: Mapping[str, IndexDocument]) -> None:
        self._documents = documents

    @cached_property
    def _inverted(self) -> dict[str, Inverted]:
        return {story_id: invert(document) for story_id, document in self._documents.items()}

    @cached_property
    def _frequencies(self) -> dict[str, dict[str, int]]:
        return {story_id: _frequencies(inverted) for story_id, inverted in self._inverted.items()}

    @cached_property
    def _lengths(self) -> dict[str, int]:
        return {i: sum(terms.values()) for i, terms in self._frequencies.items()}

    @cached_property
    def _average(self) -> float:
        return sum(self._lengths.values()) / max(1, len(self._documents)) or 1.0

    @cached_property
    def _stories_with(self) -> Counter[str]:
        return Counter(term for terms in self._frequencies.values() for term in terms)

    def scores(self, query: Query) -> Scores | None:
        """Score every matching story; None when the query asks nothing, as stop words do."""
        match query:
            case MatchAll():
                return dict.fromkeys(self._documents, 0.0)
            case And(parts):
                return self._and([s for p in parts if (s := self.scores(p)) is not None])
            case Or(parts):
                return self._or([s for p in parts if (s := self.scores(p)) is not None])
            case Not(part):
                scores = self.scores(part)
                if scores is None:
                    return None
                return {i: 0.0 for i in self._documents if i not in scores}
            case Published(period):
                dated = self._documents.items()
                return {i: 0.0 for i, d in dated if period.contains(d.published)}
            case SpeaksOf(period):
                return {
                    i: 0.0
                    for i, d in self._documents.items()
                    if any(map(period.contains, d.spoken_of))
                }
            case Word(text, field):
                return self._phrase(text, 0, field)
            case Phrase(text, slop, field):
                return self._phrase(text, slop, field)
            case Pattern(text, field):
                pattern = compile_pattern(text)
                return self._forms(lambda form: pattern.match(form) is not None, field)
            case Fuzzy(text, distance, field):
                return self._forms(lambda form: is_within(text, form, distance), field)

    def word_counts(self, field: str | None) -> Counter[str]:
        """In how many stories each word as written stands, in a facet's names or in the text."""
        return Counter(form for i in self._inverted.values() for form in _forms_of(i, field))

    def idf(self, stem: str) -> float:
        """The weight of a stem over all stories."""
        return idf(len(self._documents), self._stories_with[stem])

    @staticmethod
    def _and(parts: list[Scores]) -> Scores | None:
        if not parts:
            return None
        common = set(parts[0]).intersection(*parts[1:])
        return {i: sum(part[i] for part in parts) for i in common}

    @staticmethod
    def _or(parts: list[Scores]) -> Scores | None:
        if not parts:
            return None
        scores: Scores = {}
        for part in parts:
            for i, score in part.items():
                scores[i] = scores.get(i, 0.0) + score
        return scores

    def _phrase(self, text: str, slop: int, field: str | None) -> Scores | None:
        words = list(tokens(text))
        if field in NAME_FIELDS:
            places = [(place, word.form) for place, word in enumerate(words)]
            return (
                {
                    i: 1.0
                    for i, inverted in self._inverted.items()
                    if _stands_in(inverted.names.get(field, {}), places, slop)
                }
                if places
                else None
            )
        places = [(place, word.stem) for place, word in enumerate(words) if word.stem]
        if not places:
            return None
        return {
            i: sum(self._bm25(i, stem) for stem in dict.fromkeys(stem for _, stem in places))
            for i, inverted in self._inverted.items()
            if _stands_in(_in_field(inverted, field), places, slop)
        }

    def _forms(self, fits: Callable[[str], bool], field: str | None) -> Scores:
        return {i: 1.0 for i, d in self._inverted.items() if any(map(fits, _forms_of(d, field)))}

    def _bm25(self, story_id: str, term: str) -> float:
        return bm25(
            self._frequencies[story_id][term],
            self._lengths[story_id],
            self._average,
            self.idf(term),
        )


def _frequencies(inverted: Inverted) -> dict[str, int]:
    return {
        term: sum(1 if place >= TEXT_START else HEADLINE_WEIGHT for place in places)
        for term, places in inverted.content.items()
    }


def _in_field(inverted: Inverted, field: str | None) -> Positions:
    content = inverted.content
    match field:
        case None:
            return content
        case "said":
            return {term: said_places(p, inverted.said) for term, p in content.items()}
        case _:
            is_title = field == "title"
            return {
                term: [p for p in places if (p < TEXT_START) == is_title]
                for term, places in content.items()
            }


def _forms_of(inverted: Inverted, field: str | None) -> Iterable[str]:
    if field in NAME_FIELDS:
        return inverted.names.get(field or "", {})
    mark = FIELD_MARKS.get(field or "")
    return [form for form, marks in inverted.forms.items() if mark is None or marks & mark]


def _stands_in(positions: Positions, words: list[tuple[int, str]], slop: int) -> bool:
    """Whether the words stand as asked: at their places, or with a slop near each other."""
    choices = [positions.get(word, []) for _, word in words]
    if not slop:
        starts = [
            {p - place for p in places} for (place, _), places in zip(words, choices, strict=True)
        ]
        return bool(set.intersection(*starts))
    room = len(words) - 1 + slop
    return any(
        len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) <= room
        for chosen in product(*choices)
    )
