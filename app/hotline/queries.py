"""Questions about calls and interviews. Each takes the person who asks: what is not theirs is not found."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.access import Act
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.centres import queries as places
from app.centres.models import Department
from app.citizens.models import Citizen
from app.db import db
from app.followups.tasks import Count, Places
from app.hotline.call import ANSWERING_DEPARTMENT, Seat, State
from app.hotline.interview import Outcome
from app.hotline.models import HotlineCall, JobInterviewFollowUp

MOST_SHOWN = 100


def answering_department() -> Department | None:
    """The department that answers the hotline today; none where none bears the name."""
    return next((one for one in places.departments() if one.name.casefold().startswith(ANSWERING_DEPARTMENT)), None)


def open_calls(person: Person, seats: frozenset[Seat], most: int = MOST_SHOWN) -> Sequence[HotlineCall]:
    """What waits for an answer: of the person's own centres, and what is asked of them; the longest first."""
    question = _calls(sa.or_(_asked_of(seats), _of_own(person))).where(HotlineCall.state == State.OPEN)
    return db.session.scalars(question.order_by(HotlineCall.noted_at, HotlineCall.id).limit(most)).unique().all()


def asked_of(seats: frozenset[Seat], most: int) -> Sequence[HotlineCall]:
    """What waits for an answer of the department, the longest first."""
    if not seats:
        return []
    question = _calls(_asked_of(seats)).where(HotlineCall.state == State.OPEN)
    return db.session.scalars(question.order_by(HotlineCall.noted_at, HotlineCall.id).limit(most)).unique().all()


def closed_calls(
    person: Person, seats: frozenset[Seat], since: datetime, most: int = MOST_SHOWN
) -> Sequence[HotlineCall]:
    """What was answered, or is not needed any more, asked since then; the latest first."""
    question = _calls(sa.or_(_asked_of(seats), _of_own(person))).where(
        HotlineCall.state != State.OPEN, HotlineCall.noted_at >= since
    )
    return db.session.scalars(question.order_by(HotlineCall.noted_at.desc(), HotlineCall.id.desc()).limit(most)).all()


def minutes_since(person: Person, seats: frozenset[Seat], since: datetime) -> tuple[int, int]:
    """How many calls were answered of those asked since then, and how many minutes they took in all."""
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(HotlineCall.minutes), 0)).where(
            sa.or_(_asked_of(seats), _of_own(person)),
            HotlineCall.state == State.ANSWERED,
            HotlineCall.noted_at >= since,
        )
    ).one()
    return row[0], int(row[1] or 0)


def unread_answers(account_ids: Collection[int], person: Person) -> Sequence[HotlineCall]:
    """The answers that these accounts wait for and have not read, at the person's own centres, the oldest first."""
    question = _calls(_of_own(person)).where(
        HotlineCall.waits_id.in_(list(account_ids)), HotlineCall.state == State.ANSWERED, HotlineCall.seen_at.is_(None)
    )
    return db.session.scalars(question.order_by(HotlineCall.answered_at, HotlineCall.id)).unique().all()


def open_of(account_ids: Collection[int], person: Person) -> Sequence[HotlineCall]:
    """What these accounts have asked and wait for, at the person's own centres."""
    question = _calls(_of_own(person)).where(
        HotlineCall.waits_id.in_(list(account_ids)), HotlineCall.state == State.OPEN
    )
    return db.session.scalars(question.order_by(HotlineCall.noted_at, HotlineCall.id)).unique().all()


def waited_for(account_id: int, places_of: Places) -> Sequence[HotlineCall]:
    """The calls at these places that an account waits for or has not read, held until the transaction ends."""
    question = sa.select(HotlineCall).where(
        HotlineCall.waits_id == account_id, _unfinished(), _at(HotlineCall, places_of)
    )
    return db.session.scalars(question.order_by(HotlineCall.id).with_for_update(of=HotlineCall)).unique().all()


def call_counts(account_ids: Collection[int] | None) -> list[Count]:
    """How many calls each person waits for or has not read, by place; no record is loaded."""
    who = (HotlineCall.waits_id, HotlineCall.centre_id, HotlineCall.controller_id)
    question = sa.select(*who, sa.func.count()).where(_unfinished()).group_by(*who)
    if account_ids is not None:
        question = question.where(HotlineCall.waits_id.in_(list(account_ids)))
    return [Count(account, (at, by), number) for account, at, by, number in db.session.execute(question)]


def calls_about(citizen: Citizen) -> Sequence[HotlineCall]:
    """Every call about a citizen; who may know of each, `reading.may_see` says."""
    question = _calls(HotlineCall.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(HotlineCall.noted_at)).unique().all()


def interviews_due(account_ids: Collection[int], person: Person, today: date) -> Sequence[JobInterviewFollowUp]:
    """The interviews of these accounts whose day has passed and of which nobody knows how they went."""
    return _interviews(
        person,
        JobInterviewFollowUp.responsible_id.in_(list(account_ids)),
        JobInterviewFollowUp.outcome == Outcome.WAITING,
        JobInterviewFollowUp.held_on < today,
    )


