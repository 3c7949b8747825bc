"""Words that a sentence reports without quotation marks: `X said that …`, `according to X`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Span
from indexer.extract.quotes.cast import Speaker
from indexer.extract.quotes.direct import verbs
from indexer.extract.quotes.subjects import Subjects
from indexer.extract.quotes.words import (
    AFTER_VERB,
    LISTENERS,
    NEAR_MARKS_ONLY,
    PLAIN,
    TOLD,
)

Reported = tuple[Span, Speaker, Span]
"""The words reported, who says them, and the place of the verb."""

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_THAT = re.compile(r"\s+that\s+")
_THAT_LATER = re.compile(r"[^,.;:\x00]{0,60}?\sthat\s+")
_AFTER_NOTHING = re.compile(r"\s*(?:[.,;:\"“”\x00]|$|\b(?:of|about|so|nothing|to)\b)")
_MORE = re.compile(r",?\s(?:(?:while|and|but)\s)?\w+ing\s+that\b")
_ONLY_WHERE = re.compile(r"(?:in|at|during|after|before|on|from|by|when|as)\b[^,]{0,70}\Z")
_LEAST_WORDS = 3
_LONGEST = 1200
"""Characters of a sentence; what has more is a table or a list."""


def reported(outer: str, sentence: Span, subjects: Subjects) -> Iterator[Reported]:
    """Yield what a sentence reports, in the order of the verbs."""
    start, end = sentence
    if end - start > _LONGEST:
        return
    yield from _according(outer, sentence, subjects)
    for verb in verbs(outer, start, end):
        if verb[0] in NEAR_MARKS_ONLY or verb[0].endswith("as saying"):
            continue
        words, speaker = _report(outer, sentence, verb, subjects)
        if words and speaker and len(outer[slice(*words)].split()) >= _LEAST_WORDS:
            yield words, speaker, verb.span()


def _report(
    outer: str, sentence: Span, verb: re.Match[str], subjects: Subjects
) -> tuple[Span | None, Speaker | None]:
    """The words that belong to a verb, and whoever is its subject."""
    start, end = sentence
    after = _clause_after(outer, verb, end)
    if verb[0].endswith("ing"):
        return after, _same(subjects, start, verb.start()) or subjects.before(start, verb.start())
    speaker = subjects.before(start, verb.start())
    if speaker is None:
        before = _clause_before(outer, sentence, verb)
        return before, subjects.after(verb.end(), end) if before else None
    if after and not _ONLY_WHERE.match(outer, after[0], end):
        return after, speaker
    return _clause_before(outer, sentence, verb), speaker


def _clause_after(outer: str, verb: re.Match[str], end: int) -> Span | None:
    """The words after a verb, where they are what is said."""
    place = verb.end()
    if verb[0] in TOLD:
        heard = LISTENERS.match(outer, place, end)
        if not heard:
            later = _THAT_LATER.match(outer, place, end)
            return (later.end(), _last(outer, later.end(), end)) if later else None
        place = heard.end()
    passed = AFTER_VERB.match(outer, place, end)
    place = passed.end() if passed else place
    that = _THAT.match(outer, max(place - 1, verb.end()), end) or _THAT.match(outer, place, end)
    if that:
        return that.end(), _last(outer, that.end(), end)
    if verb[0] not in PLAIN | TOLD:
        later = _THAT_LATER.match(outer, place, end) if verb[0] not in _OBJECTS else None
        return (later.end(), _last(outer, later.end(), end)) if later else None
    if _AFTER_NOTHING.match(outer, place, end):
        return None
    start = place + len(outer[place:end]) - len(outer[place:end].lstrip())
    return start, _last(outer, start, end)


_OBJECTS = frozenset("reported reports accused accuses urged urges promised promises".split())


def _clause_before(outer: str, sentence: Span, verb: re.Match[str]) -> Span | None:
    """The words before `, he said.` at the end of a sentence."""
    if verb[0] not in PLAIN | {"added", "adds", "warned", "announced", "reported"}:
        return None
    rest = outer[verb.end() : sentence[1]]
    comma = outer.rfind(",", sentence[0], verb.start())
    if comma < 0 or "\x00" in outer[comma : sentence[1]] or len(rest) > 90:
        return None
    if outer[comma + 1 : verb.start()].count(" ") > 9:
        return None
    return sentence[0], comma


def _last(outer: str, start: int, end: int) -> int:
    """Where the words end: before the mark that ends the sentence, or another report."""
    more = _MORE.search(outer, start, end)
    end = more.start() if more else end
    return start + len(outer[start:end].rstrip(" \n.!?,"))


def _same(subjects: Subjects, start: int, end: int) -> Speaker | None:
    """Whoever spoke last in the sentence: `he said, adding that …`."""
    return next((who for at, who in reversed(subjects.spoken) if start <= at < end), None)


def _according(outer: str, sentence: Span, subjects: Subjects) -> Iterator[Reported]:
    start, end = sentence
    for found in _ACCORDING.finditer(outer, start, end):
        speaker = subjects.after(found.end(), end)
        if speaker is None:
            continue
        comma = outer.find(",", found.end(), end)
        before = start, start + len(outer[start : found.start()].rstrip(" ,"))
        words = before
        if before[1] - before[0] < 12 and comma >= 0:
            words = comma + 2, _last(outer, comma + 2, end)
        if len(outer[slice(*words)].split()) >= _LEAST_WORDS:
            yield words, speaker, found.span()
