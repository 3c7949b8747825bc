"""Stories as exports get them, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from archive.exports import Context, ExportedStory
from archive.model import UNDATED, NameKind, PartialDate, Story

CONTEXT = Context("http://archive.test", date(2024, 2, 3))
WRITTEN = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def exported(
    story_id: str = "a",
    *,
    headline: str = "Ferry sails",
    text: str = "The ferry sails again.",
    published: PartialDate = UNDATED,
    source: str = "",
    authors: tuple[str, ...] = (),
    url: str = "",
    language: str = "",
    actors: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    indexed_at: datetime = WRITTEN,
) -> ExportedStory:
    """A story with the names in it."""
    story = Story(
        story_id,
        f"/srv/press/{story_id}.txt",
        headline,
        text,
        published=published,
        source=source,
        authors=authors,
        url=url,
        language=language,
    )
    names = {NameKind.ACTOR: actors, NameKind.ORGANISATION: organisations, NameKind.PLACE: ()}
    return ExportedStory(story, names, indexed_at)
