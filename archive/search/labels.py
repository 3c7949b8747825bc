"""What readers see for the values of facets: dates in words, the missing, languages."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from archive.query.period_words import MONTHS
from archive.query.periods import UNDATED_VALUE
from archive.search.fields import DATE, MENTIONS, MISSING, PERIOD_FACETS

UNDATED_LABEL = "Undated"
FUTURE_LABEL = "In the future"
_MISSING_LABELS = {
    "actor": "No actor named",
    "organisation": "No organisation named",
    DATE: UNDATED_LABEL,
    MENTIONS: "No date spoken of",
    "place": "No place named",
    "source": "Source not known",
    "author": "Author not known",
    "language": "Language not known",
}
_LANGUAGES = dict(
    pair.split("=")
    for pair in (
        "ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech da=Danish de=German el=Greek "
        "en=English es=Spanish et=Estonian fa=Persian fi=Finnish fr=French he=Hebrew hi=Hindi "
        "hr=Croatian hu=Hungarian id=Indonesian it=Italian ja=Japanese ko=Korean lt=Lithuanian "
        "lv=Latvian nl=Dutch no=Norwegian pl=Polish pt=Portuguese ro=Romanian ru=Russian "
        "sk=Slovak sl=Slovene sr=Serbian sv=Swedish th=Thai tr=Turkish uk=Ukrainian ur=Urdu "
        "vi=Vietnamese zh=Chinese"
    ).split()
)


def value_label(facet: str, value: str, heading: str = "") -> str:
    """What a reader sees for a facet value; `heading` is its authority record's, if any.

    >>> value_label("actor", "xi-jinping", "Xi Jinping"), value_label("actor", "-")
    ('Xi Jinping', 'No actor named')
    >>> value_label("date", "2023-04"), value_label("language", "tr")
    ('April 2023', 'Turkish')
    """
    if value == MISSING:
        return _MISSING_LABELS.get(facet, "Not known")
    if facet in PERIOD_FACETS:
        return date_label(value)
    if facet == "language":
        return _LANGUAGES.get(value, value)
    return heading or value


@lru_cache(maxsize=1 << 14)
def date_label(value: str) -> str:
    """Write a period, as queries and facets have it, in words.

    >>> date_label("2023-04-28"), date_label("2023-04"), date_label("2023")
    ('28 April 2023', 'April 2023', '2023')
    >>> date_label("2023-04-XX"), date_label("2023-XX"), date_label("undated")
    ('April 2023, day not known', '2023, month not known', 'Undated')
    >>> date_label("2023-02..2023-04-15"), date_label(">=2023-05-01")
    ('February 2023 to 15 April 2023', 'From 1 May 2023')
    >>> date_label("someday")
    'someday'
    """
    if value == UNDATED_VALUE:
        return UNDATED_LABEL
    first, dots, last = value.partition("..")
    if dots:
        return f"{_whole(first)} to {_whole(last)}"
    for sign, words in ((">=", "From"), ("<=", "Until")):
        if value.startswith(sign):
            return f"{words} {_whole(value[len(sign) :])}"
    return _whole(value)


def _whole(value: str) -> str:
    year, *rest = value.split("-")
    match rest:
        case ["XX"]:
            return f"{year}, month not known"
        case [month] if _month(month):
            return f"{_month(month)} {year}"
        case [month, "XX"] if _month(month):
            return f"{_month(month)} {year}, day not known"
        case [month, day] if _month(month) and day.isdecimal():
            return f"{int(day)} {_month(month)} {year}"
        case _:
            return value


def _month(number: str) -> str:
    return MONTHS[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= 12 else ""


def day_label(day: date) -> str:
    """Write a day in words.

    >>> day_label(date(2023, 4, 28))
    '28 April 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
