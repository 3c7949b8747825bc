"""Runs of characters in which `*`, `?` and `~` mean something.

Such a run may hold several words, as `pre-filter*` does: each is then asked for by itself. A
`?` at the end of a word is a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.analysis import TOKEN, form_of, tokens
from archive.model import fold
from archive.query.lint import WarningCode, quoted
from archive.query.nodes import Fuzzy, Pattern, Word
from archive.query.pieces import OPERATOR_WORDS
from archive.query.reading import Fault, Reading, without_words
from archive.query.words import read_word, single_words

MIN_LETTERS = 3
"""Letters that a pattern must begin with and a fuzzy word must have."""
MAX_DISTANCE = 2

_TAIL = re.compile(r"(?:(?![~*])[\W_])+\Z")
_FUZZY = re.compile(r"(.*)~([0-9]*(?:\.[0-9]+)?)", re.DOTALL)
_WITH_WILDCARD = re.compile(r"(?:[^\W_]|['’])*[*?](?:[^\W_]|[*?'’])*")
_PLAIN_OR_WILD = re.compile(r"(?:[^\W_]|[*?])+")


def read_run(text: str, field: str | None) -> Reading:
    """Read a run of characters without blanks."""
    bare = _TAIL.sub("", text)
    fuzzy = _FUZZY.fullmatch(bare)
    if fuzzy and not re.search(r"[*?]", fuzzy[1].rstrip("?")):
        return _read_fuzzy(fuzzy[1], fuzzy[2], field)
    if fuzzy:
        return _read_both(text, fuzzy[1], field)
    if re.search(r"[*?]", bare):
        return _read_patterns(bare, field)
    return read_word(text, field)


def _read_fuzzy(text: str, number: str, field: str | None) -> Reading:
    found = list(tokens(text))
    if not found:
        return without_words(f"{text}~{number}")
    last = found.pop()
    others: tuple[Word | Fuzzy, ...] = tuple(single_words(text, found, field))
    typed, form = text[last.start : last.end], form_of(text[last.start : last.end])
    if len(form) < MIN_LETTERS or not TOKEN.fullmatch(form):
        message = f"{quoted(typed)} is searched as it is; ~ needs a word of {MIN_LETTERS} letters"
        words = (*others, Word(typed, field))
        return Reading(words, _fault(WarningCode.FUZZY_TOO_SHORT, message, words))
    is_meant = number in ("", "1", "2")
    distance = int(number or 1) if is_meant else 1 if number < "1" else MAX_DISTANCE
    leaves = (*others, Fuzzy(form, distance, field))
    if is_meant:
        return Reading(leaves)
    message = f"a fuzzy word may differ by 1 or {MAX_DISTANCE} letters; ~{distance} is searched"
    return Reading(leaves, _fault(WarningCode.FUZZY_OUT_OF_RANGE, message, leaves))


def _read_both(text: str, pattern: str, field: str | None) -> Reading:
    reading = _read_patterns(pattern, field)
    if reading.fault:
        return reading
    message = f"{quoted(text)} has both a wildcard and a ~; the ~ is ignored"
    leaves = tuple(_leaves(pattern, field))
    return Reading(leaves, _fault(WarningCode.FUZZY_WITH_WILDCARD, message, leaves))


def _read_patterns(text: str, field: str | None) -> Reading:
    leaves = tuple(_leaves(text, field))
    short = next((m[0] for m in _WITH_WILDCARD.finditer(text) if _is_short(m[0])), None)
    if short is None:
        return Reading(leaves)
    message = (
        f"{quoted(short)} needs {MIN_LETTERS} letters of one word before its wildcard; "
        f"it is {'searched without it' if leaves else 'left out'}"
    )
    return Reading(leaves, _fault(WarningCode.WILDCARD_TOO_SHORT, message, leaves))


def _leaves(text: str, field: str | None) -> Iterator[Word | Pattern]:
    """The patterns of a run, and each word beside them; a pattern too short gives its words."""
    at = 0
    for match in _WITH_WILDCARD.finditer(text):
        pattern = _pattern_text(match[0])
        if _is_pattern(pattern):
            yield from _words(text[at : match.start()], field)
            yield Pattern(pattern, field)
        else:
            yield from _words(text[at : match.end()], field)
        at = match.end()
    yield from _words(text[at:], field)


def _words(text: str, field: str | None) -> Iterator[Word]:
    return single_words(text, tokens(text), field)


def _pattern_text(text: str) -> str:
    """Fold a pattern as words are folded when they are indexed.

    >>> _pattern_text("Erdoğ**"), _pattern_text("O'Nei?l's")
    ('erdog*', 'onei?l')
    """
    folded = fold(text).replace("’", "'").removesuffix("'s").replace("'", "")
    return re.sub(r"\*+", "*", folded).rstrip("?")


def _is_pattern(pattern: str) -> bool:
    start = re.split(r"[*?]", pattern, maxsplit=1)[0]
    return (
        MIN_LETTERS <= len(start) < len(pattern)
        and TOKEN.fullmatch(start) is not None
        and _PLAIN_OR_WILD.fullmatch(pattern) is not None
    )


def _is_short(text: str) -> bool:
    """Whether the wildcards of a word cannot be searched; question marks at its end are none."""
    pattern = _pattern_text(text)
    return not _is_pattern(pattern) and re.search(r"[*?]", pattern) is not None


def _fault(code: WarningCode, message: str, leaves: tuple[Word | Pattern | Fuzzy, ...]) -> Fault:
    return Fault(code, message, tuple(map(_written, leaves)))


def _written(leaf: Word | Pattern | Fuzzy) -> str:
    if isinstance(leaf, Fuzzy):
        return f"{leaf.text}~{leaf.distance}"
    return leaf.text.lower() if leaf.text in OPERATOR_WORDS else leaf.text
