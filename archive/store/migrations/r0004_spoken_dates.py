"""The dates that stories speak of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; stories get their dates when their seeds are read again."""
    op.create_table(
        "spoken_dates",
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("dates", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_spoken_dates"),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.story_id"],
            name="fk_spoken_dates_story_id_stories",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
