"""Which words of a story a query matched, and the passage that shows them best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from archive.analysis import Token, tokens
from archive.model import Span
from archive.query.nodes import And, Fuzzy, Or, Pattern, Phrase, Query, Word
from archive.search.patterns import compile_pattern, is_within
from archive.search.results import Snippet, SnippetPart

SNIPPET_LENGTH = 240
"""Longest passage, in characters."""
_LEAD = 50
"""Characters shown before the first match."""
ELLIPSIS = "… "


@dataclass(frozen=True, slots=True)
class Mark:
    """A matched stretch of text and which part of the query it belongs to."""

    start: int
    end: int
    leaf: int


class Highlighter:
    """Finds what a query matches in texts; parts under NOT and parts on dates mark nothing."""

    def __init__(self, tree: Query) -> None:
        self._leaves = list(_positive_leaves(tree))
        self._cache: dict[tuple[str, str], tuple[int, ...]] = {}
        self._single = [
            (number, leaf.field, test)
            for number, leaf in enumerate(self._leaves)
            if (test := _word_test(leaf))
        ]
        self._phrases = [
            (number, leaf.field, stems)
            for number, leaf in enumerate(self._leaves)
            if isinstance(leaf, Phrase | Word) and len(stems := _stems(leaf.text)) > 1
        ]

    @property
    def is_empty(self) -> bool:
        """Whether the query has nothing to mark."""
        return not self._leaves

    def marks(self, text: str, *, field: str = "text") -> list[Mark]:
        """Every match in a text, in order; `field` is `title` for a headline."""
        if not self._leaves:
            return []
        words = list(tokens(text))
        found = {
            (place, leaf)
            for place, word in enumerate(words)
            for leaf in self._leaves_of(word, field)
        }
        for number, leaf_field, stems in self._phrases:
            if leaf_field != _other(field):
                found.update((place, number) for place in _phrase_places(words, stems))
        return [Mark(words[place].start, words[place].end, leaf) for place, leaf in sorted(found)]

    def spans(self, text: str, *, field: str = "text") -> list[Span]:
        """Where to mark a text: each word once, in order."""
        return list(dict.fromkeys((m.start, m.end) for m in self.marks(text, field=field)))

    def snippet(self, text: str, *, length: int = SNIPPET_LENGTH) -> Snippet:
        """The passage that covers most of the query, or the beginning of the text."""
        marks = self.marks(text)
        start = _passage_start(text, marks, length)
        end = _word_end(text, min(start + length, len(text)))
        inside = [(m.start, m.end) for m in marks if m.start >= start and m.end <= end]
        parts = [SnippetPart(ELLIPSIS)] if start else []
        parts += _parts(text, start, end, inside)
        if end < len(text.rstrip()):
            parts.append(SnippetPart(" …"))
        return Snippet(tuple(parts))

    def whole(self, text: str, *, field: str = "title") -> Snippet:
        """The whole of a short text with its matches."""
        return Snippet(tuple(_parts(text, 0, len(text), self.spans(text, field=field))))

    def _leaves_of(self, word: Token, field: str) -> tuple[int, ...]:
        key = (word.form, field)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = tuple(
                number
                for number, leaf_field, test in self._single
                if leaf_field != _other(field) and test(word)
            )
        return found


def _other(field: str) -> str:
    return "text" if field == "title" else "title"


def _positive_leaves(tree: Query) -> Iterator[Word | Phrase | Pattern | Fuzzy]:
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _positive_leaves(part)
        case Word() | Phrase() | Pattern() | Fuzzy():
            yield tree
        case _:
            return


def _word_test(leaf: Word | Phrase | Pattern | Fuzzy) -> Callable[[Token], bool] | None:
    match leaf:
        case Pattern(text):
            pattern = compile_pattern(text)
            return lambda word: pattern.match(word.form) is not None
        case Fuzzy(text, distance):
            return lambda word: is_within(text, word.form, distance)
        case Phrase(text, slop) if slop:
            near = frozenset(stem for stem in _stems(text) if stem)
            return lambda word: word.stem in near
        case Word(text) | Phrase(text):
            stems = _stems(text)
            single = stems[0] if len(stems) == 1 else ""
            return (lambda word: word.stem == single) if single else None


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


def _phrase_places(words: Sequence[Token], stems: Sequence[str]) -> Iterator[int]:
    """Places of the words of each occurrence of a phrase; an empty stem fits any word."""
    anchor = next((i for i, stem in enumerate(stems) if stem), None)
    if anchor is None:
        return
    for place, word in enumerate(words):
        start = place - anchor
        if word.stem != stems[anchor] or start < 0 or start + len(stems) > len(words):
            continue
        places = range(start, start + len(stems))
        if all(not stem or words[p].stem == stem for p, stem in zip(places, stems, strict=True)):
            yield from places


def _passage_start(text: str, marks: Sequence[Mark], length: int) -> int:
    """Where the best window begins: most different parts, then most matches, then first."""
    if not marks:
        return 0
    best, best_value = 0, (0, 0)
    end = 0
    for first, mark in enumerate(marks):
        end = max(end, first)
        while end < len(marks) and marks[end].end - mark.start <= length - _LEAD:
            end += 1
        window = marks[first:end]
        value = (len({m.leaf for m in window}), len(window))
        if value > best_value:
            best, best_value = mark.start, value
    return _word_start(text, best - _LEAD)


def _word_start(text: str, near: int) -> int:
    """The start of the first whole word at or after an offset; 0 when that is near."""
    if near <= 0:
        return 0
    space = text.find(" ", near, near + _LEAD)
    return space + 1 if space >= 0 else near


def _word_end(text: str, near: int) -> int:
    """The end of the last whole word before an offset."""
    if near >= len(text):
        return len(text.rstrip())
    space = text.rfind(" ", max(0, near - _LEAD), near + 1)
    return space if space > 0 else near


def _parts(text: str, start: int, end: int, spans: Sequence[Span]) -> list[SnippetPart]:
    parts = []
    for first, last in spans:
        if first > start:
            parts.append(SnippetPart(text[start:first]))
        parts.append(SnippetPart(text[first:last], is_match=True))
        start = last
    if start < end:
        parts.append(SnippetPart(text[start:end]))
    return parts
