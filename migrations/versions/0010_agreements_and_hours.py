"""agreements and hours: mentor agreements, SKP hours, helpers, and what was noted afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "helper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("volunteer", "activation", name="helperkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("helps_with", sa.String(length=500), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_helper_called_something")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_helper_days")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_helper_centre_id_centre")),
        sa.ForeignKeyConstraint(["contact_id"], ["account.id"], name=op.f("fk_helper_contact_id_account")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_helper_recorded_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper")),
    )
    op.create_index(op.f("ix_helper_centre_id"), "helper", ["centre_id"], unique=False)

    op.create_table(
        "mentor_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ck_mentor_agreement_ended_by_somebody")
        ),
        sa.CheckConstraint(
            "minutes_a_week >= 15 AND minutes_a_week % 15 = 0", name=op.f("ck_mentor_agreement_quarters")
        ),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_mentor_agreement_days")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_mentor_agreement_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_mentor_agreement_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_mentor_agreement_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_mentor_agreement_department_id_department")
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_mentor_agreement_ended_by_id_account")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_mentor_agreement_made_by_id_account")),
        sa.ForeignKeyConstraint(["worker_id"], ["account.id"], name=op.f("fk_mentor_agreement_worker_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_agreement")),
    )
    op.create_index(op.f("ix_mentor_agreement_centre_id"), "mentor_agreement", ["centre_id"], unique=False)
    op.create_index(op.f("ix_mentor_agreement_citizen_id"), "mentor_agreement", ["citizen_id"], unique=False)
    op.create_index(op.f("ix_mentor_agreement_worker_id"), "mentor_agreement", ["worker_id"], unique=False)

    op.create_table(
        "skp_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes_a_week >= 0 AND minutes_a_week % 15 = 0", name=op.f("ck_skp_hours_quarters")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_skp_hours_centre_id_centre")),
        sa.ForeignKeyConstraint(["set_by_id"], ["account.id"], name=op.f("fk_skp_hours_set_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skp_hours")),
    )
    op.create_index("ix_skp_hours_in_force", "skp_hours", ["centre_id", "from_on", "id"], unique=False)

    op.create_table(
        "completion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column(
            "lacking",
            sa.Enum("known_before", "income", name="lacking", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("income_noted_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_completion_account_id_account")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_completion_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["income_noted_id"],
            ["income_noted.id"],
            name=op.f("fk_completion_income_noted_id_income_noted"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion")),
    )
    op.create_index(op.f("ix_completion_citizen_id"), "completion", ["citizen_id"], unique=False)
    op.create_index("ix_completion_last", "completion", ["account_id", "id"], unique=False)

    op.create_table(
        "mentor_terms",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["account.id"], name=op.f("fk_mentor_terms_agreed_by_id_account")),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["mentor_agreement.id"],
            name=op.f("fk_mentor_terms_agreement_id_mentor_agreement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_mentor_terms_department_id_department")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["account.id"], name=op.f("fk_mentor_terms_worker_id_account")),
        sa.PrimaryKeyConstraint("agreement_id", "version", name=op.f("pk_mentor_terms")),
    )
    op.create_index(
        "ix_citizen_never_asked",
        "citizen",
        ["controller_id", "id"],
        unique=False,
        sqlite_where=sa.text("known_before IS NULL"),
        postgresql_where=sa.text("known_before IS NULL"),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_citizen_never_asked", table_name="citizen")
    for table in ("mentor_terms", "completion", "skp_hours", "mentor_agreement", "helper"):
        op.drop_table(table)
