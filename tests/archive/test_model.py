import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import MalformedSeedError
from archive.model import (
    Name,
    NameKind,
    PartialDate,
    Precision,
    Reject,
    Story,
    authority_id_for,
    blank_out,
    fold,
)


def test_reject_does_not_say_its_place_twice() -> None:
    error = MalformedSeedError("feed.jsonl#2: cut short; copy the file again")

    assert Reject.of("feed.jsonl#2", error, "json_lines") == Reject(
        "feed.jsonl#2", "MalformedSeedError", "cut short; copy the file again", "json_lines"
    )


@pytest.mark.parametrize(
    ("spans", "blanked"),
    [
        ([], "one two three"),
        ([(4, 7)], "one     three"),
        ([(4, 7), (0, 3)], "        three"),
        ([(0, 5), (4, 7)], "        three"),
        ([(0, 7), (4, 5)], "        three"),
    ],
)
def test_blanking_out_leaves_every_other_character_in_its_place(
    spans: list[tuple[int, int]], blanked: str
) -> None:
    assert blank_out("one two three", spans) == blanked


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_blanking_out_keeps_the_length(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [tuple(min(end, len(text)) for end in sorted(pair)) for pair in ends]

    blanked = blank_out(text, [(start, end) for start, end in spans])

    covered = {place for start, end in spans for place in range(start, end)}
    assert blanked == "".join(" " if i in covered else c for i, c in enumerate(text))


def test_asides_are_not_part_of_the_content() -> None:
    story = Story("", "a.txt", "Rain", "It rained. (AFP)", asides=((11, 16),))
    other = Story("", "b.txt", "Rain", "It rained. (ANI)", asides=((11, 16),))

    assert story.body == "It rained.      "
    assert story.content_hash == other.content_hash


def test_given_names_are_part_of_the_content() -> None:
    story = Story("", "a.txt", "Rain", "It rained.")
    named = Story("", "a.txt", "Rain", "It rained.", given_names=(Name(NameKind.PLACE, "Zenda"),))

    assert story.content_hash != named.content_hash


@pytest.mark.parametrize(
    ("parts", "iso", "precision"),
    [
        ((2024, 2, 29), "2024-02-29", Precision.DAY),
        ((2024, 2), "2024-02", Precision.MONTH),
        ((2024,), "2024", Precision.YEAR),
    ],
)
def test_date_is_known_as_far_as_its_parts(
    parts: tuple[int, ...], iso: str, precision: Precision
) -> None:
    published = PartialDate.of(*parts)

    assert (published.iso, published.precision, published.is_known) == (iso, precision, True)


@given(st.text(max_size=40))
def test_id_of_any_name_can_stand_in_an_address(name: str) -> None:
    identity = authority_id_for(name)

    assert identity
    assert not set(identity) & set("/?#&=% \n")


@given(st.text(st.characters(codec=None)))
def test_an_id_is_the_id_of_itself(name: str) -> None:
    assert authority_id_for(authority_id_for(name)) == authority_id_for(name)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("ŁÓDŹ", "lodz"),
        ("İstanbul", "istanbul"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ǿ \U0001d400 ™ ℃", "o a tm °c"),
        ("Αθήνα ΑΘΗΝΑ", "αθηνα αθηνα"),
        ("ﬁnance \uff11\uff12", "finance 12"),
    ],
)
def test_case_accents_and_compatibility_forms_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(codec=None)))
def test_a_folded_text_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("iso", "precision"),
    [
        ("2023-04-28", Precision.DAY),
        ("2023-04", Precision.MONTH),
        ("2023", Precision.YEAR),
        ("2023-04-24/2023-04-30", Precision.MONTH),
        ("2022-12-26/2023-01-01", Precision.MONTH),
        ("2023-04-01/2023-06-30", Precision.YEAR),
        ("1990-01-01/1999-12-31", Precision.YEAR),
        ("", Precision.NONE),
    ],
)
def test_a_date_is_read_back_from_its_iso_form(iso: str, precision: Precision) -> None:
    found = PartialDate.from_iso(iso, raw="words")
    assert (found.iso, found.precision, found.raw) == (iso, precision, "words")
