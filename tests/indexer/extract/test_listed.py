"""Listed names are found by their letters: whole words, the longest, and no shouting."""

from __future__ import annotations

import pytest

from indexer.extract.listed import ListedNames
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE

NAMES = ListedNames(
    [
        ("United Nations", ORGANISATION),
        ("United Nations Security Council", ORGANISATION),
        ("UN", ORGANISATION),
        ("U.N.", ORGANISATION),
        ("WHO", ORGANISATION),
        ("AT&T", ORGANISATION),
        ("al-Qaeda", ORGANISATION),
        ("Jane Roe", ACTOR),
        ("New York", PLACE),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("The United Nations met.", ["United Nations"]),
        ("the United Nations Security Council", ["United Nations Security Council"]),
        ("the United Nations Securities", ["United Nations"]),
        ("the united nations, the un", []),
        ("Jane Roe's New York", ["Jane Roe", "New York"]),
        ("Jane Roe New York", ["Jane Roe", "New York"]),
        ("UN, (UN) “UN” UN's UN-backed UN.", ["UN"] * 6),
        ("UNO, UNs, aUN, UN2, @UN, #UN, UN@home, x.UN, UN.org, /UN/x, anti-UN", []),
        ("The U.N.'s envoy to the U.N.", ["U.N.", "U.N."]),
        ("AT&T and AT&TX", ["AT&T"]),
        ("in al-Qaeda's name", ["al-Qaeda"]),
        ("the United\nNations", ["United Nations"]),
        ("the United\n\nNations", []),
        ("Janet Roe, Jane Roer", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, found: list[str]) -> None:
    spans = [span for _, span in NAMES.find(text)]

    assert [text[start:end].replace("\n", " ") for start, end in spans] == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The WHO said", 1),
        ("GUESS WHO CAME", 0),
        ("LOOK WHO'S TALKING", 0),
        ("the UN WHO team", 2),
        ("A WHO A", 1),
        ("PARIS\nWHO chief speaks", 1),
        ("“WHO” STAYS", 0),
    ],
)
def test_an_acronym_among_words_in_capitals_is_left_out(text: str, count: int) -> None:
    assert len(list(NAMES.find(text))) == count


def test_each_name_comes_with_its_kind_and_place() -> None:
    assert list(NAMES.find("Jane Roe left New York.")) == [(ACTOR, (0, 8)), (PLACE, (14, 22))]


def test_names_without_any_word_find_nothing() -> None:
    assert list(ListedNames([("!?", ACTOR), ("", ACTOR)]).find("!? wow")) == []
