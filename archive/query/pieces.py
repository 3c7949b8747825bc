"""A query's text cut into pieces: words, quoted words, brackets, operators, field names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.analysis import MARKS, TOKEN
from archive.query.fields import PERIOD_FIELDS, field_named

QUOTES = '"“”„‟«»\uff02'


class Kind(StrEnum):
    """What a piece is; NOT is also the minus before a word, UNKNOWN a name that is no field's."""

    WORD = "word"
    URL = "url"
    QUOTED = "quoted"
    QUOTE = "quote"
    OPEN = "open"
    CLOSE = "close"
    AND = "and"
    OR = "or"
    NOT = "not"
    FIELD = "field"
    UNKNOWN = "unknown"


TERMS = frozenset({Kind.WORD, Kind.URL, Kind.QUOTED})
OPERATORS = frozenset({Kind.AND, Kind.OR})
PREFIXES = frozenset({Kind.NOT, Kind.FIELD, Kind.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece with its place in the query.

    `text` is what counts of it: the words between quotation marks, the field before a colon.
    `near` is what follows quoted words, as `~5`.
    """

    kind: Kind
    text: str
    start: int
    end: int
    near: str = ""


_RUN = rf"(?:(?!&&)[^\s()|{QUOTES}])+"
_SCAN = re.compile(
    rf"[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}](?P<near>~(?:[0-9]+(?:\.[0-9]+)?)?)?"
    rf"|(?P<quote>[{QUOTES}])"
    r"|(?P<open>\()"
    r"|(?P<close>\))"
    r"|(?P<or>\|\|?)"
    r"|(?P<and>&&)"
    rf"|(?P<word>{_RUN})"
)
_SPACE = re.compile(r"\s*")
_PERIOD = re.compile(rf"\[[^\s\]]+\s+TO\s+[^\s\]]+\]|[<>]=?\s*{_RUN}|[0-9-]+\s+\.\.\s*[0-9]{_RUN}")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://|mailto:", re.IGNORECASE)
_NAME = re.compile(rf"((?:[^\W\d_][{MARKS}]*)+):")
OPERATOR_WORDS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_BEFORE_MINUS = OPERATORS | {Kind.OPEN, Kind.FIELD}


def read_pieces(text: str) -> list[Piece]:
    """Cut a text into pieces; any text can be cut.

    >>> [(p.kind.value, p.text) for p in read_pieces('-title:"peace talks"~3 OR war')]
    [('not', '-'), ('field', 'title'), ('quoted', 'peace talks'), ('or', 'OR'), ('word', 'war')]
    """
    cutter = _Cutter(text)
    while cutter.cut():
        pass
    return cutter.pieces


class _Cutter:
    """Cuts one piece after the other; a run of characters may hold several."""

    def __init__(self, text: str) -> None:
        self.pieces: list[Piece] = []
        self._text = text
        self._at = self._run_end = 0

    def cut(self) -> bool:
        """Cut the next piece; false at the end of the text."""
        self._at = self._skip_space()
        period = self._awaits_period() and _PERIOD.match(self._text, self._at)
        if period:
            self._run_end = period.end()
            self._add(Kind.WORD, period.end())
            return True
        if self._at < self._run_end:
            self._cut_run()
            return True
        match = _SCAN.match(self._text, self._at)
        if match is None:
            return False
        kind = Kind.QUOTED if match.lastgroup == "near" else Kind(match.lastgroup or "")
        if kind is Kind.WORD:
            self._run_end = match.end()
            self._cut_run()
        elif kind is Kind.QUOTED:
            self._add(kind, match.end(), match["quoted"], match["near"] or "")
        else:
            self._add(kind, match.end())
        return True

    def _cut_run(self) -> None:
        """Cut what a run begins with: an operator, a minus, a name with its colon, or a word."""
        text, start, end = self._text, self._at, self._run_end
        operator = OPERATOR_WORDS.get(text[start:end]) if not self._is_prefixed() else None
        if operator:
            self._add(operator, end)
        elif self._is_minus():
            self._add(Kind.NOT, start + 1)
        else:
            first = TOKEN.search(text, start, end)
            is_plain = first and not re.search(r"[*?]", text[start : first.start()])
            if first is None or not is_plain or not self._cut_named(first.start()):
                self._add(Kind.WORD, end)

    def _cut_named(self, first: int) -> bool:
        """Cut an address or a name with its colon, where a run has one at an offset."""
        text, end = self._text, self._run_end
        if _URL.match(text, first, end):
            self._add(Kind.URL, end)
            return True
        name = _NAME.match(text, first, end)
        field = field_named(name[1]) if name else None
        if name and field:
            self._add(Kind.FIELD, name.end(), field)
        elif name and (name.end() < end or text[end : end + 1] in tuple(QUOTES + "(")):
            self._add(Kind.UNKNOWN, name.end(), unicodedata.normalize("NFC", name[1]))
        else:
            return False
        return True

    def _is_minus(self) -> bool:
        """Whether a run begins with a minus that means NOT, and not with a dash or a hyphen."""
        text, start = self._text, self._at
        if text[start] != "-" or (self._is_attached() and not self._follows(_BEFORE_MINUS)):
            return False
        following = text[start + 1 : start + 2]
        if start + 1 < self._run_end:
            return following != "-"
        return bool(following) and following in QUOTES + "("

    def _is_prefixed(self) -> bool:
        return self._is_attached() and self._follows(PREFIXES)

    def _is_attached(self) -> bool:
        return bool(self.pieces) and self.pieces[-1].end == self._at

    def _follows(self, kinds: frozenset[Kind]) -> bool:
        return bool(self.pieces) and self.pieces[-1].kind in kinds

    def _awaits_period(self) -> bool:
        return self._follows(frozenset({Kind.FIELD})) and self.pieces[-1].text in PERIOD_FIELDS

    def _skip_space(self) -> int:
        match = _SPACE.match(self._text, self._at)
        return match.end() if match else self._at

    def _add(self, kind: Kind, end: int, text: str | None = None, near: str = "") -> None:
        text = self._text[self._at : end] if text is None else text
        self.pieces.append(Piece(kind, text, self._at, end, near))
        self._at = end


def joining_operators(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of the operators that have something to join on both sides.

    Where two stand side by side, the first one counts.

    >>> sorted(joining_operators(read_pieces("OR a OR AND b AND")))
    [2]
    """
    joining, waiting, is_after_term = set(), -1, False
    for at, piece in enumerate(pieces):
        if piece.kind in OPERATORS:
            waiting = at if is_after_term else waiting
            is_after_term = False
            continue
        if waiting >= 0 and piece.kind is not Kind.CLOSE:
            joining.add(waiting)
        waiting = -1
        if piece.kind not in PREFIXES:
            is_after_term = piece.kind is not Kind.OPEN
    return frozenset(joining)
