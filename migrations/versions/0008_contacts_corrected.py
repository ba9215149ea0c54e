"""What a contact said before it was corrected, where it was moved, and bridges with what became of them (SIV-12)."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "bridge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "destination",
            sa.Enum(
                "casework",
                "addiction",
                "health",
                "jobcentre",
                "benefits",
                "home_support",
                "doctor",
                "housing",
                "another_place",
                name="destination",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("elsewhere", sa.String(length=200), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("planned_at", sa.Time(), nullable=True),
        sa.Column("accompanied", sa.Boolean(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_bridge_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_bridge_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_bridge_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_bridge_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["controller_id"], ["operator.id"], name=op.f("fk_bridge_controller_id_operator")),
        sa.ForeignKeyConstraint(["responsible_id"], ["account.id"], name=op.f("fk_bridge_responsible_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_bridge_contact_id")),
    )
    op.create_index(op.f("ix_bridge_centre"), "bridge", ["centre_id", "recorded_at"])
    op.create_index(op.f("ix_bridge_citizen_id"), "bridge", ["citizen_id"])
    op.create_index(op.f("ix_bridge_responsible_id"), "bridge", ["responsible_id"])

    op.create_table(
        "contact_moved",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("to_citizen_id", sa.Integer(), nullable=True),
        sa.Column("moved_by_id", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_contact_moved_citizen_id_citizen"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_moved_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moved_by_id"], ["account.id"], name=op.f("fk_contact_moved_moved_by_id_account")),
        sa.ForeignKeyConstraint(
            ["to_citizen_id"], ["citizen.id"], name=op.f("fk_contact_moved_to_citizen_id_citizen"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_moved")),
    )
    op.create_index(op.f("ix_contact_moved_citizen_id"), "contact_moved", ["citizen_id"])
    op.create_index(op.f("ix_contact_moved_contact_id"), "contact_moved", ["contact_id"])
    op.create_index(op.f("ix_contact_moved_to_citizen_id"), "contact_moved", ["to_citizen_id"])

    op.create_table(
        "contact_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "outreach",
                "drawing_in",
                "contact_making",
                "quick_intervention",
                "bridging",
                "follow_up",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "place",
            sa.Enum(
                "centre",
                "street",
                "home",
                "hospital",
                "phone",
                "other",
                name="place",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("topics", sa.String(length=400), nullable=False),
        sa.Column("had_note", sa.Boolean(), nullable=False),
        sa.Column("note_changed", sa.Boolean(), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_contact_version_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_version_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["account.id"], name=op.f("fk_contact_version_corrected_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_version")),
        sa.UniqueConstraint("contact_id", "version", name=op.f("uq_contact_version_contact_id_version")),
    )
    op.create_table(
        "bridge_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bridge_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "arrived",
                "did_not_arrive",
                "not_relevant",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bridge_id"], ["bridge.id"], name=op.f("fk_bridge_outcome_bridge_id_bridge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["account.id"], name=op.f("fk_bridge_outcome_noted_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_outcome")),
    )
    op.create_index(op.f("ix_bridge_outcome_bridge_id"), "bridge_outcome", ["bridge_id"])

    op.create_table(
        "note_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_version_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column(
            "information",
            sa.Enum(
                "general",
                "health",
                "addiction",
                "crime",
                name="information",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_note_version_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_note_version_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["contact_version_id"],
            ["contact_version.id"],
            name=op.f("fk_note_version_contact_version_id_contact_version"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_note_version_controller_id_operator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_version")),
        sa.UniqueConstraint("contact_version_id", name=op.f("uq_note_version_contact_version_id")),
    )


def downgrade() -> None:
    """Go down; an index goes with its table."""
    for table in ("note_version", "bridge_outcome", "bridge", "contact_moved", "contact_version"):
        op.drop_table(table)
