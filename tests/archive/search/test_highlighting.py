"""What is marked in a text, against reading every word of it; and which passage is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.analysis import Token, tokens
from archive.query.nodes import And, Fuzzy, Pattern, Phrase, Query, Word
from archive.search.highlighting import Highlighter
from archive.search.patterns import compile_pattern, is_within

TEXTS = st.lists(
    st.sampled_from(
        "plan plans Planned planning PLANE airplane the a court's O'Neill o’neill neill U.S. us "
        "peace peaces piece Zoë zoe naïve 12.5 12,plan x_plan plan-peace 北京plan İplan . , — \n \t"
        "".split(" ")
    ),
    max_size=14,
).map(" ".join)
LEAVES = st.sampled_from(
    [
        Word("plan"),
        Word("zoe"),
        Word("us"),
        Word("oneill"),
        Word("北"),
        Word("12.5"),
        Word("plan", "title"),
        Word("plan-peace"),
        Phrase("plan peace"),
        Phrase("the plan"),
        Phrase("the a peace"),
        Phrase("peace the plan"),
        Phrase("plan plan"),
        Phrase("plan peace", 3),
        Pattern("plan*"),
        Pattern("pe?ce*"),
        Fuzzy("peace", 1),
        Fuzzy("plan", 2),
    ]
)


@given(st.lists(LEAVES, min_size=1, max_size=3), TEXTS)
def test_marks_are_those_of_reading_every_word(parts: list[Query], text: str) -> None:
    highlighter = Highlighter(parts[0] if len(parts) == 1 else And(tuple(parts)))
    assert set(highlighter.spans(text)) == {span for p in parts for span in _spans(p, text)}


def _spans(leaf: Query, text: str) -> Iterator[tuple[int, int]]:
    """Where a part of a query stands in a text, in the plainest code."""
    words = list(tokens(text))
    match leaf:
        case Pattern(pattern):
            yield from (_span(w) for w in words if compile_pattern(pattern).match(w.form))
        case Fuzzy(word, distance):
            yield from (_span(w) for w in words if is_within(word, w.form, distance))
        case Phrase(asked, slop) if slop:
            stems = {t.stem for t in tokens(asked)}
            yield from (_span(w) for w in words if w.stem in stems)
        case Phrase(asked) | Word(asked) if getattr(leaf, "field", None) != "title":
            stems_asked = [t.stem for t in tokens(asked)]
            for start in range(len(words) - len(stems_asked) + 1):
                held = words[start : start + len(stems_asked)]
                if all(s in ("", w.stem) for s, w in zip(stems_asked, held, strict=True)):
                    yield from map(_span, held)


def _span(word: Token) -> tuple[int, int]:
    return word.start, word.end


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        (Word("plan"), "Plans were planned on an aeroplane.", ["Plans", "planned"]),
        (Word("us"), "The U.S. trusts us.", ["U.S", "us"]),
        (Phrase("the plan"), "A plan, the plan", ["A", "plan", "the", "plan"]),
        (Phrase("plan of peace"), "Plan for peace; plan peace", ["Plan", "for", "peace"]),
        (Word("erdogan"), "Erdoğan’s visit", ["Erdoğan’s"]),
    ],
)
def test_words_are_marked_as_they_are_written(query: Query, text: str, marked: list[str]) -> None:
    spans = Highlighter(query).spans(text)
    assert [text[start:end] for start, end in spans] == marked


def test_the_passage_with_most_of_the_query_is_shown() -> None:
    text = "peace " + "filler words here " * 40 + "a peace plan for all " + "and more words " * 40
    snippet = Highlighter(And((Word("peace"), Word("plan")))).snippet(text)
    assert [part.text for part in snippet.parts if part.is_match] == ["peace", "plan"]
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")


def test_a_text_without_a_match_is_shown_from_its_beginning() -> None:
    assert Highlighter(Word("absent")).snippet("Short text.").text == "Short text."


def test_a_passage_goes_on_where_a_headline_taken_from_the_text_ends() -> None:
    text = "Peace came to the valley on Monday. Talks had gone on for a year."
    highlighter = Highlighter(Word("peace"))

    assert (
        highlighter.snippet(text, "Peace came to the …").text
        == "… valley on Monday. Talks had gone on for a year."
    )
    assert (
        highlighter.snippet(text, "Peace came to the valley on Monday.").text
        == "… Talks had gone on for a year."
    )
    assert highlighter.snippet(text, "Peace at last").text == text


def test_a_text_that_is_its_headline_is_shown_all_the_same() -> None:
    assert Highlighter(Word("peace")).snippet("Peace came.", "Peace came.").text == "Peace came."


def test_what_is_sought_in_quotations_is_marked_in_one_of_them_only() -> None:
    text = "Peace now. “We want peace.” “Talks” on peace talks; “peace talks”."
    quotations = [(text.index("We"), 26), (29, 34), (text.index("peace talks”"), len(text) - 2)]

    def marked(query: Query) -> list[str]:
        spans = Highlighter(query).spans(text, quotations=quotations)
        return [f"{start}:{text[start:end]}" for start, end in spans]

    assert marked(Word("peace", "said")) == ["20:peace", "53:peace"]
    assert marked(Phrase("peace talks", 0, "said")) == ["53:peace", "59:talks"]
    assert marked(And((Word("now"), Word("talks", "said")))) == ["6:now", "29:Talks", "59:talks"]
    assert Highlighter(Word("peace", "said")).spans("Peace", field="title") == []
