"""What each fault is called, where it is, and how the query could be written instead."""

from __future__ import annotations

import pytest

from archive.query.faults import MAX_WARNINGS
from archive.query.lint import QueryWarning, WarningCode, mended
from archive.query.parser import parse

Expected = tuple[WarningCode, str, str | None]


def faults(query_text: str) -> list[Expected]:
    """Code, faulty stretch and repair of each warning."""
    return [
        (warning.code, query_text[warning.start : warning.end], warning.repair)
        for warning in parse(query_text).warnings
    ]


@pytest.mark.parametrize(
    ("query_text", "operator", "repair"),
    [
        ("peace AND", "AND", "peace"),
        ("AND peace", "AND", "peace"),
        ("peace OR", "OR", "peace"),
        ("OR peace", "OR", "peace"),
        ("peace |", "|", "peace"),
        ("&&peace", "&&", "peace"),
        ("OR", "OR", ""),
        ("NOT", "NOT", ""),
        ("peace NOT", "NOT", "peace"),
        ("NOT NOT", "NOT NOT", ""),
        ("peace AND OR war", "OR", "peace AND war"),
        ("peace OR AND war", "AND", "peace OR war"),
        ("peace OR OR war", "OR", "peace OR war"),
        ("(OR peace) war", "OR", "(peace) war"),
        ("(peace OR) war", "OR", "(peace) war"),
        ("peace (OR) war", "OR", "peace war"),
        ("peace OR NOT", "NOT", "peace"),
    ],
)
def test_an_operator_with_nothing_to_join(query_text: str, operator: str, repair: str) -> None:
    assert faults(query_text) == [(WarningCode.DROPPED_OPERATOR, operator, repair)]


def test_the_place_of_a_fault_is_told() -> None:
    assert parse("peace OR OR war").warnings == (
        QueryWarning(
            WarningCode.DROPPED_OPERATOR,
            "OR joins nothing here and is ignored",
            9,
            11,
            "peace OR war",
        ),
    )


@pytest.mark.parametrize(
    ("query_text", "repair"),
    [
        ('ferry "strike', 'ferry "strike"'),
        ('"cease fire AND peace', '"cease fire" AND peace'),
        ('"cease fire title:peace', '"cease fire" title:peace'),
        ('("cease fire)', '("cease fire")'),
        ('"cease fire" "peace', '"cease fire" "peace"'),
        ('title:"cease fire', 'title:"cease fire"'),
        ('peace "', "peace"),
        ('" AND', "AND"),
        ('12" record', '12" record"'),
        ('peace "the', "peace the"),
    ],
)
def test_a_quotation_mark_never_closed(query_text: str, repair: str) -> None:
    assert (WarningCode.UNBALANCED_QUOTE, '"', repair) in faults(query_text)


def test_a_repair_closes_a_mark_by_its_own_kind() -> None:
    assert faults("„cease fire") == [(WarningCode.UNBALANCED_QUOTE, "„", "„cease fire“")]
    assert faults("“cease fire") == [(WarningCode.UNBALANCED_QUOTE, "“", "“cease fire”")]


@pytest.mark.parametrize(
    ("query_text", "expected"),
    [
        ("(peace", [("(", "(peace)")]),
        ("peace (", [("(", "peace")]),
        ("peace)", [(")", "peace")]),
        (") peace", [(")", "peace")]),
        ("((peace) war", [("(", "((peace) war)")]),
        ("peace OR )", [(")", "peace")]),
        ("(peace (war", [("(", "(peace (war))"), ("(", "(peace (war))")]),
        ("peace) (war", [(")", "peace (war"), ("(", "peace) (war)")]),
    ],
)
def test_a_bracket_without_its_other_half(query_text: str, expected: list[tuple[str, str]]) -> None:
    found = [fault for fault in faults(query_text) if fault[0] is WarningCode.UNBALANCED_BRACKET]
    assert [(stretch, repair) for _, stretch, repair in found] == expected


@pytest.mark.parametrize(
    ("query_text", "stretch", "repair"),
    [
        ("()", "()", ""),
        ("peace ()", "()", "peace"),
        ("peace (( ) ()) war", "(( ) ())", "peace war"),
        ("peace OR ()", "()", "peace"),
        ("title:() peace", "()", "peace"),
        ("peace -()", "()", "peace"),
    ],
)
def test_brackets_around_nothing(query_text: str, stretch: str, repair: str) -> None:
    assert faults(query_text) == [(WarningCode.EMPTY_BRACKETS, stretch, repair)]