def interviews_waiting(person: Person) -> Sequence[JobInterviewFollowUp]:
    """All at the person's own centres of which nobody knows yet how they went, the earliest first."""
    return _interviews(person, JobInterviewFollowUp.outcome == Outcome.WAITING)


def interviews_said(person: Person, since: date) -> Sequence[JobInterviewFollowUp]:
    """Those held since a day, of which it is known how they went, the latest first."""
    found = _interviews(person, JobInterviewFollowUp.outcome != Outcome.WAITING, JobInterviewFollowUp.held_on >= since)
    return found[::-1]


def interviews_of(citizen: Citizen) -> Sequence[JobInterviewFollowUp]:
    """Every interview of a citizen, the latest first; who may know of each, `reading.may_see_interview` says."""
    return (
        db.session.scalars(
            sa.select(JobInterviewFollowUp)
            .where(JobInterviewFollowUp.citizen_id == citizen.id)
            .options(joinedload(JobInterviewFollowUp.said_by))
            .order_by(JobInterviewFollowUp.held_on.desc(), JobInterviewFollowUp.id.desc())
        )
        .unique()
        .all()
    )


def interviews_at(account_id: int, places_of: Places) -> Sequence[JobInterviewFollowUp]:
    """The open interviews of an account at these places, held until the transaction ends."""
    question = sa.select(JobInterviewFollowUp).where(
        JobInterviewFollowUp.responsible_id == account_id,
        JobInterviewFollowUp.outcome == Outcome.WAITING,
        _at(JobInterviewFollowUp, places_of),
    )
    held = question.order_by(JobInterviewFollowUp.id).with_for_update(of=JobInterviewFollowUp)
    return db.session.scalars(held).unique().all()


def interview_counts(account_ids: Collection[int] | None, today: date) -> list[Count]:
    """How many interviews each person follows, by place, and how many of them are past; no record is loaded."""
    who = (JobInterviewFollowUp.responsible_id, JobInterviewFollowUp.centre_id, JobInterviewFollowUp.controller_id)
    past = sa.func.sum(sa.case((JobInterviewFollowUp.held_on < today, 1), else_=0))
    question = (
        sa.select(*who, sa.func.count(), past).where(JobInterviewFollowUp.outcome == Outcome.WAITING).group_by(*who)
    )
    if account_ids is not None:
        question = question.where(JobInterviewFollowUp.responsible_id.in_(list(account_ids)))
    return [
        Count(account, (at, by), number, int(late)) for account, at, by, number, late in db.session.execute(question)
    ]


def works_with(account_id: int, citizen_ids: Collection[int]) -> frozenset[int]:
    """Of whom of these the account follows, or followed, an interview."""
    of = JobInterviewFollowUp
    mine = sa.or_(of.responsible_id == account_id, of.said_by_id == account_id)
    return frozenset(db.session.scalars(sa.select(of.citizen_id).where(of.citizen_id.in_(citizen_ids), mine)))


def _calls(which: sa.ColumnElement[bool]) -> sa.Select[HotlineCall]:
    return sa.select(HotlineCall).where(which).options(joinedload(HotlineCall.citizen))


def _interviews(person: Person, *wanted: sa.ColumnElement[bool]) -> Sequence[JobInterviewFollowUp]:
    question = (
        sa.select(JobInterviewFollowUp)
        .where(_at(JobInterviewFollowUp, pairs(person, Act.FOLLOW_INTERVIEWS)), *wanted)
        .options(joinedload(JobInterviewFollowUp.citizen))
        .order_by(JobInterviewFollowUp.held_on, JobInterviewFollowUp.held_at, JobInterviewFollowUp.id)
        .limit(MOST_SHOWN)
    )
    return db.session.scalars(question).unique().all()


def _unfinished() -> sa.ColumnElement[bool]:
    unread = sa.and_(HotlineCall.state == State.ANSWERED, HotlineCall.seen_at.is_(None))
    return sa.or_(HotlineCall.state == State.OPEN, unread)


def _of_own(person: Person) -> sa.ColumnElement[bool]:
    return _at(HotlineCall, pairs(person, Act.NOTE_CALL))


def _asked_of(seats: frozenset[Seat]) -> sa.ColumnElement[bool]:
    at = sorted({(seat.department_id or 0, seat.centre_id) for seat in seats})
    return sa.or_(
        sa.false(),
        *(sa.and_(HotlineCall.department_id == of, HotlineCall.centre_id == centre) for of, centre in at),
    )


def _at(model: type[HotlineCall | JobInterviewFollowUp], where: Places) -> sa.ColumnElement[bool]:
    each = (sa.and_(model.centre_id == centre, model.controller_id == by) for centre, by in sorted(where))
    return sa.or_(sa.false(), *each)
