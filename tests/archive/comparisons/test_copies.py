from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.comparisons.copies import FIRST_LOOK, likeness, neighbourhood, runs_of
from archive.model import UNDATED, PartialDate, Story
from archive.settings import Settings

CHANCE = random.Random(7)
VOCABULARY = [
    "".join(CHANCE.choices("abcdefghijklmnopqrstuvwxyz", k=CHANCE.randint(4, 9)))
    for _ in range(3000)
]
COPIES = FIRST_LOOK + 15
"""More than one look finds."""


def text_of(words: int = 300) -> list[str]:
    return CHANCE.choices(VOCABULARY, k=words)


def edited(words: list[str], share: float = 0.03) -> list[str]:
    """The words with that share of them replaced."""
    places = set(CHANCE.sample(range(len(words)), round(share * len(words))))
    return [CHANCE.choice(VOCABULARY) if n in places else word for n, word in enumerate(words)]


def story(story_id: str, text: str, published: PartialDate = UNDATED) -> Story:
    return Story(
        story_id=story_id,
        locator=f"/press/{story_id}.txt",
        headline=f"Report {story_id}",
        text=text,
        published=published,
    )


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """One story in many edited copies, among stories that have nothing to do with it."""
    original = text_of()
    copies = [story(f"copy-{n:02d}", " ".join(edited(original))) for n in range(COPIES)]
    others = [story(f"other-{n:02d}", " ".join(text_of())) for n in range(60)]
    opened = Catalogue.open(Settings(tmp_path), create=True)
    put(opened, *copies, *others)
    yield opened
    opened.close()


def put(catalogue: Catalogue, *stories: Story) -> None:
    with catalogue.store.begin() as transaction:
        transaction.stories.put_many([(told, ()) for told in stories])
    catalogue.catch_up()


def copies_of(catalogue: Catalogue, story_id: str) -> list[str]:
    return [copy.story.story_id for copy in neighbourhood(catalogue, story_id).copies]


def test_copies_with_three_edits_in_a_hundred_words_are_one_cluster(catalogue: Catalogue) -> None:
    every = [f"copy-{n:02d}" for n in range(COPIES)]

    for own in every:
        assert copies_of(catalogue, own) == [other for other in every if other != own]


def test_stories_that_have_nothing_in_common_are_no_copies(catalogue: Catalogue) -> None:
    assert all(copies_of(catalogue, f"other-{n:02d}") == [] for n in range(60))


def test_copies_are_those_of_the_present_texts(catalogue: Catalogue) -> None:
    put(catalogue, story("copy-00", " ".join(text_of())))
    with catalogue.store.begin() as transaction:
        transaction.stories.delete("copy-01")
    catalogue.catch_up()

    assert copies_of(catalogue, "copy-00") == []
    left = copies_of(catalogue, "copy-02")
    assert len(left) == COPIES - 3
    assert not {"copy-00", "copy-01"} & set(left)


def test_copies_are_in_order_of_their_dates(catalogue: Catalogue) -> None:
    words = " ".join(text_of())
    put(
        catalogue,
        story("a", words),
        story("b", words, PartialDate.of(2023, 5, 2)),
        story("c", words, PartialDate.of(2023, 5, 1)),
        story("d", words),
    )

    assert copies_of(catalogue, "a") == ["c", "b", "d"]


def test_what_is_only_like_a_story_is_no_copy(catalogue: Catalogue) -> None:
    first = text_of(70)
    put(
        catalogue,
        story("half", " ".join([*first, *text_of(60)])),
        story("quote", " ".join([*first, *text_of(60)])),
    )
    found = neighbourhood(catalogue, "half")

    assert found.copies == ()
    assert "quote" in [hit.story_id for hit in found.similar]


def test_nothing_is_like_an_empty_text() -> None:
    assert likeness(runs_of(""), runs_of("")) == 0.0
    assert likeness(runs_of("two words"), runs_of("two words")) == 0.0
