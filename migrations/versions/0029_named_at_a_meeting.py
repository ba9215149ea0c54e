"""A meeting of an activity holds how many came under a name, so that years of them are counted without the names."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("activity_meeting") as table:
        table.add_column(sa.Column("named", sa.Integer(), nullable=False, server_default="0"))
        table.create_check_constraint(op.f("ck_activity_meeting_named_or_none"), "named >= 0")
    op.execute(
        "UPDATE activity_meeting SET named ="
        " (SELECT count(*) FROM activity_attendance WHERE activity_attendance.meeting_id = activity_meeting.id)"
    )
    with op.batch_alter_table("activity_meeting") as table:
        table.alter_column("named", server_default=None)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("activity_meeting") as table:
        table.drop_constraint(op.f("ck_activity_meeting_named_or_none"), type_="check")
        table.drop_column("named")
