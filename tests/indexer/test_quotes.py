from __future__ import annotations

from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.model import NameKind
from archive.names.corrections import Action, Correction
from archive.names.mending import make
from archive.search.state import SearchState
from archive.store import Store
from indexer.accounts import StoryAccount, account_of
from indexer.display_accounts import show_account
from indexer.extract.authorities import AuthorityFile
from indexer.pipeline import Indexing
from indexer.recognition import Recognition
from tests.indexer.extract.builders import listing

STORY = " date 2023-04-28 “We sail on Friday,” said Ada Lund. The crews said it was late."
ADA = listing(NameKind.ACTOR, "Ada Lund")


def story_id(store: Store) -> str:
    with store.read() as transaction:
        ((story, _),) = transaction.stories.iterate()
    return story.story_id


@pytest.fixture
def indexed(catalogue: Catalogue, tmp_path: Path) -> Catalogue:
    """An archive of one story, whose speaker is listed."""
    (tmp_path / "story.txt").write_text(STORY)
    Indexing(catalogue, Recognition(AuthorityFile([ADA]), reads_texts=False)).run(
        [tmp_path / "story.txt"]
    )
    return catalogue


def test_a_run_keeps_what_is_said_and_by_whom(indexed: Catalogue) -> None:
    with indexed.store.read() as transaction:
        ((quotes),) = transaction.stories.quotes([story_id(indexed.store)]).values()
        (said,) = transaction.stories.quotes_by("actor", "ada-lund").quotes
    assert [(quote.name, quote.is_direct) for quote in quotes] == [
        ("Ada Lund", True),
        ("The crews", False),
    ]
    assert said.quote == quotes[0]


def test_why_tells_who_says_what_and_how_it_is_known(
    indexed: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    (account,) = account_of(indexed.store, story_id(indexed.store))
    assert isinstance(account, StoryAccount)
    show_account(account)
    lines = [
        line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  says")
    ]
    assert lines == [
        "says Ada Lund: “We sail on Friday,”  (Ada Lund)",
        "says The crews: reported: it was late  (no name)",
    ]


def test_what_is_said_and_who_says_it_is_searched_for(indexed: Catalogue) -> None:
    def total(query_text: str) -> int:
        return indexed.answer(SearchState(query_text)).page.total

    assert total("said:friday speaker:lund") == 1
    assert total('said:"sail late"~20') == 0
    assert total("speaker:crews") == 1
    assert indexed.answer(SearchState("said:friday")).query.warnings == ()


def test_a_speaker_is_found_by_the_name_put_right(indexed: Catalogue) -> None:
    with indexed.store.begin() as transaction:
        ada = ("actor", "ada-lund")
        make(transaction, Correction(Action.RENAME, ada, ada, "Ada Lindqvist"), author="bo")
    indexed.catch_up()
    assert indexed.answer(SearchState("speaker:lindqvist")).page.total == 1
