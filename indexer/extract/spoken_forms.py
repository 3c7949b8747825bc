"""The forms in which stories speak of dates: which words begin them, what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.model import Precision
from indexer.extract import spoken_values as values
from indexer.extract import spoken_words as words
from indexer.extract.reckoning import Reckoning
from indexer.extract.spoken_words import DAY, MONTH, ORDINAL, SEASON, STEP, WEEKDAY, YEAR

FIGURES = "0"
"""Stands for any number in figures among the words that begin a form."""


@dataclass(frozen=True, slots=True)
class DateForm:
    """One form: the words that it may begin with, its expression, and how to tell its value.

    `needs` is how exactly the publication date must be known. `value` gives the empty string
    for what has the form but is no date.
    """

    begins: tuple[str, ...]
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str], Reckoning], str]
    needs: Precision = Precision.NONE


_NEAR_YEAR = rf"(?:{STEP}\s+(?:fiscal\s+|financial\s+)?year)\b"
_OF = r"(?:\s*,)?\s+(?:of\s+|in\s+)?"
_WEEKDAY_FIRST = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_MONTH_OR_WEEKDAY = (*words.MONTH_WORDS, *words.WEEKDAY_WORDS)
_HALVES = ("first", "second", "last")
_FIGURES_OR_WEEKDAY = (FIGURES, *words.WEEKDAY_WORDS)
_NONE, _YEARS, _MONTHS, _DAYS = Precision.NONE, Precision.YEAR, Precision.MONTH, Precision.DAY


def _form(
    begins: Iterable[str],
    pattern: str,
    value: Callable[[re.Match[str], Reckoning], str],
    needs: Precision = Precision.NONE,
    *,
    any_case: bool = False,
) -> DateForm:
    compiled = re.compile(pattern, re.IGNORECASE if any_case else 0)
    return DateForm(tuple(begins), compiled, value, needs)


_FISCAL = r"(?:(?:fiscal|financial|calendar)\s+)?"
_QUARTER = rf"{ORDINAL}[\s-]+(?:fiscal[\s-]+)?quarter\b"
_AGO = r"(?:ago|earlier)\b"
_HALF = r"(?P<q>first|second|last)\s+half\s+of\s+"
_COUNTS = (*words.NUMBER_WORDS, FIGURES)
_ORDINALS = (*words.ORDINAL_WORDS, FIGURES)

_WRITTEN = (
    _form((FIGURES,), r"\d{4}-\d\d-\d\d(?![\d-])", values.iso),
    _form((FIGURES,), rf"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep){YEAR}", values.figures),
    _form(
        _FIGURES_OR_WEEKDAY,
        rf"{_WEEKDAY_FIRST}{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
        values.day_month_year,
    ),
    _form(_MONTH_OR_WEEKDAY, rf"{_WEEKDAY_FIRST}{MONTH}\s+{DAY},?\s+{YEAR}", values.day_month_year),
    _form(
        _MONTH_OR_WEEKDAY,
        rf"{_WEEKDAY_FIRST}{MONTH}\s+{DAY}{_OF}{_NEAR_YEAR}",
        values.day_of_near_year,
        _YEARS,
    ),
    _form(
        _FIGURES_OR_WEEKDAY,
        rf"{_WEEKDAY_FIRST}{DAY}\s+(?:of\s+)?{MONTH}{_OF}{_NEAR_YEAR}",
        values.day_of_near_year,
        _YEARS,
    ),
    _form(words.MONTH_WORDS, rf"{MONTH}{_OF}{YEAR}", values.month_year),
    _form(words.MONTH_WORDS, rf"{MONTH}{_OF}{_NEAR_YEAR}", values.month_of_near_year, _YEARS),
    _form(_MONTH_OR_WEEKDAY, rf"{_WEEKDAY_FIRST}{MONTH}\s+{DAY}", values.day_month, _MONTHS),
    _form(
        _FIGURES_OR_WEEKDAY,
        rf"{_WEEKDAY_FIRST}{DAY}\s+(?:of\s+)?{MONTH}",
        values.day_month,
        _MONTHS,
    ),
)
_NAMED = (
    _form(words.STEP_WORDS, rf"(?i:{STEP})\s+{MONTH}", values.month_beside, _MONTHS),
    _form(words.STEP_WORDS, rf"(?i:{STEP})\s+{WEEKDAY}", values.weekday_beside, _DAYS),
    _form(
        words.WEEKDAY_WORDS,
        rf"{WEEKDAY}\s+(?:of\s+)?{STEP}\s+week\b",
        values.weekday_of_week,
        _DAYS,
    ),
    _form(words.MONTH_WORDS, MONTH, values.month, _MONTHS),
    _form(words.WEEKDAY_WORDS, rf"{WEEKDAY}(?!\s+nights\b|s\b)", values.weekday, _DAYS),
    _form(
        ("today", "yesterday", "tomorrow", "tonight"),
        r"(?i:today|yesterday|tomorrow|tonight)\b",
        values.near_day,
        _DAYS,
    ),
    _form(words.STEP_WORDS, r"(?i:last)\s+night\b", values.near_day, _DAYS),
    _form(words.STEP_WORDS, r"(?i:this)\s+(?:morning|afternoon|evening)\b", values.near_day, _DAYS),
)
_PARTS_OF_YEARS = (
    _form(
        words.SEASON_WORDS, rf"{SEASON}\s+(?:of\s+)?{YEAR}", values.season_of_year, any_case=True
    ),
    _form(words.STEP_WORDS, rf"(?i:{STEP})\s+{SEASON}\b", values.season_beside, _MONTHS),
    _form(_ORDINALS, rf"{_QUARTER}{_OF}{YEAR}", values.quarter_of_year, any_case=True),
    _form(
        _ORDINALS,
        rf"{_QUARTER}{_OF}(?:the\s+)?{_NEAR_YEAR}",
        values.quarter_of_near_year,
        _YEARS,
        any_case=True,
    ),
    _form((FIGURES,), rf"{YEAR}(?:[’']s)?\s+{_QUARTER}", values.quarter_of_year, any_case=True),
    _form(("q",), rf"Q(?P<q>[1-4])\s+(?:of\s+)?{YEAR}", values.quarter_of_year),
    _form(_ORDINALS, _QUARTER, values.quarter, _MONTHS, any_case=True),
    _form(_HALVES, rf"{_HALF}{YEAR}", values.half_of_year, any_case=True),
    _form(_HALVES, rf"{_HALF}(?:the|{STEP})\s+year\b", values.half, _YEARS, any_case=True),
    _form(
        ("latest", "the"),
        r"(?:(?P<l>(?i:the\s+)?latest)|(?i:the))\s+(?:quarter\b|(?(l)period\b|(?!)))",
        values.the_quarter,
        _MONTHS,
    ),
)
_BESIDE = (
    _form(
        words.STEP_WORDS,
        rf"(?i:{STEP})\s+{_FISCAL}(?P<u>year|decade|century)\b(?!-)",
        values.unit_beside,
        _YEARS,
    ),
    _form(
        words.STEP_WORDS, rf"(?i:{STEP})\s+(?P<u>month|quarter)\b(?!-)", values.unit_beside, _MONTHS
    ),
    _form(
        words.STEP_WORDS, rf"(?i:{STEP})\s+(?P<u>weekend|week)\b(?!-)", values.unit_beside, _DAYS
    ),
    _form(("the",), r"(?i:the)\s+weekend\b", values.the_weekend, _DAYS),
    _form(
        ("year", "a"),
        rf"(?i:a\s+year\s+|year-){_AGO}(?:\s+(?:{_QUARTER}|quarter\b|period\b))?",
        values.year_before,
        _YEARS,
    ),
    _form(("year",), r"year(?:\s+|-|[’']s\s+)end\b", values.this_year, _YEARS),
    _form(
        _COUNTS,
        rf"(?i:{words.NUMBER})\s+(?P<u>years?|decades?|century|centuries)\s+{_AGO}",
        values.ago,
        _YEARS,
    ),
    _form(
        _COUNTS, rf"(?i:{words.NUMBER})\s+(?P<u>months?|quarters?)\s+{_AGO}", values.ago, _MONTHS
    ),
    _form(_COUNTS, rf"(?i:{words.NUMBER})\s+(?P<u>days?|weeks?)\s+{_AGO}", values.ago, _DAYS),
)
_YEARS_AND_MORE = (
    _form((FIGURES,), r"(?P<c>1[5-9]\d|20\d)0s\b", values.decade_in_figures),
    _form((FIGURES,), r"(?<=['’‘])(?P<c>[2-9])0s\b", values.decade_without_century),
    _form(words.DECADE_WORDS, rf"{words.DECADE}\b", values.decade_in_words, any_case=True),
    _form((FIGURES,), r"(?P<n>1\d|2[01])(?:th|st)[\s-]+century\b", values.century, any_case=True),
    _form((FIGURES,), YEAR + r"\b", values.year),
)
FORMS = (*_WRITTEN, *_NAMED, *_PARTS_OF_YEARS, *_BESIDE, *_YEARS_AND_MORE)
"""All forms; where several fit the same words, the first is taken."""

AFTER_MODIFIERS = (
    *FORMS,
    _form(("the",), r"(?i:the)\s+(?P<u>year|month|week)\b", values.current_unit, _DAYS),
)
"""Forms that may follow "the end of" and its like."""


def by_first_word(forms: Iterable[DateForm]) -> dict[str, tuple[DateForm, ...]]:
    """Group forms by the words that they may begin with, in their own order."""
    grouped: dict[str, tuple[DateForm, ...]] = {}
    for form in forms:
        for word in form.begins:
            grouped[word] = (*grouped.get(word, ()), form)
    return grouped
