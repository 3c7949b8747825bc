"""A story as a row, and back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping

from archive.model import DateSource, PartialDate, Precision, Story
from archive.store.damage import reading


def row_of(
    story: Story, *, seed_path: str, first_seen_at: datetime, indexed_at: datetime, change: int
) -> dict[str, object]:
    """Write a story as values for its row."""
    return {
        "story_id": story.story_id,
        "locator": story.locator,
        "seed_path": seed_path,
        "content_hash": story.content_hash,
        "headline": story.headline,
        "text": story.text,
        **_columns_of(story.published),
        "asides": story.asides,
        "source": story.source,
        "authors": story.authors,
        "language": story.language,
        "url": story.url,
        "reader": story.reader,
        "given_names": story.given_names,
        "notes": story.notes,
        "first_seen_at": first_seen_at,
        "indexed_at": indexed_at,
        "change": change,
    }


def story_of(row: RowMapping) -> Story:
    """Read a story from its row; raise DamagedRowError when it is none."""
    with reading(f"story {row['story_id']}"):
        return Story(
            story_id=row["story_id"],
            locator=row["locator"],
            headline=_text(row["headline"]),
            text=_text(row["text"]),
            published=_published(row),
            asides=row["asides"],
            source=_text(row["source"]),
            authors=row["authors"],
            language=_text(row["language"]),
            url=_text(row["url"]),
            reader=row["reader"],
            given_names=row["given_names"],
            notes=row["notes"],
        )


def _text(value: object) -> str:
    """A text as it was written; SQLite gives bytes where a flipped bit says so."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _columns_of(published: PartialDate) -> dict[str, object]:
    return {
        "first_day": published.first_day,
        "last_day": published.last_day,
        "precision": published.precision.value,
        "date_source": published.source.value,
        "date_raw": published.raw,
        "is_ambiguous": published.is_ambiguous,
    }


def _published(row: RowMapping) -> PartialDate:
    return PartialDate(
        row["first_day"],
        row["last_day"],
        Precision(row["precision"]),
        DateSource(row["date_source"]),
        row["date_raw"],
        row["is_ambiguous"],
    )
