"""Periods: read, written, and what lies in them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import UNDATED, PartialDate, Precision
from archive.query.periods import UNDATED_PERIOD, Period, parse_period

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
ORDERED = st.lists(DAYS, min_size=2, max_size=2).map(sorted).map(tuple)


@st.composite
def readable_texts(draw: st.DrawFn) -> str:
    """Texts as readers write periods."""
    day = draw(DAYS)
    text = day.isoformat()[: draw(st.sampled_from((4, 7, 10)))]
    match draw(st.sampled_from("whole unknown compared range open undated".split())):
        case "unknown":
            return f"{text[:7]}-{draw(st.sampled_from(('XX', 'xx')))}"
        case "compared":
            return f"{draw(st.sampled_from(('>', '<', '>=', '<=')))}{text}"
        case "range":
            return f"{text}..{draw(st.dates(day)).isoformat()}"
        case "open":
            return draw(st.sampled_from((f"{text}..", f"..{text}")))
        case "undated":
            return "undated"
        case _:
            return text


@given(readable_texts())
def test_the_text_of_a_period_reads_back(text: str) -> None:
    period = parse_period(text)
    if period:
        assert parse_period(period.text) == period
    else:
        assert text in (">9999", ">9999-12", ">9999-12-31", "<0001", "<0001-01", "<0001-01-01")


@given(ORDERED)
def test_any_two_days_make_a_period_that_reads_back(days: tuple[date, date]) -> None:
    period = Period(*days)
    assert parse_period(period.text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023", Period(date(2023, 1, 1), date(2023, 12, 31))),
        (" 2023-4 ", Period(date(2023, 4, 1), date(2023, 4, 30))),
        ("2024-2", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("2023-04-28", Period(date(2023, 4, 28), date(2023, 4, 28))),
        ("2023-02..2023-04-15", Period(date(2023, 2, 1), date(2023, 4, 15))),
        ("2023..", Period(date(2023, 1, 1), None)),
        ("..2023", Period(None, date(2023, 12, 31))),
        (">=2023-02", Period(date(2023, 2, 1), None)),
        (">2023-02", Period(date(2023, 3, 1), None)),
        ("<=2023-02", Period(None, date(2023, 2, 28))),
        ("< 2023-02", Period(None, date(2023, 1, 31))),
        ("2023-XX", Period(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR)),
        ("2023-04-xx", Period(date(2023, 4, 1), date(2023, 4, 30), Precision.MONTH)),
        ("Undated", UNDATED_PERIOD),
    ],
)
def test_what_readers_write_for_a_period(text: str, period: Period) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "23", "20233", "2023-13", "2023-02-30", "2023-00", "0000", "2023-", "-2023"),
        *("..", "2024..2023", "2023..x", "x..2023", ">", ">=x", ">9999", "<0001", "> 2023\nx"),
        *("XX", "2023-04-28-XX", "2023XX", "2023-XX..2024", "28.04.2023", "2023 04", "\x00"),
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


@given(st.text())
def test_any_text_is_a_period_or_none(text: str) -> None:
    period = parse_period(text)
    assert period is None or parse_period(period.text) == period


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2023", ["2023", "2023-04", "2023-04-28"]),
        ("2023-04", ["2023-04", "2023-04-28"]),
        ("2023-04-28", ["2023-04-28"]),
        ("2023-XX", ["2023"]),
        ("2023-04-XX", ["2023-04"]),
        (">=2023-04", ["2023-04", "2023-04-28"]),
        ("<2023", ["2022-12-31"]),
        ("2022-12-31..2023-12-30", ["2022-12-31", "2023-04", "2023-04-28"]),
        ("undated", [""]),
    ],
)
def test_a_story_lies_in_a_period_with_all_of_its_date(text: str, dates: list[str]) -> None:
    period = parse_period(text)
    assert period
    known = ["", "2022-12-31", "2023", "2023-04", "2023-04-28"]
    assert [iso for iso in known if period.contains(_dated(iso))] == dates


@given(ORDERED, DAYS)
def test_a_day_lies_in_a_period_between_its_ends(days: tuple[date, date], day: date) -> None:
    published = PartialDate.of(day.year, day.month, day.day)
    assert Period(*days).contains(published) == (days[0] <= day <= days[1])
    assert not Period(*days).contains(UNDATED)


def _dated(iso: str) -> PartialDate:
    return PartialDate.of(*map(int, iso.split("-"))) if iso else UNDATED
