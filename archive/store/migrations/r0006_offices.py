"""Which offices an actor of the authority file held, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; records get their offices with the next run."""
    op.add_column(
        "authorities", sa.Column("offices", sa.Text(), nullable=False, server_default="[]")
    )
