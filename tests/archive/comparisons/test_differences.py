from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.comparisons.differences import MOST_WORDS, Change, Difference, differences

TEXTS = st.lists(
    st.sampled_from(["ferry", "crews", "strike", "at", "dawn.", "peace"]).flatmap(
        lambda word: st.sampled_from([f"{word} ", f"{word}\n\n"])
    ),
    max_size=30,
).map("".join)


def words(found: tuple[Difference, ...], *kinds: Change) -> list[str]:
    return "".join(piece.text for piece in found if piece.change in kinds).split()


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_differences(before: str, after: str) -> None:
    found = differences(before, after)

    assert words(found, Change.SAME, Change.GONE) == before.split()
    assert words(found, Change.SAME, Change.NEW) == after.split()


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.change for piece in differences(text, text)} <= {Change.SAME}


def test_only_the_words_that_changed_are_told() -> None:
    found = differences("One.\n\nThe board met on Monday.", "One.\n\nThe board met on Friday.")

    assert found == (
        Difference("One.\n\nThe board met on ", Change.SAME),
        Difference("Monday.", Change.GONE),
        Difference("Friday.", Change.NEW),
    )


def test_lines_broken_elsewhere_are_no_difference() -> None:
    assert differences("a b\nc", "a b c")[0].change is Change.SAME


def test_a_passage_too_long_to_compare_changes_as_a_whole() -> None:
    before, after = ("word " * MOST_WORDS + end for end in ("one", "two"))

    assert [piece.change for piece in differences(before, after)] == [Change.GONE, Change.NEW]
