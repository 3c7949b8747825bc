"""The one text that each tree has."""

from __future__ import annotations

import pytest

from archive.query.canonical import canonical
from archive.query.nodes import And, Not, Or, Query, Word
from archive.query.parser import parse

A, B, C, D = Word("ant"), Word("bee"), Word("cow"), Word("dog")


@pytest.mark.parametrize(
    ("query_text", "text"),
    [
        ("", ""),
        ("  peace   AND  talks ", "peace talks"),
        ("peace && NOT war", "peace -war"),
        ("peace | war", "peace OR war"),
        ("„cease fire“", '"cease fire"'),
        ('"cease fire"~0', '"cease fire"'),
        ('"cease fire"~05', '"cease fire"~5'),
        ("ZELENSKÝ~1", "zelensky~"),
        ("zelensky~2", "zelensky~2"),
        ("Organi?ation**", "organi?ation*"),
        ("organization:icc language:en", "org:icc lang:en"),
        ("title:(peace OR talks)", "title:peace OR title:talks"),
        ("-title:peace", "-title:peace"),
        ("date:2023-4-1..2023-04-30", "date:2023-04"),
        ("date:>2022", "date:>=2023-01-01"),
        ("mentions:2023-xx", "mentions:2023-XX"),
        ("date:UNDATED", "date:undated"),
    ],
)
def test_a_query_is_written_in_one_way(query_text: str, text: str) -> None:
    assert parse(query_text).canonical == text


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (And((A, Or((B, C)))), "ant (bee OR cow)"),
        (Or((A, And((B, C)))), "ant OR bee AND cow"),
        (Or((A, And((B, Or((C, D)))))), "ant OR bee AND (cow OR dog)"),
        (Not(And((A, B))), "NOT (ant bee)"),
        (And((A, Not(Or((B, C))))), "ant NOT (bee OR cow)"),
        (Or((A, Not(B))), "ant OR -bee"),
    ],
)
def test_brackets_stand_only_where_they_count(tree: Query, text: str) -> None:
    assert canonical(tree) == text
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("tree", "plain"),
    [
        (And((A, And((B, C)))), And((A, B, C))),
        (Or((A, Or((B, C)))), Or((A, B, C))),
        (Or((And((A, And((B, C)))), D)), Or((And((A, B, C)), D))),
        (Not(Not(A)), A),
        (And((A,)), A),
    ],
)
def test_a_tree_that_is_not_flat_reads_back_flat(tree: Query, plain: Query) -> None:
    assert parse(canonical(tree)).tree == plain
