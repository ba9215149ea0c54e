"""shared tablet: a PIN for one's own locked screen, the last touch, and when the password was last given."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; a session that is open was last touched when it began, as far as is known."""
    op.add_column("account", sa.Column("pin_hash", sa.String(200)))
    op.add_column("sign_in", sa.Column("touched_at", sa.DateTime(timezone=True)))
    op.add_column("sign_in", sa.Column("password_at", sa.DateTime(timezone=True)))
    op.add_column("sign_in", sa.Column("pin_failures", sa.Integer()))
    op.execute("UPDATE sign_in SET touched_at = started_at, pin_failures = 0")
    with op.batch_alter_table("sign_in") as batch:
        batch.alter_column("touched_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch.alter_column("pin_failures", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    """Go down; whoever had a PIN opens their locked screen with the password."""
    with op.batch_alter_table("sign_in") as batch:
        for column in ("pin_failures", "password_at", "touched_at"):
            batch.drop_column(column)
    op.drop_column("account", "pin_hash")
