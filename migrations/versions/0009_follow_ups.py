"""Follow-ups with their steps, cover for those who are away, and what was handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("covering_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("absent_id <> covering_id", name=op.f("ck_cover_two_people")),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_cover_in_order")),
        sa.ForeignKeyConstraint(["absent_id"], ["account.id"], name=op.f("fk_cover_absent_id_account")),
        sa.ForeignKeyConstraint(["covering_id"], ["account.id"], name=op.f("fk_cover_covering_id_account")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_cover_ended_by_id_account")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_cover_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
    )
    op.create_index("ix_cover_absent", "cover", ["absent_id", "last_on"], unique=False)
    op.create_index("ix_cover_covering", "cover", ["covering_id", "last_on"], unique=False)

    op.create_table(
        "handed_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_handed_over_to_another")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_handed_over_by_id_account")),
        sa.ForeignKeyConstraint(["from_id"], ["account.id"], name=op.f("fk_handed_over_from_id_account")),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name=op.f("fk_handed_over_to_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_over")),
    )
    op.create_index("ix_handed_over_record", "handed_over", ["kind", "record_id"], unique=False)
    op.create_index("ix_handed_over_to", "handed_over", ["to_id", "seen_at"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "done", "not_relevant", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_follow_up_says_something")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_follow_up_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_follow_up_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_follow_up_contact_id_contact"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["controller_id"], ["operator.id"], name=op.f("fk_follow_up_controller_id_operator")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_follow_up_made_by_id_account")),
        sa.ForeignKeyConstraint(["responsible_id"], ["account.id"], name=op.f("fk_follow_up_responsible_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index("ix_follow_up_citizen_id", "follow_up", ["citizen_id"], unique=False)
    op.create_index("ix_follow_up_contact_id", "follow_up", ["contact_id"], unique=False)
    op.create_index("ix_follow_up_of_centre", "follow_up", ["centre_id", "state", "due_on"], unique=False)
    op.create_index("ix_follow_up_of_person", "follow_up", ["responsible_id", "state", "due_on"], unique=False)

    op.create_table(
        "follow_up_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "done",
                "postponed",
                "not_relevant",
                "taken_over",
                "reworded",
                "reopened",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.CheckConstraint("step <> 'not_relevant' OR words <> ''", name=op.f("ck_follow_up_step_a_reason")),
        sa.CheckConstraint(
            "step <> 'postponed' OR to_on IS NOT NULL", name=op.f("ck_follow_up_step_postponed_to_a_day")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_follow_up_step_by_id_account")),
        sa.ForeignKeyConstraint(
            ["follow_up_id"],
            ["follow_up.id"],
            name=op.f("fk_follow_up_step_follow_up_id_follow_up"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name=op.f("fk_follow_up_step_to_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_step")),
    )
    op.create_index("ix_follow_up_step_follow_up_id", "follow_up_step", ["follow_up_id"], unique=False)
    op.create_index("ix_follow_up_step_lately", "follow_up_step", ["by_id", "happened_at"], unique=False)


def downgrade() -> None:
    """Go down."""
    for name in ("follow_up_step", "follow_up", "handed_over", "cover"):
        op.drop_table(name)
