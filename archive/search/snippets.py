"""Which words of a story a query matched, and the passage that shows them best."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from sys import maxsize
from typing import NamedTuple

from archive.analysis import TOKEN, Token, analysed, tokens
from archive.model import Span, merged
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


class Mark(NamedTuple):
    """A matched stretch of text and which part of the query it belongs to."""

    start: int
    end: int
    leaf: int


class Highlighter:
    """Finds what a query matches in texts; parts under NOT and parts on dates mark nothing."""

    def __init__(self, tree: Query) -> None:
        self._leaves = list(positive_leaves(tree))
        self._phrases = {
            number: stems
            for number, leaf in enumerate(self._leaves)
            if isinstance(leaf, Phrase | Word) and len(stems := _stems(leaf.text)) > 1
            if not _is_near(leaf)
        }
        tests = [
            (n, leaf.field, test) for n, leaf in enumerate(self._leaves) if (test := _test(leaf))
        ]
        self._matched = {field: _MatchedBy(tests, field) for field in ("title", "text")}
        self._said = {n for n, leaf in enumerate(self._leaves) if leaf.field == "said"}
        self._hints = _hints(self._leaves)

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
                for word in self._candidates(text)
                for leaf in matched[word.group()]
            ]
        said = merged(quotations) if self._said else []
        found = [
            mark
            for word in self._candidates(text)
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

    def snippet(
        self,
        text: str,
        headline: str = "",
        quotations: Iterable[Span] = (),
        *,
        length: int = SNIPPET_LENGTH,
    ) -> Snippet:
        """The passage that covers most of the query, or the beginning of the text.

        What stands in the headline, for it was taken from the text, is not shown once more.
        """
        told = _told(text, headline)
        marks = [mark for mark in self.marks(text, quotations=quotations) if mark.start >= told]
        start = max(told, _passage_start(text, marks, length))
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
        """The words of a text that may match, and some others.

        Where every match must begin with known letters, only what stands between blanks around
        a word that does so is read. Words with letters beyond ASCII may fold to the known ones,
        and are all read; where the letters are not known, so is the whole text.
        """
        lowered = text.lower()
        if self._hints is None or len(lowered) != len(text):
            yield from TOKEN.finditer(text)
            return
        is_plain = text.isascii() or not _BEYOND_ASCII.search(text)
        end = 0
        patterns = self._hints if is_plain else (*self._hints, _BEYOND_ASCII)
        hints = [hint.span() for pattern in patterns for hint in pattern.finditer(lowered)]
        for first, last in sorted(hints):
            if first < end:
                continue
            begins_here = first == 0 or text[first - 1] in " \n"  # as nearly always
            word = TOKEN.match(text, first) if begins_here else None
            if word:
                end = word.end()
                yield word
                continue
            start = max(end, _blank_before(text, first, end) + 1)
            after = _BLANK.search(text, last)
            end = after.start() if after else len(text)
            yield from TOKEN.finditer(text, start, end)


class _MatchedBy(dict[str, tuple[int, ...]]):
    """The parts of a query that match a word as written, worked out once per word."""

    def __init__(self, tests: Sequence[tuple[int, str | None, _Test]], field: str) -> None:
        super().__init__()
        self._tests = [(n, test) for n, sought_in, test in tests if sought_in not in _OTHERS[field]]

    def __missing__(self, word: str) -> tuple[int, ...]:
        token = Token(*analysed(word), 0, len(word))
        found = self[word] = tuple(number for number, test in self._tests if test(token))
        return found


def _hints(
    leaves: Sequence[Word | Phrase | Pattern | Fuzzy],
) -> tuple[re.Pattern[str], ...] | None:
    """What finds the words that may match in a text in small letters, or None if all may.

    Each pattern begins with one letter, to which `re` skips; among several it tries each place.
    """
    starts: set[str] = set()
    for leaf in leaves:
        match leaf:
            case Pattern(text):
                starts.add(literal_prefix(text))
            case Fuzzy(text):
                starts.add(text[:1])
            case Phrase(text, slop) if slop:
                starts.update(map(_common_start, filter(None, _stems(text))))
            case Word(text) | Phrase(text):
                starts.update(map(_common_start, islice(filter(None, _stems(text)), 1)))
    if not starts or any(not start.isascii() or not start.isalnum() for start in starts):
        return None
    return tuple(re.compile(_start_of_word(start)) for start in sorted(starts))


def _start_of_word(letters: str) -> str:
    """A pattern for words that begin with letters, and for some that do not.

    It looks behind only after the first letter, so that `re` may skip to that. Apostrophes and
    dots, which a form leaves out, may stand between the others; `re` takes twenty times as long
    to compile them by name as any sign.

    >>> _start_of_word("us")
    'u(?<![^\\\\W_].)\\\\W?s'
    """
    first = rf"{letters[0]}(?<![^\W_].)"
    return r"\W?".join([first, *letters[1:]])


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
            near = frozenset(stem for stem in _stems(text) if stem)
            return lambda word: word.stem in near
        case Word(text) | Phrase(text):
            first = next(filter(None, _stems(text)), "")
            return (lambda word: word.stem == first) if first else None


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokens(text)]


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
        start = max(0, _blank_before(text, start - 1, 0))
        found = list(TOKEN.finditer(text, start, end))
    return found[-count:] if count else []


def _blank_before(text: str, near: int, least: int) -> int:
    """The place of the last blank before an offset, or -1."""
    return max(text.rfind(" ", least, near), text.rfind("\n", least, near))


def _told(text: str, headline: str) -> int:
    """How much of a text its headline consists of; nothing where that is all there is.

    >>> _told("It rained all day. Then it stopped.", "It rained all …")
    14
    """
    start = headline.removesuffix("…")
    if not start or not text.startswith(start):
        return 0
    rest = text[len(start) :]
    return len(start) + len(rest) - len(rest.lstrip()) if rest.strip() else 0


def _passage_start(text: str, marks: Sequence[Mark], length: int) -> int:
    """Where the best window begins: most different parts, then most matches, then first."""
    if not marks:
        return 0
    if marks[-1].end - marks[0].start <= length - _LEAD:  # one window has them all
        return _word_start(text, marks[0].start - _LEAD)
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
