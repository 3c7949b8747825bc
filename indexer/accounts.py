"""Accounts of seeds and stories: what became of them, and why they are filed as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.errors import NotFoundError, SeedError
from archive.model import AuthorityRecord, Mention, Quote, Reject, Story
from archive.store import RejectRecord, SeedRecord, SeedState, Store, StoryHistory, Transaction
from indexer.readers.seed import locator_of
from indexer.seeds import Found, Skipped, find_seeds, read_file, reason_to_skip


class Standing(StrEnum):
    """How a seed on disk stands to what was read of it."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class SeedAccount:
    """A seed with the stories that came of it and the records that did not.

    `standing` looks at the bytes on disk; a seed that was rejected and is the same still is
    REJECTED. `skipped_for` is why a seed is not read.
    """

    record: SeedRecord | None
    path: str
    standing: Standing
    stories: tuple[tuple[str, str], ...] = ()
    """Id and locator of each story."""
    rejects: tuple[RejectRecord, ...] = ()
    skipped_for: str = ""


@dataclass(frozen=True, slots=True)
class FolderAccount:
    """A folder with the paths in it by how they stand."""

    path: str
    paths: Mapping[Standing, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class StoryAccount:
    """A story with where it came from and what it names and quotes.

    Each name has its record.
    """

    story: Story
    history: StoryHistory
    mentions: tuple[tuple[Mention, AuthorityRecord | None], ...]
    quotes: tuple[Quote, ...] = ()


Account = SeedAccount | FolderAccount | StoryAccount


def account_of(store: Store, path_or_id: str) -> list[Account]:
    """Find what a path or the id of a story stands for; nothing when it is neither."""
    with store.read() as transaction:
        try:
            return [_story_account(transaction, path_or_id)]
        except NotFoundError:
            pass
        path = Path(path_or_id).absolute()
        if path.is_dir():
            return [_folder_account(transaction, path)]
        story_id = transaction.stories.id_of(locator_of(path))
        account = _seed_account(transaction, path)
        found: list[Account] = [account] if account else []
        return found + ([_story_account(transaction, story_id)] if story_id else [])


def _seed_account(transaction: Transaction, path: Path) -> SeedAccount | None:
    locator = locator_of(path)
    record = transaction.seeds.find(locator)
    rejects = transaction.rejects.for_path(locator) or _record_rejects(transaction, locator)
    is_on_disk = path.exists()
    if not (record or rejects or is_on_disk):
        return None
    skipped_for = _skipped_for(transaction, path, record)
    if skipped_for and is_on_disk:
        standing = Standing.SKIPPED
    elif record is None and rejects:
        standing = Standing.REJECTED
    else:
        standing = _standing(path, record)
    keys = transaction.stories.by_seed(locator)
    stories = tuple((key.story_id, key.locator) for key in keys)
    return SeedAccount(record, locator, standing, stories, rejects, skipped_for)


def _record_rejects(transaction: Transaction, locator: str) -> tuple[RejectRecord, ...]:
    """The reject of one record in a seed, which is named by what follows a `#`."""
    seed_path = locator.rpartition("#")[0]
    found = transaction.rejects.for_path(seed_path) if seed_path else ()
    return tuple(record for record in found if record.reject.locator == locator)


def _skipped_for(transaction: Transaction, path: Path, record: SeedRecord | None) -> str:
    """Why a path is not read: itself, or a folder that it lies in."""
    if record:
        return record.reason if record.state is SeedState.SKIPPED else ""
    for folder in path.parents:
        above = transaction.seeds.find(locator_of(folder))
        if above and above.state is SeedState.SKIPPED:
            return f"it lies in {above.path}, which is {above.reason}"
    return reason_to_skip(path)


def _standing(path: Path, record: SeedRecord | None) -> Standing:
    if not path.exists():
        return Standing.GONE
    if record is None:
        return Standing.NEW
    if not _is_as_read(path, record):
        return Standing.CHANGED
    return Standing.REJECTED if record.state is SeedState.REJECTED else Standing.UNCHANGED


def _is_as_read(path: Path, record: SeedRecord) -> bool:
    """Whether a seed holds the bytes that were read; sizes first, they are quick to compare."""
    try:
        if record.sha256 and path.stat().st_size != record.size_bytes:
            return False
        return hashlib.sha256(read_file(path).data).hexdigest() == record.sha256
    except (OSError, SeedError):
        # What cannot be read now is as it was if it could not be read then.
        return not record.sha256


def _folder_account(transaction: Transaction, folder: Path) -> FolderAccount:
    paths: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    seen: set[str] = set()
    for item in find_seeds([folder]):
        locator, standing = _found(transaction, item)
        seen.add(locator)
        paths[standing].append(locator)
    known = transaction.seeds.under(locator_of(folder))
    paths[Standing.GONE] = [record.path for record in known if record.path not in seen]
    return FolderAccount(locator_of(folder), {s: tuple(found) for s, found in paths.items()})


def _found(transaction: Transaction, item: Found) -> tuple[str, Standing]:
    if isinstance(item, Skipped):
        return locator_of(item.path), Standing.SKIPPED
    if isinstance(item, Reject):
        return item.locator, Standing.REJECTED
    locator = locator_of(item)
    return locator, _standing(item, transaction.seeds.find(locator))


def _story_account(transaction: Transaction, story_id: str) -> StoryAccount:
    story = transaction.stories.get(story_id)
    mentions = transaction.stories.mentions(story_id)
    records = transaction.authorities.get_many((m.kind.value, m.authority_id) for m in mentions)
    named = tuple((m, records.get((m.kind.value, m.authority_id))) for m in mentions)
    quotes = transaction.stories.quotes([story_id]).get(story_id, ())
    return StoryAccount(story, transaction.stories.history(story_id), named, quotes)
