"""Where surnames stand alone."""

from __future__ import annotations

import pytest

from archive.model import NameKind
from indexer.extract.occurrences import Occurrence
from indexer.extract.standings import surnames_standing

KINDS = {
    "Ada Berg": NameKind.ACTOR,
    "Otto Berg": NameKind.ACTOR,
    "Berg Line": NameKind.ORGANISATION,
    "Xi Li": NameKind.ACTOR,
}


def surnames(body: str, *names: str) -> list[str]:
    """What is found in a text, with the text before it."""
    found = []
    for name in names:
        start = body.index(name)
        found.append(Occurrence(KINDS[name], name, (start, start + len(name))))
    return [body[: one.span[1]] for one in surnames_standing(body, found)]


def test_a_surname_stands_for_the_person_with_that_name() -> None:
    body = "Ada Berg came. When Berg spoke, Mrs Berg's crew left."
    found = ["Ada Berg came. When Berg", "Ada Berg came. When Berg spoke, Mrs Berg"]
    assert surnames(body, "Ada Berg") == found


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Ada Berg and Otto Berg came. Berg left.", ("Ada Berg", "Otto Berg")),
        ("Ada Berg works for Berg Line. Berg sails.", ("Ada Berg", "Berg Line")),
        ("Ada Berg came by Berg Street with Eva Berg.", ("Ada Berg",)),
        ("Ada Berg saw a berg. Berg left.", ("Ada Berg",)),
        ("Xi Li came. Li left.", ("Xi Li",)),
    ],
)
def test_a_surname_that_may_be_another_is_left_out(body: str, names: tuple[str, ...]) -> None:
    assert surnames(body, *names) == []
