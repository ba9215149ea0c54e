"""What happened in the citizens' pool is found by when it happened, so that a period is counted without the others."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

INDEXES = (
    ("activity_expense", "spent_on"),
    ("activity_meeting", "starts_at"),
    ("activity_role", "taken_at"),
    ("activity_step", "noted_on"),
    ("grant_decision", "decided_at"),
    ("pool_entry", "at"),
)


def upgrade() -> None:
    """Go up."""
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def downgrade() -> None:
    """Go down."""
    for table, column in reversed(INDEXES):
        op.drop_index(f"ix_{table}_{column}", table_name=table)
