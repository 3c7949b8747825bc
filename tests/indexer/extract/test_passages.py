"""Long texts are cut where it hurts least, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.passages import passages


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [(0, "")]),
        ("short", [(0, "short")]),
        ("One.\n\nTwo.\n\nThree.", [(0, "One.\n\nTwo.\n\n"), (12, "Three.")]),
        ("One line\nand another", [(0, "One line\n"), (9, "and another")]),
        ("It rains. It snows.", [(0, "It rains. "), (10, "It snows.")]),
        ("words and more words", [(0, "words and "), (10, "more words")]),
        ("abcdefghijklmnopq", [(0, "abcdefghijklmn"), (14, "opq")]),
    ],
)
def test_a_text_is_cut_at_its_best_break(text: str, pieces: list[tuple[int, str]]) -> None:
    assert list(passages(text, 14)) == pieces


@given(st.text(alphabet="ab. \n"), st.integers(min_value=1, max_value=9))
def test_the_pieces_are_the_text_and_none_is_too_long(text: str, longest: int) -> None:
    pieces = list(passages(text, longest))

    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, start) for start, piece in pieces)
    assert all(len(piece) <= longest for _, piece in pieces)
