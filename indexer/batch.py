"""A batch of what was read: given ids and names, and kept in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from archive.model import Mention, Reject, Story
from archive.store import SeedRecord, Store, Transaction
from indexer.extract.pool import Unread
from indexer.extract.quotes import find_quotes
from indexer.extract.spoken_dates import find_spoken_dates
from indexer.recognition import Recognition

ID_LENGTH = 16
UNREAD = "RecogniserError"
"""The kind of a reject whose names could not be recognised."""
StoryWithMentions = tuple[Story, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many stories of a batch were new, changed and the same, and how many went.

    `rejects` are the stories whose names could not be recognised.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSeed:
    """A seed that was read to its end: its record, its rejects and the locators of its stories.

    `locators` is None for a seed that could not be read; the stories that an earlier run read
    from it are then kept.
    """

    record: SeedRecord
    rejects: tuple[Reject, ...] = ()
    locators: frozenset[str] | None = None


@dataclass(slots=True)
class Batch:
    """Stories with the paths of their seeds, and the seeds that ended."""

    stories: list[Story] = field(default_factory=list)
    seeds: list[ReadSeed] = field(default_factory=list)
    characters: int = 0
    unread: dict[str, dict[str, Reject]] = field(default_factory=dict)
    """By seed and locator, what of earlier batches, too, could not be recognised."""
    _seed_of: dict[str, str] = field(default_factory=dict)

    def add(self, seed_path: str, story: Story) -> None:
        """Take a story."""
        self.stories.append(story)
        self.characters += len(story.text)
        self._seed_of[story.locator] = seed_path

    def keep(self, store: Store, recognition: Recognition, reader_version: str) -> Kept:
        """Write the batch into the store; a story that is there just so is left alone."""
        with store.read() as transaction:
            stories = self._with_ids(transaction)
            known = transaction.stories.get_many([story.story_id for story in stories])
            current = self._read_the_same_way(transaction, reader_version)
        news = [
            story
            for story in stories
            if not (
                story.story_id in known
                and known[story.story_id][0] == story
                and self._seed_of[story.locator] in current
            )
        ]
        read, rejects = self._parted(news, recognition.mentions(store, news))
        with store.begin() as transaction:
            self._put(transaction, read, recognition)
            removed = self._finish_seeds(transaction)
        changed = sum(story.story_id in known for story, _ in read)
        return Kept(len(read) - changed, changed, len(stories) - len(news), removed, rejects)

    def _parted(
        self, stories: Sequence[Story], named: Sequence[tuple[Mention, ...] | Unread]
    ) -> tuple[list[StoryWithMentions], tuple[Reject, ...]]:
        """The stories that were read for names, and the rejects that the others become."""
        read: list[StoryWithMentions] = []
        rejects: list[Reject] = []
        for story, names in zip(stories, named, strict=True):
            if isinstance(names, Unread):
                reject = Reject(story.locator, UNREAD, names.reason, story.reader)
                self.unread.setdefault(self._seed_of[story.locator], {})[story.locator] = reject
                rejects.append(reject)
            else:
                read.append((story, names))
        return read, tuple(rejects)

    def _with_ids(self, transaction: Transaction) -> list[Story]:
        """Give each story the id it has, or one born of its content.

        A second story of the same content takes its locator in, so that ids differ.
        """
        taken = transaction.stories.ids_of(story.locator for story in self.stories)
        born = {story.locator: _born_id(story) for story in self.stories}
        used = set(transaction.stories.get_many(born.values())) | set(taken.values())
        numbered = []
        for story in {story.locator: story for story in self.stories}.values():
            story_id = taken.get(story.locator) or born[story.locator]
            if story.locator not in taken and story_id in used:
                story_id = _digest(story.content_hash, story.locator)
            used.add(story_id)
            numbered.append(replace(story, story_id=story_id))
        return numbered

    def _read_the_same_way(self, transaction: Transaction, reader_version: str) -> set[str]:
        """The seeds that were last read by the same reader with the same settings."""
        paths = dict.fromkeys(self._seed_of.values())
        found = {path: transaction.seeds.find(path) for path in paths}
        return {path for path, r in found.items() if r and r.reader_version == reader_version}

    def _put(
        self,
        transaction: Transaction,
        pairs: Sequence[StoryWithMentions],
        recognition: Recognition,
    ) -> None:
        spoken = {s.story_id: find_spoken_dates(s.body, s.published) for s, _ in pairs}
        quotes = {story.story_id: find_quotes(story.body, named) for story, named in pairs}
        transaction.stories.put_many(
            pairs, seed_paths=self._seed_of, spoken_dates=spoken, quotes=quotes
        )
        altered = transaction.authorities.put(recognition.records([named for _, named in pairs]))
        here = {story.story_id for story, _ in pairs}
        others = {
            story_id
            for record in altered
            for story_id in transaction.stories.naming(record.kind, record.authority_id)
        }
        transaction.stories.touch(sorted(others - here))

    def _finish_seeds(self, transaction: Transaction) -> int:
        """Note the seeds that were read to their end, and remove what they no longer hold."""
        removed = 0
        for seed in self.seeds:
            record = seed.record
            unread = self.unread.get(record.path, {})
            rejects = (*seed.rejects, *unread.values())
            transaction.rejects.put(rejects, seed_path=record.path, run_id=record.run_id)
            transaction.seeds.put(record)
            if seed.locators is not None:
                kept = transaction.stories.by_seed(record.path)
                there = seed.locators - unread.keys()
                gone = [key.story_id for key in kept if key.locator not in there]
                transaction.stories.delete_many(gone)
                removed += len(gone)
        return removed


def _born_id(story: Story) -> str:
    return _digest(story.content_hash, story.published.iso)


def _digest(*parts: str) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(joined).hexdigest()[:ID_LENGTH]
