"""Reading the committee's seats, criteria, meetings and votes. What an open vote holds only `voting` asks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from app import clock
from app.accounts.models import Account, RoleHeld
from app.accounts.role import Role
from app.applications.application import State
from app.applications.models import Application
from app.committee.ballot import Choice, How
from app.committee.decision import OF_APPLICATIONS, Outcome
from app.committee.meeting import MeetingState, PointState
from app.committee.models import (
    AgendaPoint,
    Ballot,
    CommitteeInterest,
    CommitteeMeeting,
    CommitteeSeat,
    CriteriaVersion,
    GrantDecision,
    QuorumRule,
    Vote,
)
from app.db import db


def seats() -> Sequence[CommitteeSeat]:
    """Every seat there is or was: members first, then substitutes in their order."""
    return db.session.scalars(sa.select(CommitteeSeat).order_by(CommitteeSeat.place, CommitteeSeat.id)).all()


def seats_on(day: date) -> Sequence[CommitteeSeat]:
    """The seats that are held on a day, in the same order."""
    question = sa.select(CommitteeSeat).where(CommitteeSeat.from_on <= day, CommitteeSeat.to_on >= day)
    return db.session.scalars(question.order_by(CommitteeSeat.place, CommitteeSeat.id)).all()


def members_on(day: date) -> Sequence[CommitteeSeat]:
    """The members of a day without the substitutes."""
    question = sa.select(CommitteeSeat).where(
        CommitteeSeat.from_on <= day, CommitteeSeat.to_on >= day, CommitteeSeat.place == 0
    )
    return db.session.scalars(question.order_by(CommitteeSeat.id)).all()


def seat_of(account_id: int | None, day: date) -> CommitteeSeat | None:
    """The seat that somebody holds on a day."""
    return db.session.scalar(
        sa.select(CommitteeSeat)
        .where(CommitteeSeat.account_id == account_id, CommitteeSeat.from_on <= day, CommitteeSeat.to_on >= day)
        .order_by(CommitteeSeat.id)
        .limit(1)
    )


def free_accounts(but: CommitteeSeat | None = None) -> list[Account]:
    """Those who only sit on the committee and have no seat in the coming time, by name."""
    today = clock.today()
    taken = sa.select(CommitteeSeat.account_id).where(
        CommitteeSeat.account_id.is_not(None),
        CommitteeSeat.to_on >= today,
        CommitteeSeat.id != (but.id if but else 0),
    )
    rows = db.session.scalars(
        sa.select(Account)
        .join(RoleHeld)
        .where(RoleHeld.role == Role.COMMITTEE_MEMBER, Account.disabled_at.is_(None), Account.id.not_in(taken))
        .order_by(Account.name)
    ).unique()
    return [one for one in rows if {held.role for held in one.roles_on(today)} == {Role.COMMITTEE_MEMBER}]


def quorum(day: date) -> QuorumRule:
    """The rule that holds on a day; there is always one (the first is made with the table)."""
    question = sa.select(QuorumRule).order_by(QuorumRule.valid_from.desc(), QuorumRule.id.desc()).limit(1)
    held = db.session.scalar(question.where(QuorumRule.valid_from <= day))
    return held or db.session.scalars(question).one()


def quorum_rules() -> Sequence[QuorumRule]:
    """All of them, the latest first."""
    return db.session.scalars(sa.select(QuorumRule).order_by(QuorumRule.valid_from.desc(), QuorumRule.id.desc())).all()


def versions() -> Sequence[CriteriaVersion]:
    """Every version of the criteria, the latest first."""
    return db.session.scalars(sa.select(CriteriaVersion).order_by(CriteriaVersion.number.desc())).all()


def in_force(day: date) -> CriteriaVersion | None:
    """The version that was adopted last, on that day or before."""
    return db.session.scalar(
        sa.select(CriteriaVersion)
        .where(CriteriaVersion.adopted_on <= day)
        .order_by(CriteriaVersion.adopted_on.desc(), CriteriaVersion.number.desc())
        .limit(1)
    )


def draft_version() -> CriteriaVersion | None:
    """The criteria that are being written, if any."""
    return db.session.scalar(
        sa.select(CriteriaVersion)
        .where(CriteriaVersion.adopted_on.is_(None))
        .order_by(CriteriaVersion.number.desc())
        .limit(1)
    )


def is_being_voted_on(version: CriteriaVersion) -> bool:
    """Whether a vote about it is open, or was held and not carried out yet."""
    question = sa.select(AgendaPoint.id).where(
        AgendaPoint.criteria_version_id == version.id,
        AgendaPoint.state.in_([PointState.VOTING, PointState.VOTED]),
    )
    return db.session.scalar(question.limit(1)) is not None


def version_for(application: Application) -> CriteriaVersion | None:
    """The criteria by which an application is judged: those in force when it was sent."""
    return db.session.get(CriteriaVersion, application.criteria_version_id or 0)


def meetings(states: Collection[MeetingState], latest_first: bool = False) -> Sequence[CommitteeMeeting]:
    """The meetings in these states, by day."""
    order = (CommitteeMeeting.held_on, CommitteeMeeting.held_at, CommitteeMeeting.id)
    question = sa.select(CommitteeMeeting).where(CommitteeMeeting.state.in_(states))
    return db.session.scalars(question.order_by(*(one.desc() if latest_first else one for one in order))).all()


def at_hand() -> CommitteeMeeting | None:
    """The meeting that is open, else the next."""
    found = meetings((MeetingState.OPEN, MeetingState.PLANNED))
    return next((one for one in found if one.state is MeetingState.OPEN), found[0] if found else None)


def open_ballot_in(meeting: CommitteeMeeting) -> Ballot | None:
    """The vote that is open at a meeting, if one is."""
    return db.session.scalar(
        sa.select(Ballot).join(AgendaPoint).where(AgendaPoint.meeting_id == meeting.id, Ballot.closed_at.is_(None))
    )


def to_take_up() -> Sequence[Application]:
    """What was sent and stands on no agenda that is not settled, the oldest first."""
    on_an_agenda = sa.select(AgendaPoint.application_id).where(
        AgendaPoint.application_id.is_not(None), AgendaPoint.state != PointState.SETTLED
    )
    question = sa.select(Application).where(Application.state == State.SENT, Application.id.not_in(on_an_agenda))
    return db.session.scalars(question.order_by(Application.sent_at, Application.id)).all()


def voted(ballot: Ballot) -> frozenset[int]:
    """The seats that have voted; never how."""
    return frozenset(db.session.scalars(sa.select(Vote.seat_id).where(Vote.ballot_id == ballot.id)))


def voted_on_tablet(ballot: Ballot) -> frozenset[int]:
    """Those of them who voted on a tablet, and cannot be marked."""
    return frozenset(
        db.session.scalars(sa.select(Vote.seat_id).where(Vote.ballot_id == ballot.id, Vote.how == How.TABLET))
    )


def choices_in(ballot: Ballot) -> dict[int, Choice]:
    """What each seat voted, once the vote is closed; nothing while it is open."""
    if ballot.closed_at is None:
        return {}
    rows = db.session.execute(sa.select(Vote.seat_id, Vote.choice).where(Vote.ballot_id == ballot.id))
    return {seat_id: choice for seat_id, choice in rows}


def own_vote(ballot: Ballot, seat: CommitteeSeat) -> Vote | None:
    """The seat's own vote."""
    return db.session.get(Vote, (ballot.id, seat.id))


