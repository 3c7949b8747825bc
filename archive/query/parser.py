"""The query language: from what a reader typed to a tree, never with an error.

    peace talks                   both words, in any of their forms
    "peace talks"  "peace talks"~5    one after the other; near each other
    negotiat*  organi?ation  zelensky~    words as written
    a OR b c    -d    NOT (e f)    title:ceasefire    org:(ICC OR ICJ)
    date:2023-02..2023-04    date:>=2023    date:undated    mentions:2022-02

NOT binds closer than AND (which may be left out), AND closer than OR.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.analysis import is_stop_word, tokens
from archive.query.canonical import canonical
from archive.query.describe import understood
from archive.query.lexer import Kind, Piece, pieces
from archive.query.lint import QueryWarning, WarningCode, replacing
from archive.query.nodes import And, MatchAll, Not, Or, Published, Query, SpeaksOf, Word
from archive.query.periods import parse_period
from archive.query.terms import Fault, phrase_node, plain_node, word_node

MAX_LENGTH = 4_000
MAX_DEPTH = 40


@dataclass(frozen=True)
class ParsedQuery:
    """A query as typed, as a tree, and what is odd in it."""

    query_text: str
    tree: Query
    warnings: tuple[QueryWarning, ...] = ()

    @cached_property
    def canonical(self) -> str:
        """The query in canonical words, which parse to the same tree without a warning."""
        return canonical(self.tree)

    @cached_property
    def understood(self) -> str:
        """What is searched, in a sentence."""
        return understood(self.tree)


def parse(query_text: str) -> ParsedQuery:
    """Read a query; whatever cannot be understood is left out and said.

    >>> parse("peace AND").warnings[0].repair
    'peace'
    """
    parser = _Parser(query_text[:MAX_LENGTH])
    if len(query_text) > MAX_LENGTH:
        message = f"only the first {MAX_LENGTH:,} characters of the query are read"
        parser.warn(WarningCode.TOO_LONG, message, MAX_LENGTH, len(query_text))
    tree = parser.parse()
    return ParsedQuery(query_text, tree, tuple(parser.warnings))


class _Parser:
    """Reads pieces from left to right, each rule of the grammar a method."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = list(pieces(text))
        self._at = 0
        self.warnings: list[QueryWarning] = []

    def parse(self) -> Query:
        """Read everything, past brackets that nothing opened."""
        parts: list[Query] = []
        while True:
            found = self._either(None, 0)
            if found:
                parts.append(found)
            stray = self._take(Kind.CLOSE)
            if stray is None:
                break
            message = "a bracket is closed that was never opened"
            self._warn_at(WarningCode.UNBALANCED_BRACKET, message, stray)
        tree = _all_of(parts)
        self._warn_of_stop_words(tree)
        return tree or MatchAll()

    def warn(
        self, code: WarningCode, message: str, start: int, end: int, repair: str | None = None
    ) -> None:
        """Note something odd."""
        self.warnings.append(QueryWarning(code, message, start, end, repair))

    def _either(self, field: str | None, depth: int) -> Query | None:
        """Read what OR joins."""
        parts: list[Query] = []
        before = self._every(field, depth)
        while operator := self._take(Kind.OR):
            after = self._every(field, depth)
            if before is None or after is None:
                self._warn_dropped(operator)
            parts += [before] if before else []
            before = after
        parts += [before] if before else []
        return _any_of(parts)

    def _every(self, field: str | None, depth: int) -> Query | None:
        """Read what AND joins, written or not."""
        parts: list[Query] = []
        waiting: Piece | None = None
        while True:
            operator = self._take(Kind.AND)
            if operator:
                if waiting or not parts:
                    self._warn_dropped(waiting or operator)
                waiting = operator if parts else None
                continue
            if self._at_end_of(Kind.OR, Kind.CLOSE):
                break
            found = self._one(field, depth)
            if found:
                parts.append(found)
                waiting = None
        if waiting:
            self._warn_dropped(waiting)
        return _all_of(parts)

    def _one(self, field: str | None, depth: int) -> Query | None:
        """Read one term with what stands before it."""
        piece = self._pieces[self._at]
        self._at += 1
        match piece.kind:
            case Kind.NOT:
                return self._negated(piece, field, depth)
            case Kind.FIELD:
                return self._fielded(piece, depth)
            case Kind.OPEN:
                return self._bracketed(piece, field, depth)
            case Kind.DATE:
                return self._dated(piece)
            case Kind.PHRASE:
                node, fault = phrase_node(piece.text, piece.mark, field)
                return self._noted(piece, node, fault)
            case Kind.WORD:
                self._warn_of_small_operator(piece)
                node, fault = word_node(piece.text, field)
                return self._noted(piece, node, fault)
            case Kind.UNKNOWN_FIELD:
                return self._unknown_field(piece, field)
            case _:
                message = "a quotation mark is opened and not closed"
                repair = self._text.rstrip() + '"'
                self.warn(WarningCode.UNBALANCED_QUOTE, message, piece.start, piece.end, repair)
                return None

    def _negated(self, piece: Piece, field: str | None, depth: int) -> Query | None:
        if self._at_end_of(Kind.OR, Kind.AND, Kind.CLOSE):
            self._warn_dropped(piece)
            return None
        if self._is_too_deep(piece, depth):
            return None
        part = self._one(field, depth + 1)
        if part is None:
            return None
        return part.part if isinstance(part, Not) else Not(part)

    def _fielded(self, piece: Piece, depth: int) -> Query | None:
        if self._at_end_of(Kind.OR, Kind.AND, Kind.CLOSE) or self._is_too_deep(piece, depth):
            self._warn_at(WarningCode.NO_WORDS, "nothing stands after the colon", piece)
            return None
        return self._one(piece.text, depth + 1)

    def _bracketed(self, piece: Piece, field: str | None, depth: int) -> Query | None:
        if self._is_too_deep(piece, depth):
            return None
        found = self._either(field, depth + 1)
        closing = self._take(Kind.CLOSE)
        if closing is None:
            repair = self._text.rstrip() + ")"
            message = "a bracket is opened and not closed"
            self.warn(WarningCode.UNBALANCED_BRACKET, message, piece.start, piece.end, repair)
        elif found is None:
            repair = replacing(self._text, piece.start, closing.end)
            message = "there is nothing between the brackets"
            self.warn(WarningCode.EMPTY_BRACKETS, message, piece.start, closing.end, repair)
        return found

    def _dated(self, piece: Piece) -> Query | None:
        period = parse_period(piece.text)
        if period is None:
            message = (
                f"“{piece.text}” is no date; write 2023, 2023-04, 2023-04-28, a..b, >=a or undated"
            )
            self._warn_at(WarningCode.DATE_NOT_UNDERSTOOD, message, piece)
            return None
        return Published(period) if piece.mark == "date" else SpeaksOf(period)

    def _unknown_field(self, piece: Piece, field: str | None) -> Query | None:
        repair = replacing(self._text, piece.start, piece.end, piece.text + " ")
        message = f"there is no field “{piece.text}”; searched as a word"
        self.warn(WarningCode.UNKNOWN_FIELD, message, piece.start, piece.end, repair)
        return plain_node(piece.text, field)[0]

    def _noted(self, piece: Piece, node: Query | None, fault: Fault | None) -> Query | None:
        if fault:
            code, message, better = fault
            repair = replacing(self._text, piece.start, piece.end, better)
            self.warn(code, message, piece.start, piece.end, repair)
        return node

    def _take(self, kind: Kind) -> Piece | None:
        if self._at < len(self._pieces) and self._pieces[self._at].kind is kind:
            self._at += 1
            return self._pieces[self._at - 1]
        return None

    def _at_end_of(self, *kinds: Kind) -> bool:
        return self._at == len(self._pieces) or self._pieces[self._at].kind in kinds

    def _is_too_deep(self, piece: Piece, depth: int) -> bool:
        if depth < MAX_DEPTH:
            return False
        if not any(w.code is WarningCode.TOO_DEEP for w in self.warnings):
            message = f"nested more than {MAX_DEPTH} deep; the brackets from here on are ignored"
            self.warn(WarningCode.TOO_DEEP, message, piece.start, piece.end)
        return True

    def _warn_at(self, code: WarningCode, message: str, piece: Piece) -> None:
        repair = replacing(self._text, piece.start, piece.end)
        self.warn(code, message, piece.start, piece.end, repair)

    def _warn_dropped(self, piece: Piece) -> None:
        message = f"{piece.text} joins nothing here and is ignored"
        self._warn_at(WarningCode.DROPPED_OPERATOR, message, piece)

    def _warn_of_small_operator(self, piece: Piece) -> None:
        is_between = 1 < self._at < len(self._pieces)
        if piece.text in ("or", "not") and is_between:
            repair = replacing(self._text, piece.start, piece.end, piece.text.upper())
            message = f"“{piece.text}” is read as a word; the operator is {piece.text.upper()}"
            self.warn(WarningCode.LOWERCASE_OPERATOR, message, piece.start, piece.end, repair)

    def _warn_of_stop_words(self, tree: Query | None) -> None:
        if tree is not None and _asks_nothing(tree):
            message = "these words are too common to be searched alone"
            self.warn(WarningCode.STOP_WORDS_ONLY, message, 0, len(self._text))


def _asks_nothing(tree: Query) -> bool:
    """Whether a query has only stop words."""
    match tree:
        case And(parts) | Or(parts):
            return all(map(_asks_nothing, parts))
        case Not(part):
            return _asks_nothing(part)
        case Word(text, None | "title" | "text"):
            return all(is_stop_word(token.form) for token in tokens(text))
        case _:
            return False


def _all_of(parts: Sequence[Query]) -> Query | None:
    flat = _distinct(p for part in parts for p in (part.parts if isinstance(part, And) else [part]))
    return And(flat) if len(flat) > 1 else flat[0] if flat else None


def _any_of(parts: Sequence[Query]) -> Query | None:
    flat = _distinct(p for part in parts for p in (part.parts if isinstance(part, Or) else [part]))
    return Or(flat) if len(flat) > 1 else flat[0] if flat else None


def _distinct(parts: Iterable[Query]) -> tuple[Query, ...]:
    return tuple(dict.fromkeys(parts))
