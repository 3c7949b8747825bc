"""What the words of a text are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.analysis import (
    MAX_FORM,
    STOP_WORDS,
    TOKEN,
    form_of,
    forms_and_stems,
    tokens,
)
from archive.model import fold


def forms(text: str) -> list[str]:
    return [token.form for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peace talks, again!", ["peace", "talks", "again"]),
        ("", []),
        ("-- & … *", []),
        ("12-point plan", ["12", "point", "plan"]),
        ("O'Neill’s O’Neill", ["oneill", "oneill"]),
        ("'quoted' words'", ["quoted", "words"]),
        ("the U.S. and U.N.", ["the", "us", "and", "un"]),
        ("e.g.one", ["eg", "one"]),
        ("3.5 million, 1,000.50", ["3.5", "million", "1,000.50"]),
        ("10:30", ["10", "30"]),
        ("snake_case", ["snake", "case"]),
        ("ÉCOLE Straße", ["ecole", "strasse"]),
        ("北京 2023", ["北", "京", "2023"]),
        ("a@b.example", ["a", "b", "example"]),
        ("مُحَمَّدٌ رَسُولٌ", ["محمد", "رسول"]),
        ("الســلام", ["السلام"]),
        ("שָׁלוֹם", ["שלום"]),
        ("हिन्दी में", ["हिनदी", "में"]),
        ("বাংলা தமிழ்", ["বাংলা", "தமிழ"]),
        ("e\u0301cole d'E\u0301vian", ["ecole", "devian"]),
        ("co\u00adoperation", ["cooperation"]),
        ("می\u200cکنم", ["میکنم"]),
        ("\u0301 \u00ad", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    "same",
    [
        ("plan", "plans", "planned", "planning", "Plan's"),
        ("organise", "organised", "organises"),
        ("city", "cities"),
    ],
)
def test_forms_of_a_word_share_a_stem(same: tuple[str, ...]) -> None:
    assert len({next(tokens(word)).stem for word in same}) == 1


def test_stop_words_have_a_form_but_no_stem() -> None:
    assert [(token.form, token.stem) for token in tokens("To BE or plan")] == [
        ("to", ""),
        ("be", ""),
        ("or", ""),
        ("plan", "plan"),
    ]
    assert not any(token.stem for word in STOP_WORDS for token in tokens(word.upper()))


def test_an_endless_word_is_cut() -> None:
    assert forms("x" * 1000) == ["x" * MAX_FORM]


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.form == form_of(text[token.start : token.end])
        assert TOKEN.search(text, end) is not None
        end = token.end


@given(st.text())
def test_no_letter_or_digit_is_left_out(text: str) -> None:
    covered = {place for token in tokens(text) for place in range(token.start, token.end)}
    assert all(place in covered for place, c in enumerate(text) if c.isalnum())


@given(st.text())
def test_the_quick_way_gives_the_same(text: str) -> None:
    assert list(forms_and_stems(text)) == [(token.form, token.stem) for token in tokens(text)]


@given(st.text(st.characters(categories=["L", "N"]), max_size=20))
def test_a_form_is_its_own_form_where_it_is_a_word(word: str) -> None:
    form = form_of(word)
    if TOKEN.fullmatch(form):
        assert form_of(form) == form


@given(st.text())
def test_case_and_composition_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert form_of(text.lower()) == form_of(text.lower().casefold())
