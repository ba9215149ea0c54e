"""register: records linked, closed, protected and opened beyond one's own; safety notes; legal grounds."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FROM = date(2026, 1, 1)

# Read second-hand, so each is marked as not checked; an administrator keeps the list (rules R9).
GROUNDS = [
    (
        "Videregive fortrolige oplysninger til en anden myndighed, når det er nødvendigt",
        "Pass on confidential information to another authority where it is necessary",
        "Forvaltningsloven § 28, stk. 2",
    ),
    (
        "Underrette kommunen, når et barn kan have brug for støtte",
        "Notify the municipality when a child may need support",
        "Barnets lov § 133",
    ),
    (
        "Beskytte personens eller en andens liv og helbred",
        "Protect the vital interests of the person or somebody else",
        "Databeskyttelsesforordningen art. 6, stk. 1, litra d, og art. 9, stk. 2, litra c",
    ),
]


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "legal_ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("danish", sa.String(length=300), nullable=False),
        sa.Column("english", sa.String(length=300), nullable=False),
        sa.Column("paragraph", sa.String(length=200), nullable=False),
        sa.Column("is_uncertain", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_ground")),
    )
    op.create_table(
        "citizen_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("brought_known_before", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kept_id <> other_id", name=op.f("ck_citizen_link_two_records")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_citizen_link_author_id_account")),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["citizen.id"], name=op.f("fk_citizen_link_kept_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["citizen.id"], name=op.f("fk_citizen_link_other_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["undone_by_id"], ["account.id"], name=op.f("fk_citizen_link_undone_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen_link")),
    )
    with op.batch_alter_table("citizen_link") as batch:
        batch.create_index(batch.f("ix_citizen_link_kept_id"), ["kept_id"], unique=False)
        batch.create_index(batch.f("ix_citizen_link_other_id"), ["other_id"], unique=False)

    op.create_table(
        "look_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "reason", "consent", "legal_ground", name="basis", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "given",
            sa.Enum(
                "orally", "in_writing", "on_tablet", name="given", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("legal_ground_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(basis = 'consent' AND given IS NOT NULL AND legal_ground_id IS NULL)"
            " OR (basis = 'legal_ground' AND legal_ground_id IS NOT NULL AND given IS NULL)",
            name=op.f("ck_look_up_grounded"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_look_up_account_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_look_up_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["legal_ground_id"], ["legal_ground.id"], name=op.f("fk_look_up_legal_ground_id_legal_ground")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_up")),
    )
    with op.batch_alter_table("look_up") as batch:
        batch.create_index(batch.f("ix_look_up_account_id"), ["account_id"], unique=False)

    op.create_table(
        "protection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_protection_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_protection_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_protection_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_protection_ended_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection")),
    )
    with op.batch_alter_table("protection") as batch:
        batch.create_index(batch.f("ix_protection_citizen_id"), ["citizen_id"], unique=False)

    op.create_table(
        "safety_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_safety_note_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_safety_note_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_safety_note_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["safety_note.id"], name=op.f("fk_safety_note_earlier_id_safety_note"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_safety_note_ended_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_note")),
    )
    with op.batch_alter_table("safety_note") as batch:
        batch.create_index(batch.f("ix_safety_note_citizen_id"), ["citizen_id"], unique=False)

    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column(
            "from_status",
            sa.Enum(
                "open",
                "closed",
                "dead",
                "moved",
                name="from_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "to_status",
            sa.Enum(
                "open",
                "closed",
                "dead",
                "moved",
                name="to_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("is_approximate", sa.Boolean(), nullable=False),
        sa.Column("moved_to", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_status_change_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_status_change_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_status_change_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    with op.batch_alter_table("status_change") as batch:
        batch.create_index(batch.f("ix_status_change_citizen_id"), ["citizen_id"], unique=False)

    op.create_table(
        "linked_centre",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_new", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_linked_centre_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["link_id"], ["citizen_link.id"], name=op.f("fk_linked_centre_link_id_citizen_link"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link_id", "centre_id", name=op.f("pk_linked_centre")),
    )
    op.create_table(
        "linked_record",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=63), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["citizen_link.id"], name=op.f("fk_linked_record_link_id_citizen_link"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link_id", "kind", "record_id", name=op.f("pk_linked_record")),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "shown",
            sa.Enum("record", "protected", name="shown", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "reason", "consent", "legal_ground", name="basis", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("look_up_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_centre_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_opening_account_id_account")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_opening_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["joined_centre_id"], ["centre.id"], name=op.f("fk_opening_joined_centre_id_centre")),
        sa.ForeignKeyConstraint(["look_up_id"], ["look_up.id"], name=op.f("fk_opening_look_up_id_look_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening") as batch:
        batch.create_index("ix_opening_citizen", ["citizen_id", "until"], unique=False)

    with op.batch_alter_table("citizen") as batch:
        batch.add_column(
            sa.Column(
                "status",
                sa.Enum(
                    "open",
                    "closed",
                    "dead",
                    "moved",
                    name="status",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="open",
            )
        )
        batch.add_column(sa.Column("kept_as_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("also_called", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("protected_since", sa.Date(), nullable=True))
        batch.add_column(sa.Column("not_alone_until", sa.Date(), nullable=True))
        batch.create_index(batch.f("ix_citizen_kept_as_id"), ["kept_as_id"], unique=False)
        batch.create_foreign_key(batch.f("fk_citizen_kept_as_id_citizen"), "citizen", ["kept_as_id"], ["id"])
    with op.batch_alter_table("citizen") as batch:
        batch.alter_column("status", server_default=None)
        batch.alter_column("also_called", server_default=None)
    meta = sa.MetaData()
    meta.reflect(op.get_bind(), only=["legal_ground"])
    op.bulk_insert(
        meta.tables["legal_ground"],
        [
            {
                "danish": danish,
                "english": english,
                "paragraph": paragraph,
                "is_uncertain": True,
                "valid_from": FROM,
                "version": 1,
            }
            for danish, english, paragraph in GROUNDS
        ],
    )


def downgrade() -> None:
    """Go down; a record that was linked to another belongs to its centres again, so that it is found."""
    op.execute(
        "INSERT INTO citizen_at_centre (citizen_id, centre_id, since)"
        " SELECT citizen_link.other_id, linked_centre.centre_id, linked_centre.since FROM linked_centre"
        " JOIN citizen_link ON citizen_link.id = linked_centre.link_id WHERE citizen_link.undone_at IS NULL"
    )
    with op.batch_alter_table("citizen") as batch:
        batch.drop_constraint(batch.f("fk_citizen_kept_as_id_citizen"), type_="foreignkey")
        batch.drop_index(batch.f("ix_citizen_kept_as_id"))
        batch.drop_column("not_alone_until")
        batch.drop_column("protected_since")
        batch.drop_column("also_called")
        batch.drop_column("kept_as_id")
        batch.drop_constraint(batch.f("ck_citizen_status"), type_="check")
        batch.drop_column("status")

    with op.batch_alter_table("opening") as batch:
        batch.drop_index("ix_opening_citizen")

    op.drop_table("opening")
    op.drop_table("linked_record")
    op.drop_table("linked_centre")
    with op.batch_alter_table("status_change") as batch:
        batch.drop_index(batch.f("ix_status_change_citizen_id"))

    op.drop_table("status_change")
    with op.batch_alter_table("safety_note") as batch:
        batch.drop_index(batch.f("ix_safety_note_citizen_id"))

    op.drop_table("safety_note")
    with op.batch_alter_table("protection") as batch:
        batch.drop_index(batch.f("ix_protection_citizen_id"))

    op.drop_table("protection")
    with op.batch_alter_table("look_up") as batch:
        batch.drop_index(batch.f("ix_look_up_account_id"))

    op.drop_table("look_up")
    with op.batch_alter_table("citizen_link") as batch:
        batch.drop_index(batch.f("ix_citizen_link_other_id"))
        batch.drop_index(batch.f("ix_citizen_link_kept_id"))

    op.drop_table("citizen_link")
    op.drop_table("legal_ground")
