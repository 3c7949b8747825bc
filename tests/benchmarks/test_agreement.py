"""Each engine that is installed counts what looking at every story counts."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.benchmarks.agreement import agree, is_comparable
from tests.benchmarks.brute_force import BruteForce
from tests.benchmarks.engines import ENGINES
from tests.benchmarks.mix import mixed_queries
from tests.benchmarks.queries import BenchQuery, Page
from tests.benchmarks.stories import BenchStory

_SLOW = {"whoosh": pytest.mark.slow}
INSTALLED = [
    pytest.param(name, marks=_SLOW.get(name, ()))
    for name, spec in ENGINES.items()
    if not spec.needs or find_spec(spec.needs)
]


@pytest.mark.parametrize("name", INSTALLED)
def test_engine_counts_what_every_story_says(
    name: str, stories: list[BenchStory], tmp_path: Path
) -> None:
    spec = ENGINES[name]
    ENGINES[spec.built_by].load().build(stories, tmp_path)
    peer, reference = spec.load(), BruteForce()
    peer.open(tmp_path)
    reference.build(stories, tmp_path)
    differing = []
    for query in filter(is_comparable, mixed_queries(stories)):
        found, expected = peer.page(query), reference.page(query)
        if not (found and expected and agree(found, expected, query)):
            differing.append(query)
    assert differing == []


def test_pages_differ_in_one_count_of_a_facet() -> None:
    query = BenchQuery("word", words=("harbour",))
    assert not agree(_page(2), _page(3), query)


def test_facet_in_which_something_is_chosen_is_not_compared() -> None:
    query = BenchQuery("word", words=("harbour",), actor="ada")
    assert agree(_page(2), _page(3), query)


def _page(ada: int) -> Page:
    """A page that counts so many stories for one actor."""
    return Page(3, ("a", "b", "c"), actors=(("ada", ada),))
