from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import UNDATED, DateSource, PartialDate, Precision, SpokenDate
from archive.query.periods import parse_period
from indexer.extract.spoken_dates import find_spoken_dates

FRIDAY = PartialDate.of(2023, 4, 28)


def values(text: str, published: PartialDate = FRIDAY) -> list[str]:
    return [found.value for found in find_spoken_dates(text, published)]


def test_a_date_has_its_words_its_days_and_its_value() -> None:
    assert find_spoken_dates("It began in February\n last year.", FRIDAY) == (
        SpokenDate(
            (12, 31),
            PartialDate(
                date(2022, 2, 1),
                date(2022, 2, 28),
                Precision.MONTH,
                DateSource.TEXT,
                "February last year",
            ),
            "2022-02",
        ),
    )


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("The treaty of 2019-03-15 holds.", "2019-03-15"),
        ("He was born on 7 May 1961.", "1961-05-07"),
        ("She was born on the 3rd of June, 1970.", "1970-06-03"),
        ("It opened on Monday, April 3, 2017.", "2017-04-03"),
        ("Signed on 28.04.2019 in Bern.", "2019-04-28"),
        ("Signed on 04/28/2019 in Ohio.", "2019-04-28"),
        ("It sank in December 1987 off Cape Example.", "1987-12"),
        ("It sank in Sept. 1987 off Cape Example.", "1987-09"),
        ("The war ended in 1945 there.", "1945"),
        ("The mill was built in 1783 there.", "1783"),
        ("The summer of 2012 was dry.", "2012-SU"),
        ("Profit fell in the third quarter of 2021 again.", "2021-Q3"),
        ("Profit fell in Q2 2021 again.", "2021-Q2"),
        ("Profit fell in the first half of 2021 again.", "2021-H1"),
        ("The 1990s were kinder.", "199"),
        ("The '80s were kinder.", "198"),
        ("The nineties were kinder.", "199"),
        ("A map of the 17th century hung there.", "16"),
    ],
)
def test_an_absolute_date_needs_no_publication_date(words: str, value: str) -> None:
    assert values(words, UNDATED) == [value]
    assert values(words) == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Talks began in February last year.", "2022-02"),
        ("Talks began on 3 February last year.", "2022-02-03"),
        ("Talks began in March.", "2023-03"),
        ("Talks began in October.", "2022-10"),
        ("Talks will begin in October.", "2023-10"),
        ("Talks began in mid-March.", "2023-03"),
        ("Talks began late last year.", "2022"),
        ("Talks began earlier this year.", "2023"),
        ("Talks began on Friday.", "2023-04-28"),
        ("Talks began on Tuesday.", "2023-04-25"),
        ("Talks will begin on Tuesday.", "2023-05-02"),
        ("Talks begin next Tuesday.", "2023-05-02"),
        ("Talks began last Friday.", "2023-04-21"),
        ("Talks began on Monday last week.", "2023-04-17"),
        ("Talks began on April 3.", "2023-04-03"),
        ("Talks began on 3 December.", "2022-12-03"),
        ("Talks must end by 3 December.", "2023-12-03"),
        ("Talks began yesterday.", "2023-04-27"),
        ("Talks began last night.", "2023-04-27"),
        ("Talks begin tomorrow.", "2023-04-29"),
        ("Talks began three days ago.", "2023-04-25"),
        ("Talks began 3 weeks ago.", "2023-W14"),
        ("Talks began six months ago.", "2022-10"),
        ("Talks began a year ago.", "2022"),
        ("Talks began two decades ago.", "200"),
        ("Talks began last week.", "2023-W16"),
        ("Talks began last month.", "2023-03"),
        ("Talks began in the last quarter.", "2023-Q1"),
        ("Talks began last summer.", "2022-SU"),
        ("Talks began last March.", "2023-03"),
        ("Talks began over the weekend.", "2023-W16-WE"),
        ("Talks should end by the end of the month.", "2023-04"),
        ("Talks should end by year-end.", "2023"),
    ],
)
def test_other_dates_are_reckoned_from_the_publication_date(words: str, value: str) -> None:
    assert values(words) == [value]
    assert values(words, UNDATED) == []


@pytest.mark.parametrize(
    "words",
    [
        "They may march for peace.",
        "The Chancellor met May in London.",
        "Some 2000 people came.",
        "It cost $1950 at the time.",
        "Flight 1998 was late.",
        "It weighs 1,985 kilos.",
        "The ferry runs every Friday and on Sundays.",
        "The date 03/04/2020 can be read two ways.",
        "Version 2020.1 is out, and 10.2021 too.",
        "He scored 12 of 15 on the day.",
        "",
    ],
)
def test_words_that_are_no_date_are_left_alone(words: str) -> None:
    assert values(words) == []


def test_of_a_day_that_never_was_the_month_is_kept() -> None:
    assert values("It fell on 31 February 2021.") == ["2021-02"]


def test_a_year_before_a_quarter_is_that_quarter_of_the_year_before() -> None:
    story = "Sales rose in the first quarter, from 3 million a year earlier. In the quarter, ..."
    assert values(story) == ["2023-Q1", "2022-Q1", "2023-Q1"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (PartialDate.of(2023, 4), ["2022", "2023-03"]),
        (PartialDate.of(2023), ["2022"]),
        (UNDATED, []),
    ],
)
def test_nothing_is_reckoned_more_exactly_than_the_publication_date(
    published: PartialDate, expected: list[str]
) -> None:
    assert values("It began last year, stopped in March and ended on Friday.", published) == (
        expected
    )


def test_a_date_in_front_of_history_or_behind_the_calendar_is_left_out() -> None:
    assert values("Talks began two centuries ago.", PartialDate.of(150, 1, 1)) == []
    assert values("Talks end next week.", PartialDate.of(9999, 12, 31)) == []


@given(st.text(alphabet="ab '’-,.1290\nMarchyerlstoFid", max_size=80))
@settings(max_examples=200)
def test_dates_stand_in_order_and_each_in_its_place(text: str) -> None:
    end = 0
    for found in find_spoken_dates(text, FRIDAY):
        assert end <= found.span[0] < found.span[1] <= len(text)
        assert found.period.raw == " ".join(text[slice(*found.span)].split())
        assert found.period.first_day is not None
        end = found.span[1]


@pytest.mark.parametrize(
    ("words", "found_by", "not_found_by"),
    [
        ("in the 1990s", ["1990..1999", "<=2000", "1985..2005"], ["1994", "1990", ">=1995"]),
        ("in the second quarter of 2021", ["2021", "2021-04..2021-06"], ["2021-04", "2021-05.."]),
        ("last week", ["2023-04", "2023-04-17..2023-04-23"], ["2023-04-18", "2023-05"]),
    ],
)
def test_a_stretch_of_days_lies_in_a_period_when_all_of_it_does(
    words: str, found_by: list[str], not_found_by: list[str]
) -> None:
    (found,) = find_spoken_dates(f"It happened {words}.", FRIDAY)
    periods = {text: parse_period(text) for text in (*found_by, *not_found_by)}
    held = [text for text, period in periods.items() if period and period.contains(found.period)]
    assert held == found_by


def test_a_megabyte_is_read_in_a_few_seconds() -> None:
    text = (
        "In March 2020 the minister said on Friday that a year ago the first of 1,200 men " * 2000
    )
    started = time.process_time()
    assert len(find_spoken_dates(text, FRIDAY)) == 6000
    assert time.process_time() - started < 5
