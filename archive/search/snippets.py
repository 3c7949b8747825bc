"""Which words of a story a query matched, and the passage that shows them best."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from archive.analysis import TOKEN, Token, tokens
from archive.model import Span
from archive.query.nodes import Fuzzy, Pattern, Phrase, Query, Word
from archive.query.walk import positive_leaves
from archive.search.patterns import compile_pattern, is_within, literal_prefix
from archive.search.results import Snippet, SnippetPart

SNIPPET_LENGTH = 240
"""Longest passage, in characters."""
_LEAD = 50
"""Characters shown before the first match."""
ELLIPSIS = "… "
_BEYOND_ASCII = re.compile(r"[^\W\x00-\x7f]")
_BLANK = re.compile(r"\s")
_Test = Callable[[Token], bool]


@dataclass(frozen=True, slots=True)
class Mark:
    """A matched stretch of text and which part of the query it belongs to."""

    start: int
    end: int
    leaf: int


class Highlighter:
    """Finds what a query matches in texts; parts under NOT and parts on dates mark nothing."""

    def __init__(self, tree: Query) -> None:
        self._leaves = list(positive_leaves(tree))
        self._phrases = [
            (number, leaf.field, stems)
            for number, leaf in enumerate(self._leaves)
            if isinstance(leaf, Phrase | Word) and len(stems := _stems(leaf.text)) > 1
        ]
        tests = [
            (n, leaf.field, test) for n, leaf in enumerate(self._leaves) if (test := _test(leaf))
        ]
        self._matched = {field: _MatchedBy(tests, field) for field in ("title", "text")}
        self._hint = _hint(self._leaves)

    @property
    def is_empty(self) -> bool:
        """Whether the query has nothing to mark."""
        return not self._leaves

    def marks(self, text: str, *, field: str = "text") -> list[Mark]:
        """Every match in a text, in order; `field` is `title` for a headline."""
        if not self._leaves:
            return []
        matched = self._matched[field]
        found = [
            Mark(word.start(), word.end(), leaf)
            for word in self._candidates(text)
            for leaf in matched[word.group()]
        ]
        phrases = [
            (n, stems) for n, leaf_field, stems in self._phrases if leaf_field != _other(field)
        ]
        if phrases:
            words = list(tokens(text))
            found += {
                Mark(words[place].start, words[place].end, number)
                for number, stems in phrases
                for place in _phrase_places(words, stems)
            }
            found.sort(key=lambda mark: (mark.start, mark.leaf))
        return found

    def spans(self, text: str, *, field: str = "text") -> list[Span]:
        """Where to mark a text: each word once, in order."""
        return list(dict.fromkeys((m.start, m.end) for m in self.marks(text, field=field)))

    def snippet(self, text: str, *, length: int = SNIPPET_LENGTH) -> Snippet:
        """The passage that covers most of the query, or the beginning of the text."""
        marks = self.marks(text)
        start = _passage_start(text, marks, length)
        end = _word_end(text, min(start + length, len(text)))
        inside = dict.fromkeys((m.start, m.end) for m in marks if m.start >= start and m.end <= end)
        parts = [SnippetPart(ELLIPSIS)] if start else []
        parts += _parts(text, start, end, list(inside))
        if end < len(text.rstrip()):
            parts.append(SnippetPart(" …"))
        return Snippet(tuple(parts))

    def whole(self, text: str, *, field: str = "title") -> Snippet:
        """The whole of a short text with its matches."""
        return Snippet(tuple(_parts(text, 0, len(text), self.spans(text, field=field))))

    def _candidates(self, text: str) -> Iterator[re.Match[str]]:
        """The words of a text that may match.

        Where every match must begin with known letters, only what stands between blanks around
        such letters is read word by word. Words with letters beyond ASCII, which may fold to
        the known ones, and some stems hide their letters: then the whole text is read.
        """
        if self._hint is None or _BEYOND_ASCII.search(text):
            yield from TOKEN.finditer(text)
            return
        end = 0
        for hint in self._hint.finditer(text):
            if hint.start() < end:
                continue
            start = max(
                end, text.rfind(" ", end, hint.start()), text.rfind("\n", end, hint.start())
            )
            after = _BLANK.search(text, hint.end())
            end = after.start() if after else len(text)
            yield from TOKEN.finditer(text, start, end)


class _MatchedBy(dict[str, tuple[int, ...]]):
    """The parts of a query that match a word as written, worked out once per word."""

    def __init__(self, tests: Sequence[tuple[int, str | None, _Test]], field: str) -> None:
        super().__init__()
        self._tests = [(n, test) for n, leaf_field, test in tests if leaf_field != _other(field)]

    def __missing__(self, word: str) -> tuple[int, ...]:
        token = next(tokens(word))
        found = self[word] = tuple(number for number, test in self._tests if test(token))
        return found


def _hint(leaves: Sequence[Word | Phrase | Pattern | Fuzzy]) -> re.Pattern[str] | None:
    """The letters that every match begins with in ASCII text; None if that is not known.

    Apostrophes and dots, which a form leaves out, may stand between them.
    """
    starts: set[str] = set()
    for leaf in leaves:
        match leaf:
            case Pattern(text):
                starts.add(literal_prefix(text))
            case Fuzzy():
                return None
            case Word(text) | Phrase(text):
                starts.update(map(_common_start, filter(None, _stems(text))))
    if not starts or any(not start.isascii() or not start.isalnum() for start in starts):
        return None
    return re.compile("|".join(map("['’.]?".join, sorted(starts))), re.IGNORECASE)


def _common_start(stem: str) -> str:
    """The letters that every form of a stem begins with.

    Snowball's English stemmer cuts endings off, and puts another letter only for the last of a
    stem that ends in e, i, y or bl (`hoping`, `hope`; `ability`, `abl`), or for both of ie
    (`vying`, `vie`).

    >>> _common_start("hope"), _common_start("vie"), _common_start("oil")
    ('hop', 'v', 'oil')
    """
    changed = 2 if stem.endswith("ie") else 1 if stem.endswith(("e", "i", "y", "bl")) else 0
    return stem[: max(1, len(stem) - changed)]


def _other(field: str) -> str:
    return "text" if field == "title" else "title"


def _test(leaf: Word | Phrase | Pattern | Fuzzy) -> _Test | None:
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
