"""The tables of the database of record.

The migrations make them; a test proves that both say the same. What has a foreign key goes
when its owner goes. A mention has none on its authority record: the record may come later, or
be taken away, without the story losing its words.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from archive.store.columns import (
    Counts,
    Day,
    Key,
    Moment,
    Names,
    Spans,
    SpokenDates,
    Strings,
    Words,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", Integer, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("arguments", Strings, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("counts", Counts, nullable=False),
    Column("outcome", Words, nullable=False),
)

seeds = Table(
    "seeds",
    metadata,
    Column("path", Key, primary_key=True),
    Column("sha256", Key, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("state", Key, nullable=False),
    Column("reader", Words, nullable=False),
    Column("reader_version", Words, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("indexed_at", Moment, nullable=False),
    Column("run_id", ForeignKey("runs.run_id")),
    Column("reason", Words, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("story_id", Key, primary_key=True),
    Column("locator", Key, nullable=False, unique=True),
    Column("seed_path", Key, nullable=False, index=True),
    Column("content_hash", Key, nullable=False),
    Column("headline", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("first_day", Day),
    Column("last_day", Day),
    Column("precision", Key, nullable=False),
    Column("date_source", Key, nullable=False),
    Column("date_raw", Words, nullable=False),
    Column("is_ambiguous", Boolean, nullable=False),
    Column("asides", Spans, nullable=False),
    Column("source", Words, nullable=False),
    Column("authors", Strings, nullable=False),
    Column("language", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("reader", Words, nullable=False),
    Column("given_names", Names, nullable=False),
    Column("notes", Strings, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("indexed_at", Moment, nullable=False),
    Column("change", BigInteger, nullable=False, index=True),
    Index("ix_stories_published", "first_day", "precision", "story_id"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("story_id", ForeignKey(stories.c.story_id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("authority_id", Key, nullable=False),
    Column("name", Words, nullable=False),
    Column("spans", Spans, nullable=False),
    Column("rule", Words, nullable=False),
    Index(None, "kind", "authority_id"),
    # The mentions of a story lie together; other databases ignore this.
    sqlite_with_rowid=False,
)

spoken_dates = Table(
    "spoken_dates",
    metadata,
    Column("story_id", ForeignKey(stories.c.story_id, ondelete="CASCADE"), primary_key=True),
    Column("dates", SpokenDates, nullable=False),
    sqlite_with_rowid=False,
)

quotes = Table(
    "quotes",
    metadata,
    Column("story_id", ForeignKey(stories.c.story_id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("name", Words, nullable=False),
    Column("kind", Key, nullable=False),
    Column("authority_id", Key, nullable=False),
    Column("is_direct", Boolean, nullable=False),
    Column("rule", Words, nullable=False),
    Index(None, "kind", "authority_id"),
    sqlite_with_rowid=False,
)

deleted_stories = Table(
    "deleted_stories",
    metadata,
    Column("story_id", Key, primary_key=True),
    Column("change", BigInteger, nullable=False, index=True),
)

rejects = Table(
    "rejects",
    metadata,
    Column("locator", Key, primary_key=True),
    Column("seed_path", Key, nullable=False, index=True),
    Column("kind", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("reader", Words, nullable=False),
    Column("run_id", ForeignKey("runs.run_id")),
    Column("since", Moment, nullable=False),
)

authorities = Table(
    "authorities",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("authority_id", Key, primary_key=True),
    Column("heading", Words, nullable=False),
    Column("variants", Strings, nullable=False),
    Column("origin", Key, nullable=False),
    Column("offices", Strings, nullable=False, server_default="[]"),
)

authority_names = Table(
    "authority_names",
    metadata,
    Column("folded", Key, primary_key=True),
    Column("kind", Key, primary_key=True),
    Column("authority_id", Key, primary_key=True),
    ForeignKeyConstraint(
        ["kind", "authority_id"],
        ["authorities.kind", "authorities.authority_id"],
        ondelete="CASCADE",
    ),
    Index(None, "kind", "authority_id"),
    sqlite_with_rowid=False,
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("action", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("authority_id", Key, nullable=False),
    Column("target_kind", Key, nullable=False),
    Column("target_id", Key, nullable=False),
    Column("text", Words, nullable=False),
    Column("target_heading", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("undone_at", Moment),
    Column("undone_by", Words, nullable=False),
)

merge_decisions = Table(
    "merge_decisions",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("first_id", Key, primary_key=True),
    Column("second_id", Key, primary_key=True),
    Column("decision", Key, nullable=False),
    Column("author", Words, nullable=False),
    Column("decided_at", Moment, nullable=False),
)

recognitions = Table(
    "recognitions",
    metadata,
    Column("content_hash", Key, primary_key=True),
    Column("recogniser_version", Key, primary_key=True),
    Column("entities", Text, nullable=False),
)

saved_queries = Table(
    "saved_queries",
    metadata,
    Column("slug", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("query_text", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("total_when_saved", BigInteger, nullable=False),
    Column("change_when_saved", BigInteger, nullable=False),
)

memories = Table(
    "memories",
    metadata,
    Column("slug", Key, primary_key=True),
    Column("found_at", Moment, nullable=False),
    Column("contents", LargeBinary, nullable=False),
)

shares = Table(
    "shares",
    metadata,
    Column("share_id", Key, primary_key=True),
    Column("slug", ForeignKey(saved_queries.c.slug, ondelete="CASCADE"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index(None, "slug"),
)

state = Table(
    "state",
    metadata,
    Column("name", Key, primary_key=True),
    Column("value", Words, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Key, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
