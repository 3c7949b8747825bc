"""Accounts of seeds and stories: what became of them, and why they are filed as they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archive.errors import NotFoundError
from archive.model import AuthorityRecord, Mention, Story
from archive.store import RejectRecord, SeedRecord, Store, StoryHistory, Transaction
from indexer.readers.seed import locator_of


@dataclass(frozen=True, slots=True)
class SeedAccount:
    """A seed with the stories that came of it and the records that did not."""

    record: SeedRecord | None
    path: str
    is_on_disk: bool
    stories: tuple[tuple[str, str], ...]
    """Id and locator of each story."""
    rejects: tuple[RejectRecord, ...]


@dataclass(frozen=True, slots=True)
class StoryAccount:
    """A story with where it came from and every name in it, under its heading."""

    story: Story
    history: StoryHistory
    mentions: tuple[tuple[Mention, AuthorityRecord | None], ...]


Account = SeedAccount | StoryAccount


def account_of(store: Store, path_or_id: str) -> list[Account]:
    """Find what a path or the id of a story stands for; nothing when it is neither."""
    with store.read() as transaction:
        try:
            return [_story_account(transaction, path_or_id)]
        except NotFoundError:
            path = locator_of(Path(path_or_id).absolute())
            story_id = transaction.stories.id_of(path)
            account = _seed_account(transaction, path)
            found: list[Account] = [account] if account else []
            return found + ([_story_account(transaction, story_id)] if story_id else [])


def _seed_account(transaction: Transaction, path: str) -> SeedAccount | None:
    record = transaction.seeds.find(path)
    rejects = transaction.rejects.for_path(path)
    if record is None and not rejects:
        return None
    stories = tuple((key.story_id, key.locator) for key in transaction.stories.by_seed(path))
    return SeedAccount(record, path, Path(path).exists(), stories, rejects)


def _story_account(transaction: Transaction, story_id: str) -> StoryAccount:
    story = transaction.stories.get(story_id)
    mentions = transaction.stories.mentions(story_id)
    records = transaction.authorities.get_many((m.kind.value, m.authority_id) for m in mentions)
    named = tuple((m, records.get((m.kind.value, m.authority_id))) for m in mentions)
    return StoryAccount(story, transaction.stories.history(story_id), named)
