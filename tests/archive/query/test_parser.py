"""What each query means, as a table of texts and trees; and that every text means something."""

from __future__ import annotations

from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import example, given, settings

from archive.model import Precision
from archive.query.grammar import MAX_DEPTH, MAX_TERM_LENGTH, MAX_TERMS
from archive.query.lint import WarningCode
from archive.query.nodes import (
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Pattern,
    Phrase,
    Published,
    Query,
    SpeaksOf,
    Word,
)
from archive.query.parser import MAX_LENGTH, ParsedQuery, parse
from archive.query.periods import Period
from tests.strategies import plain_queries, query_texts

PEACE, TALKS, WAR = Word("peace"), Word("talks"), Word("war")
APRIL = Period(date(2023, 4, 1), date(2023, 4, 30))


def understood_without_warning(query_text: str) -> Query:
    parsed = parse(query_text)
    assert parsed.warnings == ()
    return parsed.tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("", MatchAll()),
        (" \t\n ", MatchAll()),
        ("*", MatchAll()),
        ("peace", PEACE),
        ("peace talks", And((PEACE, TALKS))),
        ("  peace\n\ttalks ", And((PEACE, TALKS))),
        ("peace AND talks", And((PEACE, TALKS))),
        ("peace && talks", And((PEACE, TALKS))),
        ("peace&&talks", And((PEACE, TALKS))),
        ("peace OR talks", Or((PEACE, TALKS))),
        ("peace | talks || war", Or((PEACE, TALKS, WAR))),
        ("peace|talks", Or((PEACE, TALKS))),
        ("NOT peace", Not(PEACE)),
        ("-peace", Not(PEACE)),
        ("peace -war", And((PEACE, Not(WAR)))),
        ("peace AND NOT war", And((PEACE, Not(WAR)))),
        ("peace OR -war", Or((PEACE, Not(WAR)))),
        ("(-war)", Not(WAR)),
    ],
)
def test_words_and_operators(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("peace OR talks war", Or((PEACE, And((TALKS, WAR))))),
        ("peace talks OR war", Or((And((PEACE, TALKS)), WAR))),
        ("peace AND talks OR war", Or((And((PEACE, TALKS)), WAR))),
        ("(peace OR talks) war", And((Or((PEACE, TALKS)), WAR))),
        ("NOT peace talks", And((Not(PEACE), TALKS))),
        ("NOT peace OR talks", Or((Not(PEACE), TALKS))),
        ("NOT (peace OR talks)", Not(Or((PEACE, TALKS)))),
        ("-(peace talks)", Not(And((PEACE, TALKS)))),
    ],
)
def test_not_binds_closer_than_and_and_and_closer_than_or(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("(peace)", PEACE),
        ("((peace) (talks))", And((PEACE, TALKS))),
        ("peace (talks war)", And((PEACE, TALKS, WAR))),
        ("peace OR (talks OR war)", Or((PEACE, TALKS, WAR))),
        ("peace peace", PEACE),
        ("peace talks peace", And((PEACE, TALKS))),
        ("peace OR peace", PEACE),
        ("NOT NOT peace", PEACE),
        ("NOT -peace", PEACE),
        ("-(-(peace talks)) war", And((PEACE, TALKS, WAR))),
        ("Peace peace", And((Word("Peace"), PEACE))),
    ],
)
def test_a_tree_is_flat_and_has_nothing_twice(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("and or not", MatchAll()),
        ("andes", Word("andes")),
        ("ORACLE", Word("ORACLE")),
        ("peace And talks", And((PEACE, TALKS))),
        ('"peace AND talks"', Phrase("peace AND talks")),
        ("actor:OR", Word("OR", "actor")),
        ("actor:and", Word("and", "actor")),
    ],
)
def test_operators_are_whole_words_in_capitals(query_text: str, tree: Query) -> None:
    assert parse(query_text).tree == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("the peace", PEACE),
        ("peace the", PEACE),
        ("peace -the", PEACE),
        ("the OR peace", PEACE),
        ("title:the peace", PEACE),
        ("source:the", Word("the", "source")),
        ('"the peace"', Phrase("the peace")),
        ("to-be peace", PEACE),
    ],
)
def test_words_too_common_to_be_indexed_are_ignored(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("12-point", Word("12-point")),
        ("O'Neill", Word("O'Neill")),
        ("O’Neill’s", Word("O’Neill’s")),
        ("U.S.", Word("U.S.")),
        ("U.S.,", Word("U.S.")),
        ("(U.S.)", Word("U.S.")),
        ("AT&T", Word("AT&T")),
        ("3.5", Word("3.5")),
        ("3.5.", Word("3.5")),
        ("peace,", PEACE),
        ("'peace'", PEACE),
        ("peace!", PEACE),
        ("peace?", PEACE),
        ("peace?!", PEACE),
        ("+peace", PEACE),
        ("#peace", PEACE),
        ("--peace", PEACE),
        ("peace-", PEACE),
        ("_peace_", PEACE),
        ("a_b", Word("a_b")),
        ("10:30", Word("10:30")),
        ("peace: talks", And((PEACE, TALKS))),
        ("a@b.example", Word("a@b.example")),
        ("mailto:a@b.example", Word("mailto:a@b.example")),
        ("https://a.example/b?c=d*&e~2", Word("https://a.example/b?c=d*&e~2")),
        ("-https://a.example", Not(Word("https://a.example"))),
        ("HTTP://", Word("HTTP")),
        ("北京", Word("北京")),
        ("Łódź", Word("Łódź")),
        ("cafe\u0301s", Word("cafés")),
        ("peace\x00talks", And((PEACE, TALKS))),
        ("peace\ud800talks", And((PEACE, TALKS))),
        ('peace"talks"', And((PEACE, Phrase("talks")))),
        ('"peace"-based', And((Phrase("peace"), Word("based")))),
        ("peace(talks)war", And((PEACE, TALKS, WAR))),
    ],
)
def test_a_word_is_kept_as_typed_without_what_surrounds_it(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ('"cease fire"', Phrase("cease fire")),
        ("“cease fire”", Phrase("cease fire")),
        ("„cease fire“", Phrase("cease fire")),
        ("«cease fire»", Phrase("cease fire")),
        ("»cease fire«", Phrase("cease fire")),
        ('"cease fire”', Phrase("cease fire")),
        ('" cease\n fire, "', Phrase("cease fire")),
        ('"cease (fire)"', Phrase("cease (fire")),
        ('"peace"', Phrase("peace")),
        ('"cease fire"~5', Phrase("cease fire", 5)),
        ('"cease fire"~0', Phrase("cease fire")),
        ('"cease fire"~100', Phrase("cease fire", 100)),
        ('"cease fire"~007', Phrase("cease fire", 7)),
        ('-"cease fire"', Not(Phrase("cease fire"))),
        ('title:"cease fire"~2', Phrase("cease fire", 2, "title")),
        ('"cease fire" "peace"', And((Phrase("cease fire"), Phrase("peace")))),
    ],
)
def test_phrases(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("negotiat*", Pattern("negotiat*")),
        ("NEGOTIAT*", Pattern("negotiat*")),
        ("organi?ation", Pattern("organi?ation")),
        ("organi?ation?", Pattern("organi?ation")),
        ("neg*ate**", Pattern("neg*ate*")),
        ("Erdoğ*", Pattern("erdog*")),
        ("O'Nei*", Pattern("onei*")),
        ("wom?n’s", Pattern("wom?n")),
        ("pre-filter*", And((Word("pre"), Pattern("filter*")))),
        ("U.S.-back*", And((Word("U.S"), Pattern("back*")))),
        ("filter*-pre", And((Pattern("filter*"), Word("pre")))),
        ("-pre-filter*", Not(And((Word("pre"), Pattern("filter*"))))),
        ("peace OR pre-filter*", Or((PEACE, And((Word("pre"), Pattern("filter*")))))),
        ("title:negotiat*,", Pattern("negotiat*", "title")),
        ("actor:zel*", Pattern("zel*", "actor")),
        ("zelensky~", Fuzzy("zelensky")),
        ("Zelenský~1", Fuzzy("zelensky", 1)),
        ("zelensky~2.", Fuzzy("zelensky", 2)),
        ("actor:zelensky~2", Fuzzy("zelensky", 2, "actor")),
        ("12-point~", And((Word("12"), Fuzzy("point")))),
        ("what?~", Fuzzy("what")),
        ("peace~talks", Word("peace~talks")),
    ],
)
def test_patterns_and_fuzzy_words(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("title:peace", Word("peace", "title")),
        ("text:peace", Word("peace", "text")),
        ("actor:peace", Word("peace", "actor")),
        ("org:peace", Word("peace", "organisation")),
        ("organisation:peace", Word("peace", "organisation")),
        ("organization:peace", Word("peace", "organisation")),
        ("place:peace", Word("peace", "place")),
        ("source:peace", Word("peace", "source")),
        ("author:peace", Word("peace", "author")),
        ("lang:en", Word("en", "language")),
        ("language:en", Word("en", "language")),
        ("Title:peace", Word("peace", "title")),
        ("title: peace", Word("peace", "title")),
        ("'title:peace", Word("peace", "title")),
        ("title:peace talks", And((Word("peace", "title"), TALKS))),
        ("title:(peace talks)", And((Word("peace", "title"), Word("talks", "title")))),
        ("title:(peace OR talks)", Or((Word("peace", "title"), Word("talks", "title")))),
        ("title:(peace text:talks)", And((Word("peace", "title"), Word("talks", "text")))),
        ("title:(peace (talks))", And((Word("peace", "title"), Word("talks", "title")))),
        ("-title:peace", Not(Word("peace", "title"))),
        ("title:-peace", Not(Word("peace", "title"))),
        ("NOT title:(peace)", Not(Word("peace", "title"))),
        ("title:actor:peace", Word("peace", "actor")),
        ("title:10:30", Word("10:30", "title")),
        ("title:https://a.example/?b", Word("https://a.example/?b", "title")),
    ],
)
def test_a_field_stands_before_what_it_applies_to(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


@pytest.mark.parametrize(
    ("query_text", "tree"),
    [
        ("date:2023-04", Published(APRIL)),
        ("date:2023-4", Published(APRIL)),
        ("date: 2023-04,", Published(APRIL)),
        ('date:"2023-04"', Published(APRIL)),
        ("date:2023-04-28", Published(Period(date(2023, 4, 28), date(2023, 4, 28)))),
        ("date:2023-02..2023-04", Published(Period(date(2023, 2, 1), date(2023, 4, 30)))),
        ("date:2023-02 .. 2023-04", Published(Period(date(2023, 2, 1), date(2023, 4, 30)))),
        ("date:>=2023", Published(Period(date(2023, 1, 1), None))),
        ("date:>= 2023", Published(Period(date(2023, 1, 1), None))),
        ("date: >2023", Published(Period(date(2024, 1, 1), None))),
        ("date:<2023.", Published(Period(None, date(2022, 12, 31)))),
        ("date:undated", Published(Period(is_undated=True))),
        (
            "date:2023-XX",
            Published(Period(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR)),
        ),
        ("-date:2023-04", Not(Published(APRIL))),
        ("date:(2023-04 OR undated)", Or((Published(APRIL), Published(Period(is_undated=True))))),
        ("mentions:2023-04", SpeaksOf(APRIL)),
        ("date:2023-04 peace", And((Published(APRIL), PEACE))),
    ],
)
def test_periods(query_text: str, tree: Query) -> None:
    assert understood_without_warning(query_text) == tree


def test_what_is_typed_is_kept() -> None:
    parsed = parse(" peace\ud800 ")
    assert parsed == ParsedQuery(" peace\ud800 ", PEACE, ())
    with pytest.raises(FrozenInstanceError):
        parsed.tree = WAR  # type: ignore[misc]  # that it cannot be done is what is tested


def test_a_parsed_query_says_itself_in_two_ways() -> None:
    parsed = parse("peace AND title:talks")
    assert parsed.canonical == "peace title:talks"
    assert parsed.understood == (
        "stories with “peace” in any form, with “talks” in any form in the headline"
    )


@settings(max_examples=200)
@given(query_texts())
def test_no_text_raises_and_warnings_lie_within_it(query_text: str) -> None:
    parsed = parse(query_text)
    assert parsed.understood
    places = [(warning.start, warning.end) for warning in parsed.warnings]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(query_text) for start, end in places)