@pytest.mark.parametrize(
    ("query_text", "stretch", "repair"),
    [
        ("titel:peace", "titel:", "title:peace"),
        ("headline:(peace war)", "headline:", "title:(peace war)"),
        ("person:berg", "person:", "actor:berg"),
        ("colour:red peace", "colour:", "colour red peace"),
        ("-colour:red", "colour:", "-(colour red)"),
        ("peace NOT colour:(red) war", "colour:", "peace NOT (colour (red)) war"),
        ("title:colour:red", "colour:", "title:(colour red)"),
        ("published:2023", "published:", "date:2023"),
        ("published:peace", "published:", "published peace"),
        ('colour:"dark red"', "colour:", 'colour "dark red"'),
    ],
)
def test_a_name_that_is_no_field(query_text: str, stretch: str, repair: str) -> None:
    assert faults(query_text) == [(WarningCode.UNKNOWN_FIELD, stretch, repair)]


@pytest.mark.parametrize(
    ("query_text", "canonical"),
    [
        ("colour:red", "colour red"),
        ("-colour:red", "NOT (colour red)"),
        ("peace OR colour:red", "peace OR colour AND red"),
        ("title:colour:red", "title:colour title:red"),
        ("colour:(red OR blue)", "colour (red OR blue)"),
        ("colour:-red", "colour red"),
        ("colour:shade:red", "colour shade red"),
        ("date:colour:red", ""),
    ],
)
def test_a_name_that_is_no_field_is_searched_as_a_word(query_text: str, canonical: str) -> None:
    assert parse(query_text).canonical == canonical


@pytest.mark.parametrize(
    ("query_text", "stretch", "repair"),
    [
        ("date:someday", "date:someday", ""),
        ("date:someday OR peace", "date:someday", "peace"),
        ("peace -date:2023-02-30", "-date:2023-02-30", "peace"),
        ("mentions:undated", "mentions:undated", ""),
        ("date:28/04/2023", "28/04/2023", "date:2023-04-28"),
        ("date:2023/04", "2023/04", "date:2023-04"),
        ("date:04.2023", "04.2023", "date:2023-04"),
        ("date:03/04/2023", "date:03/04/2023", ""),
        ("date:03/03/2023", "03/03/2023", "date:2023-03-03"),
        ("date:2021-2023", "2021-2023", "date:2021-01..2023-12"),
        ("date:[2023-01 TO 2023-03] x", "[2023-01 TO 2023-03]", "date:2023-01..2023-03 x"),
        ("date:(2023 OR someday)", "someday", "date:(2023)"),
        ('date:"28 april" peace', 'date:"28 april"', "peace"),
    ],
)
def test_a_date_that_is_none(query_text: str, stretch: str, repair: str) -> None:
    assert faults(query_text) == [(WarningCode.DATE_NOT_UNDERSTOOD, stretch, repair)]


@pytest.mark.parametrize(
    ("query_text", "stretch", "repair", "canonical"),
    [
        ("ab*", "ab*", "ab", "ab"),
        ("*abc peace", "*abc", "abc peace", "abc peace"),
        ("w?man", "w?man", "w man", "w man"),
        ("-w?man", "w?man", "-(w man)", "NOT (w man)"),
        ("pre-fi*", "pre-fi*", "pre fi", "pre fi"),
        ("peace *", "*", "peace", "peace"),
        ("peace OR **", "**", "peace", "peace"),
        ("北京人*", "北京人*", "北 京 人", "北 京 人"),
        ("*NOT peace", "*NOT", "not peace", "peace"),
        ("ab*~2", "ab*~2", "ab", "ab"),
    ],
)
def test_a_wildcard_without_enough_letters_before_it(
    query_text: str, stretch: str, repair: str, canonical: str
) -> None:
    assert faults(query_text) == [(WarningCode.WILDCARD_TOO_SHORT, stretch, repair)]
    assert parse(query_text).canonical == canonical


@pytest.mark.parametrize(
    ("query_text", "code", "repair", "canonical"),
    [
        ("xi~", WarningCode.FUZZY_TOO_SHORT, "xi", "xi"),
        ("12-xi~2", WarningCode.FUZZY_TOO_SHORT, "12 xi", "12 xi"),
        ("putin~3", WarningCode.FUZZY_OUT_OF_RANGE, "putin~2", "putin~2"),
        ("putin~0", WarningCode.FUZZY_OUT_OF_RANGE, "putin~1", "putin~"),
        ("putin~0.8", WarningCode.FUZZY_OUT_OF_RANGE, "putin~1", "putin~"),
        ("putin~" + "9" * 5000, WarningCode.FUZZY_OUT_OF_RANGE, "putin~2", "putin~2"),
        ("put*~2", WarningCode.FUZZY_WITH_WILDCARD, "put*", "put*"),
        ('"a war"~101', WarningCode.NEAR_OUT_OF_RANGE, '"a war"~100', '"a war"~100'),
        ('"a war"~' + "9" * 5000, WarningCode.NEAR_OUT_OF_RANGE, '"a war"~100', '"a war"~100'),
        ('"a war"~', WarningCode.NEAR_OUT_OF_RANGE, '"a war"~5', '"a war"'),
        ('"a war"~1.5', WarningCode.NEAR_OUT_OF_RANGE, '"a war"~5', '"a war"'),
    ],
    ids=range(11),
)
def test_a_tilde_that_asks_too_much(
    query_text: str, code: WarningCode, repair: str, canonical: str
) -> None:
    assert faults(query_text) == [(code, query_text, repair)]
    assert parse(query_text).canonical == canonical


