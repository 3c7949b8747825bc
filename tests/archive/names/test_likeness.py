from __future__ import annotations

import pytest

from archive.model import NameKind
from archive.names.likeness import MOST_ALIKE, alike

ACTOR, ORGANISATION, PLACE = NameKind.ACTOR, NameKind.ORGANISATION, NameKind.PLACE


def evidence(kind: NameKind, *names: str) -> list[str]:
    """What speaks for joining records that each have one name."""
    return [one.evidence for one in alike(kind, {str(n): [name] for n, name in enumerate(names)})]


@pytest.mark.parametrize(
    ("kind", "one", "other", "why"),
    [
        (ACTOR, "Larsen, Ada", "Ada Larsen", "“Larsen, Ada” is “Ada Larsen” in another order"),
        (ACTOR, "Ada M. Larsen", "Ada Larsen",
         "“Ada Larsen” is “Ada M. Larsen” without what stands between"),
        (ACTOR, "A. Larsen", "Ada Larsen", "“A. Larsen” may be short for “Ada Larsen”"),
        (ACTOR, "Larsen", "Ada Larsen",
         "“Ada Larsen” is the only one in the archive called “Larsen”"),
        (ACTOR, "AnneMarie Bo", "Anne-Marie Bo",
         "“AnneMarie Bo” and “Anne-Marie Bo” have the same letters"),
        (ORGANISATION, "HWU", "Harbour Workers' Union",
         "“HWU” are the initials of “Harbour Workers' Union”"),
        (ORGANISATION, "A.O.P.", "Association of Port Pilots", ""),
        (ORGANISATION, "BoH", "Board of Harbours", ""),
        (ORGANISATION, "The Harbour Board", "Harbour Board",
         "“The Harbour Board” and “Harbour Board” but for “the”"),
        (PLACE, "Portellery", "Port Ellery",
         "“Portellery” and “Port Ellery” have the same letters"),
    ],
)  # fmt: skip
def test_what_speaks_for_one_name(kind: NameKind, one: str, other: str, why: str) -> None:
    assert evidence(kind, one, other) == ([why] if why else [])


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Larsen", "Bo Larsen"),
        ("Ada M. Larsen", "Ada K. Larsen"),
        ("A. Larsen", "B. Larsen"),
        ("Larsen", "Ada Larsen", "Bo Larsen"),
        ("Larsen (unresolved)", "Ada Larsen"),
        ("Moon", "Ban Ki-moon"),
        ("Ada", "Ada Larsen"),
        ("…", "!"),
    ],
)
def test_what_says_nothing(names: tuple[str, ...]) -> None:
    assert evidence(ACTOR, *names) == []


def test_the_best_evidence_of_a_pair_is_given_the_likeliest_pair_first() -> None:
    found = alike(
        ACTOR, {"a": ["Ada Larsen", "A. Larsen"], "b": ["Larsen, Ada"], "c": ["C. Ito", "Cy Ito"]}
    )
    assert [(one.first_id, one.second_id, one.weight) for one in found] == [("a", "b", 90)]


def test_a_form_that_very_many_share_says_nothing() -> None:
    names = {str(n): [f"Ada {'x' * n} Larsen"] for n in range(1, MOST_ALIKE + 2)}
    assert alike(ACTOR, names | {"short": ["Ada Larsen"]}) == []