@settings(max_examples=200)
@given(query_texts())
@example("date:foo:date:«date:peace")
@example("titel:the")
@example("peace (( talks")
def test_a_repair_mends_its_fault_and_brings_up_no_other(query_text: str) -> None:
    parsed = parse(query_text)
    codes = Counter(warning.code for warning in parsed.warnings)
    for warning in parsed.warnings:
        if warning.repair is not None:
            left = Counter(other.code for other in parse(warning.repair).warnings)
            assert left <= codes - Counter([warning.code])


@settings(max_examples=200)
@given(query_texts())
@example("peace\u0301title:peace")
@example("e\u0301:x")
def test_the_canonical_text_of_any_text_is_a_fixed_point(query_text: str) -> None:
    parsed = parse(query_text)
    assert parse(parsed.canonical) == ParsedQuery(parsed.canonical, parsed.tree)
    assert parse(parsed.canonical).canonical == parsed.canonical


@settings(max_examples=200)
@given(plain_queries())
def test_the_canonical_text_of_any_tree_reads_back(tree: Query) -> None:
    text = ParsedQuery("", tree).canonical
    assert parse(text) == ParsedQuery(text, tree)


def nested(depth: int) -> str:
    """Brackets that all count: an OR in an AND in an OR."""
    return "(peace OR talks " * depth + "war" + ")" * depth


