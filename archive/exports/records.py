"""What every export tells of a story, and the stories of a search one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from archive.catalogue import Catalogue
from archive.model import Mention, NameKind, PartialDate, Story
from archive.search.state import SearchState
from archive.store import Transaction
from archive.store.histories import histories_of
from archive.store.rows import chunks

BATCH = 200
"""Stories that are looked up at once."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an export has to know of its surroundings: where the archive is, and what day it is.

    `root` is the address of the archive without a slash at its end, empty where there is none.
    """

    root: str
    accessed_on: date


@dataclass(frozen=True, slots=True)
class ExportedStory:
    """A story as exports tell it: `names` are headings by kind, `indexed_at` is in UTC."""

    story: Story
    names: Mapping[NameKind, tuple[str, ...]]
    indexed_at: datetime
    seed_path: str = ""

    @property
    def story_id(self) -> str:
        """The id of the story."""
        return self.story.story_id

    @property
    def headline(self) -> str:
        """The headline, or words in its place."""
        return self.story.headline or "Untitled story"

    @property
    def published(self) -> PartialDate:
        """When it was published, as far as that is known."""
        return self.story.published

    def permalink(self, context: Context) -> str:
        """The address of the story's page."""
        return f"{context.root}/story/{quote(self.story_id, safe='', errors='replace')}"

    def address(self, context: Context) -> str:
        """Where the story was published, or else its page in the archive."""
        return self.story.url or self.permalink(context)


def every_story(catalogue: Catalogue, state: SearchState) -> Iterator[ExportedStory]:
    """Find every story of a search in its order; the search is done before the first is asked for.

    A story that leaves the archive while the others are given is left out.
    """
    return stories_of(catalogue, catalogue.story_ids(state))


def stories_of(catalogue: Catalogue, story_ids: Sequence[str]) -> Iterator[ExportedStory]:
    """Look up stories a batch at a time; one that is not there any more is left out."""
    for chunk in chunks(story_ids, BATCH):
        with catalogue.store.read() as transaction:
            found = records_of(transaction, chunk)
        yield from found


def records_of(transaction: Transaction, story_ids: Sequence[str]) -> list[ExportedStory]:
    """Look up stories in the order of their ids; one that is not there is left out."""
    stories = transaction.stories.get_many(story_ids)
    histories = histories_of(transaction.stories.connection, stories)
    headings = transaction.authorities.headings(
        (mention.kind, mention.authority_id)
        for _, mentions in stories.values()
        for mention in mentions
    )
    return [
        ExportedStory(
            story,
            _names(mentions, headings),
            histories[story.story_id].indexed_at,
            histories[story.story_id].seed_path,
        )
        for story, mentions in (stories[key] for key in story_ids if key in stories)
    ]


def _names(
    mentions: Iterable[Mention], headings: Mapping[tuple[str, str], str]
) -> dict[NameKind, tuple[str, ...]]:
    """The headings of the names in a story, those that stand there most often first."""
    often_first = sorted(mentions, key=lambda mention: -len(mention.spans))
    found: dict[NameKind, list[str]] = {kind: [] for kind in NameKind}
    for mention in often_first:
        found[mention.kind].append(
            headings.get((mention.kind, mention.authority_id)) or mention.name
        )
    return {kind: tuple(dict.fromkeys(names)) for kind, names in found.items()}
