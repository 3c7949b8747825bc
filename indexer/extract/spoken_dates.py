"""The dates that a story speaks of, reckoned from the day it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.model import PartialDate, SpokenDate
from indexer.extract.reckoning import Reckoning
from indexer.extract.spoken_forms import AFTER_MODIFIERS, FIGURES, FORMS, DateForm, by_first_word
from indexer.extract.spoken_words import MODIFIER, MODIFIER_WORDS
from indexer.extract.timex import days_of

SPOKEN_DATES_VERSION = 1
"""Raised when other dates are found in the same text, so that stories are read again."""

_QUARTER = re.compile(r"\d{4}-Q\d")
_WORD = re.compile(r"(?<![^\W_])(?:[A-Za-z]+|\d+)")
_FORMS = by_first_word(FORMS)
_AFTER_MODIFIER = by_first_word(AFTER_MODIFIERS)


def find_spoken_dates(text: str, published: PartialDate) -> tuple[SpokenDate, ...]:
    """Find the dates in a text, in their order; without a publication date only absolute ones.

    >>> found = find_spoken_dates("It began in February last year.", PartialDate.of(2023, 4))
    >>> found[0].value, found[0].span
    ('2022-02', (12, 30))
    """
    reckoning = Reckoning.from_published(published)
    found: list[SpokenDate] = []
    done = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        key = word[0].lower()
        date = None
        if key in _FORMS:
            date = _read(text, start, start, _FORMS[key], reckoning)
        if date is None and key in _MODIFIERS:
            date = _read_modified(text, start, reckoning)
        elif date is None and key[0].isdigit():
            date = _read(text, start, start, _FORMS[FIGURES], reckoning)
        if date:
            found.append(date)
            done = date.span[1]
            if _QUARTER.fullmatch(date.value) and "uarter" in date.period.raw:
                reckoning = replace(reckoning, quarter_spoken_of=date.value)
    return tuple(found)


_MODIFIERS = frozenset(MODIFIER_WORDS)


def _read_modified(text: str, start: int, reckoning: Reckoning) -> SpokenDate | None:
    """Read "mid-March" and "the end of last year" as the March and the year that they hold."""
    modifier = MODIFIER.match(text, start)
    word = _WORD.match(text, modifier.end()) if modifier else None
    if not word:
        return None
    key = FIGURES if word[0].isdigit() else word[0].lower()
    return _read(text, start, word.start(), _AFTER_MODIFIER.get(key, ()), reckoning)


def _read(
    text: str, start: int, place: int, forms: Sequence[DateForm], reckoning: Reckoning
) -> SpokenDate | None:
    """Read the first form at a place that is a date; its words begin at `start`."""
    for form in forms:
        match = form.pattern.match(text, place)
        if match and reckoning.can(form.needs):
            raw = " ".join(text[start : match.end()].split())
            try:
                value = form.value(match, reckoning)
                if value:
                    return SpokenDate((start, match.end()), days_of(value, raw=raw), value)
            except (ValueError, OverflowError):
                continue
    return None
