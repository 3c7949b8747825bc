from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from archive.errors import TokenError
from archive.search.paging import (
    ListPosition,
    list_position,
    list_token,
    position_of,
    search_token,
)
from archive.search.request import Position
from archive.search.state import SearchState

STATE = SearchState.from_address("q=peace&actor=ada&sort=newest")
POSITION = Position("a/b é", date(2023, 4, 28), 2.718281828459045)


@pytest.mark.parametrize("position", [POSITION, Position("a"), Position("\ud800", None, -0.0)])
def test_a_token_stands_for_its_position(position: Position) -> None:
    assert position_of(search_token(STATE, position), [STATE]) == position


def test_a_token_is_the_same_on_every_page_and_for_every_size() -> None:
    token = search_token(STATE, POSITION)
    for other in ("page=7", "per=50", "chart=share"):
        state = SearchState.from_address(f"{STATE.address}&{other}")
        assert search_token(state, POSITION) == token


@pytest.mark.parametrize("other", ["q=peace", "q=peace&actor=ada", "q=peace&actor=bo&sort=newest"])
def test_a_token_of_another_search_is_refused(other: str) -> None:
    with pytest.raises(TokenError, match="another list"):
        position_of(search_token(STATE, POSITION), [SearchState.from_address(other)])


def test_a_token_may_be_of_any_of_some_searches() -> None:
    states = [STATE.asking("war"), STATE]
    assert position_of(search_token(STATE, POSITION), states) == POSITION


def test_every_letter_of_a_token_counts() -> None:
    token = search_token(STATE, POSITION)
    for place, letter in enumerate(token):
        damaged = f"{token[:place]}{'A' if letter != 'A' else 'B'}{token[place + 1 :]}"
        for wrong in (damaged, token[:place], token[:place] + token[place + 1 :]):
            with pytest.raises(TokenError):
                position_of(wrong, [STATE])


@given(st.text(st.characters(codec=None)))
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(TokenError):
        position_of(text, [STATE])


@pytest.mark.parametrize(
    "content",
    [[], None, "a", ["a"], [1, None, 0.0], ["a", "2023-02-30", 0.0], ["a", 5, 0.0], ["a", None]],
)
def test_a_forged_token_is_refused(content: object) -> None:
    forger = URLSafeSerializer("where a list goes on", salt=f"1 {STATE.address}")
    with pytest.raises(TokenError):
        position_of(str(forger.dumps(content)), [STATE])


def test_a_token_of_a_list_stands_for_its_position() -> None:
    position = ListPosition("é", 12)
    assert list_position(list_token("letters", position), "letters") == position


def test_a_token_of_another_list_or_of_a_search_is_refused() -> None:
    of_letters = list_token("letters", ListPosition("a", 1))
    for wrong in (of_letters, search_token(STATE.asking("words"), POSITION), "x", ""):
        with pytest.raises(TokenError):
            list_position(wrong, "words")


@pytest.mark.parametrize("place", [0, -1, 10**9, 10**40])
def test_no_list_goes_on_there(place: int) -> None:
    with pytest.raises(TokenError):
        list_position(list_token("letters", ListPosition("a", place)), "letters")
