from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import DateSource, PartialDate
from indexer.extract.written_dates import (
    NoSuchDayError,
    date_in_address,
    is_only_date,
    read_date,
)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2023-04-28", "2023-04-28"),
        ("2023-04-28T23:30:00-05:00", "2023-04-28"),
        ("2023/4/8 10:00", "2023-04-08"),
        ("20230428", "2023-04-28"),
        ("20230428T101500Z", "2023-04-28"),
        ("Fri, 28 Apr 2023 10:00:00 GMT", "2023-04-28"),
        ("Friday 28th of April, 2023", "2023-04-28"),
        ("April 28, 2023 at 10:30 a.m.", "2023-04-28"),
        ("Apr. 28 2023", "2023-04-28"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("28.04.2023, 10:30 Uhr", "2023-04-28"),
        ("28/04/2023", "2023-04-28"),
        ("04/28/2023", "2023-04-28"),
        ("04.28.2023", "2023-04-28"),
        ("28. April 2023", "2023-04-28"),
        ("1er août 2019", "2019-08-01"),
        ("5 de mayo de 2020", "2020-05-05"),
        ("3 março 2021", "2021-03-03"),
        ("12 ottobre 2020", "2020-10-12"),
        ("7 maart 2022", "2022-03-07"),
        ("9 listopada 2021", "2021-11-09"),
        ("15. července 2020", "2020-07-15"),
        ("2020. április 16.", "2020-04-16"),
        ("20 Ağustos 2020", "2020-08-20"),
        ("28 апреля 2023", "2023-04-28"),
        ("16 Απριλίου 2020", "2020-04-16"),
        ("٢٤ أبريل ٢٠٢٠", "2020-04-24"),
        ("2020年7月15日", "2020-07-15"),
        ("2020년 7월 15일", "2020-07-15"),
        ("April 2023", "2023-04"),
        ("2023-04", "2023-04"),
        ("2023", "2023"),
        ("1682640000", "2023-04-28"),
        ("1682640000000", "2023-04-28"),
    ],
)
def test_date_is_read_in_any_of_its_forms(words: str, iso: str) -> None:
    published = read_date(words)

    assert published is not None
    assert (published.iso, published.is_ambiguous) == (iso, False)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "yesterday at 10:30", "12345", "0001-01-01", "Room 2023b", "+44 2023 4567"],
)
def test_words_without_a_date_give_none(words: str) -> None:
    assert read_date(words) is None


@pytest.mark.parametrize(
    "words", ["2023-02-30", "31/04/2023", "2023-13", "30 February 2023", "Apr 31, 2023", "20231332"]
)
def test_day_that_never_was_is_an_error_that_names_it(words: str) -> None:
    with pytest.raises(NoSuchDayError, match=f"^{words.lower()} is no day$"):
        read_date(words)


@pytest.mark.parametrize(
    ("words", "month_first", "iso", "is_ambiguous"),
    [
        ("03/04/2020", False, "2020-04-03", True),
        ("03/04/2020", True, "2020-03-04", True),
        ("3-4-2020", False, "2020-04-03", True),
        ("04/04/2020", False, "2020-04-04", False),
        ("03.04.2020", True, "2020-04-03", False),
        ("2020-03-04", True, "2020-03-04", False),
        ("28/04/2020", True, "2020-04-28", False),
    ],
)
def test_day_and_month_that_could_change_places_are_flagged(
    words: str, month_first: bool, iso: str, is_ambiguous: bool
) -> None:
    published = read_date(words, month_first=month_first)

    assert published is not None
    assert (published.iso, published.is_ambiguous) == (iso, is_ambiguous)


def test_words_and_source_are_kept() -> None:
    assert read_date(" 28  April 2023 ", source=DateSource.META) == PartialDate.of(
        2023, 4, 28, source=DateSource.META, raw="28 April 2023"
    )


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)))
def test_every_iso_day_is_read_back(day: date) -> None:
    published = read_date(day.isoformat())

    assert published is not None
    assert published.iso == day.isoformat()


@given(st.text(max_size=60))
def test_no_words_are_a_crash(words: str) -> None:
    with suppress(NoSuchDayError):
        read_date(words)
    date_in_address(words)
    is_only_date(words)


@pytest.mark.parametrize(
    ("url", "iso", "raw"),
    [
        ("https://example.org/2021/08/15/rain", "2021-08-15", "2021/08/15"),
        ("https://example.org/2021/aug/5/rain", "2021-08-05", "2021/aug/5"),
        ("https://example.org/news/2021-08-15-rain.html", "2021-08-15", "2021-08-15"),
        ("https://example.org/rain-20210815", "2021-08-15", "20210815"),
        ("https://example.org/202108151079127690-rain", "2021-08-15", "202108151079127690"),
        ("https://example.org/2021/08/rain", "2021-08", "2021/08"),
    ],
)
def test_address_holds_the_day_or_the_month(url: str, iso: str, raw: str) -> None:
    published = date_in_address(url)

    assert published is not None
    assert (published.iso, published.raw, published.source) == (iso, raw, DateSource.URL)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/rain-in-2021",
        "https://example.org/2021/13/45/rain",
        "https://example.org/story/20218815",
        "https://example.org/1202108151",
        "https://example.org/99/08/15",
    ],
)
def test_address_without_a_date_gives_none(url: str) -> None:
    assert date_in_address(url) is None


@pytest.mark.parametrize(
    ("words", "is_date"),
    [
        ("28 April 2023", True),
        ("Fri 28 April 2023 | 10:30 GMT", True),
        ("(April 2023)", True),
        ("Rain in April 2023", False),
        ("2023", False),
        ("Rain", False),
    ],
)
def test_date_alone_is_told_from_a_date_in_a_sentence(words: str, is_date: bool) -> None:
    assert is_only_date(words) is is_date
