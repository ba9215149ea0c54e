"""The committee: seats, criteria, meetings with who was there, points, interests, votes and decisions."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# Nobody has said how many; the committee's leader puts its own number in place of this one.
LEAST, SOURCE, FROM = 3, "Et forslag, som ikke er vedtaget endnu", date(2014, 1, 1)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "committee_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_at", sa.Time(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "closed",
                "cancelled",
                name="meeting_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("quorum", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("secretary_id", sa.Integer(), nullable=True),
        sa.Column("remarks", sa.String(length=4000), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_committee_meeting_closed_at_a_time")
        ),
        sa.CheckConstraint("place <> ''", name=op.f("ck_committee_meeting_held_somewhere")),
        sa.CheckConstraint(
            "(quorum IS NULL) = (opened_at IS NULL)", name=op.f("ck_committee_meeting_quorum_when_opened")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_committee_meeting_made_by_id_account")),
        sa.ForeignKeyConstraint(
            ["secretary_id"], ["account.id"], name=op.f("fk_committee_meeting_secretary_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_meeting")),
    )
    with op.batch_alter_table("committee_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committee_meeting_held_on"), ["held_on"], unique=False)

    op.create_table(
        "quorum_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("least >= 1", name=op.f("ck_quorum_rule_somebody")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_quorum_rule_author_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quorum_rule")),
    )
    op.create_table(
        "committee_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_committee_seat_has_a_name")),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_committee_seat_from_before_to")),
        sa.CheckConstraint("place >= 0", name=op.f("ck_committee_seat_place_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_committee_seat_account_id_account")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_committee_seat_centre_id_centre")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_committee_seat_recorded_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_seat")),
    )
    with op.batch_alter_table("committee_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committee_seat_account_id"), ["account_id"], unique=False)

    op.create_table(
        "criteria_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(adopted_on IS NULL) = (meeting_id IS NULL)", name=op.f("ck_criteria_version_adopted_at_a_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["account.id"], name=op.f("fk_criteria_version_drafted_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["committee_meeting.id"], name=op.f("fk_criteria_version_meeting_id_committee_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria_version")),
        sa.UniqueConstraint("number", name=op.f("uq_criteria_version_number")),
    )
    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "citizens_apply",
                "people_at_least",
                "progression_written",
                "asked_at_most",
                "judged",
                name="criterion_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('people_at_least', 'asked_at_most')) = (number IS NOT NULL)",
            name=op.f("ck_criterion_number_where_needed"),
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_criterion_says_something")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["criteria_version.id"],
            name=op.f("fk_criterion_version_id_criteria_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
    )
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_version_id"), ["version_id"], unique=False)

    op.create_table(
        "meeting_attendance",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["committee_meeting.id"], name=op.f("fk_meeting_attendance_meeting_id_committee_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["committee_seat.id"], name=op.f("fk_meeting_attendance_seat_id_committee_seat")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "seat_id", name=op.f("pk_meeting_attendance")),
    )
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_attendance_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "agenda_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("criteria_version_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "voting",
                "voted",
                "settled",
                name="point_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(application_id IS NULL) <> (criteria_version_id IS NULL)", name=op.f("ck_agenda_point_about_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_agenda_point_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["criteria_version_id"],
            ["criteria_version.id"],
            name=op.f("fk_agenda_point_criteria_version_id_criteria_version"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["committee_meeting.id"], name=op.f("fk_agenda_point_meeting_id_committee_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_point")),
        sa.UniqueConstraint("meeting_id", "application_id", name=op.f("uq_agenda_point_meeting_id_application_id")),
        sa.UniqueConstraint(
            "meeting_id", "criteria_version_id", name=op.f("uq_agenda_point_meeting_id_criteria_version_id")
        ),
    )
    with op.batch_alter_table("agenda_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_point_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_point_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("proposed_ore", sa.Integer(), nullable=False),
        sa.Column("conditions", sa.String(length=1000), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "carried",
                "rejected",
                "tied",
                "no_quorum",
                name="ballot_result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_neither", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (result IS NULL) AND (closed_at IS NULL) = (votes_for IS NULL)"
            " AND (closed_at IS NULL) = (votes_against IS NULL) AND (closed_at IS NULL) = (votes_neither IS NULL)",
            name=op.f("ck_ballot_counted_when_closed"),
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["account.id"], name=op.f("fk_ballot_closed_by_id_account")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["account.id"], name=op.f("fk_ballot_opened_by_id_account")),
        sa.ForeignKeyConstraint(["point_id"], ["agenda_point.id"], name=op.f("fk_ballot_point_id_agenda_point")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_point_id"), ["point_id"], unique=False)
        batch_op.create_index(
            "uq_ballot_open",
            ["point_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "committee_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_committee_interest_by_id_account")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["agenda_point.id"], name=op.f("fk_committee_interest_point_id_agenda_point")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["committee_seat.id"], name=op.f("fk_committee_interest_seat_id_committee_seat")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_interest")),
    )
    with op.batch_alter_table("committee_interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committee_interest_point_id"), ["point_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_committee_interest_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(
            "uq_committee_interest_standing",
            ["point_id", "seat_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "ballot_voter",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_voter_ballot_id_ballot")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["committee_seat.id"], name=op.f("fk_ballot_voter_place_id_committee_seat")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["committee_seat.id"], name=op.f("fk_ballot_voter_seat_id_committee_seat")
        ),
        sa.PrimaryKeyConstraint("ballot_id", "seat_id", name=op.f("pk_ballot_voter")),
        sa.UniqueConstraint("ballot_id", "place_id", name=op.f("uq_ballot_voter_ballot_id_place_id")),
    )
    with op.batch_alter_table("ballot_voter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_voter_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "grant_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "full",
                "part",
                "declined",
                "asked",
                "postponed",
                "adopted",
                "not_adopted",
                "gone",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("granted_ore", sa.Integer(), nullable=False),
        sa.Column("conditions", sa.String(length=1000), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(outcome IN ('full', 'part')) = (granted_ore > 0)", name=op.f("ck_grant_decision_granted_something")
        ),
        sa.CheckConstraint(
            "ballot_id IS NOT NULL OR outcome IN ('asked', 'postponed', 'gone')",
            name=op.f("ck_grant_decision_decided_by_a_vote"),
        ),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_grant_decision_ballot_id_ballot")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_grant_decision_by_id_account")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["agenda_point.id"], name=op.f("fk_grant_decision_point_id_agenda_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_decision")),
        sa.UniqueConstraint("point_id", name=op.f("uq_grant_decision_point_id")),
    )
    op.create_table(
        "criterion_found",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_criterion_found_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["grant_decision.id"],
            name=op.f("fk_criterion_found_decision_id_grant_decision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", "criterion_id", name=op.f("pk_criterion_found")),
    )
    op.create_table(
        "vote",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "for", "against", "neither", name="vote_choice", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "how",
            sa.Enum("tablet", "hands", name="vote_how", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("receipt", sa.String(length=20), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "seat_id"],
            ["ballot_voter.ballot_id", "ballot_voter.seat_id"],
            name=op.f("fk_vote_ballot_id_seat_id_ballot_voter"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_vote_by_id_account")),
        sa.PrimaryKeyConstraint("ballot_id", "seat_id", name=op.f("pk_vote")),
    )
    rule = sa.table(
        "quorum_rule",
        sa.column("least", sa.Integer),
        sa.column("source", sa.String),
        sa.column("valid_from", sa.Date),
        sa.column("recorded_at", sa.DateTime(timezone=True)),
    )
    now = datetime.now(UTC)
    op.bulk_insert(rule, [{"least": LEAST, "source": SOURCE, "valid_from": FROM, "recorded_at": now}])


def downgrade() -> None:
    """Go down."""
    op.drop_table("vote")
    op.drop_table("criterion_found")
    op.drop_table("grant_decision")
    with op.batch_alter_table("ballot_voter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_voter_seat_id"))

    op.drop_table("ballot_voter")
    with op.batch_alter_table("committee_interest", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_committee_interest_standing",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_committee_interest_seat_id"))
        batch_op.drop_index(batch_op.f("ix_committee_interest_point_id"))

    op.drop_table("committee_interest")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ballot_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_ballot_point_id"))

    op.drop_table("ballot")
    with op.batch_alter_table("agenda_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_point_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_point_application_id"))

    op.drop_table("agenda_point")
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_attendance_seat_id"))

    op.drop_table("meeting_attendance")
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_criterion_version_id"))

    op.drop_table("criterion")
    op.drop_table("criteria_version")
    with op.batch_alter_table("committee_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_committee_seat_account_id"))

    op.drop_table("committee_seat")
    op.drop_table("quorum_rule")
    with op.batch_alter_table("committee_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_committee_meeting_held_on"))

    op.drop_table("committee_meeting")
