"""Meetings: planned, opened, who came and left, what is taken up, closed. Callers commit. Raises meeting.Refusal."""

from dataclasses import dataclass
from datetime import date, time

from app import clock, log
from app.accounts.models import Account
from app.applications.application import State
from app.applications.models import Application
from app.committee import queries, voting
from app.committee.decision import Outcome
from app.committee.meeting import (
    MeetingState,
    MeetingStep,
    PointState,
    Reason,
    Refusal,
    after,
    refuse_day,
)
from app.committee.models import (
    AgendaPoint,
    CommitteeInterest,
    CommitteeMeeting,
    CommitteeSeat,
    CriteriaVersion,
    GrantDecision,
    MeetingAttendance,
)
from app.db import db, hold


@dataclass(frozen=True)
class Planned:
    """When and where; `remarks` go into the minutes."""

    held_on: date
    held_at: time
    place: str
    remarks: str = ""


def plan(planned: Planned, *, by: Account) -> CommitteeMeeting:
    """Plan a meeting."""
    refuse_day(planned.held_on, clock.today())
    meeting = CommitteeMeeting(made_by_id=by.id, made_at=clock.now(), version=0)
    _write(meeting, planned)
    db.session.add(meeting)
    log.created(meeting)
    return meeting


def change(meeting: CommitteeMeeting, planned: Planned) -> None:
    """Let it be then and there; one that was opened stays on its day."""
    moved = planned.held_on != meeting.held_on
    if moved and meeting.state is not MeetingState.PLANNED:
        raise Refusal(Reason.NOT_NOW)
    if moved:
        refuse_day(planned.held_on, clock.today())
    _write(meeting, planned)
    log.changed(meeting)


def take(meeting: CommitteeMeeting, step: MeetingStep, *, by: Account) -> None:
    """Open, close or cancel it. What was not taken up is put off when it closes."""
    voting.held(meeting)
    state = after(meeting.state, step)
    if step is MeetingStep.OPEN:
        if meeting.held_on > clock.today():
            raise Refusal(Reason.NOT_THE_DAY)
        least = queries.quorum(meeting.held_on).least
        meeting.quorum, meeting.opened_at, meeting.secretary_id = least, clock.now(), by.id
    elif step is MeetingStep.CLOSE:
        if any(point.state in (PointState.VOTING, PointState.VOTED) for point in meeting.points):
            raise Refusal(Reason.POINTS_WAIT)
        meeting.closed_at = clock.now()
    meeting.state = state
    if step is not MeetingStep.OPEN:
        for point in meeting.points:
            if point.state is PointState.WAITING:
                _put_off(point, by)
    meeting.version += 1
    log.changed(meeting)


def came(meeting: CommitteeMeeting, seat: CommitteeSeat) -> None:
    """Somebody is there."""
    _at_the_meeting(meeting, seat)
    there = db.session.get(MeetingAttendance, (meeting.id, seat.id))
    if there is None:
        db.session.add(MeetingAttendance(meeting_id=meeting.id, seat_id=seat.id, came_at=clock.now()))
    else:
        there.left_at = None
    _noted(meeting, seat)


def left(meeting: CommitteeMeeting, seat: CommitteeSeat) -> None:
    """Somebody went; a vote that they gave stands."""
    _at_the_meeting(meeting, seat)
    there = db.session.get(MeetingAttendance, (meeting.id, seat.id))
    if there is None or there.left_at is not None:
        raise Refusal(Reason.NOT_PRESENT)
    there.left_at = clock.now()
    _noted(meeting, seat)


def take_up(meeting: CommitteeMeeting, about: Application | CriteriaVersion) -> AgendaPoint:
    """Put it on the agenda, as the last."""
    voting.held(meeting)
    _refuse_if_over(meeting)
    point = AgendaPoint(position=1 + max((one.position for one in meeting.points), default=0), state=PointState.WAITING)
    # Another meeting may take it up just now.
    hold(about)
    if isinstance(about, Application):
        if about.state is not State.SENT:
            raise Refusal(Reason.NOT_WAITING)
        if queries.open_point_of(about.id):
            raise Refusal(Reason.ALREADY_ON_AN_AGENDA)
        point.application, point.application_id = about, about.id
        # Who was too close to it at another meeting still is, unless they take it back (rules R28).
        point.interests = [
            CommitteeInterest(seat_id=one.seat_id, declared_at=one.declared_at, by_id=one.by_id)
            for one in queries.interests_before(about.id)
        ]
    else:
        if about.adopted_on is not None:
            raise Refusal(Reason.ADOPTED)
        if not about.criteria:
            raise Refusal(Reason.NO_CRITERIA)
        point.criteria_version, point.criteria_version_id = about, about.id
    meeting.points.append(point)
    db.session.flush()
    log.changed(meeting)
    return point


def take_off(point: AgendaPoint) -> None:
    """It waits for another meeting; only before anything was done with it."""
    voting.held(point.meeting)
    _refuse_if_over(point.meeting)
    known = {one.seat_id for one in queries.interests_before(point.application_id, but=point.id)}
    said_here = [one for one in point.interests if one.withdrawn_at is not None or one.seat_id not in known]
    if point.state is not PointState.WAITING or said_here:
        raise Refusal(Reason.NOT_NOW)
    log.changed(point.meeting)
    for one in point.interests:
        db.session.delete(one)
    db.session.flush()
    db.session.delete(point)


def _put_off(point: AgendaPoint, by: Account) -> None:
    gone = point.application is not None and point.application.state is State.WITHDRAWN
    point.state = PointState.SETTLED
    point.decision = GrantDecision(
        outcome=Outcome.GONE if gone else Outcome.POSTPONED, decided_at=clock.now(), by_id=by.id
    )


def _at_the_meeting(meeting: CommitteeMeeting, seat: CommitteeSeat) -> None:
    voting.held(meeting)
    if meeting.state is not MeetingState.OPEN:
        raise Refusal(Reason.NOT_OPEN)
    if not seat.holds_on(meeting.held_on):
        raise Refusal(Reason.NO_VOTE)


def _noted(meeting: CommitteeMeeting, seat: CommitteeSeat) -> None:
    db.session.flush()
    db.session.refresh(meeting, ["attendance"])
    voting.came_or_went(meeting, seat)
    log.changed(meeting)
    log.changed(seat)


def _refuse_if_over(meeting: CommitteeMeeting) -> None:
    if meeting.state not in (MeetingState.PLANNED, MeetingState.OPEN):
        raise Refusal(Reason.NOT_NOW)


def _write(meeting: CommitteeMeeting, planned: Planned) -> None:
    meeting.held_on, meeting.held_at = planned.held_on, planned.held_at
    meeting.place, meeting.remarks = planned.place.strip(), planned.remarks.strip()
    meeting.version += 1
