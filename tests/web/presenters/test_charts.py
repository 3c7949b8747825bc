from __future__ import annotations

from web.presenters.charts import HEIGHT, Bar, Chart, chart


def test_bars_are_as_tall_as_their_share_of_the_tallest() -> None:
    drawn = chart({"2021": 1, "2023": 48}, ["2021", "2022", "2023"], lambda p: f"/{p}")

    assert drawn == Chart(
        bars=(
            Bar("2021: 1 story", "/2021", 0, 47, 1),
            Bar("2022: no stories", "/2022", 12, 48, 0),
            Bar("2023: 48 stories", "/2023", 24, 0, 48),
        ),
        width=34,
        first="2021",
        last="2023",
    )


def test_one_story_among_thousands_is_still_seen() -> None:
    drawn = chart({"2021": 1, "2022": 100_000}, ["2021", "2022"], str)

    assert drawn
    assert [bar.height for bar in drawn.bars] == [1, HEIGHT]


def test_nothing_is_drawn_of_nothing_or_of_one_period() -> None:
    assert chart({}, ["2021", "2022"], str) is None
    assert chart({"2021": 3}, ["2021"], str) is None
