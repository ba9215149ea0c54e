"""Seats, criteria, meetings with who was there, points of the agenda with interests, votes and decisions."""

from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.applications.models import Application
from app.centres.models import Centre
from app.committee.ballot import Choice, How, Result
from app.committee.criteria import LONGEST_CRITERION, Kind
from app.committee.decision import Outcome
from app.committee.meeting import (
    LONGEST_CONDITIONS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REMARKS,
    LONGEST_SOURCE,
    LONGEST_WORDS,
    MeetingState,
    PointState,
)
from app.db import Model, stored
from app.log import personal


@personal
class CommitteeSeat(Model):
    """A citizen of a centre on the committee from and to a local day, both included.

    `account`: only of those who want to vote on a tablet. `place`: 0 for a member; a substitute's turn, from 1.
    """

    __tablename__ = "committee_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    from_on: Mapped[date]
    to_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    centre: Mapped[Centre] = relationship(lazy="joined")
    account: Mapped[Account | None] = relationship(foreign_keys=account_id)

    __table_args__ = (
        sa.CheckConstraint("name <> ''", name="has_a_name"),
        sa.CheckConstraint("from_on <= to_on", name="from_before_to"),
        sa.CheckConstraint("place >= 0", name="place_in_order"),
    )

    def holds_on(self, day: date) -> bool:
        """Whether the seat is held on that day."""
        return self.from_on <= day <= self.to_on


class QuorumRule(Model):
    """How many must be able to vote for anything to be decided, from a day; the latest row holds."""

    __tablename__ = "quorum_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    least: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(LONGEST_SOURCE))
    valid_from: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (sa.CheckConstraint("least >= 1", name="somebody"),)


class CommitteeMeeting(Model):
    """A meeting. `quorum`: what held on the day it was opened."""

    __tablename__ = "committee_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date] = mapped_column(index=True)
    held_at: Mapped[time]
    place: Mapped[str] = mapped_column(sa.String(LONGEST_PLACE))
    state: Mapped[MeetingState] = mapped_column(stored(MeetingState, "meeting_state"), default=MeetingState.PLANNED)
    quorum: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    secretary_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    remarks: Mapped[str] = mapped_column(sa.String(LONGEST_REMARKS), default="")
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    secretary: Mapped[Account | None] = relationship(foreign_keys=secretary_id)
    points: Mapped[list["AgendaPoint"]] = relationship(back_populates="meeting", order_by="AgendaPoint.position")
    attendance: Mapped[list["MeetingAttendance"]] = relationship(lazy="selectin")

    __table_args__ = (
        sa.CheckConstraint("place <> ''", name="held_somewhere"),
        sa.CheckConstraint("(quorum IS NULL) = (opened_at IS NULL)", name="quorum_when_opened"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_a_time"),
    )

    @property
    def present(self) -> frozenset[int]:
        """The seats that are there now; of a closed meeting, those that stayed."""
        return frozenset(one.seat_id for one in self.attendance if one.left_at is None)


class MeetingAttendance(Model):
    """Whoever holds a seat came to a meeting, and perhaps left."""

    __tablename__ = "meeting_attendance"

    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("committee_meeting.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("committee_seat.id"), primary_key=True, index=True)
    came_at: Mapped[datetime] = mapped_column(default=clock.now)
    left_at: Mapped[datetime | None]

    seat: Mapped[CommitteeSeat] = relationship()


class CriteriaVersion(Model):
    """The committee's criteria, as they were adopted at a meeting; until then a draft."""

    __tablename__ = "criteria_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    drafted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    drafted_at: Mapped[datetime] = mapped_column(default=clock.now)
    adopted_on: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee_meeting.id"))
    version: Mapped[int] = mapped_column(default=1)

    criteria: Mapped[list["Criterion"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="Criterion.position"
    )

    __table_args__ = (sa.CheckConstraint("(adopted_on IS NULL) = (meeting_id IS NULL)", name="adopted_at_a_meeting"),)


class Criterion(Model):
    """One criterion, in the committee's words; `number`: of people, or of øre, for those that name one."""

    __tablename__ = "criterion"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria_version.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[Kind] = mapped_column(stored(Kind, "criterion_kind"))
    number: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.String(LONGEST_CRITERION))

    __table_args__ = (
        sa.CheckConstraint("words <> ''", name="says_something"),
        sa.CheckConstraint(
            "(kind IN ('people_at_least', 'asked_at_most')) = (number IS NOT NULL)", name="number_where_needed"
        ),
    )


class AgendaPoint(Model):
    """What a meeting takes up: an application, or new criteria."""

    __tablename__ = "agenda_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("committee_meeting.id"), index=True)
    position: Mapped[int]
    application_id: Mapped[int | None] = mapped_column(sa.ForeignKey("application.id"), index=True)
    criteria_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("criteria_version.id"))
    state: Mapped[PointState] = mapped_column(stored(PointState, "point_state"), default=PointState.WAITING)

    meeting: Mapped[CommitteeMeeting] = relationship(back_populates="points")
    application: Mapped[Application | None] = relationship()
    criteria_version: Mapped[CriteriaVersion | None] = relationship()
    interests: Mapped[list["CommitteeInterest"]] = relationship(lazy="selectin", order_by="CommitteeInterest.id")
    ballots: Mapped[list["Ballot"]] = relationship(back_populates="point", lazy="selectin", order_by="Ballot.id")
    decision: Mapped["GrantDecision | None"] = relationship(back_populates="point", lazy="joined")

    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "application_id"),
        sa.UniqueConstraint("meeting_id", "criteria_version_id"),
        sa.CheckConstraint("(application_id IS NULL) <> (criteria_version_id IS NULL)", name="about_one_thing"),
    )

    @property
    def interested(self) -> frozenset[int]:
        """The seats that take no part in it (rules R28)."""
        return frozenset(one.seat_id for one in self.interests if one.withdrawn_at is None)

    @property
    def last_ballot(self) -> "Ballot | None":
        """The vote that is open, or that was the last."""
        return self.ballots[-1] if self.ballots else None

    @property
    def must_vote_again(self) -> bool:
        """Whether somebody who could vote in the last vote said later that they are too close: it bears nothing."""
        ballot = self.last_ballot
        return ballot is not None and any(voter.seat_id in self.interested for voter in ballot.voters)


