"""Hours agreed by department and centre, visit requests, addresses of calendar feeds; what an effort is about."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = {"%sagsbehandling%": "casework", "%misbrug%": "addiction", "%sundhed%": "health"}
"""What an effort is about, as its name tells; an administrator can say it better."""


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("effort", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "casework",
                    "addiction",
                    "health",
                    "other",
                    name="effortkind",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="other",
            )
        )
    effort = sa.table("effort", sa.column("name", sa.String), sa.column("kind", sa.String))
    for name, kind in KINDS.items():
        op.execute(sa.update(effort).where(sa.func.lower(effort.c.name).like(name)).values(kind=kind))
    with op.batch_alter_table("effort", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)

    with op.batch_alter_table("casework_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("moved_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_casework_session_moved_by_id_account"), "account", ["moved_by_id"], ["id"]
        )
    with op.batch_alter_table("session_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("untold_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "session_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes_a_week >= 0 AND minutes_a_week % 15 = 0", name=op.f("ck_session_hours_quarters")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_hours_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_session_hours_department_id_department")
        ),
        sa.ForeignKeyConstraint(["set_by_id"], ["account.id"], name=op.f("fk_session_hours_set_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_hours")),
    )
    with op.batch_alter_table("session_hours", schema=None) as batch_op:
        batch_op.create_index(
            "ix_session_hours_in_force", ["centre_id", "department_id", "from_on", "id"], unique=False
        )

    op.create_table(
        "visit_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effort_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("wished", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_visit_request_answered_by_somebody")
        ),
        sa.CheckConstraint(
            "answered_at IS NOT NULL OR (session_id IS NULL AND reason = '')",
            name=op.f("ck_visit_request_no_answer_before"),
        ),
        sa.CheckConstraint("session_id IS NULL OR reason = ''", name=op.f("ck_visit_request_yes_or_no")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_visit_request_answered_by_id_account")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_visit_request_asked_by_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_visit_request_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_visit_request_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(["effort_id"], ["effort.id"], name=op.f("fk_visit_request_effort_id_effort")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["casework_session.id"],
            name=op.f("fk_visit_request_session_id_casework_session"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_request")),
    )
    with op.batch_alter_table("visit_request", schema=None) as batch_op:
        batch_op.create_index("ix_visit_request_centre", ["centre_id", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_request_answered_at"), ["answered_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_request_session_id"), ["session_id"], unique=False)

    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calendar_address_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_address_token_hash")),
    )
    with op.batch_alter_table("calendar_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_address_account_id"), ["account_id"], unique=False)


def downgrade() -> None:
    """Go down."""
    op.drop_table("calendar_address")
    op.drop_table("visit_request")
    op.drop_table("session_hours")
    with op.batch_alter_table("session_member", schema=None) as batch_op:
        batch_op.drop_column("untold_at")
    with op.batch_alter_table("casework_session", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_casework_session_moved_by_id_account"), type_="foreignkey")
        batch_op.drop_column("moved_by_id")
        batch_op.drop_column("moved_at")
    with op.batch_alter_table("effort", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_effort_effortkind"), type_="check")
        batch_op.drop_column("kind")
