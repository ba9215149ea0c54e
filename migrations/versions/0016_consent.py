"""Consent to share, what was opened on a legal ground instead, and who consents for the young."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SOURCE = "Forvaltningspraksis; ikke efterprøvet. Lad kommunens jurist se på det (databeskyttelse, barnets lov)."
AGES = [
    {
        "from_age": 0,
        "danish": "Du er under 15 år. Forældremyndighedens indehavere siger ja for dig, og vi spørger også dig.",
        "english": "You are under 15. Those who have custody of you say yes for you, and we ask you too.",
        "source": SOURCE,
        "version": 1,
    },
    {
        "from_age": 15,
        "danish": "Du er mellem 15 og 18 år og siger selv ja. Vi taler med dig om, hvad dine forældre skal vide.",
        "english": "You are between 15 and 18, and say yes yourself. We talk about what your parents should know.",
        "source": SOURCE,
        "version": 1,
    },
]


def upgrade() -> None:
    """Go up."""
    consent_age = op.create_table(
        "consent_age",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_age", sa.Integer(), nullable=False),
        sa.Column("danish", sa.String(length=500), nullable=False),
        sa.Column("english", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_age")),
        sa.UniqueConstraint("from_age", name=op.f("uq_consent_age_from_age")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("without_it", sa.String(length=500), nullable=False),
        sa.Column(
            "given",
            sa.Enum(
                "orally",
                "in_writing",
                "on_tablet",
                name="consent_given",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "withdrawn_how",
            sa.Enum(
                "orally",
                "in_writing",
                "on_tablet",
                name="consent_withdrawn_how",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_consent_for_something")),
        sa.CheckConstraint("without_it <> ''", name=op.f("ck_consent_told_what_happens_without")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_how IS NULL)",
            name=op.f("ck_consent_withdrawn_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_consent_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_consent_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["taken_by_id"], ["account.id"], name=op.f("fk_consent_taken_by_id_account")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["account.id"], name=op.f("fk_consent_withdrawn_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index("ix_consent_review", ["review_on"], unique=False)

    op.create_table(
        "ground_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("legal_ground_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_ground_opening_for_something")),
        sa.CheckConstraint("(department_id IS NULL) <> (centre_id IS NULL)", name=op.f("ck_ground_opening_one_party")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_ground_opening_account_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_ground_opening_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_ground_opening_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_ground_opening_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["legal_ground_id"], ["legal_ground.id"], name=op.f("fk_ground_opening_legal_ground_id_legal_ground")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground_opening")),
    )
    with op.batch_alter_table("ground_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ground_opening_citizen_id"), ["citizen_id"], unique=False)

    op.create_table(
        "consent_kind",
        sa.Column("consent_id", sa.Integer(), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_consent_kind_consent_id_consent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("consent_id", "information", name=op.f("pk_consent_kind")),
    )
    op.create_table(
        "consent_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("from", "to", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(department_id IS NULL) <> (centre_id IS NULL)", name=op.f("ck_consent_party_one_party")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_consent_party_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_consent_party_consent_id_consent"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_consent_party_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_party")),
    )
    with op.batch_alter_table("consent_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_party_consent_id"), ["consent_id"], unique=False)

    op.create_table(
        "consent_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_consent_review_asked_by_id_account")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_consent_review_consent_id_consent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_review")),
    )
    with op.batch_alter_table("consent_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_review_consent_id"), ["consent_id"], unique=False)

    op.create_table(
        "ground_opening_kind",
        sa.Column("ground_opening_id", sa.Integer(), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["ground_opening_id"],
            ["ground_opening.id"],
            name=op.f("fk_ground_opening_kind_ground_opening_id_ground_opening"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ground_opening_id", "information", name=op.f("pk_ground_opening_kind")),
    )

    op.bulk_insert(consent_age, AGES)


def downgrade() -> None:
    """Go down."""
    op.drop_table("ground_opening_kind")
    with op.batch_alter_table("consent_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_review_consent_id"))

    op.drop_table("consent_review")
    with op.batch_alter_table("consent_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_party_consent_id"))

    op.drop_table("consent_party")
    op.drop_table("consent_kind")
    with op.batch_alter_table("ground_opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ground_opening_citizen_id"))

    op.drop_table("ground_opening")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_review")
        batch_op.drop_index(batch_op.f("ix_consent_citizen_id"))

    op.drop_table("consent")
    op.drop_table("consent_age")
