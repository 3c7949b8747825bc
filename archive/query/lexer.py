"""From the text of a query to its pieces: words, phrases, operators, brackets, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from archive.query.fields import DATE_FIELDS, FIELD_OF


class Kind(Enum):
    """What a piece is."""

    WORD = auto()
    PHRASE = auto()
    OPEN_QUOTE = auto()
    FIELD = auto()
    UNKNOWN_FIELD = auto()
    DATE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query, where it stands, and for a phrase or date what goes with it.

    `mark` is what follows the tilde of a phrase, or the field of a date.
    """

    kind: Kind
    text: str
    start: int
    end: int
    mark: str = ""


CLOSING = {'"': '"”“', "“": '”"', "„": '“”"', "”": '”"', "«": "»"}
"""Opening quotation marks, and the marks that close each."""
OPERATORS = {"AND": Kind.AND, "&&": Kind.AND, "OR": Kind.OR, "||": Kind.OR, "|": Kind.OR}
OPERATORS["NOT"] = Kind.NOT
_RUN = re.compile(r'[^\s()"“”„«»|]+')
_FIELD = re.compile(r"([^\W\d_]+):(?!//)(?=\S)")
_DATE = re.compile(r'"?([^\s()"]+)"?')
_TILDE = re.compile(r"~(\d+)")


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a query in order; every character but blanks belongs to one.

    >>> [(p.kind.name, p.text) for p in pieces('-org:ICC "peace talks"~3')]
    [('NOT', '-'), ('FIELD', 'organisation'), ('WORD', 'ICC'), ('PHRASE', 'peace talks')]
    """
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece = _piece(text, at)
        yield piece
        at = piece.end


def _piece(text: str, at: int) -> Piece:
    letter = text[at]
    if letter in CLOSING:
        return _phrase(text, at)
    if letter in "()":
        return Piece(Kind.OPEN if letter == "(" else Kind.CLOSE, letter, at, at + 1)
    if letter == "-" and _begins_term(text, at):
        return Piece(Kind.NOT, "-", at, at + 1)
    if text.startswith("||", at):
        return Piece(Kind.OR, "||", at, at + 2)
    if letter == "|":
        return Piece(Kind.OR, "|", at, at + 1)
    run = _RUN.match(text, at)
    if run is None:
        return Piece(Kind.OPEN_QUOTE, letter, at, at + 1)
    word = run.group()
    if word in OPERATORS:
        return Piece(OPERATORS[word], word, at, run.end())
    return _field(text, at) or Piece(Kind.WORD, word, at, run.end())


def _begins_term(text: str, at: int) -> bool:
    """Whether a hyphen stands before a term, and not alone or inside a word."""
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    return (
        (before.isspace() or before in "(:")
        and bool(after)
        and not after.isspace()
        and after != "-"
    )


def _phrase(text: str, at: int) -> Piece:
    closing = CLOSING[text[at]]
    end = next((i for i in range(at + 1, len(text)) if text[i] in closing), -1)
    if end < 0:
        return Piece(Kind.OPEN_QUOTE, text[at], at, at + 1)
    tilde = _TILDE.match(text, end + 1)
    after = tilde.end() if tilde else end + 1
    return Piece(Kind.PHRASE, text[at + 1 : end], at, after, tilde[1] if tilde else "")


def _field(text: str, at: int) -> Piece | None:
    match = _FIELD.match(text, at)
    if match is None:
        return None
    name = match[1].lower()
    if name in DATE_FIELDS:
        date = _DATE.match(text, match.end())
        if date is None:
            return Piece(Kind.UNKNOWN_FIELD, match[1], at, match.end())
        return Piece(Kind.DATE, date[1], at, date.end(), name)
    if name in FIELD_OF:
        return Piece(Kind.FIELD, FIELD_OF[name], at, match.end())
    return Piece(Kind.UNKNOWN_FIELD, match[1], at, match.end())
