from __future__ import annotations

import pytest

from indexer.extract.tense import looks_ahead


@pytest.mark.parametrize(
    ("text", "is_ahead"),
    [
        ("The council will vote on FRIDAY.", True),
        ("The council voted on FRIDAY.", False),
        ("The council is expected to vote on FRIDAY.", True),
        ("The minister said the vote was held on FRIDAY.", False),
        ("The bill must pass by FRIDAY.", True),
        ("They will leave. The council met on FRIDAY.", False),
        ("The council met on FRIDAY. They will leave.", False),
        ("The ministers were expected in town on FRIDAY.", True),
        ("The ministers were in town on FRIDAY.", False),
        ("FRIDAY", False),
    ],
)
def test_the_words_around_a_date_say_where_the_sentence_looks(text: str, is_ahead: bool) -> None:
    start = text.index("FRIDAY")
    assert looks_ahead(text, start, start + len("FRIDAY")) is is_ahead