def decisions_about(application_id: int) -> Sequence[GrantDecision]:
    """What was decided about an application, meeting after meeting."""
    return db.session.scalars(
        sa.select(GrantDecision)
        .join(AgendaPoint)
        .where(AgendaPoint.application_id == application_id)
        .order_by(GrantDecision.id)
    ).all()


def decided(first: date, last: date) -> dict[int, Mapping[Outcome, int]]:
    """How often the committee came to each outcome between two local days, both included, by the centre whose door the
    application came through. One that was postponed and then granted was decided twice.
    """
    start, end = clock.span(first, last)
    rows = db.session.execute(
        sa.select(Application.centre_id, GrantDecision.outcome, sa.func.count().label("number"))
        .join(AgendaPoint, GrantDecision.point_id == AgendaPoint.id)
        .join(Application, AgendaPoint.application_id == Application.id)
        .where(
            GrantDecision.outcome.in_(OF_APPLICATIONS),
            GrantDecision.decided_at >= start,
            GrantDecision.decided_at < end,
        )
        .group_by(Application.centre_id, GrantDecision.outcome)
    )
    found: dict[int, dict[Outcome, int]] = {}
    for row in rows:
        found.setdefault(row.centre_id, {})[row.outcome] = row.number
    return dict(found)


def open_point_of(application_id: int) -> AgendaPoint | None:
    """Where an application stands on an agenda and is not settled."""
    return db.session.scalar(
        sa.select(AgendaPoint)
        .join(CommitteeMeeting)
        .where(
            AgendaPoint.application_id == application_id,
            AgendaPoint.state != PointState.SETTLED,
            CommitteeMeeting.state.in_([MeetingState.PLANNED, MeetingState.OPEN]),
        )
        .limit(1)
    )


def interests_before(application_id: int | None, but: int = 0) -> Sequence[CommitteeInterest]:
    """What was last said at other points (`but`: this one) by those who are too close to an application, and stands."""
    rows = db.session.scalars(
        sa.select(CommitteeInterest)
        .join(AgendaPoint, AgendaPoint.id == CommitteeInterest.point_id)
        .where(AgendaPoint.application_id == application_id, AgendaPoint.id != but)
        .order_by(CommitteeInterest.id)
    )
    last = {one.seat_id: one for one in rows}
    return [one for one in last.values() if one.withdrawn_at is None]


def titles(application_ids: Collection[int]) -> dict[int, str]:
    """What applications are called; nothing else of them is read."""
    rows = db.session.execute(
        sa.select(Application.id, Application.title).where(Application.id.in_(list(application_ids)))
    )
    return {id: title for id, title in rows}
