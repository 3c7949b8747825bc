from __future__ import annotations

import pytest

from indexer.extract.quotes.marks import paragraphs, quotations


def words(text: str) -> list[str]:
    return [text[slice(*q.span)] for q in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "He said “We go.” Then he left.",
        'He said "We go." Then he left.',
        "He said «We go.» Then he left.",
        "He said „We go.“ Then he left.",
        "He said „We go.” Then he left.",
        "He said ``We go.'' Then he left.",
        "He said ‘We go.’ Then he left.",
        "He said 'We go.' Then he left.",
    ],
)
def test_every_kind_of_mark_opens_and_closes(text: str) -> None:
    assert words(text) == ["We go."]


def test_an_apostrophe_is_no_mark() -> None:
    assert words("It’s the party’s plan, and the '90s aren't over; the voters' choice.") == []
    assert words("‘It’s the party’s plan,’ he said.") == ["It’s the party’s plan,"]
    assert words("'They don't know the voters' minds,' he said.") == [
        "They don't know the voters' minds,"
    ]


def test_a_quotation_in_another_is_part_of_it() -> None:
    assert words("“They called it ‘mad’, and it was.”") == ["They called it ‘mad’, and it was."]


def test_a_mark_that_nothing_closes_goes_on_in_the_next_paragraph() -> None:
    (found,) = quotations("He said: “We go", 0, 15)
    assert found.goes_on
    assert found.span == (10, 15)


def test_a_single_mark_that_nothing_closes_is_none() -> None:
    assert words("‘Twas long ago, and 'tis over") == []


def test_a_mark_that_is_far_from_its_end_is_none() -> None:
    assert words(f"“{'word ' * 1000}”") == []


def test_paragraphs_are_parted_by_blank_and_by_indented_lines() -> None:
    text = "One\nline.\n \nTwo.\n    Three."
    assert [text[a:b] for a, b in paragraphs(text)] == ["One\nline.", "Two.", "    Three."]