def test_brackets_nest_to_a_depth_and_no_deeper() -> None:
    assert parse(nested(MAX_DEPTH)).warnings == ()
    too_deep = parse(f"{nested(MAX_DEPTH + 1)} envoy")
    (warning,) = too_deep.warnings
    assert warning.code is WarningCode.TOO_DEEP
    assert parse(warning.repair or "").tree == too_deep.tree
    assert parse(too_deep.canonical) == ParsedQuery(too_deep.canonical, too_deep.tree)


def test_a_word_in_parts_is_as_deep_as_brackets() -> None:
    deepest = "(peace OR " * MAX_DEPTH + "talks -pre-filter*" + ")" * MAX_DEPTH
    parsed = parse(deepest)
    assert [warning.code for warning in parsed.warnings] == [WarningCode.TOO_DEEP]
    assert parse(parsed.canonical) == ParsedQuery(parsed.canonical, parsed.tree)


def test_a_query_has_so_many_terms_and_no_more() -> None:
    words = [f"w{number}" for number in range(MAX_TERMS + 5)]
    text = " ".join(words)
    parsed = parse(text)
    (warning,) = parsed.warnings
    assert warning.code is WarningCode.TOO_LONG
    assert text[warning.start : warning.end] == " ".join(words[MAX_TERMS:])
    assert warning.repair == parsed.canonical == " ".join(words[:MAX_TERMS])


