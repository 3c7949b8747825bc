"""What a tree reads as in English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from archive.query.describe import understood
from archive.query.nodes import And, MatchAll, Not, Or, Query, Word
from archive.query.parser import parse
from tests.strategies import plain_queries, queries


@pytest.mark.parametrize(
    ("query_text", "sentence"),
    [
        ("", "all stories"),
        ("peace", "stories with “peace” in any form"),
        ("12-point", "stories with the phrase “12-point”"),
        ('"cease fire"', "stories with the phrase “cease fire”"),
        ('"peace"', "stories with “peace” in any form"),
        (
            '"peace talks"~5',
            "stories with the words “peace talks” in any order with at most 5 words between",
        ),
        (
            '"peace talks"~1',
            "stories with the words “peace talks” in any order with at most 1 word between",
        ),
        ("plan*", "stories with a word beginning with “plan”"),
        ("organi?ation", "stories with a word like “organi?ation”"),
        ("zelensky~", "stories with a word like “zelensky” but for one letter"),
        ("zelensky~2", "stories with a word like “zelensky” but for two letters"),
        ("title:peace", "stories with “peace” in any form in the headline"),
        ("text:peace", "stories with “peace” in any form in the text"),
        ("actor:putin", "stories naming an actor “putin”"),
        ('actor:"v putin"', "stories naming an actor “v putin”"),
        ("actor:put*", "stories naming an actor with a word beginning with “put”"),
        ("org:un", "stories naming an organisation “un”"),
        ("place:kyiv", "stories naming a place “kyiv”"),
        ("source:herald", "stories from a source “herald”"),
        ("author:berg", "stories by an author “berg”"),
        ("lang:en", "stories in the language “en”"),
        ("said:peace", "stories with “peace” in any form in a quotation"),
        ("speaker:xi", "stories quoting a speaker “xi”"),
        ("speaker:put*", "stories quoting a speaker with a word beginning with “put”"),
        ("-said:peace", "stories without “peace” in any form in a quotation"),
        ("-speaker:xi", "stories not quoting a speaker “xi”"),
        ("-peace", "stories without “peace” in any form"),
        ("-actor:putin", "stories not naming an actor “putin”"),
        ("-date:2023", "stories not published in 2023"),
        ("-date:undated", "stories with a known date"),
    ],
)
def test_every_leaf_has_its_words(query_text: str, sentence: str) -> None:
    assert parse(query_text).understood == sentence


@pytest.mark.parametrize(
    ("query_text", "sentence"),
    [
        ("date:2023", "published in 2023"),
        ("date:2023-04", "published in April 2023"),
        ("date:2023-04-28", "published on 28 April 2023"),
        ("date:2023-02..2023-04", "published from February 2023 to April 2023"),
        ("date:2023-02-03..2023-04", "published from 3 February 2023 to April 2023"),
        ("date:>=2023", "published on or after 1 January 2023"),
        ("date:<2023", "published on or before 31 December 2022"),
        ("date:undated", "without a known date"),
        ("date:2023-XX", "published in an unknown month of 2023"),
        ("date:2023-04-XX", "published on an unknown day of April 2023"),
        ("mentions:2022-02", "speaking of February 2022"),
        ("mentions:2022-02-24", "speaking of 24 February 2022"),
        ("mentions:2022..2023", "speaking of a time from January 2022 to December 2023"),
        ("mentions:>=2022", "speaking of a time on or after 1 January 2022"),
        ("mentions:2022-XX", "speaking of 2022 and no month in it"),
        ("mentions:2022-02-XX", "speaking of February 2022 and no day in it"),
    ],
)
def test_every_period_has_its_words(query_text: str, sentence: str) -> None:
    assert parse(query_text).understood == f"stories {sentence}"


@pytest.mark.parametrize(
    ("query_text", "sentence"),
    [
        (
            'peace "cease fire" date:2023-04 -actor:putin',
            "stories with “peace” in any form and the phrase “cease fire”, "
            "published in April 2023, not naming an actor “putin”",
        ),
        (
            "peace talks war",
            "stories with “peace” in any form, “talks” in any form and “war” in any form",
        ),
        ("peace OR war", "stories with either “peace” in any form or “war” in any form"),
        (
            "peace OR talks OR war",
            "stories with either “peace” in any form, “talks” in any form or “war” in any form",
        ),
        (
            "peace OR actor:berg",
            "stories either with “peace” in any form or naming an actor “berg”",
        ),
        (
            "(peace OR war) talks actor:berg",
            "stories with “talks” in any form, naming an actor “berg”, "
            "and with either “peace” in any form or “war” in any form",
        ),
        (
            "peace OR talks war",
            "stories either with “peace” in any form or "
            "with both “talks” in any form and “war” in any form",
        ),
        (
            "peace OR talks war envoy",
            "stories either with “peace” in any form or "
            "with all of “talks” in any form, “war” in any form and “envoy” in any form",
        ),
        (
            "peace OR (war date:2023)",
            "stories either with “peace” in any form or "
            "(with “war” in any form, published in 2023)",
        ),
        (
            "NOT (peace war)",
            "stories other than those with “peace” in any form and “war” in any form",
        ),
        (
            "-(peace war) talks",
            "stories with “talks” in any form, "
            "other than those with “peace” in any form and “war” in any form",
        ),
        (
            "(peace OR war) (talks OR envoy)",
            "stories with either “peace” in any form or “war” in any form, "
            "and with either “talks” in any form or “envoy” in any form",
        ),
    ],
)
def test_joined_parts_are_told_apart(query_text: str, sentence: str) -> None:
    assert parse(query_text).understood == sentence


@pytest.mark.parametrize(
    ("tree", "sentence"),
    [
        (Not(MatchAll()), "stories not of any kind"),
        (Not(Not(Word("war"))), "stories other than those without “war” in any form"),
        (Or((Word("war"),)), "stories with either “war” in any form"),
        (And((And((Word("war"),)),)), "stories with “war” in any form"),
    ],
)
def test_trees_that_no_text_gives_have_words_as_well(tree: Query, sentence: str) -> None:
    assert understood(tree) == sentence


@settings(max_examples=100)
@given(queries())
def test_every_tree_can_be_said(tree: Query) -> None:
    sentence = understood(tree)
    assert sentence.startswith(("stories ", "all stories"))
    assert sentence.count("(") == sentence.count(")")


@settings(max_examples=100)
@given(plain_queries())
def test_no_word_of_a_tree_is_left_unsaid(tree: Query) -> None:
    sentence = understood(tree)
    for leaf in _leaves(tree):
        text = getattr(leaf, "text", "").rstrip("*")
        assert text in sentence


def _leaves(tree: Query) -> list[Query]:
    match tree:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in _leaves(part)]
        case Not(part):
            return _leaves(part)
        case _:
            return [tree]
