"""The sample archive is read as its own README says."""

from collections import Counter
from pathlib import Path

import pytest

from archive.model import Reject, Story
from indexer.readers import read_seed
from indexer.seeds import find_seeds, read_file
from tests.indexer.readers.seeds import asides_of, read_or_reject

SAMPLES = Path(__file__).parents[3] / "seeds"


@pytest.fixture(scope="module")
def items() -> list[Story | Reject]:
    found = [path for path in find_seeds([SAMPLES]) if isinstance(path, Path)]
    return [item for path in found for item in read_or_reject(path.as_posix(), path.read_bytes())]


@pytest.fixture(scope="module")
def stories(items: list[Story | Reject]) -> dict[str, Story]:
    """The stories by file name or record."""
    return {
        item.locator.rpartition("#")[2].rpartition("/")[2]: item
        for item in items
        if isinstance(item, Story)
    }


def test_each_story_is_read_and_each_damaged_item_refused(items: list[Story | Reject]) -> None:
    rejects = [item for item in items if isinstance(item, Reject)]

    assert len(items) - len(rejects) == 69
    assert [(item.locator.rpartition("/")[2], item.kind) for item in rejects] == [
        ("not-text.txt", "UndecodableSeedError"),
        ("truncated.jsonl#2", "MalformedSeedError"),
    ]


def test_dates_are_known_as_far_as_they_are_told(stories: dict[str, Story]) -> None:
    known = Counter(
        (str(story.published.precision), story.published.is_ambiguous) for story in stories.values()
    )

    assert known == {
        ("day", False): 60,
        ("day", True): 1,
        ("month", False): 3,
        ("year", False): 2,
        ("none", False): 3,
    }


@pytest.mark.parametrize(
    ("name", "iso", "source"),
    [
        ("webb-first-images.html", "2022-07-12", "json-ld"),
        ("ardern-to-step-down.html", "2023-01-19", "meta"),
        ("taliban-enter-kabul.html", "2021-08-15", "url"),
        ("g20-welcomes-african-union.html", "2023-09-10", "meta"),
        ("finland-joins-nato.html", "2023-04-04", "meta"),
        ("who-imf-joint-appeal.html", "2020-04-03", "meta"),
        ("001-new-particle-at-cern.txt", "2012-07", "header"),
        ("042-what-the-icc-does.txt", "", "none"),
        ("sc-backgrounder-07", "", "none"),
    ],
)
def test_dates_come_from_where_they_stand(
    stories: dict[str, Story], name: str, iso: str, source: str
) -> None:
    published = stories[name].published

    assert (published.iso, str(published.source)) == (iso, source)


@pytest.mark.parametrize(
    ("name", "asides"),
    [
        ("005-obama-wins-second-term.txt", ["(With inputs from agencies)"]),
        ("011-greeks-vote-no.txt", ["By Jane Example, Staff writer", "Read also: A short history"]),
        ("015-clinton-concedes.txt", ["WATCH | Hillary Clinton thanks"]),
        ("024-ever-given-refloated.txt", ["(Example Wire)"]),
        ("finland-joins-nato.html", ["Published · Updated", "WATCH | The", "(With inputs from"]),
        ("sc-15760", ["Photo: the Filoli estate, in a handout picture"]),
    ],
)
def test_fragments_are_set_aside(stories: dict[str, Story], name: str, asides: list[str]) -> None:
    found = asides_of(stories[name])

    assert [text.startswith(start) for text, start in zip(found, asides, strict=True)] == [
        True for _ in asides
    ]


def test_name_around_the_stories_is_in_none_of_them(stories: dict[str, Story]) -> None:
    assert [name for name, story in stories.items() if "Serena" in story.text] == []


def test_page_that_is_not_utf_8_is_decoded_as_it_says(stories: dict[str, Story]) -> None:
    assert "Agnès Callamard" in stories["khashoggi-report.html"].text
    assert stories["khashoggi-report.html"].notes == ()


def test_reading_twice_gives_the_same() -> None:
    path = SAMPLES / "pages" / "finland-joins-nato.html"

    assert list(read_seed(read_file(path))) == list(read_seed(read_file(path)))
