"""Whether any income of a citizen was ever noted stands with the citizen, so that those without are found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; the notes that there are say how it stands."""
    op.add_column("citizen", sa.Column("income_ever_noted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        "UPDATE citizen SET income_ever_noted = "
        "EXISTS (SELECT 1 FROM income_noted WHERE income_noted.citizen_id = citizen.id)"
    )
    op.create_index(
        "ix_citizen_income_never_noted",
        "citizen",
        ["controller_id", "id"],
        unique=False,
        sqlite_where=sa.text("income_ever_noted = 0"),
        postgresql_where=sa.text("NOT income_ever_noted"),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_citizen_income_never_noted", table_name="citizen")
    op.drop_column("citizen", "income_ever_noted")