def test_a_query_has_so_many_characters_and_no_more() -> None:
    parsed = parse("peace " + "a" * MAX_TERM_LENGTH + " war" * MAX_LENGTH)
    assert parsed.tree == PEACE
    (warning,) = parsed.warnings
    assert (warning.code, warning.start) == (WarningCode.TOO_LONG, 6)
    assert warning.end == len(parsed.query_text)


def test_the_longest_canonical_text_is_read_whole() -> None:
    words = [f"{'b' * 21}{number:03}" for number in range(MAX_TERMS // 2)]
    text = " ".join(f"-(author:{word}|lang:cc{word})" for word in words)
    parsed = parse(text)
    assert parsed.warnings == ()
    assert len(text) < len(parsed.canonical) < MAX_LENGTH
    assert parse(parsed.canonical) == ParsedQuery(parsed.canonical, parsed.tree)


@pytest.mark.parametrize(
    "piece",
    [
        *("(", ")", "((", "(()", "() ", "(x ", "-(x ", '"', '"x', "-", "a-", "~", ".", "& "),
        *("NOT ", "OR ", "a:", "title:", 'foo:"x', "date:>= ", "a*", "abc*-", "abc~5-"),
        *("\ud800", "\x00", "北"),
    ],
    ids=ascii,
)
def test_a_hundred_thousand_characters_of_anything_are_read(piece: str) -> None:
    parsed = parse(piece * (100_000 // len(piece)))
    assert len(parsed.warnings) <= 21
    assert parse(parsed.canonical) == ParsedQuery(parsed.canonical, parsed.tree)
