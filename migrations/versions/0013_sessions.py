"""Sessions and their teams, the board, conversations; challenges, notes and follow-ups that come from them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "session_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("effort_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("every_weeks >= 1", name=op.f("ck_session_series_some_weeks")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_session_series_in_order")),
        sa.CheckConstraint("to_on IS NULL OR from_on <= to_on", name=op.f("ck_session_series_from_before_to")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_session_series_a_weekday")),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_session_series_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(["effort_id"], ["effort.id"], name=op.f("fk_session_series_effort_id_effort")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_session_series_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_series")),
    )
    op.create_table(
        "casework_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("effort_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("moved_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("board_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "cancelled_at IS NULL OR reason <> ''", name=op.f("ck_casework_session_cancelled_with_a_reason")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_casework_session_in_order")),
        sa.ForeignKeyConstraint(
            ["cancelled_by_id"], ["account.id"], name=op.f("fk_casework_session_cancelled_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["account.id"], name=op.f("fk_casework_session_closed_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_casework_session_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(["effort_id"], ["effort.id"], name=op.f("fk_casework_session_effort_id_effort")),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["session_series.id"],
            name=op.f("fk_casework_session_series_id_session_series"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_casework_session")),
        sa.UniqueConstraint("series_id", "planned_on", name=op.f("uq_casework_session_series_id_planned_on")),
    )
    with op.batch_alter_table("casework_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_casework_session_series_id"), ["series_id"], unique=False)
        batch_op.create_index("ix_casework_session_when", ["starts_at"], unique=False)

    op.create_table(
        "series_at_centre",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_series_at_centre_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["session_series.id"],
            name=op.f("fk_series_at_centre_series_id_session_series"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("series_id", "centre_id", name=op.f("pk_series_at_centre")),
    )
    with op.batch_alter_table("series_at_centre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_at_centre_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "series_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_series_member_account_id_account")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_series_member_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["session_series.id"],
            name=op.f("fk_series_member_series_id_session_series"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_member")),
        sa.UniqueConstraint("series_id", "account_id", name=op.f("uq_series_member_series_id_account_id")),
    )
    with op.batch_alter_table("series_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_member_series_id"), ["series_id"], unique=False)

    op.create_table(
        "session_at_centre",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_at_centre_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["casework_session.id"],
            name=op.f("fk_session_at_centre_session_id_casework_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "centre_id", name=op.f("pk_session_at_centre")),
    )
    with op.batch_alter_table("session_at_centre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_at_centre_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "session_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("instead_of_id", sa.Integer(), nullable=True),
        sa.Column("absent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_member_account_id_account")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_session_member_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["instead_of_id"], ["account.id"], name=op.f("fk_session_member_instead_of_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["casework_session.id"],
            name=op.f("fk_session_member_session_id_casework_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_member")),
        sa.UniqueConstraint("session_id", "account_id", name=op.f("uq_session_member_session_id_account_id")),
    )
    with op.batch_alter_table("session_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_member_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_member_session_id"), ["session_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("called", sa.String(length=80), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "job",
                "rehabilitation",
                "education",
                "mental",
                "health",
                "housing",
                "alcohol",
                "cannabis",
                "other_drugs",
                "economy",
                "other_social",
                "dental",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "brought_by",
            sa.Enum(
                "self",
                "skp",
                "centre_worker",
                "called_in",
                "hospital",
                "home_support",
                "probation",
                "another_partner",
                name="broughtby",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("brought_by_id", sa.Integer(), nullable=True),
        sa.Column("bridge_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "talking",
                "seen",
                "left",
                name="visit_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("wanted_id", sa.Integer(), nullable=True),
        sa.Column("checked_in_by_id", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("talking_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_visit_a_number")),
        sa.ForeignKeyConstraint(
            ["bridge_id"], ["bridge.id"], name=op.f("fk_visit_bridge_id_bridge"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["brought_by_id"], ["account.id"], name=op.f("fk_visit_brought_by_id_account")),
        sa.ForeignKeyConstraint(["checked_in_by_id"], ["account.id"], name=op.f("fk_visit_checked_in_by_id_account")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_visit_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["casework_session.id"],
            name=op.f("fk_visit_session_id_casework_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["wanted_id"], ["account.id"], name=op.f("fk_visit_wanted_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_visit_session_id_number")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_board", ["session_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_citizen_id"), ["citizen_id"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "recurrence",
            sa.Enum("one_off", "ongoing", name="recurrence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "brought_by",
            sa.Enum(
                "self",
                "skp",
                "centre_worker",
                "called_in",
                "hospital",
                "home_support",
                "probation",
                "another_partner",
                name="conversation_brought_by",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("centre_worker_present", sa.Boolean(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column(
            "unsettled",
            sa.Enum(
                "missing_papers",
                "another_department",
                "takes_time",
                "citizen_thinks",
                "no_time",
                "another_reason",
                name="unsettled",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("unsettled_words", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes >= 1", name=op.f("ck_conversation_some_time")),
        sa.CheckConstraint("settled <> (unsettled IS NOT NULL)", name=op.f("ck_conversation_settled_or_why_not")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_conversation_author_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_conversation_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_conversation_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_conversation_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_conversation_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["casework_session.id"],
            name=op.f("fk_conversation_session_id_casework_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_conversation_visit_id_visit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index("ix_conversation_author", ["author_id", "happened_at"], unique=False)
        batch_op.create_index("ix_conversation_citizen", ["citizen_id", "happened_at"], unique=False)
        batch_op.create_index(
            "ix_conversation_figures", ["happened_at", "centre_id", "citizen_id", "recurrence", "settled"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_conversation_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversation_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "talking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_talking_account_id_account")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_talking_visit_id_visit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talking")),
        sa.UniqueConstraint("visit_id", "account_id", name=op.f("uq_talking_visit_id_account_id")),
    )
    with op.batch_alter_table("talking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talking_account_id"), ["account_id"], unique=False)

    op.create_table(
        "conversation_deed",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
                "advised",
                "called",
                "read_letter",
                "applied",
                "digital",
                "paid",
                "handed_on",
                "planned",
                name="deed",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_deed_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "deed", name=op.f("pk_conversation_deed")),
    )
    op.create_table(
        "conversation_present",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_conversation_present_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_present_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_conversation_present_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_present")),
        sa.UniqueConstraint(
            "conversation_id", "account_id", name=op.f("uq_conversation_present_conversation_id_account_id")
        ),
    )
    with op.batch_alter_table("conversation_present", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_present_account_id"), ["account_id"], unique=False)

    with op.batch_alter_table("challenge_noted", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conversation_id", sa.Integer(), nullable=True))
        batch_op.alter_column("contact_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_unique_constraint(
            batch_op.f("uq_challenge_noted_conversation_id_challenge"), ["conversation_id", "challenge"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_challenge_noted_in_one_record"), "(contact_id IS NULL) <> (conversation_id IS NULL)"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_challenge_noted_conversation_id_conversation"),
            "conversation",
            ["conversation_id"],
            ["id"],
            ondelete="CASCADE",
        )

    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conversation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("department_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("text_is_shared", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.create_index(batch_op.f("ix_follow_up_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_follow_up_conversation_id_conversation"),
            "conversation",
            ["conversation_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_follow_up_department_id_department"), "department", ["department_id"], ["id"]
        )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.alter_column("text_is_shared", server_default=None)

    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conversation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("department_id", sa.Integer(), nullable=True))
        batch_op.alter_column("contact_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_unique_constraint(batch_op.f("uq_note_conversation_id"), ["conversation_id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_note_in_one_record"), "(contact_id IS NULL) <> (conversation_id IS NULL)"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_note_conversation_id_conversation"),
            "conversation",
            ["conversation_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_note_department_id_department"), "department", ["department_id"], ["id"]
        )


def downgrade() -> None:
    """Go down."""
    op.execute("DELETE FROM note WHERE conversation_id IS NOT NULL")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_note_in_one_record"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_note_department_id_department"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_note_conversation_id_conversation"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_note_conversation_id"), type_="unique")
        batch_op.alter_column("contact_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("department_id")
        batch_op.drop_column("conversation_id")

    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_follow_up_department_id_department"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_follow_up_conversation_id_conversation"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_follow_up_conversation_id"))
        batch_op.drop_column("text_is_shared")
        batch_op.drop_column("department_id")
        batch_op.drop_column("conversation_id")

    op.execute("DELETE FROM challenge_noted WHERE conversation_id IS NOT NULL")
    with op.batch_alter_table("challenge_noted", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_challenge_noted_in_one_record"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_challenge_noted_conversation_id_conversation"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_challenge_noted_conversation_id_challenge"), type_="unique")
        batch_op.alter_column("contact_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("conversation_id")

    with op.batch_alter_table("conversation_present", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_present_account_id"))

    op.drop_table("conversation_present")
    op.drop_table("conversation_deed")
    with op.batch_alter_table("talking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talking_account_id"))

    op.drop_table("talking")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_visit_id"))
        batch_op.drop_index(batch_op.f("ix_conversation_session_id"))
        batch_op.drop_index("ix_conversation_figures")
        batch_op.drop_index("ix_conversation_citizen")
        batch_op.drop_index("ix_conversation_author")

    op.drop_table("conversation")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_citizen_id"))
        batch_op.drop_index("ix_visit_board")

    op.drop_table("visit")
    with op.batch_alter_table("session_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_member_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_member_account_id"))

    op.drop_table("session_member")
    with op.batch_alter_table("session_at_centre", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_at_centre_centre_id"))

    op.drop_table("session_at_centre")
    with op.batch_alter_table("series_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_member_series_id"))

    op.drop_table("series_member")
    with op.batch_alter_table("series_at_centre", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_at_centre_centre_id"))

    op.drop_table("series_at_centre")
    with op.batch_alter_table("casework_session", schema=None) as batch_op:
        batch_op.drop_index("ix_casework_session_when")
        batch_op.drop_index(batch_op.f("ix_casework_session_series_id"))

    op.drop_table("casework_session")
    op.drop_table("session_series")
