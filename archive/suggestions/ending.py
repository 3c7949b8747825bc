"""The end of a query that is being typed: its last word, and where a name may begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.analysis import TOKEN, form_of
from archive.model import NameKind
from archive.query.pieces import Kind, Piece, read_pieces
from archive.search.fields import SPEAKER

SHORTEST = 2
"""Letters from which a word is completed."""
LONGEST = 200
"""Longest text that is completed, in characters."""
_FIELDS = frozenset({*NameKind, SPEAKER})
"""The fields in which names of authority records stand."""
NAME_WORDS = 4
"""Words at the end of a text that may be the beginning of one name."""


@dataclass(frozen=True, slots=True)
class NameStart:
    """Where a name may begin, from where on a name takes the text's place, and in which field.

    Without a field it is sought in that of its own kind.
    """

    at: int
    replaced_from: int
    field: str | None = None

    @property
    def kind(self) -> NameKind | None:
        """The kind that the name must be of; None for any."""
        return NameKind(self.field) if self.field in set(NameKind) else None


@dataclass(frozen=True, slots=True)
class Ending:
    """The last word of a text, the field it is sought in, and the names it may be part of.

    `is_quoted` says that a quotation mark before it is still open.
    """

    text: str
    start: int
    field: str | None
    is_quoted: bool
    names: tuple[NameStart, ...]

    @property
    def word(self) -> str:
        """The last word, as far as it is typed."""
        return self.text[self.start :]

    @property
    def before(self) -> str:
        """What stands before the last word."""
        return self.text[: self.start]


def read_ending(text: str) -> Ending | None:
    """Read the end of a text; None when no word is being typed there.

    >>> read_ending("peace -title:Gene")
    Ending(text='peace -title:Gene', start=13, field='title', is_quoted=False, names=())
    >>> read_ending("peace "), read_ending("pea*"), read_ending("peace OR")
    (None, None, None)
    """
    pieces = read_pieces(text) if len(text) <= LONGEST else []
    run = _run(pieces)
    start = _word_start(text, run[-1]) if run else None
    if start is None:
        return None
    before = list(pieces[: -len(run)])
    quote = before.pop() if before and before[-1].kind is Kind.QUOTE else None
    field = before[-1] if before and before[-1].kind is Kind.FIELD else None
    of_word = field.text if field and (quote or len(run) == 1) else None
    return Ending(text, start, of_word, quote is not None, tuple(_names(run, quote, field)))


def _run(pieces: Sequence[Piece]) -> list[Piece]:
    """The words at the end that stand beside each other."""
    run: list[Piece] = []
    for piece in reversed(pieces):
        if piece.kind is not Kind.WORD:
            break
        run.insert(0, piece)
    return run


def _word_start(text: str, last: Piece) -> int | None:
    found = list(TOKEN.finditer(text, last.start, last.end))
    is_plain = bool(found) and found[-1].end() == len(text) and not set("*?~") & set(last.text)
    if not is_plain or len(form_of(found[-1].group())) < SHORTEST:
        return None
    return found[-1].start()


def _names(run: Sequence[Piece], quote: Piece | None, field: Piece | None) -> Iterator[NameStart]:
    """The places where a name may begin, the earliest first.

    A name takes the place of the field and the open quotation mark before it as well; within
    quotation marks it begins with the first word or not at all.
    """
    first, ahead = run[0], field or quote
    for piece in run[-NAME_WORDS:]:
        if piece is not first and not quote:
            yield NameStart(piece.start, piece.start)
        elif piece is first and not (field and field.text not in _FIELDS):
            replaced_from = ahead.start if ahead else piece.start
            yield NameStart(piece.start, replaced_from, field.text if field else None)
