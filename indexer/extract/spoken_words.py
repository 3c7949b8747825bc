"""The words that dates are spoken of with, as expressions, and what they count for."""

from __future__ import annotations

import re

_FULL_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
_FULL_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SHORT_DAYS = "Mon Tues Tue Wed Thurs Thur Thu Fri Sat Sun".split()
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty".split()
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_DECADES = {
    f"{word}ies" if word != "twent" else "twenties": 190 + number
    for number, word in enumerate(
        ("", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
    )
    if word
}
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_STEPS = {
    **dict.fromkeys(("last", "previous", "past", "prior"), -1),
    **dict.fromkeys(("this", "current", "present"), 0),
    **dict.fromkeys(("next", "coming", "upcoming"), 1),
}

YEAR = r"(?P<y>1[5-9]\d\d|20\d\d|21\d\d)(?![\d%])(?![.,]\d)"
MONTH = (
    rf"(?P<m>(?:{'|'.join(_FULL_MONTHS)})\b|(?:{'|'.join(_SHORT_MONTHS)})\b\.?"
    rf"|(?:{'|'.join(m.upper() for m in _FULL_MONTHS)})\b)"
)
DAY = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.,:]\d|\s*(?:%|percent|per cent|million|billion))\b"
WEEKDAY = rf"(?P<w>(?:{'|'.join(_FULL_DAYS)})\b|(?:{'|'.join(_SHORT_DAYS)})\.)"
NUMBER = rf"(?P<n>\d{{1,3}}|an?|{'|'.join((*_SMALL[1:], *_TENS))})"
ORDINAL = rf"(?P<q>{'|'.join(_ORDINALS)}|1st|2nd|3rd|4th)"
SEASON = rf"(?P<s>{'|'.join(_SEASONS)})"
DECADE = rf"(?P<c>{'|'.join(_DECADES)})"
STEP = rf"(?P<p>{'|'.join(_STEPS)})"
MODIFIER = re.compile(
    r"(?:(?:the )?(?:start|beginning|end|middle|turn|close)\s+of\s+"
    r"|(?:early|late|earlier|later|mid)(?:\s+(?:in|on|of)\b|-)?\s*)(?:the\s+(?!(?:year|month|week)\b))?",
    re.IGNORECASE,
)
"""What makes a date less exact and is read over: "early in", "the end of"."""

MONTH_WORDS = tuple(w.lower() for w in (*_FULL_MONTHS, *_SHORT_MONTHS))
WEEKDAY_WORDS = tuple(w.lower() for w in (*_FULL_DAYS, *_SHORT_DAYS))
NUMBER_WORDS = ("a", "an", *_SMALL[1:], *_TENS)
ORDINAL_WORDS = tuple(_ORDINALS)
SEASON_WORDS = tuple(_SEASONS)
DECADE_WORDS = tuple(_DECADES)
STEP_WORDS = tuple(_STEPS)
MODIFIER_WORDS = tuple("start beginning end middle turn close early late earlier later mid".split())


def month_number(word: str) -> int:
    """The number of a month by its name.

    >>> month_number("Sept."), month_number("MAY")
    (9, 5)
    """
    return _MONTH_NUMBERS[word[:3].lower()]


def weekday_number(word: str) -> int:
    """The number of a weekday by its name, Monday being 0.

    >>> weekday_number("Tues.")
    1
    """
    return _WEEKDAY_NUMBERS[word[:3].lower()]


def number_of(word: str) -> int:
    """A number in figures or words.

    >>> number_of("an"), number_of("twelve"), number_of("40")
    (1, 12, 40)
    """
    lower = word.lower()
    if lower.isdecimal():
        return int(lower)
    return 1 if lower in {"a", "an"} else _TENS.get(lower) or _SMALL.index(lower)


def ordinal_of(word: str) -> int:
    """The number of a quarter or half.

    >>> ordinal_of("third"), ordinal_of("2nd")
    (3, 2)
    """
    return _ORDINALS.get(word.lower()) or int(word[0])


def season_of(word: str) -> str:
    """The letters of a season in TIMEX3.

    >>> season_of("Autumn")
    'FA'
    """
    return _SEASONS[word.lower()]


def decade_of(word: str) -> int:
    """The decade of the last century that a word names.

    >>> decade_of("nineties")
    199
    """
    return _DECADES[word.lower()]


def step_of(word: str) -> int:
    """Minus one for what is over, zero for what is, one for what comes.

    >>> step_of("last"), step_of("this"), step_of("coming")
    (-1, 0, 1)
    """
    return _STEPS[word.lower()]


_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_FULL_MONTHS, start=1)}
_WEEKDAY_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_FULL_DAYS)}
