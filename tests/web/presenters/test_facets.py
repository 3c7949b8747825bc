from __future__ import annotations

from archive.search.results import FacetValue
from tests.answers import answer, facet
from web.presenters.facets import FacetPanel, FacetRow, Switch, facet_panels


def date_rows(address: str, *values: FacetValue) -> list[tuple[str, list[str]]]:
    (panel,) = facet_panels(answer(address, facet("date", *values)))
    return [(row.label, [child.label for child in row.children]) for row in panel.rows]


def months(year: str, *numbers: str) -> FacetValue:
    parts = tuple(FacetValue(f"{year}-{number}", 1) for number in numbers)
    return FacetValue(year, len(parts), children=parts)


def test_a_value_leads_to_its_choice_and_its_exclusion() -> None:
    found = facet_panels(answer("q=peace", facet("actor", FacetValue("xi-jinping", 1204))))

    assert found == (
        FacetPanel(
            name="actor",
            label="Actors",
            rows=(
                FacetRow(
                    label="Xi Jinping",
                    count="1,204",
                    url="/search?q=peace&actor=xi-jinping",
                    exclude_url="/search?q=peace&not.actor=xi-jinping",
                ),
            ),
            is_open=True,
            more_url="/facet/actor?q=peace",
        ),
    )


def test_a_marked_value_leads_to_the_search_without_it() -> None:
    values = (
        FacetValue("xi-jinping", 3, is_chosen=True),
        FacetValue("angela-merkel", 0, is_excluded=True),
    )
    (panel,) = facet_panels(
        answer("actor=xi-jinping&not.actor=angela-merkel&page=2", facet("actor", *values))
    )

    assert panel.rows == (
        FacetRow("Xi Jinping", "3", "/search?not.actor=angela-merkel", is_chosen=True),
        FacetRow("Angela Merkel", "0", "/search?actor=xi-jinping", is_excluded=True),
    )


def test_two_chosen_names_can_be_asked_for_together() -> None:
    values = tuple(FacetValue(v, 1, is_chosen=True) for v in ("xi-jinping", "angela-merkel"))
    chosen = "actor=xi-jinping&actor=angela-merkel"
    (any_of,) = facet_panels(answer(chosen, facet("actor", *values)))
    (all_of,) = facet_panels(answer(f"{chosen}&all=actor", facet("actor", *values)))
    (source,) = facet_panels(answer("source=a&source=b", facet("source", *values)))

    assert any_of.switch == Switch(is_all=False, url=f"/search?{chosen}&all=actor")
    assert all_of.switch == Switch(is_all=True, url=f"/search?{chosen}")
    assert source.switch is None


def test_hidden_values_are_counted() -> None:
    (panel,) = facet_panels(answer("", facet("source", FacetValue("Wire", 2), distinct=12)))

    assert (panel.more_words, panel.more_url) == ("All 12 sources", "/facet/source")


def test_hidden_values_that_were_not_counted_can_still_be_reached() -> None:
    (panel,) = facet_panels(answer("", facet("source", FacetValue("Wire", 2), distinct=None)))

    assert panel.more_words == "All sources"


def test_stories_without_a_value_come_last() -> None:
    (panel,) = facet_panels(answer("", facet("author", FacetValue("Jo", 2), missing=5)))

    assert [(row.label, row.count) for row in panel.rows] == [
        ("Jo", "2"),
        ("Author not known", "5"),
    ]


def test_a_facet_that_says_nothing_is_left_out() -> None:
    assert facet_panels(answer("", facet("place", missing=5))) == ()


def test_years_are_closed_until_chosen() -> None:
    values = (months("2022", "01"), months("2023", "04", "05"), FacetValue("undated", 1))

    assert date_rows("", *values) == [("2022", []), ("2023", []), ("Undated", [])]
    assert date_rows("date=2023", *values)[1] == ("2023", ["April 2023", "May 2023"])
    assert date_rows("date=2023-05", *values)[1] == ("2023", ["April 2023", "May 2023"])


def test_an_only_year_is_open() -> None:
    assert date_rows("", months("2023", "04", "XX")) == [
        ("2023", ["April 2023", "2023, month not known"])
    ]


def test_a_range_opens_no_year() -> None:
    values = (FacetValue("2022..2023", 3, is_chosen=True), months("2022", "01"), months("2023"))

    assert date_rows("date=2022..2023", *values) == [
        ("2022 to 2023", []),
        ("2022", []),
        ("2023", []),
    ]
