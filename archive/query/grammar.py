"""From pieces to a tree, with a warning for whatever is left out on the way.

    any     = all { OR all }
    all     = operand { [ AND ] operand }
    operand = { NOT | - | field: } ( "(" any ")" | term )

What asks nothing is `MatchAll` on the way up and disappears where it is joined with more.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.query.faults import Faults
from archive.query.fields import PERIOD_FIELDS, nearest_name
from archive.query.joining import all_of, any_of, none_of
from archive.query.lint import WarningCode, quoted
from archive.query.nodes import And, MatchAll, Or, Phrase, Query, Word
from archive.query.periods import parse_period
from archive.query.pieces import OPERATORS, PREFIXES, TERMS, Kind, Piece, joining_operators
from archive.query.reading import Leaf
from archive.query.terms import read_term
from archive.query.words import asks_nothing

MAX_TERMS = 300
MAX_TERM_LENGTH = 8_000
"""Characters in all terms together."""
MAX_DEPTH = 20
"""Brackets in brackets."""
NOTHING = MatchAll()


class Grammar:
    """One reading of a query: where it is, how much it has read, what it has found wrong."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self._text = text
        self._pieces = pieces
        self._joining = joining_operators(pieces)
        self._at = 0
        self._terms = self._term_length = 0
        self._stopped: list[tuple[int, Leaf]] = []
        self.faults = Faults(text, pieces)
        self.full_at: int | None = None
        """Where the first term stands that was one too many."""

    def read(self) -> Query:
        """Read everything."""
        tree = self._any(None, 0)
        self._note_stop_words(is_all=tree == NOTHING)
        return tree

    def _any(self, field: str | None, depth: int) -> Query:
        """Read what OR joins."""
        parts = [self._all(field, depth)]
        while self._kind() is Kind.OR:
            self._at += 1
            parts.append(self._all(field, depth))
        return any_of(parts)

    def _all(self, field: str | None, depth: int) -> Query:
        """Read what AND joins, written or not, up to an OR or the bracket that ends it."""
        parts: list[Query] = []
        while (kind := self._kind()) and not (kind is Kind.CLOSE and depth):
            if kind is Kind.OR and self._at in self._joining:
                break
            if kind in OPERATORS or kind is Kind.CLOSE:
                self._skip()
            else:
                parts.append(self._operand(field, depth))
        return all_of(parts)

    def _skip(self) -> None:
        """Go past an operator or a bracket that nothing opened."""
        piece = self._pieces[self._at]
        if piece.kind is Kind.CLOSE:
            message = "the bracket closes nothing and is ignored"
            self.faults.leave_out(WarningCode.UNBALANCED_BRACKET, message, self._at, self._at)
        elif self._at not in self._joining:
            self._drop(self._at, self._at)
        self._at += 1

    def _operand(self, field: str | None, depth: int) -> Query:
        """Read a term or a bracket with all that stands before it."""
        first, is_negated = self._at, False
        unknown: dict[int, Query] = {}
        while (kind := self._kind()) in PREFIXES:
            piece = self._pieces[self._at]
            if unknown and (kind is Kind.NOT or piece.start > self._pieces[self._at - 1].end):
                break
            if kind is Kind.NOT:
                is_negated = not is_negated
            elif kind is Kind.FIELD:
                field = piece.text
            else:
                name = NOTHING if field in PERIOD_FIELDS else self._keep(Word(piece.text, field))
                unknown[self._at] = name
            self._at += 1
        tree = all_of([*unknown.values(), self._core(first, field, depth)])
        for at in unknown:
            self._note_unknown(at, is_alone=at == first)
        if not is_negated:
            return tree
        if depth == MAX_DEPTH and isinstance(tree, And | Or):
            self._leave_deep(first, self._at - 1)
            return NOTHING
        return none_of(tree)

    def _core(self, first: int, field: str | None, depth: int) -> Query:
        """Read what the prefixes since `first` stand before."""
        kind = self._kind()
        if kind is Kind.OPEN:
            return self._bracket(field, depth)
        if kind in TERMS:
            return self._term(field, first if field in PERIOD_FIELDS else self._at)
        if self._pieces[self._at - 1].kind is not Kind.UNKNOWN:
            self._drop(first, self._at - 1)
        return NOTHING

    def _bracket(self, field: str | None, depth: int) -> Query:
        opening = self._at
        closing, is_hollow = self._matching(opening)
        if is_hollow:
            self._at = closing + 1
            message = "there is nothing between the brackets"
            self.faults.leave_out(WarningCode.EMPTY_BRACKETS, message, opening, closing)
            return NOTHING
        if depth == MAX_DEPTH:
            self._at = closing + 1
            self._leave_deep(opening, closing)
            return NOTHING
        self._at += 1
        tree = self._any(field, depth + 1)
        if self._kind() is Kind.CLOSE:
            self._at += 1
        else:
            self.faults.leave_bracket_open(opening, is_last=self._at == opening + 1)
        return tree

    def _matching(self, opening: int) -> tuple[int, bool]:
        """Where a bracket closes, at the latest at the end, and whether only brackets are in it."""
        depth, is_hollow = 0, True
        for at in range(opening, len(self._pieces)):
            kind = self._pieces[at].kind
            depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
            is_hollow = is_hollow and kind in (Kind.OPEN, Kind.CLOSE)
            if not depth:
                return at, is_hollow
        return len(self._pieces) - 1, False

    def _term(self, field: str | None, first: int) -> Query:
        """Read a term; it goes with the pieces since `first` where it is left out."""
        at, piece = self._at, self._pieces[self._at]
        self._note_small_operator(at)
        reading = read_term(piece, field)
        if reading.fault and reading.fault.instead:
            fault = reading.fault
            self.faults.write(fault.code, fault.message, at, fault.instead)
        elif reading.fault:
            self.faults.leave_out(reading.fault.code, reading.fault.message, first, at)
        tree = all_of([self._keep(leaf) for leaf in reading.leaves])
        self._at += 1
        return tree

    def _keep(self, leaf: Leaf) -> Query:
        """The leaf, unless it has only stop words or there are too many terms already."""
        if asks_nothing(leaf):
            self._stopped.append((self._at, leaf))
            return NOTHING
        self._terms += 1
        self._term_length += len(getattr(leaf, "text", ""))
        if self._terms > MAX_TERMS or self._term_length > MAX_TERM_LENGTH:
            if self.full_at is None:
                self.full_at = self._pieces[self._at].start
            return NOTHING
        return leaf

    def _kind(self) -> Kind | None:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else None

    def _drop(self, first: int, last: int) -> None:
        """Warn of operators or field names without what they need beside them."""
        written = self._text[self._pieces[first].start : self._pieces[last].end]
        if any(piece.kind is Kind.FIELD for piece in self._pieces[first : last + 1]):
            message = f"nothing to search stands after {quoted(written)}; it is ignored"
            self.faults.leave_out(WarningCode.NO_WORDS, message, first, last)
        else:
            message = f"{written} joins nothing here and is ignored"
            self.faults.leave_out(WarningCode.DROPPED_OPERATOR, message, first, last)

    def _leave_deep(self, first: int, last: int) -> None:
        message = f"nested more than {MAX_DEPTH} deep; it is left out"
        self.faults.leave_out(WarningCode.TOO_DEEP, message, first, last)

    def _note_unknown(self, at: int, *, is_alone: bool) -> None:
        """Warn of a name that is no field's; it is proposed to write another, or a space."""
        piece, text = self._pieces[at], self._text
        nearest = self._proposed_name(at)
        message = f"there is no field {quoted(piece.text)}; it is searched as a word"
        rest_end = self._pieces[self._at - 1].end
        rest = text[piece.end : rest_end].lstrip("-")
        if nearest:
            repair = f"{text[: piece.start]}{nearest}:{text[piece.end :]}"
        elif is_alone:
            repair = f"{text[: piece.start]}{piece.text} {text[piece.end :].lstrip('-')}"
        else:
            repair = f"{text[: piece.start]}({piece.text} {rest}){text[rest_end:]}"
        self.faults.note(WarningCode.UNKNOWN_FIELD, message, piece.start, piece.end, repair.strip())

    def _proposed_name(self, at: int) -> str | None:
        name = nearest_name(self._pieces[at].text)
        following = self._pieces[at + 1].text if at + 1 < len(self._pieces) else ""
        return name if name not in PERIOD_FIELDS or parse_period(following) else None

    def _note_small_operator(self, at: int) -> None:
        """Hint that `or` and `not` between words are words themselves."""
        piece = self._pieces[at]
        before = self._pieces[at - 1].kind if at else None
        after = self._pieces[at + 1].kind if at + 1 < len(self._pieces) else None
        is_between = (before in TERMS or before is Kind.CLOSE) and (
            after in TERMS or after in PREFIXES or after is Kind.OPEN
        )
        if piece.text in ("or", "not") and piece.kind is Kind.WORD and is_between:
            operator = piece.text.upper()
            message = f"“{piece.text}” is read as a word; the operator is {operator}"
            self.faults.write(WarningCode.LOWERCASE_OPERATOR, message, at, (operator,))

    def _note_stop_words(self, *, is_all: bool) -> None:
        """Warn of stop words where there is nothing else, and always of a phrase of them."""
        code = WarningCode.STOP_WORDS_ONLY
        if is_all and self._stopped:
            first, last = self._stopped[0][0], self._stopped[-1][0]
            start, end = self._pieces[first].start, self._pieces[last].end
            message = "words as common as these are not searched"
            self.faults.note(code, message, start, end)
            return
        for at, leaf in self._stopped:
            if isinstance(leaf, Phrase):
                message = f"{quoted(leaf.text)} has only words too common to be searched"
                self.faults.leave_out(code, f"{message}; it is left out", at, at)
