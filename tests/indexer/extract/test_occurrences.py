"""What a recogniser takes for a name is cleaned to the name, or dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import NameKind
from indexer.extract.occurrences import Occurrence, clean_entity, without_overlaps
from indexer.extract.recogniser import Entity
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE

DEMONYMS = {"Ukrainian", "Russians", "French"}


def cleaned(kind: NameKind, text: str, *, before: str = "") -> list[str]:
    """The names in an entity that is all of the text but what stands before it."""
    whole = before + text
    entity = Entity(kind, len(before), len(whole))
    found = list(clean_entity(whole, entity, DEMONYMS.__contains__))
    for occurrence in found:
        start, end = occurrence.span
        assert " ".join(whole[start:end].split()) == occurrence.name
    return [occurrence.name for occurrence in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Roe", "Jane Roe"),
        ("Jane Roe's", "Jane Roe"),
        ("Jane Roe’s", "Jane Roe"),
        ("the Obamas'", "Obamas"),
        ("“Jane Roe,”", "Jane Roe"),
        ("Jane Roe.", "Jane Roe"),
        ("Martin King Jr.", "Martin King Jr."),
        ("Martin King, Jr.", "Martin King, Jr."),
        ("Mr. Roe", "Roe"),
        ("President Jane Roe", "Jane Roe"),
        ("Ukrainian President Jane Roe", "Jane Roe"),
        ("former French Foreign Minister Jane Roe", "Jane Roe"),
        ("Vice-President Roe", "Roe"),
        ("Secretary of State Jane Roe", "Jane Roe"),
        ("Deputy Prime Minister and Finance Minister Jane Roe", "Jane Roe"),
        ("Sen. Jane Roe", "Jane Roe"),
        ("Nutritionist Jane Roe", "Jane Roe"),
        ("UK Prime Minister Jane Roe", "Jane Roe"),
        ("U.N. Secretary-General Jane Roe", "Jane Roe"),
        ("China’s Jane Roe", "Jane Roe"),
        ("Maj. Gen. Jane Roe", "Jane Roe"),
        ("Major General Jane Roe", "Jane Roe"),
        ("Lance Armstrong", "Lance Armstrong"),
        ("Lance Corporal Jane Roe", "Jane Roe"),
        ("Pope Francis", "Pope Francis"),
        ("Prince William", "Prince William"),
        ("King Harald V", "King Harald V"),
        ("Crown Prince Haakon Magnus", "Haakon Magnus"),
        ("With Jane Roe", "Jane Roe"),
        ("Nouri al-Maliki", "Nouri al-Maliki"),
        ("bin Laden", "bin Laden"),
        ("Ursula von der Leyen said", "Ursula von der Leyen"),
        ("O'Neill", "O'Neill"),
        ("May", "May"),
        ("Xi", "Xi"),
        ("习近平", "习近平"),
    ],
)
def test_a_person_is_cleaned_to_the_name(text: str, name: str) -> None:
    assert cleaned(ACTOR, text) == [name]


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (ORGANISATION, "the International Criminal Court", "International Criminal Court"),
        (ORGANISATION, "The Guardian's", "Guardian"),
        (ORGANISATION, "General Motors", "General Motors"),
        (ORGANISATION, "Apple Inc.", "Apple Inc."),
        (ORGANISATION, "Pennzoil Co PZL", "Pennzoil Co"),
        (ORGANISATION, "al-Qaida", "al-Qaida"),
        (ORGANISATION, "eBay", "eBay"),
        (ORGANISATION, "Kidder, Peabody and Co", "Kidder, Peabody and Co"),
        (ORGANISATION, "Office of the High Commissioner for Human Rights of Ruritania", None),
        (ORGANISATION, "US", "US"),
        (PLACE, "the U.S.", "U.S."),
        (PLACE, "southern Lebanon", "Lebanon"),
        (PLACE, "the Netherlands", "Netherlands"),
    ],
)
def test_organisations_and_places_are_cleaned(kind: NameKind, text: str, name: str | None) -> None:
    expected = name or "Office of the High Commissioner for Human Rights of Ruritania"

    assert cleaned(kind, text) == [expected]


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        (ACTOR, "Jane Roe\n\nRichard Doe", ["Jane Roe", "Richard Doe"]),
        (ACTOR, "Jane Roe\nRichard Doe", ["Jane Roe", "Richard Doe"]),
        (ACTOR, "Jane Roe and Richard Doe", ["Jane Roe", "Richard Doe"]),
        (ACTOR, "Jane Roe, Richard Doe", ["Jane Roe", "Richard Doe"]),
        (ACTOR, "Jane Roe/Richard Doe", ["Jane Roe", "Richard Doe"]),
        (ACTOR, "Jane Roe × Richard Doe", ["Jane Roe", "Richard Doe"]),
        (ACTOR, "Jane Roe — Richard Doe", ["Jane Roe", "Richard Doe"]),
        (ORGANISATION, "Harbour Board (HB)", ["Harbour Board", "HB"]),
        (ORGANISATION, "Harbour Board <HRB>", ["Harbour Board", "HRB"]),
        (PLACE, "Washington, D.C.", ["Washington", "D.C."]),
    ],
)
def test_two_names_taken_for_one_are_parted(kind: NameKind, text: str, names: list[str]) -> None:
    assert cleaned(kind, text) == names


def test_a_name_over_a_wrapped_line_stays_one() -> None:
    before = "The judges spoke for hours on the first day of the hearing at the "

    assert cleaned(ORGANISATION, "Criminal\nCourt", before=before) == ["Criminal Court"]
    assert cleaned(ORGANISATION, "Criminal\n\nCourt", before=before) == ["Criminal", "Court"]


@pytest.mark.parametrize("title", ["Mr ", "Mrs. ", "Sen. ", "Dr. "])
def test_what_stands_behind_a_title_is_a_person(title: str) -> None:
    (occurrence,) = clean_entity(
        f"{title}Roe", Entity(ORGANISATION, len(title), len(title) + 3), DEMONYMS.__contains__
    )

    assert occurrence == Occurrence(ACTOR, "Roe", (len(title), len(title) + 3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "—",
        "...",
        "’s",
        "he",
        "She",
        "President",
        "Prime Minister",
        "the Foreign Minister",
        "Ukrainian",
        "Russians",
        "French President",
        "Monday",
        "April",
        "COVID-19",
        "Covid",
        "police",
        "Channel 4",
        "J",
        "https://news.example/roe",
        "roe@news.example",
        "Roe.html",
        "One Two Three Four Five Six Seven",
    ],
)
@pytest.mark.parametrize("kind", [ACTOR, ORGANISATION, PLACE])
def test_what_is_no_name_is_dropped(kind: NameKind, text: str) -> None:
    assert cleaned(kind, text) == []


@given(
    st.text(alphabet="AaÉ. ,'’s\n()-—@1/the und", max_size=30),
    st.sampled_from(list(NameKind)),
)
def test_no_text_breaks_the_cleaning(text: str, kind: NameKind) -> None:
    names = cleaned(kind, text)

    assert all(name == name.strip() and name for name in names)


def test_of_overlapping_names_the_longest_stays_and_of_equals_the_first() -> None:
    short = Occurrence(PLACE, "New York", (4, 12))
    long = Occurrence(ORGANISATION, "New York Times", (4, 18))
    same = Occurrence(ACTOR, "New York Times", (4, 18), "listed name")
    apart = Occurrence(ACTOR, "Roe", (0, 3))
    nowhere = Occurrence(ACTOR, "Doe", (0, 0))

    assert without_overlaps([short, long, same, apart, nowhere]) == [nowhere, apart, long]
