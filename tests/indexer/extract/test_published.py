import pytest

from archive.model import UNDATED, DateSource, PartialDate
from indexer.extract.published import Clue, Dating, choose_date, in_local_time

HEADER, META, TEXT, URL = DateSource.HEADER, DateSource.META, DateSource.TEXT, DateSource.URL


def test_first_clue_with_a_date_wins_whatever_the_others_say() -> None:
    clues = [Clue(META, "soon"), Clue(META, "2023-04-28"), Clue(TEXT, "2020-01-02")]

    assert choose_date(clues) == Dating(PartialDate.of(2023, 4, 28, source=META, raw="2023-04-28"))


def test_clues_behind_a_day_are_not_asked_for() -> None:
    def clues() -> object:
        yield Clue(META, "2023-04-28")
        raise AssertionError

    dating = choose_date(clues())  # type: ignore[arg-type]  # an object, so that it may raise

    assert dating.published.iso == "2023-04-28"


@pytest.mark.parametrize(
    ("later", "iso"),
    [
        ("15 August 2021", "2021-08-15"),
        ("15 July 2021", "2021-08"),
        ("2021", "2021-08"),
        ("soon", "2021-08"),
    ],
)
def test_month_is_narrowed_by_a_day_that_lies_in_it(later: str, iso: str) -> None:
    dating = choose_date([Clue(URL, "https://example.org/2021/08/rain"), Clue(TEXT, later)])

    assert dating.published.iso == iso


def test_day_that_never_was_gives_way_with_a_remark() -> None:
    clues = [Clue(HEADER, "2023-02-30"), Clue(TEXT, "28 February 2023")]

    dating = choose_date(clues)

    assert dating.published.iso == "2023-02-28"
    assert dating.remarks == ("2023-02-30 is no day; dated 2023-02-28 from the text",)


@pytest.mark.parametrize(
    ("clues", "remarks"),
    [
        ([], ()),
        ([Clue(HEADER, "")], ()),
        ([Clue(META, "soon")], ()),
        ([Clue(HEADER, "soon")], ("no date in 'soon'; indexed as undated",)),
        ([Clue(META, "2023-02-30")] * 2, ("2023-02-30 is no day; indexed as undated",)),
    ],
)
def test_story_without_a_date_is_undated_and_says_why(
    clues: list[Clue], remarks: tuple[str, ...]
) -> None:
    assert choose_date(clues) == Dating(UNDATED, remarks)


@pytest.mark.parametrize("words", ["1970-01-01T00:00:00Z", "0", "0001-01-01T00:00:00"])
def test_day_that_programs_count_from_is_no_date_of_a_page(words: str) -> None:
    assert choose_date([Clue(META, words)]) == Dating()
    assert choose_date([Clue(META, words), Clue(TEXT, "28 April 2023")]).published.source is TEXT


def test_header_may_name_any_day() -> None:
    assert choose_date([Clue(HEADER, "1970-01-01")]).published.iso == "1970-01-01"


def test_undated_story_has_no_local_time() -> None:
    assert in_local_time(Dating(), "https://example.org/2020/02/17/rain") == Dating()


def test_ambiguous_date_is_remarked_on() -> None:
    dating = choose_date([Clue(META, "03/04/2020")], month_first=True)

    assert dating.published.iso == "2020-03-04"
    assert dating.remarks == ("03/04/2020 could be day or month first; read as 2020-03-04",)


@pytest.mark.parametrize(
    ("raw", "path", "iso"),
    [
        ("2020-02-18T02:18:11Z", "2020/02/17", "2020-02-17"),
        ("20200218T02:18:11Z", "2020/02/17", "2020-02-17"),
        ("2020-02-18T02:18:11+00:00", "2020/02/17", "2020-02-17"),
        ("2020-02-18T20:18:11Z", "2020/02/19", "2020-02-19"),
        ("2020-02-18T11:18:11Z", "2020/02/17", "2020-02-18"),
        ("2020-02-18T05:18:11Z", "2020/02/19", "2020-02-18"),
        ("2020-02-18T02:18:11Z", "2020/02/16", "2020-02-18"),
        ("2020-02-18T02:18:11Z", "2020/02", "2020-02-18"),
        ("2020-02-18T02:18:11-05:00", "2020/02/17", "2020-02-18"),
        ("2020-02-18", "2020/02/17", "2020-02-18"),
    ],
)
def test_address_tells_on_which_side_of_midnight_a_time_in_utc_was(
    raw: str, path: str, iso: str
) -> None:
    dating = choose_date([Clue(META, raw)])

    assert in_local_time(dating, f"https://example.org/{path}/rain").published.iso == iso
