"""Which words of a story a query matched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from sys import maxsize

from archive.analysis import TOKEN, Token, analysed
from archive.model import Span, merged
from archive.query.nodes import Fuzzy, Pattern, Phrase, Query, Word
from archive.query.walk import positive_leaves
from archive.search.candidates import blank_before, candidates, hints_of, stems_of
from archive.search.passages import Mark, passage, whole
from archive.search.patterns import compile_pattern, is_within
from archive.search.results import Snippet

_Test = Callable[[Token], bool]


class Highlighter:
    """Finds what a query matches in texts; parts under NOT and parts on dates mark nothing."""

    def __init__(self, tree: Query) -> None:
        self._leaves = list(positive_leaves(tree))
        self._phrases = {
            number: stems
            for number, leaf in enumerate(self._leaves)
            if isinstance(leaf, Phrase | Word) and len(stems := stems_of(leaf.text)) > 1
            if not _is_near(leaf)
        }
        tests = [
            (n, leaf.field, test) for n, leaf in enumerate(self._leaves) if (test := _test(leaf))
        ]
        self._matched = {field: _MatchedBy(tests, field) for field in ("title", "text")}
        self._said = {n for n, leaf in enumerate(self._leaves) if leaf.field == "said"}
        self._hints = hints_of(self._leaves)

    def marks(
        self, text: str, *, field: str = "text", quotations: Iterable[Span] = ()
    ) -> list[Mark]:
        """Every match in a text, in order; `field` is `title` for a headline.

        What is sought in quotations is marked in these only.
        """
        if not self._leaves:
            return []
        matched = self._matched[field]
        if not self._phrases and not self._said:
            return [
                Mark(*word.span(), leaf)
                for word in candidates(text, self._hints)
                for leaf in matched[word.group()]
            ]
        said = merged(quotations) if self._said else []
        found = [
            mark
            for word in candidates(text, self._hints)
            for leaf in matched[word.group()]
            for mark in self._marks_at(text, word, leaf, said)
        ]
        if self._phrases:  # two of one phrase may share words, and reach over other matches
            found = sorted(set(found), key=lambda mark: (mark.start, mark.leaf))
        return found

    def _marks_at(
        self, text: str, word: re.Match[str], leaf: int, said: Sequence[Span]
    ) -> list[Mark]:
        """The match of a part of the query at a word; for a phrase, at its first real word."""
        stems = self._phrases.get(leaf)
        spans = [word.span()] if stems is None else _phrase_at(text, word, stems)
        if spans and leaf in self._said and not _are_in_one(spans, said):
            return []
        return [Mark(start, end, leaf) for start, end in spans]

    def spans(
        self, text: str, *, field: str = "text", quotations: Iterable[Span] = ()
    ) -> list[Span]:
        """Where to mark a text: each word once, in order."""
        marks = self.marks(text, field=field, quotations=quotations)
        return list(dict.fromkeys((m.start, m.end) for m in marks))

    def snippet(self, text: str, headline: str = "", quotations: Iterable[Span] = ()) -> Snippet:
        """The passage that covers most of the query, or the beginning of the text.

        What stands in the headline, for it was taken from the text, is not shown once more.
        """
        return passage(text, self.marks(text, quotations=quotations), headline)

    def whole(self, text: str, *, field: str = "title") -> Snippet:
        """The whole of a short text with its matches."""
        return whole(text, self.spans(text, field=field))


class _MatchedBy(dict[str, tuple[int, ...]]):
    """The parts of a query that match a word as written, worked out once per word."""

    def __init__(self, tests: Sequence[tuple[int, str | None, _Test]], field: str) -> None:
        super().__init__()
        self._tests = [(n, test) for n, sought_in, test in tests if sought_in not in _OTHERS[field]]

    def __missing__(self, word: str) -> tuple[int, ...]:
        token = Token(*analysed(word), 0, len(word))
        found = self[word] = tuple(number for number, test in self._tests if test(token))
        return found


_OTHERS = {"title": ("text", "said"), "text": ("title",)}
"""Fields whose words do not stand in a headline, or in a text."""


def _are_in_one(words: Sequence[Span], quotations: Sequence[Span]) -> bool:
    """Whether words in a row stand in one of the quotations, which are in order."""
    at = bisect_right(quotations, (words[0][0], maxsize)) - 1
    return at >= 0 and words[-1][1] <= quotations[at][1]


def _test(leaf: Word | Phrase | Pattern | Fuzzy) -> _Test | None:
    match leaf:
        case Pattern(text):
            pattern = compile_pattern(text)
            return lambda word: pattern.match(word.form) is not None
        case Fuzzy(text, distance):
            return lambda word: is_within(text, word.form, distance)
        case Phrase(text, slop) if slop:
            near = frozenset(stem for stem in stems_of(text) if stem)
            return lambda word: word.stem in near
        case Word(text) | Phrase(text):
            first = next(filter(None, stems_of(text)), "")
            return (lambda word: word.stem == first) if first else None


def _is_near(leaf: Query) -> bool:
    return isinstance(leaf, Phrase) and leaf.slop > 0


def _phrase_at(text: str, word: re.Match[str], stems: Sequence[str]) -> list[Span]:
    """Where the words of a phrase stand whose first real word is the given one, if it is there.

    An empty stem stands for a stop word, and fits any word.
    """
    ahead = next(place for place, stem in enumerate(stems) if stem)
    before = _words_before(text, word.start(), ahead)
    after = islice(TOKEN.finditer(text, word.start()), len(stems) - ahead)
    words = [*before, *after]
    if len(words) < len(stems) or not all(
        not stem or analysed(found.group())[1] == stem
        for found, stem in zip(words, stems, strict=True)
    ):
        return []
    return [found.span() for found in words]


def _words_before(text: str, end: int, count: int) -> list[re.Match[str]]:
    """The last so many words before one that begins at `end`, or as many as there are."""
    found: list[re.Match[str]] = []
    start = end
    while len(found) < count and start > 0:
        start = max(0, blank_before(text, start - 1, 0))
        found = list(TOKEN.finditer(text, start, end))
    return found[-count:] if count else []
