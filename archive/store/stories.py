"""The stories that are kept, with their mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select, update

from archive.errors import ConflictError, NotFoundError
from archive.model import Mention, Quote, SpokenDate, Story
from archive.names.corrections import Pair, Rules
from archive.store.changes import Changes, changed_since, latest_change, next_change
from archive.store.journal import rules_of
from archive.store.mentions import (
    Naming,
    add_mentions,
    counts_by_name,
    distinct_names,
    mentions_of,
    namings_of,
)
from archive.store.quotes import QuotesOfOne, add_quotes, quotes_by, quotes_of
from archive.store.rows import chunks, delete_rows, insert_rows, pages, replace_rows, rows_with
from archive.store.spoken_dates import add_spoken_dates, spoken_dates_of
from archive.store.story_rows import row_of, story_of
from archive.store.tables import deleted_stories, stories

StoryWithMentions = tuple[Story, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class StoryKey:
    """What tells whether a story is the one already kept."""

    story_id: str
    locator: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class StoryHistory:
    """Where a story came from, when it was first kept and when it was last written (UTC)."""

    seed_path: str
    first_seen_at: datetime
    indexed_at: datetime


@dataclass(frozen=True, slots=True)
class Stories:
    """Put, find and delete stories, as part of one transaction."""

    connection: Connection
    now: Callable[[], datetime]

    def put(self, story: Story, mentions: Sequence[Mention] = (), *, seed_path: str = "") -> None:
        """Keep a story and its mentions in place of what was kept under its id."""
        self.put_many(
            [(story, mentions)], seed_paths={story.locator: seed_path} if seed_path else {}
        )

    def put_many(
        self,
        stories_with_mentions: Iterable[tuple[Story, Sequence[Mention]]],
        *,
        seed_paths: Mapping[str, str] | None = None,
        spoken_dates: Mapping[str, Sequence[SpokenDate]] | None = None,
        quotes: Mapping[str, Sequence[Quote]] | None = None,
    ) -> None:
        """Keep many stories at once; raise ConflictError when another has the same locator.

        `seed_paths` gives the seed of a locator; without it, it is what stands before the `#`.
        `spoken_dates` gives the dates that a story speaks of by its id, `quotes` what it quotes.
        """
        batch = {story.story_id: (story, named) for story, named in stories_with_mentions}
        if not batch:
            return
        self._check_locators([story for story, _ in batch.values()])
        rows = self._rows([story for story, _ in batch.values()], seed_paths or {})
        replace_rows(self.connection, stories.c.story_id, rows)
        delete_rows(self.connection, deleted_stories.c.story_id, batch)
        add_mentions(self.connection, ((key, named) for key, (_, named) in batch.items()))
        spoken = {key: (spoken_dates or {}).get(key, ()) for key in batch}
        add_spoken_dates(self.connection, spoken)
        add_quotes(self.connection, {key: (quotes or {}).get(key, ()) for key in batch})

    def get(self, story_id: str) -> Story:
        """Find one story; raise NotFoundError when there is none."""
        return story_of(self._row(story_id))

    def history(self, story_id: str) -> StoryHistory:
        """Say where a story came from and when; raise NotFoundError when there is none."""
        row = self._row(story_id)
        return StoryHistory(row["seed_path"], row["first_seen_at"], row["indexed_at"])

    def mentions(self, story_id: str) -> tuple[Mention, ...]:
        """Find the names in one story."""
        return mentions_of(self.connection, [story_id]).get(story_id, ())

    def spoken_dates(self, story_ids: Iterable[str]) -> dict[str, tuple[SpokenDate, ...]]:
        """Find the dates that stories speak of; one without any is left out."""
        return spoken_dates_of(self.connection, story_ids)

    def quotes(self, story_ids: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
        """Find what stories quote, under the speakers put right; one without any is left out."""
        return quotes_of(self.connection, story_ids)

    def quotes_by(
        self, kind: str, authority_id: str, *, first: int = 0, most: int | None = None
    ) -> QuotesOfOne:
        """Find what is filed under a speaker, newest story first, `most` after the `first`."""
        return quotes_by(self.connection, (str(kind), authority_id), first=first, most=most)

    def get_many(self, story_ids: Iterable[str]) -> dict[str, StoryWithMentions]:
        """Find stories with their mentions; one that is not there is left out."""
        wanted = list(dict.fromkeys(story_ids))
        named = mentions_of(self.connection, wanted)
        rows = rows_with(self.connection, select(stories), stories.c.story_id, wanted)
        return {row["story_id"]: (story_of(row), named.get(row["story_id"], ())) for row in rows}

    def iterate(self) -> Iterator[StoryWithMentions]:
        """Yield every story with its mentions in the order of their ids, a page at a time."""
        for page in pages(self.connection, select(stories), stories.c.story_id):
            named = mentions_of(self.connection, [row["story_id"] for row in page])
            for row in page:
                yield story_of(row), named.get(row["story_id"], ())

    def delete(self, story_id: str) -> None:
        """Take a story out; one that is not there is no error."""
        self.delete_many([story_id])

    def delete_many(self, story_ids: Iterable[str]) -> None:
        """Take stories out with their mentions, and remember that they are gone."""
        query = select(stories.c.story_id)
        found = rows_with(self.connection, query, stories.c.story_id, story_ids)
        gone = [row["story_id"] for row in found]
        if not gone:
            return
        change = next_change(self.connection)
        delete_rows(self.connection, stories.c.story_id, gone)
        tombs = [{"story_id": story_id, "change": change} for story_id in gone]
        insert_rows(self.connection, deleted_stories.c.story_id, tombs)

    def touch(self, story_ids: Iterable[str]) -> None:
        """Count stories as changed, for an index to take them again with their new names."""
        wanted = list(story_ids)
        change = next_change(self.connection) if wanted else 0
        for chunk in chunks(wanted):
            within = stories.c.story_id.in_(chunk)
            self.connection.execute(update(stories).where(within).values(change=change))

    def by_seed(self, path: str) -> tuple[StoryKey, ...]:
        """List what was read from one seed, in the order of the locators."""
        columns = select(stories.c.story_id, stories.c.locator, stories.c.content_hash)
        query = columns.where(stories.c.seed_path == path).order_by(stories.c.locator)
        return tuple(StoryKey(*row) for row in self.connection.execute(query))

    def id_of(self, locator: str) -> str | None:
        """Find the id of the story with a locator; None when there is none."""
        query = select(stories.c.story_id).where(stories.c.locator == locator)
        return self.connection.scalar(query)

    def ids_of(self, locators: Iterable[str]) -> dict[str, str]:
        """Find the ids of stories by their locators; one that is not there is left out."""
        query = select(stories.c.story_id, stories.c.locator)
        rows = rows_with(self.connection, query, stories.c.locator, locators)
        return {row["locator"]: row["story_id"] for row in rows}

    def naming(self, kind: str, authority_id: str) -> tuple[str, ...]:
        """List the ids of the stories that are filed under a record, in order.

        A record that was merged counts as the one that took it in.
        """
        rules = rules_of(self.connection)
        ending = rules.follow((str(kind), authority_id))
        if ending.is_hidden:
            return ()
        found = namings_of(self.connection, rules.sources(ending.pair))
        ids = {n.story_id for n in found if _ends_at(rules, n, ending.pair)}
        return tuple(sorted(ids))

    def namings(self, pairs: Iterable[Pair]) -> tuple[Naming, ...]:
        """List the stories that name records, and by which names, as they were found."""
        return tuple(namings_of(self.connection, pairs))

    def forms(self, kind: str, authority_id: str) -> Counter[str]:
        """Count the stories that are filed under a record by the fullest name in each."""
        rules, pair = rules_of(self.connection), (str(kind), authority_id)
        if not rules.move(pair):
            return Counter(counts_by_name(self.connection, pair))
        found = namings_of(self.connection, rules.sources(pair))
        named = {(n.story_id, n.name) for n in found if _ends_at(rules, n, pair)}
        return Counter(name for _, name in named)

    def names_in(self, story_ids: Iterable[str]) -> set[Pair]:
        """Every record that one of the stories is filed under."""
        found = mentions_of(self.connection, story_ids)
        return {(m.kind.value, m.authority_id) for named in found.values() for m in named}

    def shown(self, kind: str) -> tuple[Pair, ...]:
        """List the records of a kind that at least one story is filed under."""
        rules = rules_of(self.connection)
        endings = [rules.follow(*naming) for naming in distinct_names(self.connection)]
        shown = {ending.pair for ending in endings if not ending.is_hidden}
        return tuple(sorted(pair for pair in shown if pair[0] == str(kind)))

    def count(self) -> int:
        """Count the stories."""
        return self.connection.scalar(select(func.count()).select_from(stories)) or 0

    def latest(self, n: int) -> tuple[Story, ...]:
        """Find the stories published last, newest first; ties go by id, undated ones come last."""
        order = (stories.c.first_day.desc().nulls_last(), stories.c.story_id)
        # Only the index is read to choose them, not every story of the day.
        chosen = select(stories.c.story_id).order_by(*order).limit(n).scalar_subquery()
        query = select(stories).where(stories.c.story_id.in_(chosen)).order_by(*order)
        return tuple(map(story_of, self.connection.execute(query).mappings()))

    def changed_since(self, change: int) -> Changes:
        """List the stories put and deleted after a change."""
        return changed_since(self.connection, change)

    def latest_change(self) -> int:
        """The number of the newest change; 0 before the first."""
        return latest_change(self.connection)

    def _row(self, story_id: str) -> RowMapping:
        query = select(stories).where(stories.c.story_id == story_id)
        row = self.connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"no story {story_id!r} in the archive")
        return row

    def _rows(
        self, batch: Sequence[Story], seed_paths: Mapping[str, str]
    ) -> list[dict[str, object]]:
        change, now = next_change(self.connection), self.now()
        query = select(stories.c.story_id, stories.c.first_seen_at)
        ids = [story.story_id for story in batch]
        known = rows_with(self.connection, query, stories.c.story_id, ids)
        first_seen = {row["story_id"]: row["first_seen_at"] for row in known}
        return [
            row_of(
                story,
                seed_path=seed_paths.get(story.locator) or _seed_path(story.locator),
                first_seen_at=first_seen.get(story.story_id, now),
                indexed_at=now,
                change=change,
            )
            for story in batch
        ]

    def _check_locators(self, batch: Sequence[Story]) -> None:
        query = select(stories.c.story_id, stories.c.locator)
        locators = [story.locator for story in batch]
        kept = rows_with(self.connection, query, stories.c.locator, locators)
        replaced = {story.story_id for story in batch}
        holders = {r["locator"]: r["story_id"] for r in kept if r["story_id"] not in replaced}
        for story in batch:
            holder = holders.setdefault(story.locator, story.story_id)
            if holder != story.story_id:
                raise ConflictError(
                    f"{story.locator}: already kept as story {holder!r}; "
                    f"put it under that id, not {story.story_id!r}, or delete it first"
                )


def _ends_at(rules: Rules, naming: Naming, pair: Pair) -> bool:
    ending = rules.follow(naming.pair, naming.name)
    return ending.pair == pair and not ending.is_hidden


def _seed_path(locator: str) -> str:
    before, mark, _ = locator.rpartition("#")
    return before if mark else locator
