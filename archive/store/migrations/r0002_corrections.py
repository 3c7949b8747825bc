"""The journal of corrections, and what was decided about suggested merges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = sa.Text()
KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=False),
        sa.Column("target_kind", KEY, nullable=False),
        sa.Column("target_id", KEY, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("target_heading", WORDS, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_corrections"),
    )
    op.create_table(
        "merge_decisions",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("first_id", KEY, nullable=False),
        sa.Column("second_id", KEY, nullable=False),
        sa.Column("decision", KEY, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "first_id", "second_id", name="pk_merge_decisions"),
    )
