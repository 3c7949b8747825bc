from __future__ import annotations

from archive.model import PartialDate, SpokenDate
from web.presenters.passages import Marked
from web.presenters.spoken_dates import DateLine, date_lines, marked_dates


def spoken(start: int, iso: str, words: str) -> SpokenDate:
    period = PartialDate.from_iso(iso, raw=words)
    return SpokenDate((start, start + len(words)), period, "value")


DATES = [
    spoken(0, "2023-04-28", "Friday"),
    spoken(20, "1990-01-01/1999-12-31", "1990s"),
    spoken(40, "2022-02", "February last year"),
    spoken(60, "2023-04-28", "today"),
]


def test_days_spoken_of_are_listed_once_in_their_order() -> None:
    assert date_lines(DATES) == (
        DateLine(
            "January 1990 to December 1999",
            "/search?q=mentions%3A1990-01..1999-12",
            "1 time",
            ("1990s",),
        ),
        DateLine(
            "February 2022", "/search?q=mentions%3A2022-02", "1 time", ("February last year",)
        ),
        DateLine(
            "28 April 2023", "/search?q=mentions%3A2023-04-28", "2 times", ("Friday", "today")
        ),
    )


def test_words_are_marked_with_the_days_they_mean() -> None:
    assert marked_dates(DATES[:1]) == [Marked(0, 6, "spoken", "28 April 2023", "")]
