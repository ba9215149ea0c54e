"""What a conversation said before it was corrected, and to whom the words of an agreement were given."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

RECURRENCES = ("one_off", "ongoing")
BROUGHT_BY = (
    "self",
    "skp",
    "centre_worker",
    "called_in",
    "hospital",
    "home_support",
    "probation",
    "another_partner",
)
UNSETTLED = ("missing_papers", "another_department", "takes_time", "citizen_thinks", "no_time", "another_reason")
INFORMATION = ("general", "health", "addiction", "crime")


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "conversation_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("recurrence", _one_of(RECURRENCES, "version_recurrence"), nullable=False),
        sa.Column("brought_by", _one_of(BROUGHT_BY, "version_brought_by"), nullable=False),
        sa.Column("centre_worker_present", sa.Boolean(), nullable=False),
        sa.Column("unsettled", _one_of(UNSETTLED, "version_unsettled"), nullable=True),
        sa.Column("unsettled_words", sa.String(length=500), nullable=False),
        sa.Column("topics", sa.String(length=400), nullable=False),
        sa.Column("deeds", sa.String(length=400), nullable=False),
        sa.Column("present", sa.String(length=400), nullable=False),
        sa.Column("had_note", sa.Boolean(), nullable=False),
        sa.Column("note_changed", sa.Boolean(), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_version_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["account.id"], name=op.f("fk_conversation_version_corrected_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_version")),
        sa.UniqueConstraint("conversation_id", "version", name=op.f("uq_conversation_version_conversation_id_version")),
    )
    op.create_table(
        "conversation_note_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("information", _one_of(INFORMATION, "version_information"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["conversation_version.id"],
            name=op.f("fk_conversation_note_version_version_id_conversation_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_note_version")),
        sa.UniqueConstraint("version_id", name=op.f("uq_conversation_note_version_version_id")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text_given_to_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_follow_up_text_given_to_id_account"), "account", ["text_given_to_id"], ["id"]
        )


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_follow_up_text_given_to_id_account"), type_="foreignkey")
        batch_op.drop_column("text_given_to_id")
    op.drop_table("conversation_note_version")
    op.drop_table("conversation_version")
