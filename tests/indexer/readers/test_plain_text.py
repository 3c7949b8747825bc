import pytest

from archive.errors import EmptySeedError
from archive.model import UNDATED, DateSource, PartialDate, Story
from tests.indexer.readers.seeds import asides_of, read_one


def test_lines_at_the_top_name_the_fields() -> None:
    story = read_one(
        "a.txt",
        "Title: Bridge closed\nDate: 28 April 2023\nAuthor: Jane Example and John Sample\n"
        "Source: The Sampleton Post\nURL: https://example.org/bridge\nLanguage: en\n\n"
        "Councillors closed the old bridge.",
    )

    assert story == Story(
        story_id="",
        locator="seeds/a.txt",
        headline="Bridge closed",
        text="Councillors closed the old bridge.",
        published=PartialDate.of(2023, 4, 28, source=DateSource.HEADER, raw="28 April 2023"),
        source="The Sampleton Post",
        authors=("Jane Example", "John Sample"),
        language="en",
        url="https://example.org/bridge",
        reader="plain_text",
    )


def test_fenced_front_matter_is_read_and_unknown_keys_are_passed_over() -> None:
    story = read_one(
        "a.md", '---\nlayout: post\ntitle: "Bridge closed"\ndate: 2023-04\n---\nIt is.'
    )

    assert (story.headline, story.published.iso, story.text) == (
        "Bridge closed",
        "2023-04",
        "It is.",
    )


@pytest.mark.parametrize("text", ["# Bridge closed\nIt is.", "Bridge closed\n\nIt is."])
def test_heading_or_line_apart_is_the_headline_and_not_in_the_text(text: str) -> None:
    story = read_one("a.md", text)

    assert (story.headline, story.text) == ("Bridge closed", "It is.")


def test_first_sentence_is_the_headline_where_there_is_none() -> None:
    story = read_one("a", "The bridge is closed. It was old.\n\nIt will be mended.")

    assert story.headline == "The bridge is closed."
    assert story.text == "The bridge is closed. It was old.\n\nIt will be mended."


def test_line_that_is_a_date_dates_the_story_and_is_an_aside() -> None:
    story = read_one("a.txt", "Bridge closed\n\nPublished: 28 April 2023, 10:30 GMT\n\nIt is.")

    assert story.published.iso == "2023-04-28"
    assert story.published.source is DateSource.TEXT
    assert asides_of(story) == ["Published: 28 April 2023, 10:30 GMT"]


def test_dates_in_sentences_do_not_date_the_story() -> None:
    story = read_one("a.txt", "The best films of 2020\n\nOn 3 May 2021 the cinema was closed.")

    assert story.published == UNDATED
    assert story.headline == "The best films of 2020"


def test_address_dates_the_story_where_no_line_does() -> None:
    story = read_one("a.txt", "Title: T\nURL: https://example.org/2021/08/15/t\n\nIt is.")

    assert story.published == PartialDate.of(2021, 8, 15, source=DateSource.URL, raw="2021/08/15")


def test_date_that_cannot_be_read_is_noted() -> None:
    story = read_one("a.txt", "Title: T\nDate: soon\n\nIt is.")

    assert story.notes == ("seeds/a.txt: no date in 'soon'; indexed as undated",)


def test_lines_broken_by_a_program_are_joined() -> None:
    story = read_one(
        "a.txt",
        "The councillors of Sampleton have closed the old bridge over\n"
        "the river because nobody had looked at its piers for so many\nyears.\n\nIt was old.",
    )

    assert story.text == (
        "The councillors of Sampleton have closed the old bridge over the river because nobody "
        "had looked at its piers for so many years.\n\nIt was old."
    )


def test_one_word_many_times_is_a_story() -> None:
    story = read_one("a.txt", "word " * 100_000)

    assert len(story.text) == 499_999
    assert story.headline == "word " * 29 + "…"


def test_signs_without_a_word_are_no_story() -> None:
    with pytest.raises(EmptySeedError, match="no words in it"):
        read_one("a.txt", "--- *** ---")


def test_markup_and_quotes_in_names_stay_as_they_are() -> None:
    story = read_one("a.txt", 'Jane "The <Rock>" O\'Example & Söhne won.')

    assert story.text == 'Jane "The <Rock>" O\'Example & Söhne won.'
