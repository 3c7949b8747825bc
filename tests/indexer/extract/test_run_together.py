"""Two bare names side by side are two persons; a person's own two names are one."""

from __future__ import annotations

from indexer.extract.run_together import part_run_together
from tests.indexer.extract.builders import ACTOR, authorities, listing, occurrences

FILE = authorities(
    listing(ACTOR, "Jane Roe", short_names=("Roe",)),
    listing(ACTOR, "Richard Doe", short_names=("Doe",)),
    listing(ACTOR, "Roe Doe-Smith"),
)


def parted(text: str, *actors: str) -> list[str]:
    """The names after parting, each checked to stand where its span says."""
    found = part_run_together(occurrences(text, actors=actors), FILE)
    assert all(text[slice(*o.span)] == o.name for o in found)
    return [o.name for o in found]


def test_bare_names_of_two_persons_in_the_story_are_parted() -> None:
    text = "Ann Lee met Bob Poe. Lee and Poe talked. A call with Lee Poe said little."

    assert parted(text, "Ann Lee", "Bob Poe", "Lee", "Poe", "Lee Poe") == [
        "Ann Lee",
        "Bob Poe",
        "Lee",
        "Poe",
        "Lee",
        "Poe",
    ]


def test_bare_names_of_two_listed_persons_are_parted() -> None:
    assert parted("A call with Roe Doe said little.", "Roe Doe") == ["Roe", "Doe"]


def test_each_part_says_where_it_comes_from() -> None:
    found = part_run_together(occurrences("Roe\n Doe", actors=["Roe\n Doe"]), FILE)

    assert [(o.name, o.span, o.rule) for o in found] == [
        ("Roe", (0, 3), "“Roe\n Doe” read as two names"),
        ("Doe", (5, 8), "“Roe\n Doe” read as two names"),
    ]


def test_a_full_name_is_not_parted() -> None:
    text = "Hillary Clinton and Bill Clinton. Hillary spoke, Bill did not, Clinton said."

    assert parted(text, "Hillary Clinton", "Bill Clinton", "Hillary", "Bill", "Clinton") == [
        "Hillary Clinton",
        "Bill Clinton",
        "Hillary",
        "Bill",
        "Clinton",
    ]


def test_a_name_that_stands_twice_is_a_name() -> None:
    assert parted("Roe Doe spoke. Roe Doe left.", "Roe Doe") == ["Roe Doe", "Roe Doe"]


def test_a_listed_name_is_a_name() -> None:
    file = authorities(
        listing(ACTOR, "Jane Roe", short_names=("Roe",)),
        listing(ACTOR, "Richard Doe", short_names=("Doe",)),
        listing(ACTOR, "Roe Doe"),
    )

    found = part_run_together(occurrences("Roe Doe spoke.", actors=["Roe Doe"]), file)

    assert [o.name for o in found] == ["Roe Doe"]


def test_words_that_name_nobody_alone_are_not_parted() -> None:
    assert parted("Roe Nobody spoke to Nobody.", "Roe Nobody", "Nobody") == [
        "Roe Nobody",
        "Nobody",
    ]


def test_organisations_are_left_alone() -> None:
    found = occurrences("Roe Doe", organisations=["Roe Doe"])

    assert part_run_together(found, FILE) == found
