from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.extract.quotes import find_quotes
from tests.indexer.extract.quotes.builders import mentions, said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We go,” Ada Berg said.", [("We go,", "Ada Berg")]),
        ("“We go,” said Ada Berg.", [("We go,", "Ada Berg")]),
        ("“Do we go?” asked Ada Berg.", [("Do we go?", "Ada Berg")]),
        ("‘We go’, Ada Berg said.", [("We go", "Ada Berg")]),
        ("Ada Berg said: “We go.”", [("We go.", "Ada Berg")]),
        ("Ada Berg told reporters in Oslo, “We go.”", [("We go.", "Ada Berg")]),
        ("Ada Berg called it “an outrage”.", [("an outrage", "Ada Berg")]),
        ("Ada Berg was quoted as saying: “We go.”", [("We go.", "Ada Berg")]),
        ("“We go,” the police said.", [("We go,", "the police")]),
    ],
)
def test_words_in_marks_belong_to_the_verb_beside_them(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Berg said the talks would go on.", [("the talks would go on", "Ada Berg")]),
        ("Ada Berg said on Friday that it was over.", [("it was over", "Ada Berg")]),
        ("Ada Berg told reporters the war was over.", [("the war was over", "Ada Berg")]),
        ("Ada Berg told the World Bank that it was over.", [("it was over", "Ada Berg")]),
        ("Ada Berg warned that it was late.", [("it was late", "Ada Berg")]),
        ("The deal is dead, Ada Berg said.", [("The deal is dead", "Ada Berg")]),
        ("The deal is dead, said Ada Berg on Friday.", [("The deal is dead", "Ada Berg")]),
        ("According to the World Bank, prices will rise.", [("prices will rise", "World Bank")]),
        ("Prices will rise, according to the World Bank.", [("Prices will rise", "World Bank")]),
        (
            "Ada Berg said it was over, adding that she was glad.",
            [("it was over", "Ada Berg"), ("she was glad", "Ada Berg")],
        ),
        (
            "Ada Berg said the plan was “mad” and late.",
            [("the plan was “mad” and late", "Ada Berg")],
        ),
    ],
)
def test_words_are_reported_without_marks(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The crew sang “Yesterday”.",
        "The so-called “silent period” begins.",
        "Ada Berg is said to be ill.",
        "Ada Berg was told that it was late.",
        "Ada Berg declined to say what she knew.",
        "Ada Berg said nothing.",
        "It's the party's plan.",
        "Ada Berg asked them to make sure that money was there.",
        "Ada Berg asked them to go so that it was over soon.",
        "In a long speech in Oslo, Ada Berg said on Friday.",
        "Ada Berg, the mayor, and the envoy, Otto Lund, announced the deal in Oslo.",
        "The World Bank raised it, and by more than it had announced, to bring prices down.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "lead",
    [
        " in a report of ninety pages that",
        " soon after the vote that",
        ", without evidence, that",
        " at once that",
    ],
)
def test_when_and_where_it_was_said_is_no_part_of_it(lead: str) -> None:
    assert said(f"Ada Berg said{lead} it was late.") == [("it was late", "Ada Berg")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Berg told Otto Lund during the phone call that it was late.",
        "Ada Berg told reporters during a visit to Oslo that it was late.",
        "Ada Berg waved to the crew and said it was late.",
        "The mayor, Ada Berg, called it mad and said it was late.",
        "Ada Berg, who leads the field, said it was late.",
        "Ada Berg of Norway, the mayor, said it was late.",
        "Ada Berg, head of the firm Hillco, whose crew took part, said it was late.",
        "Ada Berg, who spoke beside Otto Lund, the head of the firm, said it was late.",
        "Ada Berg, N.D., said it was late.",
    ],
)
def test_a_subject_is_found_behind_what_else_is_said_of_it(text: str) -> None:
    assert said(text) == [("it was late", "Ada Berg")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Berg said that was too soon.", [("that was too soon", "Ada Berg")]),
        ("Ada Berg said at least two left.", [("at least two left", "Ada Berg")]),
        ("OSLO, April 28 (Wire) - It is late, Ada Berg said.", [("It is late", "Ada Berg")]),
        ("OSLO -- It is late, Ada Berg said.", [("It is late", "Ada Berg")]),
        ("It is late, Ada Berg said on Friday, a day after it.", [("It is late", "Ada Berg")]),
        ("It is late, the head of the bank, Ada Berg, announced.", [("It is late", "Ada Berg")]),
        ("It is late, a court ruled on Friday.", [("It is late", "a court")]),
        ("The owner, the World Bank, said it was late.", [("it was late", "World Bank")]),
        ("Norway's top court said it was late.", [("it was late", "Norway's top court")]),
        (
            "Ada Berg said it was late but said it was not over.",
            [("it was late", "Ada Berg"), ("it was not over", "Ada Berg")],
        ),
    ],
)
def test_words_begin_and_end_where_they_are_said(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


def test_a_split_quotation_has_one_speaker() -> None:
    text = "“We want peace,” Ada Berg said, “and we want it soon.” “We all do.”"
    assert said(text) == [
        ("We want peace,", "Ada Berg"),
        ("and we want it soon.", "Ada Berg"),
        ("We all do.", "Ada Berg"),
    ]


def test_a_speech_of_several_paragraphs_is_told_at_its_end() -> None:
    text = "“One paragraph.\n\n“And two.\n\n“And three,” said Ada Berg.\n\nOtto Lund left."
    assert said(text) == [
        ("One paragraph.", "Ada Berg"),
        ("And two.", "Ada Berg"),
        ("And three,", "Ada Berg"),
    ]


def test_a_paragraph_of_a_quotation_only_goes_on() -> None:
    text = "“We go,” Ada Berg said.\n\n“We all go.”\n\nOtto Lund left. “It rained on the way.”"
    assert said(text) == [
        ("We go,", "Ada Berg"),
        ("We all go.", "Ada Berg"),
        ("It rained on the way.", ""),
    ]


def test_names_that_are_quoted_are_no_speakers() -> None:
    text = "Ada Berg came. “Mark Hill must go,” she said. “Mark Hill is late,” he said."
    assert said(text)[0] == ("Mark Hill must go,", "Ada Berg")
    assert said(text)[1] == ("Mark Hill is late,", "he")


def test_quotations_stand_in_order_and_within_the_text() -> None:
    text = (
        "“A one,” said Ada Berg. Prices fall fast, according to the World Bank. “So we hope to go.”"
    )
    quotes = find_quotes(text, mentions(text))
    assert list(quotes) == sorted(quotes, key=lambda quote: quote.span)
    assert [quote.is_direct for quote in quotes] == [True, False, True]


_WORDS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "Ada Berg",
        "said",
        "that",
        ",",
        ".",
        "\n\n",
        "he",
        "who",
        "(",
        ")",
        "according to",
        "the",
        "World Bank",
        "told",
        "adding",
        "—",
        "police",
        "\x00",
    ]
)


@pytest.mark.parametrize("text", ["Ada Berg said “", "Ada Berg told us “ \n\nThe rest."])
def test_a_mark_with_nothing_behind_it_opens_nothing(text: str) -> None:
    assert find_quotes(text, mentions(text)) == ()


@given(st.lists(_WORDS, max_size=40).map(" ".join))
@example('police said "')
def test_any_text_can_be_read(text: str) -> None:
    for quote in find_quotes(text, mentions(text)):
        assert 0 <= quote.span[0] < quote.span[1] <= len(text)


@pytest.mark.parametrize("piece", ["“", "said that ", "Ada Berg said, ", "(", "a b c, ", "who "])
def test_a_text_of_one_piece_is_read(piece: str) -> None:
    """What looks back to the start of a sentence must not do so for each of its verbs."""
    text = piece * 40_000
    assert all(quote.span[1] <= len(text) for quote in find_quotes(text, mentions(text)))
