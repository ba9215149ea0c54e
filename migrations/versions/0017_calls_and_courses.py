"""Calls to Borgerservice, job interviews, addiction courses, offers and attendance."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Read second-hand (rules R3); an administrator keeps them.
RULES = [
    ("alcohol", 14, "Sundhedsloven § 141", "Offentlig vejledning om alkoholbehandling; ikke efterprøvet"),
    ("drugs", 14, "Serviceloven § 101", "Offentlig vejledning om stofmisbrugsbehandling; ikke efterprøvet"),
]
FROM = date(2014, 1, 1)


def upgrade() -> None:
    """Go up."""
    """Go up."""
    op.create_table(
        "centre_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("run_by", sa.String(length=120), nullable=False),
        sa.Column("held_when", sa.String(length=200), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "general",
                "health",
                "addiction",
                name="offer_topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_centre_offer_has_a_name")),
        sa.CheckConstraint("to_on IS NULL OR from_on <= to_on", name=op.f("ck_centre_offer_from_before_to")),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_centre_offer_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_centre_offer_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_offer")),
    )
    op.create_table(
        "treatment_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "wish",
            sa.Enum("alcohol", "drugs", name="rule_wish", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("days >= 1", name=op.f("ck_treatment_rule_some_days")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_treatment_rule_author_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment_rule")),
    )
    with op.batch_alter_table("treatment_rule", schema=None) as batch_op:
        batch_op.create_index("ix_treatment_rule_latest", ["wish", "valid_from", "id"], unique=False)

    op.create_table(
        "hotline_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column(
            "how",
            sa.Enum("phone", "written", name="how", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("question", sa.String(length=1000), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "answered", "dropped", name="call_state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.String(length=120), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name=op.f("ck_hotline_call_answered_at_a_time")
        ),
        sa.CheckConstraint("question <> ''", name=op.f("ck_hotline_call_asks_something")),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 1", name=op.f("ck_hotline_call_some_time")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_hotline_call_answered_by_id_account")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_hotline_call_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_hotline_call_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_hotline_call_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_hotline_call_department_id_department")
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["account.id"], name=op.f("fk_hotline_call_noted_by_id_account")),
        sa.ForeignKeyConstraint(["waits_id"], ["account.id"], name=op.f("fk_hotline_call_waits_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotline_call")),
    )
    with op.batch_alter_table("hotline_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hotline_call_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index("ix_hotline_call_open", ["department_id", "state", "noted_at"], unique=False)
        batch_op.create_index("ix_hotline_call_waits", ["waits_id", "state"], unique=False)

    op.create_table(
        "job_interview_follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_at", sa.Time(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "waiting",
                "got_the_job",
                "next_talk",
                "no",
                "did_not_go",
                name="interview_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("place <> ''", name=op.f("ck_job_interview_follow_up_somewhere")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_job_interview_follow_up_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"],
            ["citizen.id"],
            name=op.f("fk_job_interview_follow_up_citizen_id_citizen"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_job_interview_follow_up_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_job_interview_follow_up_made_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["account.id"], name=op.f("fk_job_interview_follow_up_responsible_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["account.id"], name=op.f("fk_job_interview_follow_up_said_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_interview_follow_up")),
    )
    with op.batch_alter_table("job_interview_follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_interview_follow_up_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index("ix_job_interview_follow_up_due", ["responsible_id", "outcome", "held_on"], unique=False)

    op.create_table(
        "offer_at_centre",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_offer_at_centre_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["centre_offer.id"], name=op.f("fk_offer_at_centre_offer_id_centre_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "centre_id", name=op.f("pk_offer_at_centre")),
    )
    with op.batch_alter_table("offer_at_centre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_at_centre_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "offer_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("attended_on", sa.Date(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("citizen_id IS NULL OR people = 1", name=op.f("ck_offer_attendance_one_citizen")),
        sa.CheckConstraint("people >= 1", name=op.f("ck_offer_attendance_somebody")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_offer_attendance_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_offer_attendance_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_offer_attendance_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["account.id"], name=op.f("fk_offer_attendance_noted_by_id_account")),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["centre_offer.id"],
            name=op.f("fk_offer_attendance_offer_id_centre_offer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_attendance")),
    )
    with op.batch_alter_table("offer_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_attendance_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index("ix_offer_attendance_day", ["offer_id", "attended_on", "centre_id"], unique=False)

    op.create_table(
        "addiction_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("called", sa.String(length=40), nullable=True),
        sa.Column(
            "wish",
            sa.Enum("alcohol", "drugs", name="wish", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("wished_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("treated_at_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("bridge_id", sa.Integer(), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "wished",
                "offered",
                "started",
                "ended",
                name="course_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("wished_on <= due_on", name=op.f("ck_addiction_course_due_after_the_wish")),
        sa.ForeignKeyConstraint(
            ["bridge_id"], ["bridge.id"], name=op.f("fk_addiction_course_bridge_id_bridge"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_addiction_course_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_addiction_course_citizen_id_citizen"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_addiction_course_contact_id_contact"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["controller_id"], ["operator.id"], name=op.f("fk_addiction_course_controller_id_operator")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_addiction_course_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_addiction_course_department_id_department")
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["account.id"], name=op.f("fk_addiction_course_noted_by_id_account")),
        sa.ForeignKeyConstraint(
            ["treated_at_id"], ["centre.id"], name=op.f("fk_addiction_course_treated_at_id_centre")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addiction_course")),
        sa.UniqueConstraint("called", name=op.f("uq_addiction_course_called")),
    )
    with op.batch_alter_table("addiction_course", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addiction_course_bridge_id"), ["bridge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_addiction_course_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index("ix_addiction_course_clock", ["treated_at_id", "state", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_addiction_course_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_addiction_course_conversation_id"), ["conversation_id"], unique=False)

    op.create_table(
        "course_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "offered",
                "started",
                "ended",
                name="course_step_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "ending",
            sa.Enum(
                "finished",
                "stopped",
                "other_treatment",
                "changed_mind",
                "lost",
                "twice",
                name="ending",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(step = 'ended') = (ending IS NOT NULL)", name=op.f("ck_course_step_ended_somehow")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_course_step_withdrawn_by_somebody")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_course_step_by_id_account")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["addiction_course.id"],
            name=op.f("fk_course_step_course_id_addiction_course"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["account.id"], name=op.f("fk_course_step_withdrawn_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_step")),
    )
    with op.batch_alter_table("course_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_step_course_id"), ["course_id"], unique=False)

    meta = sa.MetaData()
    meta.reflect(op.get_bind(), only=["treatment_rule"])
    op.bulk_insert(
        meta.tables["treatment_rule"],
        [
            {
                "wish": wish,
                "days": days,
                "paragraph": paragraph,
                "source": source,
                "valid_from": FROM,
                "recorded_at": datetime(2026, 1, 1, tzinfo=UTC),
            }
            for wish, days, paragraph, source in RULES
        ],
    )


def downgrade() -> None:
    """Go down."""
    """Go down."""
    with op.batch_alter_table("course_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_step_course_id"))

    op.drop_table("course_step")
    with op.batch_alter_table("addiction_course", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_addiction_course_conversation_id"))
        batch_op.drop_index(batch_op.f("ix_addiction_course_contact_id"))
        batch_op.drop_index("ix_addiction_course_clock")
        batch_op.drop_index(batch_op.f("ix_addiction_course_citizen_id"))
        batch_op.drop_index(batch_op.f("ix_addiction_course_bridge_id"))

    op.drop_table("addiction_course")
    with op.batch_alter_table("offer_attendance", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_attendance_day")
        batch_op.drop_index(batch_op.f("ix_offer_attendance_citizen_id"))

    op.drop_table("offer_attendance")
    with op.batch_alter_table("offer_at_centre", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_at_centre_centre_id"))

    op.drop_table("offer_at_centre")
    with op.batch_alter_table("job_interview_follow_up", schema=None) as batch_op:
        batch_op.drop_index("ix_job_interview_follow_up_due")
        batch_op.drop_index(batch_op.f("ix_job_interview_follow_up_citizen_id"))

    op.drop_table("job_interview_follow_up")
    with op.batch_alter_table("hotline_call", schema=None) as batch_op:
        batch_op.drop_index("ix_hotline_call_waits")
        batch_op.drop_index("ix_hotline_call_open")
        batch_op.drop_index(batch_op.f("ix_hotline_call_citizen_id"))

    op.drop_table("hotline_call")
    with op.batch_alter_table("treatment_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_treatment_rule_latest")

    op.drop_table("treatment_rule")
    op.drop_table("centre_offer")