class CommitteeInterest(Model):
    """Somebody is too close to an application (rules R28), until they take it back before the vote."""

    __tablename__ = "committee_interest"

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("agenda_point.id"), index=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("committee_seat.id"), index=True)
    declared_at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]

    seat: Mapped[CommitteeSeat] = relationship()

    __table_args__ = (
        sa.Index(
            "uq_committee_interest_standing",
            "point_id",
            "seat_id",
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        ),
    )


class Ballot(Model):
    """A vote about a motion: so much (øre), on these conditions. Counts are kept when it is closed, never before."""

    __tablename__ = "ballot"

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("agenda_point.id"), index=True)
    proposed_ore: Mapped[int] = mapped_column(default=0)
    conditions: Mapped[str] = mapped_column(sa.String(LONGEST_CONDITIONS), default="")
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    result: Mapped[Result | None] = mapped_column(stored(Result, "ballot_result"))
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_neither: Mapped[int | None]

    point: Mapped[AgendaPoint] = relationship(back_populates="ballots")
    voters: Mapped[list["BallotVoter"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="BallotVoter.place_id"
    )

    __table_args__ = (
        sa.CheckConstraint(
            "(closed_at IS NULL) = (result IS NULL) AND (closed_at IS NULL) = (votes_for IS NULL)"
            " AND (closed_at IS NULL) = (votes_against IS NULL) AND (closed_at IS NULL) = (votes_neither IS NULL)",
            name="counted_when_closed",
        ),
        sa.Index(
            "uq_ballot_open",
            "point_id",
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
    )


class BallotVoter(Model):
    """Somebody may vote in a ballot, in one place, which nobody else fills."""

    __tablename__ = "ballot_voter"

    ballot_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("committee_seat.id"), primary_key=True, index=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("committee_seat.id"))

    seat: Mapped[CommitteeSeat] = relationship(foreign_keys=seat_id)
    place: Mapped[CommitteeSeat] = relationship(foreign_keys=place_id)

    __table_args__ = (sa.UniqueConstraint("ballot_id", "place_id"),)


class Vote(Model):
    """What a voter votes; the database takes no vote of anybody who may not vote in this ballot."""

    __tablename__ = "vote"

    ballot_id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(primary_key=True)
    choice: Mapped[Choice] = mapped_column(stored(Choice, "vote_choice"))
    how: Mapped[How] = mapped_column(stored(How, "vote_how"))
    receipt: Mapped[str] = mapped_column(sa.String(20))
    cast_at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["ballot_id", "seat_id"], ["ballot_voter.ballot_id", "ballot_voter.seat_id"], ondelete="CASCADE"
        ),
    )


class GrantDecision(Model):
    """What the committee decided about a point. `words`: what the secretary wrote down of why, for the applicants."""

    __tablename__ = "grant_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("agenda_point.id"), unique=True)
    ballot_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ballot.id"))
    outcome: Mapped[Outcome] = mapped_column(stored(Outcome))
    granted_ore: Mapped[int] = mapped_column(default=0)
    conditions: Mapped[str] = mapped_column(sa.String(LONGEST_CONDITIONS), default="")
    words: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    decided_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    point: Mapped[AgendaPoint] = relationship(back_populates="decision")
    found: Mapped[list["CriterionFound"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="CriterionFound.criterion_id"
    )

    __table_args__ = (
        sa.CheckConstraint("(outcome IN ('full', 'part')) = (granted_ore > 0)", name="granted_something"),
        sa.CheckConstraint(
            "ballot_id IS NOT NULL OR outcome IN ('asked', 'postponed', 'gone')", name="decided_by_a_vote"
        ),
    )


class CriterionFound(Model):
    """Whether an application met a criterion, as the decision says."""

    __tablename__ = "criterion_found"

    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("grant_decision.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion.id"), primary_key=True)
    met: Mapped[bool]

    criterion: Mapped[Criterion] = relationship(lazy="joined")
