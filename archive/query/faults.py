"""Collects what is wrong with one query, and works out what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from archive.query.lint import QueryWarning, WarningCode, mended
from archive.query.nodes import Phrase
from archive.query.pieces import OPERATORS, PREFIXES, Kind, Piece
from archive.query.words import asks_nothing

MAX_WARNINGS = 20
"""Warnings that are kept; a text with more faults than that is no query."""
_CLOSING = {"“": "”", "„": "“", "«": "»", "»": "«"}


class Faults:
    """The warnings on one text; pieces are named by their place in the list of all."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self._text = text
        self._pieces = pieces
        self._warnings: list[QueryWarning] = []

    def warnings(self) -> tuple[QueryWarning, ...]:
        """The warnings in the order of the text."""
        return tuple(sorted(self._warnings, key=lambda warning: (warning.start, warning.end)))

    def note(
        self, code: WarningCode, message: str, start: int, end: int, repair: str | None = None
    ) -> None:
        """Keep a warning on a stretch of the text."""
        if not self._are_enough:
            self._warnings.append(QueryWarning(code, message, start, end, repair))

    @property
    def _are_enough(self) -> bool:
        return len(self._warnings) >= MAX_WARNINGS

    def leave_out(self, code: WarningCode, message: str, first: int, last: int) -> None:
        """Warn of pieces that are not searched; mended is the query without them."""
        if self._are_enough:
            return
        start, end = self._place(first, last)
        repair = mended(self._text, *self._place(*self._widened(first, last)))
        self.note(code, message, start, end, repair)

    def write(self, code: WarningCode, message: str, at: int, instead: Sequence[str]) -> None:
        """Warn of a piece in whose place other ones should be written."""
        start, end = self._place(at, at)
        words = " ".join(instead)
        if len(instead) > 1 and at and self._pieces[at - 1].kind in PREFIXES:
            words = f"({words})"
        self.note(code, message, start, end, mended(self._text, start, end, words))

    def leave_quote_open(self, quote: Piece) -> None:
        """Warn of a quotation mark that nothing closes; mended, it is closed after the words."""
        message = "the quotation mark is never closed; each word after it is searched alone"
        end = self._end_of_words(quote.end)
        repair = mended(self._text, quote.start, quote.end)
        words = " ".join(self._text[quote.end : end].split())
        if words and not asks_nothing(Phrase(words)):
            closing = _CLOSING.get(quote.text, '"')
            repair = self._text[:end] + closing + self._text[end:]
        self.note(WarningCode.UNBALANCED_QUOTE, message, quote.start, quote.end, repair.strip())

    def leave_bracket_open(self, at: int, *, is_last: bool) -> None:
        """Warn of a bracket that nothing closes; mended, all such are closed at the end."""
        message = "the bracket is never closed; it is read as closed at the end"
        start, end = self._place(at, at)
        if is_last:
            self.leave_out(WarningCode.UNBALANCED_BRACKET, message, at, at)
        else:
            unclosed = 0
            for piece in self._pieces:
                unclosed = max(0, unclosed + (piece.kind is Kind.OPEN) - (piece.kind is Kind.CLOSE))
            repair = self._text.strip() + ")" * unclosed
            self.note(WarningCode.UNBALANCED_BRACKET, message, start, end, repair)

    def _end_of_words(self, start: int) -> int:
        end = start
        for piece in self._pieces:
            if piece.start >= start:
                if piece.kind is not Kind.WORD:
                    break
                end = piece.end
        return end

    def _place(self, first: int, last: int) -> tuple[int, int]:
        return self._pieces[first].start, self._pieces[last].end

    def _widened(self, first: int, last: int) -> tuple[int, int]:
        """Take in what would be left hanging: prefixes, operators, brackets around nothing."""
        while True:
            before, after = self._kind(first - 1), self._kind(last + 1)
            if before in (Kind.NOT, Kind.FIELD):
                first -= 1
            elif before is Kind.OPEN and after is Kind.CLOSE:
                first, last = first - 1, last + 1
            elif before in OPERATORS and (after in OPERATORS or after in (None, Kind.CLOSE)):
                first -= 1
            elif after in OPERATORS and before in (None, Kind.OPEN):
                last += 1
            else:
                return first, last

    def _kind(self, at: int) -> Kind | None:
        return self._pieces[at].kind if 0 <= at < len(self._pieces) else None