@pytest.mark.parametrize(
    ("query_text", "stretch", "repair"),
    [
        ("the", "the", None),
        ("and the not", "and the not", None),
        ("title:the", "the", None),
        ('"to be or not to be"', '"to be or not to be"', None),
        ('hamlet "to be or not to be"', '"to be or not to be"', "hamlet"),
        ('hamlet OR -"to be"', '"to be"', "hamlet"),
    ],
)
def test_nothing_but_words_too_common(query_text: str, stretch: str, repair: str | None) -> None:
    found = [fault for fault in faults(query_text) if fault[0] is WarningCode.STOP_WORDS_ONLY]
    assert found == [(WarningCode.STOP_WORDS_ONLY, stretch, repair)]


@pytest.mark.parametrize(
    ("query_text", "stretch", "repair"),
    [
        ("peace & war", "&", "peace war"),
        ("peace -- war", "--", "peace war"),
        ("peace - war", "-", "peace war"),
        ("peace -&", "&", "peace"),
        ("peace OR &", "&", "peace"),
        ("peace (&)", "&", "peace"),
        ('peace ""', '""', "peace"),
        ('peace "&" war', '"&"', "peace war"),
        ("title:& peace", "&", "peace"),
        ("title:", "title:", ""),
        ("peace title: OR war", "title:", "peace OR war"),
        ("peace -title:", "-title:", "peace"),
    ],
)
def test_a_piece_without_words(query_text: str, stretch: str, repair: str) -> None:
    assert faults(query_text) == [(WarningCode.NO_WORDS, stretch, repair)]


@pytest.mark.parametrize(
    ("query_text", "expected"),
    [
        ("peace or war", [("or", "peace OR war")]),
        ("peace not war", [("not", "peace NOT war")]),
        ("(peace) or (war)", [("or", "(peace) OR (war)")]),
        ('"peace"or"war"', [("or", '"peace"OR "war"')]),
        ("peace and war", []),
        ("or peace", []),
        ("peace or", []),
        ("peace OR or", []),
        ('"peace or war"', []),
        ("peace title:or war", []),
    ],
)
def test_a_hint_at_operators_in_small_letters(
    query_text: str, expected: list[tuple[str, str]]
) -> None:
    assert faults(query_text) == [(WarningCode.LOWERCASE_OPERATOR, *hint) for hint in expected]


def test_every_fault_is_told() -> None:
    assert [code for code, _, _ in faults('titel:ab* OR & (date:x "')] == [
        WarningCode.UNKNOWN_FIELD,
        WarningCode.WILDCARD_TOO_SHORT,
        WarningCode.NO_WORDS,
        WarningCode.UNBALANCED_BRACKET,
        WarningCode.DATE_NOT_UNDERSTOOD,
        WarningCode.UNBALANCED_QUOTE,
    ]


def test_so_many_faults_are_told_and_no_more() -> None:
    assert len(parse(") " * 500).warnings) == MAX_WARNINGS


@pytest.mark.parametrize(
    ("query_text", "repairs"),
    [("titel:peace", ["title:peace"]), ("titel:the", [None]), (") " * 500, [None] * MAX_WARNINGS)],
    ids=["title", "the", "brackets"],
)
def test_no_repair_is_proposed_that_leaves_as_many_faults(
    query_text: str, repairs: list[str | None]
) -> None:
    assert [warning.repair for warning in parse(query_text).warnings] == repairs


@pytest.mark.parametrize(
    "query_text",
    ['peace AND x"', "(a titel:b", "the", "ab* x~9 xi~ put*~", '"a b"~ date:x () & or y', ")"],
)
def test_a_message_can_follow_a_colon(query_text: str) -> None:
    for warning in parse(query_text).warnings:
        words = warning.message.removeprefix(query_text[warning.start : warning.end])
        assert not words[0].isupper()
        assert not words.endswith(".")


@pytest.mark.parametrize(
    ("text", "start", "end", "instead", "expected"),
    [
        ("a OR b", 2, 4, "", "a b"),
        ("a(b", 1, 2, "", "a b"),
        ("(& a)", 1, 2, "", "(a)"),
        ("(a &)", 3, 4, "", "(a)"),
        ("&", 0, 1, "", ""),
        ("a b c", 2, 3, "d e", "a d e c"),
        ('a"b"c', 1, 4, "d", "ad c"),
        ("(ab*)", 1, 4, "ab", "(ab)"),
    ],
)
def test_mending(text: str, start: int, end: int, instead: str, expected: str) -> None:
    assert mended(text, start, end, instead) == expected
