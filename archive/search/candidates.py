"""Which words of a text may match a query, so that not all of them are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from archive.analysis import TOKEN, forms_and_stems
from archive.query.nodes import Fuzzy, Pattern, Phrase, Word
from archive.search.patterns import literal_prefix

_BEYOND_ASCII = re.compile(r"[^\W\x00-\x7f]")
_BLANK = re.compile(r"\s")
Hints = tuple[re.Pattern[str], ...]
"""Patterns of how a match begins, in small letters."""


def candidates(text: str, hints: Hints | None) -> Iterator[re.Match[str]]:
    """The words of a text that may match, and some others; without hints, all of them.

    Where every match must begin with known letters, only what stands between blanks around
    a word that does so is read. Words with letters beyond ASCII may fold to the known ones,
    and are all read; where the letters are not known, so is the whole text.
    """
    lowered = text.lower()
    if hints is None or len(lowered) != len(text):
        yield from TOKEN.finditer(text)
        return
    is_plain = text.isascii() or not _BEYOND_ASCII.search(text)
    end = 0
    patterns = hints if is_plain else (*hints, _BEYOND_ASCII)
    found = [hint.span() for pattern in patterns for hint in pattern.finditer(lowered)]
    for first, last in sorted(found):
        if first < end:
            continue
        begins_here = first == 0 or text[first - 1] in " \n"  # as nearly always
        word = TOKEN.match(text, first) if begins_here else None
        if word:
            end = word.end()
            yield word
            continue
        start = max(end, blank_before(text, first, end) + 1)
        after = _BLANK.search(text, last)
        end = after.start() if after else len(text)
        yield from TOKEN.finditer(text, start, end)


def hints_of(leaves: Sequence[Word | Phrase | Pattern | Fuzzy]) -> Hints | None:
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
                starts.update(map(_common_start, filter(None, stems_of(text))))
            case Word(text) | Phrase(text):
                starts.update(map(_common_start, islice(filter(None, stems_of(text)), 1)))
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


def stems_of(text: str) -> list[str]:
    """The stem of each word, empty for a stop word."""
    return [stem for _, stem in forms_and_stems(text)]


def blank_before(text: str, near: int, least: int) -> int:
    """The place of the last blank before an offset, or -1."""
    return max(text.rfind(" ", least, near), text.rfind("\n", least, near))
