"""How a text is cut."""

from __future__ import annotations

from hypothesis import given, settings

from archive.query.pieces import Kind, Piece, read_pieces
from tests.strategies import query_texts


def test_every_kind_of_piece() -> None:
    text = '(a AND -title:b) OR "c d"~3 | foo:e NOT https://f « '
    assert read_pieces(text) == [
        Piece(Kind.OPEN, "(", 0, 1),
        Piece(Kind.WORD, "a", 1, 2),
        Piece(Kind.AND, "AND", 3, 6),
        Piece(Kind.NOT, "-", 7, 8),
        Piece(Kind.FIELD, "title", 8, 14),
        Piece(Kind.WORD, "b", 14, 15),
        Piece(Kind.CLOSE, ")", 15, 16),
        Piece(Kind.OR, "OR", 17, 19),
        Piece(Kind.QUOTED, "c d", 20, 27, "~3"),
        Piece(Kind.OR, "|", 28, 29),
        Piece(Kind.UNKNOWN, "foo", 30, 34),
        Piece(Kind.WORD, "e", 34, 35),
        Piece(Kind.NOT, "NOT", 36, 39),
        Piece(Kind.URL, "https://f", 40, 49),
        Piece(Kind.QUOTE, "«", 50, 51),
    ]


@settings(max_examples=200)
@given(query_texts())
def test_every_character_but_blanks_is_in_one_piece(text: str) -> None:
    at = 0
    for piece in read_pieces(text):
        assert text[at : piece.start].strip() == ""
        assert piece.start < piece.end
        at = piece.end
    assert text[at:].strip() == ""
