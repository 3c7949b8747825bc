from itertools import islice

import pytest

from tests.benchmarks.corpus import made_stories
from tests.benchmarks.mix import MIX, mixed_queries
from tests.benchmarks.sizes import Size
from tests.benchmarks.stories import BenchStory


def test_stories_come_out_the_same_each_time(stories: list[BenchStory]) -> None:
    assert list(islice(made_stories(len(stories)), 50)) == stories[:50]


def test_smaller_corpus_is_the_beginning_of_a_larger_one(stories: list[BenchStory]) -> None:
    assert list(made_stories(20)) == stories[:20]


def test_mix_is_two_hundred_queries_of_the_kinds_said(stories: list[BenchStory]) -> None:
    kinds = [query.kind for query in mixed_queries(stories)]
    assert {kind: kinds.count(kind) for kind in kinds} == MIX
    assert len(kinds) == 200


def test_queries_come_out_the_same_each_time(stories: list[BenchStory]) -> None:
    assert mixed_queries(stories) == mixed_queries(stories)


def test_size_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(SystemExit, match="write SIZES=20k"):
        Size.of("many")
