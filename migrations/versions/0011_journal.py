"""The duty to notify, children at home, what goes to the journal of record, and files that are being read in."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DUTY = {
    "danish": "Er du bekymret for et barn, har du selv pligt til at give besked til kommunen. "
    "Det kan ikke overlades til andre.",
    "english": "If you worry about a child, it is your own duty to tell the municipality. It cannot be left to others.",
    "source": "Barnets lov § 133 (før 1. januar 2024: serviceloven § 153)",
    "valid_from": date(2024, 1, 1),
    "recorded_at": datetime(2024, 1, 1, tzinfo=UTC),
}


def upgrade() -> None:
    """Go up."""
    duty_text = op.create_table(
        "duty_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("danish", sa.String(length=600), nullable=False),
        sa.Column("english", sa.String(length=600), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_duty_text_author_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_text")),
    )
    op.create_table(
        "import_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "staff", "centres", "citizens", name="import_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_import_file_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_file_made_at"), ["made_at"], unique=False)

    op.create_table(
        "notify_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_notify_contact_author_id_account")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_notify_contact_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notify_contact")),
    )
    with op.batch_alter_table("notify_contact", schema=None) as batch_op:
        batch_op.create_index("ix_notify_contact_latest", ["operator_id", "from_on", "id"], unique=False)

    op.create_table(
        "children_noted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("at_home", sa.Boolean(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_children_noted_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_children_noted_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_children_noted_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_children_noted")),
    )
    with op.batch_alter_table("children_noted", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_children_noted_citizen_id"), ["citizen_id"], unique=False)

    op.create_table(
        "journal_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_journal_export_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_journal_export_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_journal_export_controller_id_operator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_export")),
    )
    with op.batch_alter_table("journal_export", schema=None) as batch_op:
        batch_op.create_index("ix_journal_export_centre", ["centre_id", "controller_id", "made_at"], unique=False)

    op.create_table(
        "notification_made",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_notification_made_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_notification_made_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_notification_made_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_made")),
    )
    with op.batch_alter_table("notification_made", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notification_made_citizen_id"), ["citizen_id"], unique=False)

    op.create_table(
        "journal_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("contact_version", sa.Integer(), nullable=False),
        sa.Column("note_version", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("called", sa.String(length=420), nullable=False),
        sa.Column("identified", sa.Boolean(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("topics", sa.String(length=600), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
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
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_journal_item_author_id_account")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_journal_item_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_journal_item_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["journal_export.id"],
            name=op.f("fk_journal_item_export_id_journal_export"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_item")),
        sa.UniqueConstraint("export_id", "contact_id", name=op.f("uq_journal_item_export_id_contact_id")),
    )
    with op.batch_alter_table("journal_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_item_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_item_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_item_export_id"), ["export_id"], unique=False)

    op.create_table(
        "journal_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_journal_mark_author_id_account")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_journal_mark_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_mark")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_journal_mark_contact_id")),
    )
    op.bulk_insert(duty_text, [DUTY])


def downgrade() -> None:
    """Go down."""
    op.drop_table("journal_mark")
    with op.batch_alter_table("journal_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_item_export_id"))
        batch_op.drop_index(batch_op.f("ix_journal_item_contact_id"))
        batch_op.drop_index(batch_op.f("ix_journal_item_citizen_id"))

    op.drop_table("journal_item")
    with op.batch_alter_table("notification_made", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notification_made_citizen_id"))

    op.drop_table("notification_made")
    with op.batch_alter_table("journal_export", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_export_centre")

    op.drop_table("journal_export")
    with op.batch_alter_table("children_noted", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_children_noted_citizen_id"))

    op.drop_table("children_noted")
    with op.batch_alter_table("notify_contact", schema=None) as batch_op:
        batch_op.drop_index("ix_notify_contact_latest")

    op.drop_table("notify_contact")
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_file_made_at"))

    op.drop_table("import_file")
    op.drop_table("duty_text")
