from __future__ import annotations

from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.search.state import SearchState
from indexer.extract.authorities import AuthorityFile
from indexer.pipeline import Indexing
from indexer.recognition import Recognition

STORY = (
    " date 2023-04-28 The harbour was closed in February last year, and opened on Friday.\n\n"
    "(Photo: the harbour in 2011, J. Writer)\n\n"
    "It was built in the 1890s, and earned most in the second quarter of 2021."
)


def found(catalogue: Catalogue, query_text: str) -> int:
    return catalogue.answer(SearchState.from_pairs([("q", query_text)])).page.total


@pytest.fixture
def indexed(catalogue: Catalogue, tmp_path: Path) -> Catalogue:
    """An archive of one story."""
    (tmp_path / "story.txt").write_text(STORY)
    recognition = Recognition(AuthorityFile(()), reads_texts=False)
    Indexing(catalogue, recognition).run([tmp_path / "story.txt"])
    return catalogue


@pytest.mark.parametrize(
    ("query_text", "stories"),
    [
        ("mentions:2022-02", 1),
        ("mentions:2022", 1),
        ("mentions:2023-04-28", 1),
        ("mentions:1890..1899", 1),
        ("mentions:1890", 0),
        ("mentions:2021-04..2021-06", 1),
        ("mentions:2021", 1),
        ("mentions:2021-05", 0),
        ("mentions:2011", 0),
        ("mentions:2023-02", 0),
    ],
)
def test_a_story_is_found_by_the_dates_it_speaks_of(
    indexed: Catalogue, query_text: str, stories: int
) -> None:
    assert found(indexed, query_text) == stories
    indexed.rebuild()
    assert found(indexed, query_text) == stories
