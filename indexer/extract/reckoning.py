"""Dates reckoned from the day a story was published: which March, which Friday, which year.

Every function gives a TIMEX3 value. `is_ahead` says whether the sentence looks ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from archive.model import PartialDate, Precision
from indexer.extract.timex import (
    SEASON_STARTS,
    day_value,
    month_value,
    quarter_value,
    week_value,
)

_DAYS_BACK_IN_FUTURE = 15
"""A day so shortly past is meant even where the sentence looks ahead: "will end on 2 May"."""
_DAYS_AHEAD_IN_PAST = 75
"""A day so soon is meant even where nothing looks ahead: "the election on 2 May"."""
_SATURDAY = 5
_EXACTNESS = (Precision.NONE, Precision.YEAR, Precision.MONTH, Precision.DAY)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Reckons from a day; `precision` is how exactly that day is known.

    `quarter_spoken_of` is the quarter that the story named last, if it has named one.
    """

    today: date
    precision: Precision
    quarter_spoken_of: str = ""

    @classmethod
    def from_published(cls, published: PartialDate) -> Reckoning:
        """Reckon from a publication date; from an unknown one nothing can be reckoned."""
        return cls(published.first_day or date.min, published.precision)

    def can(self, needed: Precision) -> bool:
        """Whether the day is known as exactly as is needed."""
        return _EXACTNESS.index(needed) <= _EXACTNESS.index(self.precision)

    def year(self, step: int) -> str:
        """A year so many after this one."""
        return f"{self.today.year + step:04d}"

    def decade(self, step: int) -> str:
        """A decade so many after this one."""
        return f"{self.today.year // 10 + step:03d}"

    def century(self, step: int) -> str:
        """A century so many after this one."""
        return f"{self.today.year // 100 + step:02d}"

    def quarter(self, step: int) -> str:
        """A quarter so many after this one."""
        return quarter_value(self.today.year, self._this_quarter + step)

    def month(self, step: int) -> str:
        """A month so many after this one."""
        return month_value(self.today.year, self.today.month + step)

    def week(self, step: int) -> str:
        """A week so many after this one."""
        return week_value(self.today + timedelta(weeks=step))

    def weekend(self, step: int) -> str:
        """The weekend of a week so many after this one."""
        return f"{self.week(step)}-WE"

    def the_weekend(self, *, is_ahead: bool) -> str:
        """The weekend that is on or nearest in the direction that the sentence looks."""
        is_on = self.today.weekday() >= _SATURDAY
        return self.weekend(0 if is_ahead or is_on else -1)

    def day(self, step: int) -> str:
        """A day so many after today."""
        return day_value(self.today + timedelta(days=step))

    def month_named(self, month: int, *, is_ahead: bool) -> str:
        """The month of a name that is nearest in the direction that the sentence looks."""
        year, this = self.today.year, self.today.month
        if is_ahead:
            return month_value(year if month >= this else year + 1, month)
        return month_value(year if month <= this else year - 1, month)

    def month_beside(self, month: int, step: int) -> str:
        """The last month of a name, the next one, or the one of this year."""
        year, this = self.today.year, self.today.month
        if step < 0:
            return month_value(year if month < this else year - 1, month)
        return month_value(year + 1 if step > 0 and month <= this else year, month)

    def day_named(self, month: int, day: int, *, is_ahead: bool) -> str:
        """The day and month whose year the sentence does not say; empty for no such day."""
        days = [d for y in range(-8, 9) if (d := _day(self.today.year + y, month, day))]
        if is_ahead:
            since = self.today - timedelta(days=_DAYS_BACK_IN_FUTURE)
            return next((day_value(d) for d in days if d >= since), "")
        until = self.today + timedelta(days=_DAYS_AHEAD_IN_PAST)
        return next((day_value(d) for d in reversed(days) if d <= until), "")

    def weekday_named(self, weekday: int, *, is_ahead: bool) -> str:
        """The nearest day of a name in the direction that the sentence looks, or today."""
        back = (self.today.weekday() - weekday) % 7
        return self.day(7 - back if is_ahead and back else -back)

    def weekday_beside(self, weekday: int, step: int) -> str:
        """The last or the next day of a name, never today; for neither, the one of this week."""
        offset = weekday - self.today.weekday()
        if step < 0:
            return self.day(offset if offset < 0 else offset - 7)
        return self.day(offset + 7 if step > 0 and offset <= 0 else offset)

    def weekday_of_week(self, weekday: int, step: int) -> str:
        """The day of a name in a week so many after this one."""
        return self.day(weekday - self.today.weekday() + 7 * step)

    def quarter_named(self, quarter: int, *, is_ahead: bool) -> str:
        """The quarter of a number that is running or lies nearest where the sentence looks."""
        is_over = quarter > self._this_quarter and not is_ahead
        return quarter_value(self.today.year - is_over, quarter)

    def season_beside(self, season: str, step: int) -> str:
        """The last, this or the next season of a name."""
        starts, year = SEASON_STARTS[season], self.today.year
        if step < 0:
            year -= starts + 2 >= self.today.month
        elif step > 0:
            year += starts <= self.today.month
        return f"{year:04d}-{season}"

    @property
    def _this_quarter(self) -> int:
        return (self.today.month - 1) // 3 + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
