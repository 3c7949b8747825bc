"""When a story was published: the choice among the dates that its seed gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from archive.model import UNDATED, DateSource, PartialDate, Precision
from indexer.extract.written_dates import NoSuchDayError, date_in_address, read_date


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that may hold the date of publication, and where in the seed they stand."""

    source: DateSource
    words: str


@dataclass(frozen=True, slots=True)
class Dating:
    """The date that was chosen, and what a reader should know of the choice."""

    published: PartialDate = UNDATED
    remarks: tuple[str, ...] = ()


def choose_date(clues: Iterable[Clue], *, month_first: bool = False) -> Dating:
    """Take the first clue that holds a date; one without a day is narrowed by a later clue.

    A day that never was, and a header that holds no date, are passed over with a remark.

    >>> choose_date([Clue(DateSource.HEADER, "2023-02-30")])
    Dating(published=PartialDate(...), remarks=('2023-02-30 is no day; indexed as undated',))
    >>> choose_date([Clue(DateSource.META, "2021-08"), Clue(DateSource.TEXT, "15 August 2021")])
    Dating(published=PartialDate(first_day=datetime.date(2021, 8, 15), ...), remarks=())
    """
    errors: list[str] = []
    found = UNDATED
    for published in _read(clues, errors, month_first=month_first):
        if not found.is_known or _narrows(published, found):
            found = published
        if found.precision is Precision.DAY:
            break
    return Dating(found, (*_error_remarks(errors, found), *_ambiguity_remark(found)))


def in_local_time(dating: Dating, url: str) -> Dating:
    """Settle by the page's address on which day a time given in UTC was where it was published.

    An evening in New York is the next day in UTC; the address has the publisher's own day.
    """
    utc, local = _UTC.search(dating.published.raw), date_in_address(url)
    if not utc or not local or local.precision is not Precision.DAY:
        return dating
    days = _days_between(dating.published, local)
    hour = int(utc["hour"])
    is_evening_before = days == -1 and hour < _HOURS_WEST
    is_morning_after = days == 1 and hour >= 24 - _HOURS_EAST
    return replace(dating, published=local) if is_evening_before or is_morning_after else dating


_UTC = re.compile(
    r"(?:t|\s)(?P<hour>\d\d):?\d\d(?::?\d\d)?(?:[.,]\d+)?\s?"
    r"(?:z|[+-]00:?00|gmt|utc)\Z",
    re.I,
)
_HOURS_WEST, _HOURS_EAST = 10, 13
"""How far the clocks of Hawaii and of New Zealand are from UTC, the ends of the press."""


def _days_between(earlier: PartialDate, later: PartialDate) -> int:
    if earlier.first_day is None or later.first_day is None:
        return 0
    return (later.first_day - earlier.first_day).days


def _read(clues: Iterable[Clue], errors: list[str], *, month_first: bool) -> Iterator[PartialDate]:
    """Yield the date of each clue that holds one; collect the days that never were."""
    for clue in clues:
        try:
            published = _read_one(clue, month_first=month_first)
        except NoSuchDayError as error:
            errors.append(str(error))
        else:
            if published:
                yield published
            elif clue.source is DateSource.HEADER and clue.words.strip():
                errors.append(f"no date in {clue.words.strip()[:80]!r}")


def _read_one(clue: Clue, *, month_first: bool) -> PartialDate | None:
    if clue.source is DateSource.URL:
        return date_in_address(clue.words)
    published = read_date(clue.words, source=clue.source, month_first=month_first)
    is_default = clue.source in (DateSource.META, DateSource.JSON_LD) and _is_epoch(published)
    return None if is_default else published


def _is_epoch(published: PartialDate | None) -> bool:
    """Whether it is the day that programs count from, which pages give in place of no date."""
    return published is not None and published.first_day == date(1970, 1, 1)


def _narrows(later: PartialDate, found: PartialDate) -> bool:
    """Whether a date says the same as an earlier one, only more closely."""
    if not (later.first_day and later.last_day and found.first_day and found.last_day):
        return False
    is_closer = later.precision is not found.precision
    return is_closer and found.first_day <= later.first_day <= later.last_day <= found.last_day


def _error_remarks(errors: list[str], found: PartialDate) -> tuple[str, ...]:
    outcome = (
        f"dated {found.iso} from the {found.source}" if found.is_known else "indexed as undated"
    )
    return tuple(f"{error}; {outcome}" for error in dict.fromkeys(errors))


def _ambiguity_remark(found: PartialDate) -> tuple[str, ...]:
    if not found.is_ambiguous:
        return ()
    return (f"{found.raw} could be day or month first; read as {found.iso}",)
