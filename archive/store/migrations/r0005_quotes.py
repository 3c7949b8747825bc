"""What is said in stories, and by whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; stories get their quotations when their seeds are read again."""
    op.create_table(
        "quotes",
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=False),
        sa.Column("is_direct", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "position", name="pk_quotes"),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.story_id"],
            name="fk_quotes_story_id_stories",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_quotes_kind_authority_id", "quotes", ["kind", "authority_id"])
