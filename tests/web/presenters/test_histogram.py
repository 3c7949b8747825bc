from __future__ import annotations

from dataclasses import replace
from datetime import date

from archive.search.results import Facet, FacetValue
from archive.search.state import SearchState
from tests.answers import answer, facet
from web.presenters.histogram import Histogram, histogram, later_than_today
from web.presenters.links import Choice, Link


def year(number: str, *months: str) -> FacetValue:
    """A year with a story in each of its months."""
    children = tuple(FacetValue(f"{number}-{month}", 1) for month in months)
    return FacetValue(number, len(months), children=children)


def drawn(address: str, *values: FacetValue, archive: Facet | None = None) -> Histogram:
    dates = facet("date", *values)
    found = histogram(answer(address, dates), archive or dates)
    assert found
    return found


def bars(address: str, *values: FacetValue) -> list[str]:
    return [bar.period for bar in drawn(address, *values).chart.bars]


FAR_APART = (year("2010", "01"), year("2023", "02", "04"))


def test_years_are_drawn_of_a_long_time_and_months_of_a_short_one() -> None:
    assert bars("", *FAR_APART) == [str(number) for number in range(2010, 2024)]
    assert bars("", year("2022", "01"), year("2023", "02"))[0] == "2022-01"


def test_a_chosen_year_is_drawn_by_month_and_a_chosen_month_by_day() -> None:
    month = FacetValue("2023-02", 1, children=(FacetValue("2023-02-07", 1),))

    assert bars("date=2023", *FAR_APART) == [f"2023-{month:02d}" for month in range(1, 13)]
    assert len(bars("date=2023-02", FacetValue("2023", 1, children=(month,)))) == 28


def test_a_chosen_range_is_drawn_from_end_to_end() -> None:
    ranged = FacetValue("2022-11..2023-02", 1, is_chosen=True)

    assert bars("date=2022-11..2023-02", ranged, *FAR_APART) == [
        "2022-11",
        "2022-12",
        "2023-01",
        "2023-02",
    ]
    assert drawn("date=2022-11..2023-02", ranged, *FAR_APART).range.first == "2022-11"


def test_from_a_month_ways_lead_to_its_year_and_to_all() -> None:
    month = FacetValue("2023-02", 1, children=(FacetValue("2023-02-07", 1),))
    found = drawn("q=a&date=2023-02&page=3", FacetValue("2023", 1, children=(month,)))

    assert found.ways_up == (
        Link("All years", "/search?q=a"),
        Link("2023", "/search?q=a&date=2023"),
    )


def test_the_scale_is_a_part_of_the_address() -> None:
    assert drawn("q=a&chart=share", *FAR_APART).scales == (
        Choice("Stories", "/search?q=a", is_current=False),
        Choice("Share of the archive", "/search?q=a&chart=share", is_current=True),
    )
    assert drawn("q=a&chart=share", *FAR_APART).chart.bars[0].url == (
        "/search?q=a&date=2010&chart=share"
    )


def test_what_no_bar_holds_is_told_with_a_way_to_it() -> None:
    days = (FacetValue("2023-04-07", 2), FacetValue("2023-04-XX", 3))
    months = (FacetValue("2023-04", 5, children=days), FacetValue("2023-XX", 1))
    dates = (FacetValue("2023", 6, children=months), FacetValue("undated", 4))

    def told(address: str) -> list[tuple[str, str]]:
        return [(link.label, link.url) for link in drawn(address, *dates).not_drawn]

    assert told("q=a") == [
        ("2023, month not known: 1 story", "/search?q=a&date=2023-XX"),
        ("Undated: 4 stories", "/search?q=a&date=undated"),
    ]
    assert told("date=2023") == [("2023, month not known: 1 story", "/search?date=2023-XX")]
    assert told("date=2023-04") == [
        ("April 2023, day not known: 3 stories", "/search?date=2023-04-XX"),
        ("2023, month not known: 1 story", "/search?date=2023-XX"),
    ]
    assert drawn("", *FAR_APART).not_drawn == ()


def test_nothing_is_drawn_without_dates() -> None:
    undated = facet("date", FacetValue("undated", 4))

    assert histogram(answer("", undated), undated) is None
    assert histogram(answer(""), undated) is None


def test_a_year_to_come_does_not_stretch_the_chart() -> None:
    future = FacetValue(">=2024-01-01", 1, children=(year("2999", "01"),), is_future=True)

    assert bars("", *FAR_APART, future)[-1] == "2023"
    assert bars("date=2999", *FAR_APART, future)[0] == "2999-01"


def test_stories_dated_later_than_today_are_one_click_away() -> None:
    dates = replace(facet("date", *FAR_APART), later=3)
    asked = replace(answer("q=a&date=2023&page=4", dates), today=date(2023, 12, 31))

    assert later_than_today(asked, asked.state) == Link(
        "3 stories dated later than today", "/search?q=a&date=%3E%3D2024-01-01"
    )
    assert later_than_today(answer("", dates), SearchState()) is None
