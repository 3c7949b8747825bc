"""Whether the database is whole: its own check, and names against the texts they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import text

from archive.model import Mention, Story
from archive.store.histories import contents_of
from archive.store.store import Transaction


def database_faults(transaction: Transaction) -> tuple[str, ...]:
    """What SQLite finds wrong with its file, in its words; a server looks after itself."""
    connection = transaction.stories.connection
    if connection.dialect.name != "sqlite":
        return ()
    found = (str(line) for line in connection.scalars(text("PRAGMA integrity_check")))
    return tuple(line for line in found if line != "ok")


_PAGE = 500
"""Stories whose hashes are looked up at once."""


def altered_stories(transaction: Transaction) -> Iterator[str]:
    """The ids of the stories whose words are not those of which the hash was kept."""
    stories = (story for story, _ in transaction.stories.iterate())
    while page := list(islice(stories, _PAGE)):
        ids = [story.story_id for story in page]
        written = contents_of(transaction.stories.connection, ids)
        yield from (s.story_id for s in page if written.get(s.story_id) != s.content_hash)


def misplaced_mentions(story: Story, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """The names that are said to stand where the story has no words."""
    for mention in mentions:
        for start, end in mention.spans:
            if not 0 <= start < end <= len(story.text) or not story.text[start:end].strip():
                yield mention
                break
