import json

import pytest

from archive.errors import MalformedSeedError
from archive.model import UNDATED, DateSource, Name, NameKind, PartialDate, Reject, Story
from tests.indexer.readers.seeds import asides_of, read_all, read_one

RECORD = {
    "id": "a-7",
    "url": "https://example.org/2023/04/28/ferry",
    "headline": "Ferry sinks",
    "published": "2023-04-28T10:00:00Z",
    "source": "The Sampleton Post",
    "author": "Jane Example",
    "text": "The ferry sank.\n\nNobody was hurt. (With inputs from agencies)",
    "language": "en",
    "actors": ["Jane Example"],
    "organisations": ["Coast Guard"],
    "places": ["Sampleton"],
}


def lines(*records: object) -> str:
    return "\n".join(json.dumps(record) for record in records)


def test_record_becomes_a_story_with_all_it_says() -> None:
    story = read_one("feed.jsonl", lines(RECORD))

    assert story == Story(
        story_id="",
        locator="seeds/feed.jsonl#a-7",
        headline="Ferry sinks",
        text="The ferry sank.\n\nNobody was hurt. (With inputs from agencies)",
        published=PartialDate.of(2023, 4, 28, raw="2023-04-28T10:00:00Z"),
        asides=((34, 61),),
        source="The Sampleton Post",
        authors=("Jane Example",),
        language="en",
        url="https://example.org/2023/04/28/ferry",
        reader="json_lines",
        given_names=(
            Name(NameKind.ACTOR, "Jane Example"),
            Name(NameKind.ORGANISATION, "Coast Guard"),
            Name(NameKind.PLACE, "Sampleton"),
        ),
    )
    assert asides_of(story) == ["(With inputs from agencies)"]


def test_bad_line_is_rejected_with_its_place_and_the_others_come() -> None:
    good = lines({"id": "a", "text": "One."}), lines({"id": "c", "text": "Three."})

    items = read_all("feed.jsonl", f'{good[0]}\n{{"id": "b", "text": "Tw\n\n{good[1]}\n')

    assert [item.locator for item in items] == [
        "seeds/feed.jsonl#a",
        "seeds/feed.jsonl#2",
        "seeds/feed.jsonl#c",
    ]
    assert items[1] == Reject(
        "seeds/feed.jsonl#2",
        "MalformedSeedError",
        "line 2, column 21: Unterminated string starting at; mend it",
        "json_lines",
    )


@pytest.mark.parametrize(
    ("record", "kind", "reason"),
    [
        ("[1, 2]", "MalformedSeedError", "a list, not an object"),
        ('"text"', "MalformedSeedError", "text, not an object"),
        ("null", "MalformedSeedError", "null, not an object"),
        ("{}", "EmptySeedError", "neither a headline nor a text in the record"),
        ('{"text": "  "}', "EmptySeedError", "neither a headline nor a text in the record"),
        ('{"text": true}', "MalformedSeedError", "`text` is true or false, not text"),
        ('{"text": "A.", "actors": [[]]}', "MalformedSeedError", "`actors` is a list, not text"),
        ('{"text": "..."}', "EmptySeedError", "no words in it; remove it or save the story again"),
    ],
)
def test_record_that_is_no_story_is_rejected_with_the_reason(
    record: str, kind: str, reason: str
) -> None:
    items = read_all("feed.jsonl", f'{record}\n{{"text": "Two."}}')

    assert items[0] == Reject("seeds/feed.jsonl#1", kind, reason, "json_lines")
    assert isinstance(items[1], Story)


def test_number_stands_in_for_an_id_that_is_missing_or_used_before() -> None:
    content = lines({"text": "One."}, {"id": 1, "text": "Two."}, {"id": "x", "text": "Three."})
    content += "\n" + lines({"id": "x", "text": "Four."}, {"id": "y" * 300, "text": "Five."})

    assert [item.locator.partition("#")[2] for item in read_all("feed.jsonl", content)] == [
        "1",
        "2",
        "x",
        "4",
        "5",
    ]


