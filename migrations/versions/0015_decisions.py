"""The competence plan, the kinds and legal grounds of decisions, decisions and requests; decisions in the journal."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FROM = date(2026, 1, 1)

# The words, their English, and whether it is a single benefit with an amount.
KINDS = [
    ("Bevilge en enkeltydelse", "Grant a single benefit", True),
    ("Give afslag på en enkeltydelse", "Refuse a single benefit", False),
    ("Aftale en indsats", "Agree on an effort", False),
    ("Koordinere forløbet", "Coordinate the course", False),
    ("Bevilge støtte i hverdagen", "Grant support in everyday life", False),
]

# Read second-hand, so each is marked as not checked; an administrator keeps the list.
GROUNDS = [
    ("Aktivloven § 81", "Rimeligt begrundede enkeltudgifter", "Reasonable single expenses"),
    ("Aktivloven § 82", "Sygebehandling, medicin og lignende", "Treatment, medicine and the like"),
    ("Aktivloven § 82 a", "Nødvendig tandpleje", "Necessary dental care"),
    ("Aktivloven § 83", "Udgifter til samvær med egne børn", "Expenses for time with one's own children"),
    ("Aktivloven § 85", "Udgifter til flytning", "Expenses for moving house"),
    ("Serviceloven § 82 b", "Støtte i en kort periode, højst 6 måneder", "Support for a short time, at most 6 months"),
    ("Serviceloven § 85", "Socialpædagogisk støtte (bostøtte)", "Social and educational support at home"),
    ("Serviceloven § 99", "Støtte- og kontaktperson", "Support and contact person"),
    ("Serviceloven § 101", "Behandling for stofmisbrug", "Treatment for drug addiction"),
    ("Sundhedsloven § 141", "Behandling for alkoholmisbrug", "Treatment for alcohol addiction"),
    ("Lov om en aktiv beskæftigelsesindsats § 167", "Mentorstøtte", "Mentor support"),
]


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "decision_ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.String(length=200), nullable=False),
        sa.Column("danish", sa.String(length=300), nullable=False),
        sa.Column("english", sa.String(length=300), nullable=False),
        sa.Column("is_uncertain", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_ground")),
    )
    op.create_table(
        "decision_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("danish", sa.String(length=200), nullable=False),
        sa.Column("english", sa.String(length=200), nullable=False),
        sa.Column("is_benefit", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_kind")),
    )
    op.create_table(
        "competence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_competence_department_id_department")
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_competence_ended_by_id_account")),
        sa.ForeignKeyConstraint(["kind_id"], ["decision_kind.id"], name=op.f("fk_competence_kind_id_decision_kind")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_competence_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence")),
    )
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.create_index("ix_competence_of_kind", ["kind_id", "department_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("ground_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("(replaces_id IS NULL) = (reason = '')", name=op.f("ck_decision_replaces_with_a_reason")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_decision_says_something")),
        sa.CheckConstraint("amount IS NULL OR amount > 0", name=op.f("ck_decision_some_money")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_decision_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_decision_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["controller_id"], ["operator.id"], name=op.f("fk_decision_controller_id_operator")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_decision_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_decision_decided_by_id_account")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_decision_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["ground_id"], ["decision_ground.id"], name=op.f("fk_decision_ground_id_decision_ground")
        ),
        sa.ForeignKeyConstraint(["kind_id"], ["decision_kind.id"], name=op.f("fk_decision_kind_id_decision_kind")),
        sa.ForeignKeyConstraint(["replaces_id"], ["decision.id"], name=op.f("fk_decision_replaces_id_decision")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["casework_session.id"],
            name=op.f("fk_decision_session_id_casework_session"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_decision_replaces_id")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index("ix_decision_figures", ["decided_at", "department_id", "kind_id"], unique=False)

    op.create_table(
        "decision_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "returned",
                "decided",
                "closed",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decision_id IS NULL OR state = 'decided'", name=op.f("ck_decision_request_decided_by_a_decision")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_decision_request_says_something")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_decision_request_asked_by_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_decision_request_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_decision_request_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_decision_request_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_decision_request_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_request_decision_id_decision"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["decision_kind.id"], name=op.f("fk_decision_request_kind_id_decision_kind")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["account.id"], name=op.f("fk_decision_request_responsible_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_request")),
    )
    with op.batch_alter_table("decision_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_request_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index("ix_decision_request_of_person", ["responsible_id", "state"], unique=False)

    op.create_table(
        "decision_request_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "passed_on",
                "returned",
                "decided",
                "seen",
                name="requeststep",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "step <> 'returned' OR words <> ''", name=op.f("ck_decision_request_step_returned_with_words")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_decision_request_step_by_id_account")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["decision_request.id"],
            name=op.f("fk_decision_request_step_request_id_decision_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name=op.f("fk_decision_request_step_to_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_request_step")),
    )
    with op.batch_alter_table("decision_request_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_request_step_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("journal_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decision_id", sa.Integer(), nullable=True))
        batch_op.alter_column("contact_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_index(batch_op.f("ix_journal_item_decision_id"), ["decision_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_journal_item_export_id_decision_id"), ["export_id", "decision_id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_journal_item_of_one_record"), "(contact_id IS NULL) <> (decision_id IS NULL)"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_journal_item_decision_id_decision"),
            "decision",
            ["decision_id"],
            ["id"],
            ondelete="CASCADE",
        )

    meta = sa.MetaData()
    meta.reflect(op.get_bind(), only=["decision_kind", "decision_ground"])
    op.bulk_insert(
        meta.tables["decision_kind"],
        [
            {"danish": danish, "english": english, "is_benefit": is_benefit, "valid_from": FROM, "version": 1}
            for danish, english, is_benefit in KINDS
        ],
    )
    op.bulk_insert(
        meta.tables["decision_ground"],
        [
            {
                "paragraph": paragraph,
                "danish": danish,
                "english": english,
                "is_uncertain": True,
                "valid_from": FROM,
                "version": 1,
            }
            for paragraph, danish, english in GROUNDS
        ],
    )


def downgrade() -> None:
    """Go down."""
    op.execute("DELETE FROM journal_item WHERE decision_id IS NOT NULL")
    with op.batch_alter_table("journal_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_journal_item_decision_id_decision"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_journal_item_of_one_record"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_journal_item_export_id_decision_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_journal_item_decision_id"))
        batch_op.alter_column("contact_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("decision_id")

    with op.batch_alter_table("decision_request_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_request_step_request_id"))

    op.drop_table("decision_request_step")
    with op.batch_alter_table("decision_request", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_request_of_person")
        batch_op.drop_index(batch_op.f("ix_decision_request_citizen_id"))

    op.drop_table("decision_request")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_figures")
        batch_op.drop_index(batch_op.f("ix_decision_conversation_id"))
        batch_op.drop_index(batch_op.f("ix_decision_citizen_id"))

    op.drop_table("decision")
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.drop_index("ix_competence_of_kind")

    op.drop_table("competence")
    op.drop_table("decision_kind")
    op.drop_table("decision_ground")
