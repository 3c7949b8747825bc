import pytest

from archive.errors import EmptySeedError
from archive.model import UNDATED, DateSource, PartialDate, Story
from tests.indexer.readers.seeds import asides_of, read_one


def test_story_begins_right_behind_the_date() -> None:
    story = read_one(
        "bridge.txt",
        " date 2023-04-28 Councillors in Sampleton closed the old bridge.\n\n"
        '"It is not safe," said Mayor Jane Example.\n\n(With inputs from agencies)',
    )

    text = (
        "Councillors in Sampleton closed the old bridge.\n\n"
        '"It is not safe," said Mayor Jane Example.\n\n(With inputs from agencies)'
    )
    assert story == Story(
        story_id="",
        locator="seeds/bridge.txt",
        headline="Councillors in Sampleton closed the old bridge.",
        text=text,
        published=PartialDate.of(2023, 4, 28, source=DateSource.HEADER, raw="2023-04-28"),
        asides=((text.index("(With"), len(text)),),
        reader="seed_text",
    )
    assert story.notes == ()


@pytest.mark.parametrize(
    ("header", "iso"),
    [
        ("date 2016-11", "2016-11"),
        (" date 2014", "2014"),
        ("  date  2014-3-9", "2014-03-09"),
        (" date 2021-05-06T23:59:00-05:00", "2021-05-06"),
        (" date None", ""),
    ],
)
def test_header_may_tell_less_or_more_than_a_day(header: str, iso: str) -> None:
    story = read_one("a.txt", f"{header} The ferry sank.")

    assert (story.text, story.published.iso) == ("The ferry sank.", iso)


def test_day_that_never_was_leaves_the_story_undated_with_a_note() -> None:
    story = read_one("a.txt", " date 2023-02-30 The ferry sank.")

    assert story.published == UNDATED
    assert story.notes == ("seeds/a.txt: 2023-02-30 is no day; indexed as undated",)


def test_byline_in_the_text_gives_the_author() -> None:
    story = read_one(
        "a.txt",
        " date 2023-04-28 The ferry sank.\n\nBy Jane Example, Staff writer\n\nNobody was hurt.",
    )

    assert story.authors == ("Jane Example",)
    assert asides_of(story) == ["By Jane Example, Staff writer"]


def test_agency_before_the_dash_is_the_source_and_not_in_the_headline() -> None:
    story = read_one("a.txt", " date 2023-04-28 SAMPLETON (Example Wire) - The ferry sank. So.")

    assert (story.source, story.headline) == ("Example Wire", "The ferry sank.")
    assert asides_of(story) == ["(Example Wire)"]


def test_caption_with_its_cross_is_an_aside_and_the_sentence_behind_it_is_not() -> None:
    story = read_one(
        "a.txt",
        " date 2023-04-28 WATCH | The mayor opens the bridge × Crowds cheered on both banks.",
    )

    assert story.headline == "Crowds cheered on both banks."
    assert asides_of(story) == ["WATCH | The mayor opens the bridge ×"]


def test_date_alone_is_no_story() -> None:
    with pytest.raises(EmptySeedError, match=r"seeds/a.txt: a date and nothing else"):
        read_one("a.txt", " date 2023-04-28 \n")


def test_the_word_date_in_a_sentence_is_no_header() -> None:
    story = read_one("a.txt", "date palms were planted in 2014.")

    assert (story.reader, story.published) == ("plain_text", UNDATED)
