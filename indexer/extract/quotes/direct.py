"""Who speaks the words between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.model import Span
from indexer.extract.quotes.cast import Speaker
from indexer.extract.quotes.marks import Quotation
from indexer.extract.quotes.subjects import Subjects
from indexer.extract.quotes.words import INFINITIVE, PASSIVE, VERB

_GAP = 110
"""Most characters between a verb and the mark that opens after it."""
_REACH = 130
"""Most characters between a mark that closes and the verb after it."""
_SENTENCE = 600
"""Most characters of a sentence before a quotation that are looked at."""
_ENDS = re.compile(r"[.!?]['’”\"»)]*\s")
_OPENS_STRAIGHT = re.compile(
    r"(?:\s+(?:that|as|it|him|her|them|the|a|an|his|its|their|of|for|was|is)){0,3}[\s,:–—-]*"
)
_PARTICIPLE = re.compile(r"\w+ing")
_MID_SENTENCE = tuple(",!?…-–—")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb with its subject: where the verb stands, and who it is."""

    verb: Span
    speaker: Speaker


def verbs(outer: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the verbs between two places that somebody may be the subject of."""
    for verb in VERB.finditer(outer, start, end):
        before = outer[max(0, verb.start() - 25) : verb.start()]
        if not verb[0].endswith("as saying") and PASSIVE.search(before):
            continue
        if verb[0] == "say" and INFINITIVE.search(before):
            continue
        yield verb


def cue_of(
    outer: str, text: str, quotation: Quotation, within: Span, subjects: Subjects
) -> Cue | None:
    """The verb that a quotation belongs to; `within` ends at the quotations around it."""
    opening, closing = quotation.outer
    ahead = _ahead(outer, within[0], opening, subjects)
    if ahead and _OPENS_STRAIGHT.fullmatch(outer, ahead.verb[1], opening):
        return ahead
    return _behind(outer, text, quotation, closing, within[1], subjects) or ahead


def _ahead(outer: str, start: int, opening: int, subjects: Subjects) -> Cue | None:
    """The last verb before a quotation, in its sentence."""
    start = max(start, opening - _SENTENCE)
    for end in _ENDS.finditer(outer, start, opening):
        start = end.end()
    for verb in reversed(list(verbs(outer, start, opening))):
        if opening - verb.end() <= _GAP and not _PARTICIPLE.fullmatch(verb[0]):
            speaker = subjects.before(start, verb.start())
            if speaker:
                return Cue(verb.span(), speaker)
    return None


def _behind(
    outer: str, text: str, quotation: Quotation, start: int, end: int, subjects: Subjects
) -> Cue | None:
    """The first verb after a quotation that its sentence goes on with."""
    last = text[quotation.span[1] - 1 : quotation.span[1]]
    if last not in _MID_SENTENCE and outer[start : start + 1] not in _MID_SENTENCE:
        return None
    stop = _ENDS.search(outer, start, end)
    end = min(stop.start() + 1 if stop else end, start + _REACH)
    verb = next(verbs(outer, start, end), None)
    if verb is None:
        return None
    if not outer[start : verb.start()].strip(" ,-–—\n"):
        speaker = subjects.after(verb.end(), end)
    else:
        first = (
            start + len(outer[start : verb.start()]) - len(outer[start : verb.start()].lstrip(" ,"))
        )
        speaker = subjects.before(first, verb.start())
    return Cue(verb.span(), speaker) if speaker else None
