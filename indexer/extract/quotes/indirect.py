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
_AUXILIARY = (
    r"(?:is|was|are|were|has|have|had|will|would|can|could|may|might|should|did|does|meant)\b"
)
_THAT = re.compile(rf"\s+that\s+(?!{_AUXILIARY})")
_THAT_LATER = re.compile(r"[^,.;:\x00]{0,60}?(?<!\bso)(?<!\bsure)(?<!\bsuch)\sthat\s+")
_ASIDE_AND_THAT = re.compile(
    r",?\s*(?:(?:soon|shortly|just|once|only)\s+)?"
    r"(?:in|at|during|after|before|on|from|by|with|without|through|for|to|over)\b"
    rf"(?:(?!\b{_AUXILIARY}|\b(?:he|she|it|they|we)\b)[^.;:\x00]){{0,90}}?,?\sthat\s+"
)
"""Where, when or how it was said, with the `that` behind it."""
_AFTER_NOTHING = re.compile(r"\s*(?:[.,;:\"“”\x00]|$|\b(?:of|about|so|nothing|to)\b)")
_MORE = re.compile(
    r",?\s(?:(?:while|and|but)\s)?\w+ing\s+that\b"
    r"|,?\s(?:and|but)\s(?:also\s|then\s|later\s)?(?:said|says|added|warned|insisted|promised)\b"
)
_JOINED = re.compile(r"\b(?:and|but)\s+(?:(?:\w+ly|also|then|later|still|has|have|had)\s+)*$")
"""Before a verb that has the subject of the one before."""
_SETTING = re.compile(
    r"(?:In|At|After|Before|During|On|From|By|When|As|While|With|To|For|Under|[A-Z]\w+ing)\b"
)
"""What a sentence may begin with that is not said by anybody."""
_GOES_ON = re.compile(r"\s*(?:and|but|which|who|as|or|than|so|that|if)\b")
_ONLY_WHERE = re.compile(
    r"(?!at least|at most|in fact|in all|by far|as (?:many|much|few|long)|on average)"
    r"(?:in|at|during|after|before|on|from|by|when|as)\b[^,]{0,70}\Z"
)
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.’'-]+[,/]?\s+){1,4}(?:[^,.;:()\n–—]{1,30}\s)?(?:\([^()\n]{2,30}\)\s*)?\s*(?:--?|–|—)\s"
)
"""Place, day and agency before the first words of a story."""
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
    if speaker is None and after and _JOINED.search(outer, start, verb.start()):
        speaker = _same(subjects, start, verb.start()) or subjects.of_sentence(start, verb.start())
        return after, speaker
    if speaker is None:
        before = _clause_before(outer, sentence, verb, is_inverted=True)
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
    heard_at, place = place, passed.end() if passed else place
    that = (
        _THAT.match(outer, max(place - 1, verb.end()), end)
        or _THAT.match(outer, place, end)
        or (_ASIDE_AND_THAT.match(outer, heard_at, end) if verb[0] in PLAIN | TOLD else None)
    )
    if that:
        return that.end(), _last(outer, that.end(), end)
    if verb[0] in PLAIN and outer[heard_at:place].rstrip().endswith(","):
        return None
    if verb[0] not in PLAIN | TOLD:
        later = _THAT_LATER.match(outer, place, end) if verb[0] not in _OBJECTS else None
        return (later.end(), _last(outer, later.end(), end)) if later else None
    if _AFTER_NOTHING.match(outer, place, end):
        return None
    start = place + len(outer[place:end]) - len(outer[place:end].lstrip())
    return start, _last(outer, start, end)


_OBJECTS = frozenset("reported reports accused accuses urged urges promised promises ruled".split())
_BEHIND = PLAIN | frozenset("added adds warned announced reported ruled".split())
"""Verbs that may stand with their subject behind what is said."""


def _clause_before(
    outer: str, sentence: Span, verb: re.Match[str], *, is_inverted: bool = False
) -> Span | None:
    """The words before `, he said.`, or `, said Berg.`, at the end of a sentence."""
    told, _, more = outer[verb.end() : sentence[1]].partition(",")
    comma = outer.rfind(",", sentence[0], verb.start())
    if not is_inverted:
        comma = _before_apposition(outer, sentence[0], comma, verb.start())
    if verb[0] not in _BEHIND or comma < 0 or "\x00" in outer[comma : sentence[1]]:
        return None
    if len(told if told.strip() else more) > 90 or outer[comma + 1 : verb.start()].count(" ") > 12:
        return None
    if _GOES_ON.match(outer, comma + 1) or _is_setting(outer, sentence[0], comma):
        return None
    is_bare = is_inverted or verb[0] in PLAIN or not told.strip(" .\n")
    if not is_bare and not _is_aside(outer, verb.end(), sentence[1]):
        return None
    dateline = _DATELINE.match(outer, sentence[0], comma)
    return dateline.end() if dateline else sentence[0], comma


def _before_apposition(outer: str, start: int, comma: int, verb: int) -> int:
    """The comma behind what is said, where more stands of the speaker between two others."""
    if comma < 0 or outer[comma + 1 : verb].strip():
        return comma
    first = outer.rfind(",", start, comma)
    return outer.rfind(",", start, first) if first >= 0 else -1


def _is_setting(outer: str, start: int, end: int) -> bool:
    """Whether words only tell when or where something was said."""
    return bool(_SETTING.match(outer, start, end)) and "," not in outer[start:end]


def _is_aside(outer: str, start: int, end: int) -> bool:
    """Whether what follows a verb says no more than when and where."""
    passed = AFTER_VERB.match(outer, start, end)
    place = passed.end() if passed else start
    return place >= end - 1 or bool(re.compile(r"\s*(?:in|at|on|after)\b").match(outer, place))


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
