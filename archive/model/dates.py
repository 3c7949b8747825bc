"""Dates as far as they are known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class DateSource(StrEnum):
    """Where in a seed a publication date was found, best first."""

    HEADER = "header"
    META = "meta"
    JSON_LD = "json-ld"
    URL = "url"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known, both days included, with the words it was read from."""

    first_day: date | None = None
    last_day: date | None = None
    precision: Precision = Precision.NONE
    source: DateSource = DateSource.NONE
    raw: str = ""
    is_ambiguous: bool = False

    @classmethod
    def of(
        cls,
        year: int,
        month: int | None = None,
        day: int | None = None,
        *,
        source: DateSource = DateSource.HEADER,
        raw: str = "",
        is_ambiguous: bool = False,
    ) -> Self:
        """Build the date from the parts that are known; raise ValueError for a day that never was.

        >>> PartialDate.of(2023, 2).last_day
        datetime.date(2023, 2, 28)
        """
        first, last = span_of(year, month, day)
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return cls(first, last, precision, source, raw, is_ambiguous)

    @classmethod
    def over(cls, first: date, last: date, *, raw: str = "") -> Self:
        """Build a date that is no day, month or year: a week, a quarter, a decade.

        Its precision is what its days are not known better than: of a week the day is not
        known, of anything longer the month.

        >>> PartialDate.over(date(2023, 4, 1), date(2023, 6, 30)).precision
        <Precision.YEAR: 'year'>
        """
        precision = Precision.MONTH if (last - first).days < 28 else Precision.YEAR
        return cls(first, last, precision, DateSource.TEXT, raw)

    @classmethod
    def from_iso(
        cls,
        iso: str,
        *,
        source: DateSource = DateSource.HEADER,
        raw: str = "",
        is_ambiguous: bool = False,
    ) -> Self:
        """Read back what `iso` wrote; raise ValueError for anything else.

        >>> PartialDate.from_iso("2023-02").last_day
        datetime.date(2023, 2, 28)
        >>> PartialDate.from_iso("2023-04-01/2023-06-30").iso
        '2023-04-01/2023-06-30'
        """
        if not iso:
            return cls(source=source, raw=raw, is_ambiguous=is_ambiguous)
        first, slash, last = iso.partition("/")
        if slash:
            return cls.over(date.fromisoformat(first), date.fromisoformat(last), raw=raw)
        parts = map(int, iso.split("-"))
        return cls.of(*parts, source=source, raw=raw, is_ambiguous=is_ambiguous)

    @property
    def is_known(self) -> bool:
        """Whether at least the year is known."""
        return self.precision is not Precision.NONE

    @property
    def year(self) -> int | None:
        """The year it lies in; None where that is not known to be one."""
        if self.first_day is None or self.last_day is None:
            return None
        return self.first_day.year if self.first_day.year == self.last_day.year else None

    @property
    def iso(self) -> str:
        """The known part in ISO 8601: `2023-04-28`, `2023-04`, `2023` or the empty string.

        Days that are no calendar unit are an interval: `2023-04-01/2023-06-30`.
        """
        if self.first_day is None or self.last_day is None:
            return ""
        known = self.first_day.isoformat()[: _ISO_WIDTHS[self.precision]]
        if span_of(*map(int, known.split("-"))) == (self.first_day, self.last_day):
            return known
        return f"{self.first_day}/{self.last_day}"


_ISO_WIDTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
UNDATED = PartialDate()


def span_of(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """Return the first and last day of a year, month or day.

    >>> span_of(2024, 2)
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
