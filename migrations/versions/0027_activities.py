"""Workshops, what hangs from citizen to citizen, and activities with their days, roles, steps and money."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PEER_KIND = ("offered", "wanted")
PEER_STATE = ("up", "hidden", "taken_down")
ACTIVITY_STATE = ("planning", "running", "reported", "closed")
WORKSHOP_STAGE = (
    "planned",
    "critique",
    "critique_dots",
    "critique_counted",
    "dreams",
    "dreams_dots",
    "dreams_counted",
    "reality",
    "reality_dots",
    "reality_counted",
    "ended",
    "cancelled",
)
WORKSHOP_ROUND = ("critique", "dreams", "reality")
DOT_ROUND = ("critique", "dreams", "reality")


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "peer_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of(PEER_KIND, "peer_kind"), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("called", sa.String(length=60), nullable=False),
        sa.Column("found", sa.String(length=140), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("state", _one_of(PEER_STATE, "peer_state"), nullable=False),
        sa.Column("hung_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("state <> 'hidden' OR reason <> ''", name=op.f("ck_peer_offer_hidden_for_a_reason")),
        sa.CheckConstraint("what <> '' AND called <> '' AND found <> ''", name=op.f("ck_peer_offer_says_something")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_peer_offer_centre_id_centre")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["account.id"], name=op.f("fk_peer_offer_changed_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_offer")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_peer_offer_code_hash")),
    )
    with op.batch_alter_table("peer_offer", schema=None) as batch_op:
        batch_op.create_index("ix_peer_offer_hangs", ["centre_id", "state", "until"], unique=False)

    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("state", _one_of(ACTIVITY_STATE, "activity_state"), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("went_well", sa.String(length=2000), nullable=False),
        sa.Column("can_now", sa.String(length=2000), nullable=False),
        sa.Column("next_time", sa.String(length=2000), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_back", sa.String(length=300), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(closed_at IS NULL) = (state <> 'closed')", name=op.f("ck_activity_closed_some_time")),
        sa.CheckConstraint(
            "reported_at IS NOT NULL OR state IN ('planning', 'running')", name=op.f("ck_activity_reported_some_time")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_activity_application_id_application")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_activity_centre_id_centre")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["account.id"], name=op.f("fk_activity_closed_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("application_id", name=op.f("uq_activity_application_id")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index("ix_activity_centre", ["centre_id", "state"], unique=False)

    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("controller_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dots_each", sa.Integer(), nullable=False),
        sa.Column("stage", _one_of(WORKSHOP_STAGE, "workshop_stage"), nullable=False),
        sa.Column("board_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("dots_each BETWEEN 1 AND 5", name=op.f("ck_workshop_dots_each")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_workshop_application_id_application"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_workshop_centre_id_centre")),
        sa.ForeignKeyConstraint(["controller_id"], ["operator.id"], name=op.f("fk_workshop_controller_id_operator")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_workshop_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("application_id", name=op.f("uq_workshop_application_id")),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index("ix_workshop_centre", ["centre_id", "stage", "starts_at"], unique=False)

    op.create_table(
        "activity_expense",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=140), nullable=False),
        sa.Column("ore", sa.Integer(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_receipt", sa.Boolean(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("what <> ''", name=op.f("ck_activity_expense_bought_something")),
        sa.CheckConstraint("has_receipt = (receipt IS NOT NULL)", name=op.f("ck_activity_expense_receipt_is_there")),
        sa.CheckConstraint("ore > 0", name=op.f("ck_activity_expense_above_nothing")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_expense_activity_id_activity"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_expense")),
    )
    with op.batch_alter_table("activity_expense", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_expense_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "activity_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=140), nullable=False),
        sa.Column("unnamed", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_activity_meeting_begins_first")),
        sa.CheckConstraint("unnamed >= 0", name=op.f("ck_activity_meeting_nobody_or_more")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_meeting_activity_id_activity"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_meeting")),
    )
    with op.batch_alter_table("activity_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_meeting_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "activity_rest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("counted_ore", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_ore", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(received_at IS NULL) = (received_ore IS NULL)", name=op.f("ck_activity_rest_received_some_time")
        ),
        sa.CheckConstraint("counted_ore >= 0", name=op.f("ck_activity_rest_not_below_nothing")),
        sa.CheckConstraint("received_ore >= 0", name=op.f("ck_activity_rest_received_not_below_nothing")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_rest_activity_id_activity"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["account.id"], name=op.f("fk_activity_rest_received_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_rest")),
    )
    with op.batch_alter_table("activity_rest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_rest_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "activity_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=140), nullable=False),
        sa.Column("called", sa.String(length=60), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(called = '') = (taken_at IS NULL)", name=op.f("ck_activity_role_taken_by_somebody")),
        sa.CheckConstraint("task <> ''", name=op.f("ck_activity_role_something_to_do")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_role_activity_id_activity"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_role")),
    )
    with op.batch_alter_table("activity_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_role_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "activity_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("called", sa.String(length=60), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_activity_step_says_something")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_step_activity_id_activity"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_step")),
    )
    with op.batch_alter_table("activity_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_step_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "workshop_idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("round", _one_of(WORKSHOP_ROUND, "workshop_round"), nullable=False),
        sa.Column("words", sa.String(length=140), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=200), nullable=False),
        sa.Column("won_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_workshop_idea_by_id_account")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["account.id"], name=op.f("fk_workshop_idea_hidden_by_id_account")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_idea_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_idea")),
    )
    with op.batch_alter_table("workshop_idea", schema=None) as batch_op:
        batch_op.create_index("ix_workshop_idea_round", ["workshop_id", "round"], unique=False)

    op.create_table(
        "workshop_slip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_slip_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_slip")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_workshop_slip_workshop_id_number")),
    )
    op.create_table(
        "activity_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("called", sa.String(length=60), nullable=False),
        sa.CheckConstraint("called <> ''", name=op.f("ck_activity_attendance_somebody")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["activity_meeting.id"],
            name=op.f("fk_activity_attendance_meeting_id_activity_meeting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_attendance")),
    )
    with op.batch_alter_table("activity_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_attendance_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "workshop_dot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slip_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("round", _one_of(DOT_ROUND, "dot_round"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 5", name=op.f("ck_workshop_dot_number")),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["workshop_idea.id"], name=op.f("fk_workshop_dot_idea_id_workshop_idea"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["slip_id"], ["workshop_slip.id"], name=op.f("fk_workshop_dot_slip_id_workshop_slip"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_dot")),
        sa.UniqueConstraint("slip_id", "round", "number", name=op.f("uq_workshop_dot_slip_id_round_number")),
    )
    with op.batch_alter_table("workshop_dot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_dot_idea_id"), ["idea_id"], unique=False)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("workshop_dot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_dot_idea_id"))

    op.drop_table("workshop_dot")
    with op.batch_alter_table("activity_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_attendance_meeting_id"))

    op.drop_table("activity_attendance")
    op.drop_table("workshop_slip")
    with op.batch_alter_table("workshop_idea", schema=None) as batch_op:
        batch_op.drop_index("ix_workshop_idea_round")

    op.drop_table("workshop_idea")
    with op.batch_alter_table("activity_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_step_activity_id"))

    op.drop_table("activity_step")
    with op.batch_alter_table("activity_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_role_activity_id"))

    op.drop_table("activity_role")
    with op.batch_alter_table("activity_rest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_rest_activity_id"))

    op.drop_table("activity_rest")
    with op.batch_alter_table("activity_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_meeting_activity_id"))

    op.drop_table("activity_meeting")
    with op.batch_alter_table("activity_expense", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_expense_activity_id"))

    op.drop_table("activity_expense")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index("ix_workshop_centre")

    op.drop_table("workshop")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_centre")

    op.drop_table("activity")
    with op.batch_alter_table("peer_offer", schema=None) as batch_op:
        batch_op.drop_index("ix_peer_offer_hangs")

    op.drop_table("peer_offer")
