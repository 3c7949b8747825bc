"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text()
KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _make_runs_and_seeds()
    _make_stories()
    _make_mentions()
    _make_authorities()
    _make_saved_queries()
    _make_state()


def _make_runs_and_seeds() -> None:
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("arguments", WORDS, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("counts", WORDS, nullable=False),
        sa.Column("outcome", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("run_id", name="pk_runs"),
    )
    op.create_table(
        "seeds",
        sa.Column("path", KEY, nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("reader_version", WORDS, nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("indexed_at", MOMENT, nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("reason", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_seeds"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_seeds_run_id_runs"),
    )
    op.create_table(
        "rejects",
        sa.Column("locator", KEY, nullable=False),
        sa.Column("seed_path", KEY, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("locator", name="pk_rejects"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_rejects_run_id_runs"),
    )
    op.create_index("ix_rejects_seed_path", "rejects", ["seed_path"])


def _make_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("locator", KEY, nullable=False),
        sa.Column("seed_path", KEY, nullable=False),
        sa.Column("content_hash", KEY, nullable=False),
        sa.Column("headline", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("precision", KEY, nullable=False),
        sa.Column("date_source", KEY, nullable=False),
        sa.Column("date_raw", WORDS, nullable=False),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.Column("asides", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("authors", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("given_names", WORDS, nullable=False),
        sa.Column("notes", WORDS, nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("indexed_at", MOMENT, nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_stories"),
        sa.UniqueConstraint("locator", name="uq_stories_locator"),
    )
    op.create_index("ix_stories_seed_path", "stories", ["seed_path"])
    op.create_index("ix_stories_change", "stories", ["change"])
    op.create_index("ix_stories_published", "stories", ["first_day", "precision", "story_id"])
    op.create_table(
        "deleted_stories",
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_deleted_stories"),
    )
    op.create_index("ix_deleted_stories_change", "deleted_stories", ["change"])


def _make_mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("spans", WORDS, nullable=False),
        sa.Column("rule", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "position", name="pk_mentions"),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.story_id"],
            name="fk_mentions_story_id_stories",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mentions_kind_authority_id", "mentions", ["kind", "authority_id"])


def _make_authorities() -> None:
    op.create_table(
        "authorities",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=False),
        sa.Column("heading", WORDS, nullable=False),
        sa.Column("variants", WORDS, nullable=False),
        sa.Column("origin", KEY, nullable=False),
        sa.PrimaryKeyConstraint("kind", "authority_id", name="pk_authorities"),
    )
    op.create_table(
        "authority_names",
        sa.Column("folded", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("folded", "kind", "authority_id", name="pk_authority_names"),
        sa.ForeignKeyConstraint(
            ["kind", "authority_id"],
            ["authorities.kind", "authorities.authority_id"],
            name="fk_authority_names_kind_authority_id_authorities",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_authority_names_kind_authority_id", "authority_names", ["kind", "authority_id"]
    )


def _make_saved_queries() -> None:
    op.create_table(
        "saved_queries",
        sa.Column("slug", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("query_text", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("total_when_saved", sa.BigInteger(), nullable=False),
        sa.Column("change_when_saved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_saved_queries"),
    )


def _make_state() -> None:
    op.create_table(
        "recognitions",
        sa.Column("content_hash", KEY, nullable=False),
        sa.Column("recogniser_version", KEY, nullable=False),
        sa.Column("entities", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("content_hash", "recogniser_version", name="pk_recognitions"),
    )
    op.create_table(
        "state",
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_state"),
    )
    counters = op.create_table(
        "counters",
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.bulk_insert(counters, [{"name": "change", "value": 0}])