@pytest.mark.parametrize(
    ("content", "locators"),
    [
        (json.dumps(RECORD), ["seeds/a.json"]),
        (json.dumps(RECORD, indent=2), ["seeds/a.json"]),
        (json.dumps([RECORD, {"text": "Two."}], indent=2), ["seeds/a.json#a-7", "seeds/a.json#2"]),
        (json.dumps({"status": "ok", "articles": [RECORD]}), ["seeds/a.json#a-7"]),
        (lines(RECORD, {"text": "Two."}), ["seeds/a.json#a-7", "seeds/a.json#2"]),
    ],
)
def test_json_file_may_hold_one_object_a_list_or_lines(content: str, locators: list[str]) -> None:
    items = read_all("a.json", content)

    assert [item.locator for item in items] == locators
    assert all(isinstance(item, Story) for item in items)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"text": "One."},\n {"text": }]', "line 2, column 11: Expecting value; mend the JSON"),
        ('{\n  "text": "One.",\n', "line 3, column 1: Expecting property name"),
        ("[" * 100_000, "JSON that cannot be read: maximum recursion depth"),
    ],
)
def test_json_file_that_cannot_be_parsed_is_refused(content: str, reason: str) -> None:
    with pytest.raises(MalformedSeedError) as raised:
        read_all("a.json", content)

    assert str(raised.value).startswith(f"seeds/a.json: {reason}")


@pytest.mark.parametrize("line", ['{"a":' * 100_000, '{"text": ' + "1" * 10_000 + "}"])
def test_line_beyond_the_parser_is_rejected(line: str) -> None:
    items = read_all("feed.jsonl", f'{line}\n{{"text": "Two."}}')

    assert isinstance(items[0], Reject)
    assert (items[0].kind, items[0].locator) == ("MalformedSeedError", "seeds/feed.jsonl#1")
    assert isinstance(items[1], Story)


def test_keys_go_by_their_usual_names() -> None:
    record = {
        "Title": "Ferry sinks",
        "pub_date": 20230428,
        "publisher": {"name": "The Sampleton Post"},
        "authors": [{"name": "Jane Example"}, "John Sample"],
        "article-body": ["The ferry sank.", "Nobody was hurt."],
        "persons": [{"name": "Jane Example"}],
    }

    story = read_one("feed.jsonl", lines(record))

    assert (story.headline, story.published.iso, story.source, story.authors, story.text) == (
        "Ferry sinks",
        "2023-04-28",
        "The Sampleton Post",
        ("Jane Example", "John Sample"),
        "The ferry sank.\n\nNobody was hurt.",
    )
    assert story.given_names == (Name(NameKind.ACTOR, "Jane Example"),)


def test_markup_in_a_text_is_taken_out() -> None:
    story = read_one("feed.jsonl", lines({"content": "<p>One &amp; <b>two</b>.</p><p>Three.</p>"}))

    assert story.text == "One & two.\n\nThree."


def test_escapes_that_cannot_be_stored_are_dropped() -> None:
    story = read_one("feed.jsonl", '{"text": "The \\u0000ferry\\ud800 sank\\u00ad."}')

    assert story.text == "The ferry sank."


def test_no_date_is_undated_without_a_note_and_a_wrong_one_with() -> None:
    content = lines(
        {"text": "One.", "published": None},
        {"text": "Two.", "published": "2023-02-30"},
        {"text": "Three.", "published": "2023-02-30", "url": "https://example.org/2023/02/28/t"},
    )

    stories = [item for item in read_all("feed.jsonl", content) if isinstance(item, Story)]

    assert [(story.published.iso, story.notes) for story in stories] == [
        ("", ()),
        ("", ("seeds/feed.jsonl#2: 2023-02-30 is no day; indexed as undated",)),
        (
            "2023-02-28",
            ("seeds/feed.jsonl#3: 2023-02-30 is no day; dated 2023-02-28 from the url",),
        ),
    ]
    assert stories[0].published == UNDATED
    assert stories[2].published.source is DateSource.URL


def test_headline_alone_is_a_story() -> None:
    story = read_one("feed.jsonl", lines({"title": "Ferry sinks"}))

    assert (story.headline, story.text) == ("Ferry sinks", "")
