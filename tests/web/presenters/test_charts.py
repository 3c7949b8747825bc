from __future__ import annotations

from web.presenters.charts import HEIGHT, Bar, Line, chart


def test_bars_are_as_tall_as_their_part_of_a_round_number() -> None:
    drawn = chart({"2021": 1, "2023": 20}, ["2021", "2022", "2023"], lambda p: f"/{p}")

    assert drawn
    assert drawn.bars == (
        Bar("2021", "2021: 1 story", "/2021", "0%", HEIGHT - 5, 5),
        Bar("2022", "2022: no stories", "/2022", "33.33%", HEIGHT, 0),
        Bar("2023", "2023: 20 stories", "/2023", "66.67%", 0, HEIGHT),
    )
    assert [tick.label for tick in drawn.up] == ["20", "10"]


def test_one_story_among_thousands_is_still_seen() -> None:
    drawn = chart({"2021": 1, "2022": 100_000}, ["2021", "2022"], str)

    assert drawn
    assert [bar.height for bar in drawn.bars] == [1, HEIGHT]


def test_nothing_is_drawn_of_nothing_or_of_one_period() -> None:
    assert chart({}, ["2021", "2022"], str) is None
    assert chart({"2021": 3}, ["2021"], str) is None
    assert chart({"0001": 1}, [f"{year:04d}" for year in range(1, 1000)], str) is None


def test_a_time_without_stories_is_told_from_one_without_a_match() -> None:
    drawn = chart(
        {"2021": 3}, ["2021", "2022", "2023"], str, archive={"2021": 40, "2022": 7, "1999": 1}
    )

    assert drawn
    assert [bar.title for bar in drawn.bars] == [
        "2021: 3 stories of 40 in the archive",
        "2022: no stories of 7 in the archive",
        "2023: no stories in the archive",
    ]
    assert [bar.is_bare for bar in drawn.bars] == [False, False, True]
    assert drawn.lines[0] == Line("2021", "2021", "3", "40", "7.5 %", is_bare=False)
    assert drawn.lines[2].is_bare


def test_shares_are_of_what_the_archive_has_of_that_time() -> None:
    drawn = chart(
        {"2021": 5, "2022": 5},
        ["2021", "2022"],
        str,
        archive={"2021": 10, "2022": 50},
        as_share=True,
    )

    assert drawn
    assert [bar.height for bar in drawn.bars] == [83, 17]
    assert [tick.label for tick in drawn.up] == ["60 %", "30 %"]
