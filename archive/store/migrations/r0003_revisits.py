"""What saved queries found when they were saved, and the links by which they are shared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "memories",
        sa.Column("slug", KEY, nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("contents", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_memories"),
    )
    op.create_table(
        "shares",
        sa.Column("share_id", KEY, nullable=False),
        sa.Column("slug", KEY, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("share_id", name="pk_shares"),
        sa.ForeignKeyConstraint(
            ["slug"],
            ["saved_queries.slug"],
            name="fk_shares_slug_saved_queries",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_shares_slug", "shares", ["slug"])
