"""Who wrote a story is no name in it; whom it is about is."""

from __future__ import annotations

import pytest

from archive.model import blank_out
from indexer.extract.credits import credit_spans


@pytest.mark.parametrize(
    "text",
    [
        "By Jane Roe",
        "By Jane Roe and Richard Doe",
        "By Jane Roe, Harbour News",
        "BY JANE ROE",
        "(Reporting by Jane Roe in Brest; Editing by Richard Doe)",
        "Additional reporting by Jane Roe in Paris",
        "Reporting and writing by Jane Roe",
        "(With inputs from AFP)",
        "Photo by Jane Roe",
        "— AP",
        "© Reuters",
    ],
)
def test_a_credit_is_found_as_a_whole_line(text: str) -> None:
    story = f"The harbour froze.\n\n{text}\n\nNobody came."

    left = blank_out(story, credit_spans(story))

    assert left.split() == "The harbour froze. Nobody came.".split()


@pytest.mark.parametrize("mark", [" - ", " — ", " – ", ": "])
def test_the_agency_in_a_dateline_is_a_credit_and_the_place_is_not(mark: str) -> None:
    text = f"BREST, France (Reuters){mark}It rained."

    assert [text[start:end] for start, end in credit_spans(text)] == ["Reuters"]


def test_an_agency_as_the_last_word_is_a_credit() -> None:
    text = "It rained, Reuters said.\n Reuter\n\x03"

    assert blank_out(text, credit_spans(text)).split() == "It rained, Reuters said.".split()


@pytest.mark.parametrize(
    "text",
    [
        "By Wednesday, Jane Roe had left Brest for good.",
        "By Monday the harbour was frozen",
        "Reuters reported that the AP was first.",
        "The letter was written by Jane Roe.",
        "He spoke to the agency (Reuters) on Monday.",
        "Stand by Jane Roe",
        "",
    ],
)
def test_names_in_sentences_are_no_credits(text: str) -> None:
    assert list(credit_spans(text)) == []


@pytest.mark.parametrize("piece", ["Aa-", "Aa ", "Aa, ", "Aa and ", "Aa/", "A.", "(AP", " "])
def test_no_line_takes_for_ever(piece: str) -> None:
    text = f"By Jane Roe, {piece * 5000}!"

    assert list(credit_spans(text)) == []
