from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.fields import FACET_NAMES
from archive.search.state import SearchState
from web.addresses import Neighbours, choosing, name_url, search_url, segment, story_url, value_url

VALUES = st.one_of(st.sampled_from(["a", "b", "-", "2023", "2023-04", "2022..2023"]), st.text())
PAIRS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["q", *FACET_NAMES, *(f"not.{n}" for n in FACET_NAMES)]), VALUES),
        st.tuples(st.just("all"), st.sampled_from(FACET_NAMES)),
        st.tuples(st.just("sort"), st.sampled_from(["newest", "oldest"])),
        st.tuples(st.sampled_from(["page", "per"]), st.sampled_from(["2", "50"])),
    ),
    max_size=8,
)


@given(PAIRS, st.sampled_from(FACET_NAMES), VALUES)
def test_quick_addresses_are_those_of_the_state(
    pairs: list[tuple[str, str]], name: str, value: str
) -> None:
    state = SearchState.from_pairs(pairs)
    links = Neighbours(state)

    assert links.choosing(name, value) == search_url(choosing(state, name, value))
    assert links.excluding(name, value) == search_url(state.excluding(name, value))
    assert links.dropping(name, value) == search_url(state.dropping(name, value))


def test_switch_keeps_what_is_chosen() -> None:
    state = SearchState.from_address("actor=a&actor=b&page=3")

    assert (
        Neighbours(state).matching("actor", match_all=True) == "/search?actor=a&actor=b&all=actor"
    )


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("date=2023", "2023-04", "date=2023-04"),
        ("date=2023-04", "2023", "date=2023"),
        ("date=2023-04&date=2023-05", "2023", "date=2023"),
        ("date=2023-04", "2023-05", "date=2023-04&date=2023-05"),
        ("date=2021&date=2023", "2023-04", "date=2021&date=2023-04"),
        ("date=2022..2023", "2023-04", "date=2023-04"),
        ("date=undated", "2023", "date=undated&date=2023"),
        ("date=2023", "undated", "date=2023&date=undated"),
        ("date=%3E%3D2023-01-01", "2023-04", "date=2023-04"),
    ],
)
def test_a_period_takes_the_place_of_those_it_overlaps(before: str, value: str, after: str) -> None:
    assert choosing(SearchState.from_address(before), "date", value).address == after


def test_a_path_holds_any_id() -> None:
    assert segment("a/b?c#d é\udcff") == "a%2Fb%3Fc%23d%20%C3%A9%3F"
    assert story_url("a/b", "q=x") == "/story/a%2Fb?q=x"
    assert name_url("actor", "xi-jinping") == "/actor/xi-jinping"
    assert value_url("source", "News & Views") == "/search?source=News+%26+Views"
