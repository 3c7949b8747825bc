"""Whether the database is whole: its own check, and names against the texts they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def altered_stories(transaction: Transaction, stories: Iterable[Story]) -> set[str]:
    """The ids of those of the stories whose words are not those of which the hash was kept."""
    read = {story.story_id: story.content_hash for story in stories}
    written = contents_of(transaction.stories.connection, read)
    return {story_id for story_id, content in read.items() if written.get(story_id) != content}


def misplaced_mentions(story: Story, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """The names that are said to stand where the story has no words."""
    for mention in mentions:
        for start, end in mention.spans:
            if not 0 <= start < end <= len(story.text) or not story.text[start:end].strip():
                yield mention
                break
