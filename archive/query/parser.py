"""From what was typed to a query tree, never with an error.

    peace talks                          both words, in any of their forms
    "peace talks"   "peace talks"~5      one after the other; near each other
    negotiat*   organi?ation   zelensky~ words as written
    a OR b c   -d   NOT (e f)   title:ceasefire   org:(ICC OR ICJ)
    said:ceasefire   speaker:"Xi Jinping"
    date:2023-02..2023-04   date:>=2023   date:undated   mentions:2022-02

NOT binds closer than AND (which may be left out), AND closer than OR.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from archive.query.canonical import canonical
from archive.query.describe import understood
from archive.query.grammar import MAX_TERMS, Grammar
from archive.query.lint import QueryWarning, WarningCode
from archive.query.nodes import MatchAll, Query
from archive.query.pieces import Kind, read_pieces

MAX_LENGTH = 20_000
"""Characters of a query that are read; the canonical text of what is read is never as long."""
MAX_REREAD = 40_000
"""Characters of all repairs of a query, which are read before they are offered."""
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class ParsedQuery:
    """A query as typed, as a tree, and what is wrong with it."""

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
    """Read a query; whatever cannot be understood is left out, and a warning says so.

    >>> parse("peace -war").canonical
    'peace -war'
    >>> parse("peace AND").warnings[0].repair
    'peace'
    """
    parsed = _read(query_text)
    return replace(parsed, warnings=tuple(_proven(fault, parsed) for fault in parsed.warnings))


def _proven(fault: QueryWarning, parsed: ParsedQuery) -> QueryWarning:
    """The fault, without a repair that would leave it or bring up another one.

    What is read as a name, a phrase or an operator hangs on its neighbours, so that only reading
    a repair tells what comes of it. Whoever follows one after the other ends without a fault.
    """
    if fault.repair is None or fault.code is WarningCode.TOO_LONG:
        return fault
    if len(parsed.query_text) * len(parsed.warnings) <= MAX_REREAD:
        left = Counter(other.code for other in _read(fault.repair).warnings)
        if left + Counter([fault.code]) <= Counter(other.code for other in parsed.warnings):
            return fault
    return replace(fault, repair=None)


def _read(query_text: str) -> ParsedQuery:
    """Read a query with repairs that nobody has tried."""
    text = _readable(query_text)
    if text.strip() in ("", "*"):
        return ParsedQuery(query_text, MatchAll())
    pieces = read_pieces(text)
    grammar = Grammar(text, [piece for piece in pieces if piece.kind is not Kind.QUOTE])
    tree, faults = grammar.read(), grammar.faults
    for piece in pieces:
        if piece.kind is Kind.QUOTE:
            faults.leave_quote_open(piece)
    warnings = faults.warnings()
    unread = len(text) if grammar.full_at is None else grammar.full_at
    if unread < len(query_text):
        message = f"only {MAX_LENGTH:,} characters and {MAX_TERMS} words of a query are read"
        place = unread, len(query_text)
        warnings += (QueryWarning(WarningCode.TOO_LONG, message, *place, canonical(tree)),)
    return ParsedQuery(query_text, tree, warnings)


def _readable(text: str) -> str:
    """As much of a text as is read, blanks in place of what is no character of any word."""
    if len(text) > MAX_LENGTH:
        text = text[: max(text.rfind(" ", 0, MAX_LENGTH), MAX_LENGTH - 100)]
    return _UNREADABLE.sub(" ", text)
