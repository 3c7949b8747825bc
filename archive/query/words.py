"""Words and phrases, as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.analysis import TOKEN, Token, tokens
from archive.query.fields import TEXT_FIELDS
from archive.query.lint import WarningCode
from archive.query.nodes import Phrase, Query, Word
from archive.query.pieces import QUOTES
from archive.query.reading import Fault, Reading, without_words

MAX_SLOP = 100
"""Most words that may stand between the words of a phrase."""


def read_word(text: str, field: str | None) -> Reading:
    """Read a run of characters as one word, whatever stands inside it.

    >>> read_word("“U.S.”,", None).leaves, read_word("12-point:", None).leaves
    ((Word(text='U.S.', field=None),), (Word(text='12-point', field=None),))
    """
    found = list(tokens(text))
    if not found:
        return without_words(text)
    last = found[-1]
    is_abbreviation = re.search(r"[^\W\d]\.", text[last.start : last.end]) is not None
    end = last.end + (is_abbreviation and text[last.end : last.end + 1] == ".")
    return Reading((Word(text[found[0].start : end], field),))


def read_phrase(text: str, near: str, field: str | None) -> Reading:
    """Read words between quotation marks, and what follows them, as `~5`."""
    found = list(tokens(text))
    if not found:
        return without_words(text)
    words = " ".join(text[found[0].start : found[-1].end].split())
    slop, fault = _slop(words, near[1:]) if near else (0, None)
    return Reading((Phrase(words, slop, field),), fault)


def _slop(words: str, number: str) -> tuple[int, Fault | None]:
    code = WarningCode.NEAR_OUT_OF_RANGE
    if not number.isdigit():
        message = "~ needs the number of words that may stand between, as in ~5; it is ignored"
        return 0, Fault(code, message, (f'"{words}"~5',))
    if len(number.lstrip("0")) < 4 and int(number) <= MAX_SLOP:
        return int(number), None
    message = f"at most {MAX_SLOP} words may stand between those of a phrase"
    return MAX_SLOP, Fault(code, message, (f'"{words}"~{MAX_SLOP}',))


def name_leaf(name: str, field: str) -> Word | Phrase:
    """The search for a name in a field of names.

    >>> name_leaf("Geneva", "place"), name_leaf('Geno "Gem" Marek', "actor").text
    (Word(text='Geneva', field='place'), 'Geno Gem Marek')
    """
    words = " ".join("".join(" " if letter in QUOTES else letter for letter in name).split())
    return Word(words, field) if TOKEN.fullmatch(words) else Phrase(words, 0, field)


def single_words(text: str, found: Iterable[Token], field: str | None) -> Iterator[Word]:
    """Yield each token of a text as a word of its own."""
    return (Word(text[token.start : token.end], field) for token in found)


def asks_nothing(leaf: Query) -> bool:
    """Whether a leaf has only words that are too common to be indexed.

    >>> asks_nothing(Word("the")), asks_nothing(Word("the", "actor")), asks_nothing(Phrase("a go"))
    (True, False, False)
    """
    match leaf:
        case Word(text, field) | Phrase(text, _, field):
            return field in (None, *TEXT_FIELDS) and not any(t.stem for t in tokens(text))
        case _:
            return False
