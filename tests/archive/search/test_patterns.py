"""What patterns and fuzzy words stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.engines.whoosh_engine.columns.texts import Profiles, pack_profiles
from archive.search.patterns import compile_pattern, is_within


@pytest.mark.parametrize(
    ("pattern", "fitting", "others"),
    [
        ("plan*", ["plan", "plans", "planned"], ["pla", "airplan"]),
        ("organi?ation", ["organisation", "organization"], ["organiation", "organisations"]),
        ("neg*ate*", ["negate", "negotiate", "negotiated"], ["negat"]),
        ("co*o?r", ["colour"], ["color", "colours"]),
        ("a.b*", ["a.bc"], ["aXb"]),
    ],
)
def test_a_pattern_fits_whole_words(pattern: str, fitting: list[str], others: list[str]) -> None:
    compiled = compile_pattern(pattern)
    assert [word for word in (*fitting, *others) if compiled.match(word)] == fitting


def _by_trying(pattern: str, word: str) -> bool:
    """What a pattern means, in the plainest code."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(_by_trying(pattern[1:], word[i:]) for i in range(len(word) + 1))
    return bool(word) and pattern[0] in ("?", word[0]) and _by_trying(pattern[1:], word[1:])


@given(st.text("ab*?", max_size=7), st.text("ab", max_size=7))
def test_a_pattern_means_what_its_letters_mean(pattern: str, word: str) -> None:
    assert bool(compile_pattern(pattern).match(word)) == _by_trying(pattern, word)


def test_many_wildcards_take_no_longer_than_the_word() -> None:
    """With each `.*` tried at every place, ten of them took hours."""
    assert not compile_pattern("abc" + "*a" * 20 + "*b").match("abc" + "a" * 60)


@pytest.mark.parametrize(
    ("word", "other", "distance", "expected"),
    [
        ("peace", "peace", 1, True),
        ("peace", "pease", 1, True),
        ("peace", "peaces", 1, True),
        ("peace", "pece", 1, True),
        ("peace", "paece", 1, True),
        ("peace", "pces", 2, False),
        ("peace", "pesce", 2, True),
        ("peace", "beace", 2, False),
    ],
)
def test_nearness_counts_edits_after_the_first_letter(
    word: str, other: str, distance: int, expected: bool
) -> None:
    assert is_within(word, other, distance) is expected
    assert is_within(other, word, distance) is expected


@given(st.text("abc", min_size=1, max_size=6), st.integers(0, 5))
def test_a_word_without_one_letter_is_near(word: str, place: int) -> None:
    place = 1 + place % len(word)
    assert is_within(word, word[:place] + word[place + 1 :], 1)


@given(st.text("abé", max_size=6), st.text("abé", max_size=6), st.integers(1, 2))
def test_nearness_is_optimal_string_alignment(word: str, other: str, distance: int) -> None:
    expected = word[:1] == other[:1] and _edits(word, other) <= distance
    assert is_within(word, other, distance) is expected


def _edits(word: str, other: str) -> int:
    """Edits by the recursion that defines them."""
    if not word or not other:
        return len(word) + len(other)
    best = min(
        _edits(word[:-1], other) + 1,
        _edits(word, other[:-1]) + 1,
        _edits(word[:-1], other[:-1]) + (word[-1] != other[-1]),
    )
    if len(word) > 1 and len(other) > 1 and word[-2:] == other[-1] + other[-2]:
        best = min(best, _edits(word[:-2], other[:-2]) + 1)
    return best


@given(st.lists(st.text("abcdeé", min_size=1, max_size=6)), st.text("abcdeé", max_size=6))
def test_profiles_lose_no_word_that_is_near(words: list[str], word: str) -> None:
    profiles = Profiles("x", pack_profiles("x", words))
    for edits in (1, 2):
        near = profiles.near(word, edits, range(len(words)))
        assert {n for n, w in enumerate(words) if is_within(word, w, edits)} <= set(near)


def test_letters_of_patterns_are_no_regular_expression() -> None:
    assert not compile_pattern("a+*").match("aa")
