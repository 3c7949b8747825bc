"""Dates as people and programs write them.

The forms: ISO 8601 with or without a time, RFC 2822, `28 April 2023`, `April 28, 2023`,
`2023. April 28`, `28.04.2023`, `28/04/2023`, `26-FEB-1987`, `20230428`, `2023年4月28日`,
`April 2023`, `2023-04`, `2023` and seconds or milliseconds since 1970. A time zone is not
applied: the day is the one that the publisher wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from archive.model import DateSource, PartialDate, fold
from indexer.extract.months import MONTH_NUMBERS, MONTH_PATTERN

LONGEST = 200
"""How many characters of a value are looked at."""


class NoSuchDayError(ValueError):
    """The words have the form of a date but name a day that never was."""


def read_date(
    words: str, *, source: DateSource = DateSource.TEXT, month_first: bool = False
) -> PartialDate | None:
    """Read the first date in the words; None when they hold none.

    `month_first` settles forms like 03/04/2020, which are flagged as ambiguous all the same.
    Raises NoSuchDayError.

    >>> read_date("Fri, 28 Apr 2023 10:00:00 GMT").iso
    '2023-04-28'
    >>> read_date("November 2016").iso
    '2016-11'
    >>> read_date("03/04/2020").iso, read_date("03/04/2020").is_ambiguous
    ('2020-04-03', True)
    """
    raw = " ".join(words[:LONGEST].split())
    folded = fold(raw).translate(_DIGITS)
    for form, parts_of in _FORMS:
        match = form.search(folded)
        if match:
            return _dated(parts_of(match), source, raw, match.group(), month_first)
    return _since_1970(folded, source, raw)


def is_only_date(words: str) -> bool:
    """Whether the words are a day or month and perhaps a weekday and time, and nothing else.

    >>> is_only_date("Friday, 28 April 2023 10:30 GMT"), is_only_date("The best films of 2023")
    (True, False)
    """
    folded = fold(" ".join(words[:LONGEST].split())).translate(_DIGITS)
    for form, parts_of in _FORMS:
        match = form.search(folded)
        if match:
            rest = folded[: match.start()] + " " + folded[match.end() :]
            return parts_of(match)[1] is not None and bool(_AROUND_DATE.fullmatch(rest))
    return False


_AROUND_DATE = re.compile(
    r"(?:[\s,.|()–—·-]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\bt?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?z?|[+-]\d\d:?\d\d"
    r"|\b(?:at|on|am|pm|a\.m|p\.m|gmt|utc|bst|[ecmp][sd]t|ces?t|ist|hrs)\b)*"
)


_Parts = tuple[int, int | None, int | None]


def _dated(
    parts: _Parts, source: DateSource, raw: str, found: str, month_first: bool
) -> PartialDate:
    year, month, day = parts
    numeric = _NUMERIC.fullmatch(found)
    is_ambiguous = bool(numeric and numeric[1] != "." and month != day and _are_months(month, day))
    is_swapped = bool(numeric and not _are_months(month, 1) and _are_months(day, 1))
    if is_swapped or (is_ambiguous and month_first):
        month, day = day, month
    try:
        return PartialDate.of(year, month, day, source=source, raw=raw, is_ambiguous=is_ambiguous)
    except ValueError as error:
        raise NoSuchDayError(f"{found} is no day") from error


def _are_months(*numbers: int | None) -> bool:
    return all(number is not None and 1 <= number <= 12 for number in numbers)


def _since_1970(folded: str, source: DateSource, raw: str) -> PartialDate | None:
    if not re.fullmatch(r"\d{9,10}(?:\d{3})?", folded):
        return None
    seconds = int(folded) / (1000 if len(folded) > 10 else 1)
    day = datetime.fromtimestamp(seconds, UTC)
    return PartialDate.of(day.year, day.month, day.day, source=source, raw=raw)


def _year_month_day(match: re.Match[str]) -> _Parts:
    return int(match["y"]), int(match["m"]), int(match["d"])


def _year_name_day(match: re.Match[str]) -> _Parts:
    return int(match["y"]), MONTH_NUMBERS[match["m"]], int(match["d"])


def _year_month(match: re.Match[str]) -> _Parts:
    return int(match["y"]), int(match["m"]), None


def _year_name(match: re.Match[str]) -> _Parts:
    return int(match["y"]), MONTH_NUMBERS[match["m"]], None


def _year(match: re.Match[str]) -> _Parts:
    return int(match["y"]), None, None


_Y = r"(?P<y>1[5-9]\d\d|2[01]\d\d)(?!\d)"
_D = r"(?<!\d)(?P<d>\d{1,2})"
_MON = rf"(?<![^\W\d_])(?P<m>{MONTH_PATTERN})\.?(?![^\W\d_])"
_YEAR, _MONTH = f"(?:年|{fold('년')})", f"(?:月|{fold('월')})"
_GAP = r"[\s.,/-]*(?:de |del |of |d['’])?[\s,]*"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯", "0123456789" * 4)
_NUMERIC = re.compile(r"\d{1,2}([./-])\s?\d{1,2}\1\s?\d{4}")
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Parts]], ...] = tuple(
    (re.compile(form), parts_of)
    for form, parts_of in (
        (rf"(?<!\d){_Y}([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?!\d)", _year_month_day),
        (
            rf"(?<!\d){_Y}\s?{_YEAR}\s?(?P<m>\d{{1,2}})\s?{_MONTH}\s?(?P<d>\d{{1,2}})",
            _year_month_day,
        ),
        (
            r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:t?\d{4,6}z?)?(?!\d)",
            _year_month_day,
        ),
        (rf"{_D}(?:st|nd|rd|th|er|º|°)?{_GAP}{_MON}{_GAP}{_Y}", _year_name_day),
        (rf"{_MON}\s*{_D}(?!\d)(?:st|nd|rd|th)?[\s,.]*{_Y}", _year_name_day),
        (rf"(?<!\d){_Y}[\s.,-]+{_MON}[\s.,-]*{_D}(?!\d)", _year_name_day),
        (rf"{_D}([-/.])\s?(?P<m>\d{{1,2}})\2\s?{_Y}", _year_month_day),
        (rf"{_MON}{_GAP}{_Y}", _year_name),
        (rf"(?<![\d-]){_Y}[-/](?P<m>\d{{1,2}})(?![\d-])", _year_month),
        (rf"\A\W*{_Y}\W*\Z", _year),
    )
)


@lru_cache(maxsize=1 << 12)
def date_in_address(url: str) -> PartialDate | None:
    """Read the date in a web address: its day, or its month where that is all it tells.

    >>> date_in_address("https://example.org/world/2021/08/15/talks-resume").iso
    '2021-08-15'
    >>> date_in_address("https://example.org/2021/08/talks").iso
    '2021-08'
    >>> date_in_address("https://example.org/story/20210815") .iso
    '2021-08-15'
    """
    for form in _ADDRESS_FORMS:
        for match in form.finditer(url.lower()):
            month = match["m"]
            number = int(month) if month.isdigit() else MONTH_NUMBERS[month]
            day = match.groupdict().get("d")
            try:
                return PartialDate.of(
                    int(match["y"]),
                    number,
                    int(day) if day else None,
                    source=DateSource.URL,
                    raw=match.group().strip("/-_=."),
                )
            except ValueError:
                continue
    return None


_URL_YEAR = r"(?<=[/_=.-])(?P<y>(?:19|20)\d\d)"
_SHORT_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ADDRESS_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_URL_YEAR}([/_.-])(?P<m>\d{{1,2}}|{_SHORT_MONTH})\2(?P<d>\d{{1,2}})(?!\d)",
        rf"{_URL_YEAR}[/-]?(?P<m>[01]\d)[/-]?(?P<d>[0-3]\d)(?!\d)",
        rf"{_URL_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)\d{{10}}(?!\d)",
        rf"{_URL_YEAR}/(?P<m>\d{{1,2}}|{_SHORT_MONTH})/",
    )
)
