"""From text to the terms that are indexed and searched.

A token is a run of letters and digits with the marks on them; apostrophes stay inside a word,
dots inside an abbreviation or number, and each character of a script written without spaces
stands alone. Soft hyphens and the joiners of Arabic and Indic scripts are in a word but not of
it (Unicode Standard Annex 29, WB4).
Its *form* is the folded word as written; its *stem* joins the forms of one English word
(Snowball's English stemmer). Stop words get no term but keep their position, so that a
phrase over them leaves room for one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import Stemmer

from archive.model import fold

_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BLOCKS_WITH_MARKS = range(0x300, 0x2100), range(0xA66F, 0xABF0), range(0xFE00, 0xFE30)
_INVISIBLE = "\u00ad\u200c\u200d"


def _marks() -> Iterator[str]:
    """Yield the ranges of marks, but for those of scripts written without spaces."""
    is_unspaced = re.compile(f"[{_UNSPACED}]").match
    for block in _BLOCKS_WITH_MARKS:
        for is_mark, run in groupby(
            map(chr, block), lambda c: unicodedata.category(c)[0] == "M" and not is_unspaced(c)
        ):
            if is_mark:
                first, *rest = run
                yield f"{first}-{rest[-1]}" if rest else first


MARKS = _INVISIBLE + "".join(_marks())
"""What may stand on or between the letters of a word, for a set of characters in a pattern."""
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_WORD = rf"[^\W_{_UNSPACED}]"
_RUN = rf"{_WORD}+(?:[{MARKS}]+{_WORD}*)*"
TOKEN = re.compile(
    rf"[{_UNSPACED}]"
    rf"|{_LETTER}(?:\.{_LETTER})+(?!{_WORD})"
    rf"|\d+(?:[.,]\d+)+(?!{_WORD})"
    rf"|{_RUN}(?:['’]{_RUN})*"
)
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their "
    "then there these they this to was will with".split()
)
MAX_FORM = 64
"""Longest form that is kept, in characters; what follows is cut off."""
MAX_REMEMBERED = 500_000
"""Tokens whose analysis is remembered; English news has fewer."""

_stem_word = Stemmer.Stemmer("english", 0).stemWord


class Token(NamedTuple):
    """A word of a text: its form, its stem (empty for a stop word) and where it stands."""

    form: str
    stem: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order; the n-th token has position n.

    >>> [(t.form, t.stem) for t in tokens("The U.S. planned O'Neill’s talks")]
    [('the', ''), ('us', 'us'), ('planned', 'plan'), ('oneill', 'oneil'), ('talks', 'talk')]
    """
    for match in TOKEN.finditer(text):
        form, stem = _ANALYSED[match.group()]
        yield Token(form, stem, match.start(), match.end())


def forms_and_stems(text: str) -> Iterator[tuple[str, str]]:
    """Yield form and stem of each word of a text; quicker than `tokens` by half.

    >>> list(forms_and_stems("Erdoğan’s plans"))
    [('erdogan', 'erdogan'), ('plans', 'plan')]
    """
    return map(_ANALYSED.__getitem__, TOKEN.findall(text))


def analysed(word: str) -> tuple[str, str]:
    """Form and stem of one word as `TOKEN` finds it.

    >>> analysed("Planned")
    ('planned', 'plan')
    """
    return _ANALYSED[word]


_PLAIN = str.maketrans({"’": "'", "\u0640": "", **dict.fromkeys(_INVISIBLE, "")})
"""One apostrophe; nothing of invisible letters and of the stroke that only widens Arabic words."""


class _Analysed(dict[str, tuple[str, str]]):
    """Form and stem of each token met, up to a number of tokens."""

    def __missing__(self, word: str) -> tuple[str, str]:
        form = form_of(word)
        analysed = form, "" if form in STOP_WORDS else _stem_word(form)
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        self[word] = analysed
        return analysed


_ANALYSED = _Analysed()


def form_of(word: str) -> str:
    """Fold a token: no case, accents, inner dots, apostrophes or possessive."""
    folded = fold(word).translate(_PLAIN)
    if folded.endswith("'s"):
        folded = folded[:-2]
    if not folded[:1].isdigit():
        folded = folded.replace(".", "")
    return folded.replace("'", "")[:MAX_FORM]
