"""Questions about courses and offers. Those about people take the person who asks; what is not theirs is not found."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app import clock
from app.access import Act
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import allows, pairs
from app.accounts.role import Person, Role
from app.centres.models import Centre, Department
from app.citizens import queries as citizens
from app.citizens.challenge import Challenge
from app.citizens.models import ChallengeNoted, Citizen
from app.courses.course import SOON_DAYS, Ending, State, Wish
from app.courses.models import (
    AddictionCourse,
    CentreOffer,
    CourseStep,
    OfferAttendance,
    TreatmentRule,
)
from app.courses.reading import Standing, may_keep, may_know_who, may_see
from app.db import db

MOST_SHOWN = 200
ABOUT_ADDICTION = (Challenge.ALCOHOL, Challenge.CANNABIS, Challenge.OTHER_DRUGS)


@dataclass(frozen=True)
class Figures:
    """Plain, for the team: contacts and talks about alcohol or drugs, how many of them became courses, all courses of
    the period, and of those how many began, and began in time.
    """

    talks: int
    became: int
    courses: int
    started: int
    in_time: int


def rule(wish: Wish, on: date) -> TreatmentRule:
    """The rule that holds for a wish of this day; the first of all where the day lies before it."""
    question = sa.select(TreatmentRule).where(TreatmentRule.wish == wish)
    holding = question.where(TreatmentRule.valid_from <= on).order_by(
        TreatmentRule.valid_from.desc(), TreatmentRule.id.desc()
    )
    found = db.session.scalar(holding.limit(1))
    return found or db.session.scalars(question.order_by(TreatmentRule.valid_from, TreatmentRule.id).limit(1)).one()


def rules(on: date) -> list[TreatmentRule]:
    """What holds on a day, one rule for each wish."""
    return [rule(wish, on) for wish in Wish]


def every_rule() -> Sequence[TreatmentRule]:
    """All rules, past ones too, the latest first."""
    return db.session.scalars(
        sa.select(TreatmentRule).order_by(TreatmentRule.wish, TreatmentRule.valid_from.desc(), TreatmentRule.id.desc())
    ).all()


def treated_at(centre: Centre) -> tuple[int, int | None]:
    """Where the addiction workers sit who see to a wish that is noted at this centre, and their department: there, or
    else in the same town, or else where they are; the centre itself where there are none.
    """
    today = clock.today()
    found = db.session.execute(
        sa.select(RoleHeld.centre_id, RoleHeld.department_id, Centre.town)
        .join(Centre, Centre.id == RoleHeld.centre_id)
        .join(Account, Account.id == RoleHeld.account_id)
        .where(
            RoleHeld.role == Role.ADDICTION_WORKER,
            Account.disabled_at.is_(None),
            RoleHeld.from_on <= today,
            sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > today),
        )
        .order_by(Centre.name, RoleHeld.id)
    ).all()
    nearest = sorted(found, key=lambda row: (row.centre_id != centre.id, row.town != centre.town))
    return (nearest[0].centre_id, nearest[0].department_id) if nearest else (centre.id, None)


def department_of(department_id: int | None) -> Department | None:
    """A department by its id."""
    return db.session.get(Department, department_id) if department_id else None


def kept_by(person: Person, most: int = MOST_SHOWN) -> Sequence[AddictionCourse]:
    """The courses that the person sees to and that are not over: who waits, the earliest deadline first, then who is
    in treatment.
    """
    found = _known(may_keep, person, _reached(person), AddictionCourse.state != State.ENDED)
    return _each(found, AddictionCourse.started_on.is_not(None), AddictionCourse.due_on, most=most)


def over(person: Person, since: date, most: int = MOST_SHOWN) -> Sequence[AddictionCourse]:
    """The courses that the person saw to and that ended, wished since a day, the latest wish first."""
    ended = sa.and_(AddictionCourse.state == State.ENDED, AddictionCourse.wished_on >= since)
    return _each(_known(may_keep, person, _reached(person), ended), AddictionCourse.wished_on.desc(), most=most)


def noted_by(person: Person) -> Sequence[AddictionCourse]:
    """The wishes that the person noted and that wait still, the earliest deadline first."""
    waiting = AddictionCourse.state.in_([State.WISHED, State.OFFERED])
    found = _known(may_see, person, AddictionCourse.noted_by_id == person.account_id, waiting)
    return _each(found, AddictionCourse.due_on, most=MOST_SHOWN)


def courses_of(citizen: Citizen, person: Person) -> Sequence[AddictionCourse]:
    """The courses of a citizen that the person may know of, the latest first; no other is loaded."""
    found = _known(may_see, person, AddictionCourse.citizen_id == citizen.id)
    return _each(found, AddictionCourse.wished_on.desc(), most=MOST_SHOWN)


def open_wish(citizen: Citizen, wish: Wish, person: Person) -> AddictionCourse | None:
    """A wish of the citizen that waits already, and that the person may know of."""
    waiting = AddictionCourse.state.in_([State.WISHED, State.OFFERED])
    same = sa.and_(AddictionCourse.citizen_id == citizen.id, AddictionCourse.wish == wish)
    return next(iter(_each(_known(may_see, person, same, waiting), AddictionCourse.id, most=1)), None)


def called(code: str, person: Person) -> AddictionCourse | None:
    """The course with this code, however its letters are spelled, if the person may know of it."""
    wanted = " ".join(code.split()).casefold()
    rows = db.session.execute(sa.select(AddictionCourse.id, AddictionCourse.called))
    ids = [id for id, one in rows if one and one.casefold() == wanted]
    return next(iter(_each(_known(may_see, person, AddictionCourse.id.in_(ids)), most=1)), None)


def figures(person: Person, since: date, until: date) -> Figures:
    """The figures of a period (local days, both included), at the centres where the person sees to courses."""
    start, end = clock.span(since, until)
    centres = sorted({centre for centre, _by in pairs(person, Act.KEEP_COURSES)})
    talks = (
        sa.select(ChallengeNoted.contact_id, ChallengeNoted.conversation_id)
        .where(
            ChallengeNoted.challenge.in_(ABOUT_ADDICTION),
            ChallengeNoted.centre_id.in_(centres),
            ChallengeNoted.happened_at >= start,
            ChallengeNoted.happened_at < end,
        )
        .distinct()
        .subquery()
    )
    became = sa.select(sa.func.count()).where(
        sa.or_(
            AddictionCourse.contact_id.in_(sa.select(talks.c.contact_id).where(talks.c.contact_id.is_not(None))),
            AddictionCourse.conversation_id.in_(
                sa.select(talks.c.conversation_id).where(talks.c.conversation_id.is_not(None))
            ),
        ),
        _counts(),
    )
    began = AddictionCourse.started_on.is_not(None)
    in_time = sa.and_(began, AddictionCourse.started_on <= AddictionCourse.due_on)
    numbers = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(sa.case((began, 1), else_=0)), 0),
            sa.func.coalesce(sa.func.sum(sa.case((in_time, 1), else_=0)), 0),
        ).where(
            AddictionCourse.treated_at_id.in_(centres),
            AddictionCourse.wished_on >= since,
            AddictionCourse.wished_on <= until,
            _counts(),
        )
    ).one()
    return Figures(
        db.session.scalar(sa.select(sa.func.count()).select_from(talks)) or 0,
        db.session.scalar(became.select_from(AddictionCourse)) or 0,
        *(int(number) for number in numbers),
    )


def works_with(account_id: int, citizen_ids: Collection[int]) -> frozenset[int]:
    """Of whom of these the account noted a wish, or took a step of their course."""
    question = (
        sa.select(AddictionCourse.citizen_id)
        .outerjoin(CourseStep, CourseStep.course_id == AddictionCourse.id)
        .where(
            AddictionCourse.citizen_id.in_(citizen_ids),
            sa.or_(AddictionCourse.noted_by_id == account_id, CourseStep.by_id == account_id),
        )
    )
    return frozenset(id for id in db.session.scalars(question) if id is not None)


def clocks_of(person: Person, today: date) -> tuple[int, int]:
    """How many clocks that the person sees to are over, and how many end soon; no record is loaded."""
    running = AddictionCourse.state.in_([State.WISHED, State.OFFERED])
    late = _known(may_keep, person, _reached(person), running, AddictionCourse.due_on < today)
    soon = AddictionCourse.due_on.between(today, today + timedelta(days=SOON_DAYS))
    return len(late), len(_known(may_keep, person, _reached(person), running, soon))


def offers(person: Person, today: date, past_too: bool = False) -> Sequence[CentreOffer]:
    """The offers at the centres where the person keeps them (everywhere, for a leader of all), by name."""
    question = sa.select(CentreOffer)
    if not past_too:
        question = question.where(sa.or_(CentreOffer.to_on.is_(None), CentreOffer.to_on >= today))
    found = db.session.scalars(question.order_by(CentreOffer.name, CentreOffer.id)).unique()
    return [offer for offer in found if allows(person, Act.KEEP_OFFERS, offer)]


def attendance(offer: CentreOffer, on: date, person: Person) -> tuple[list[OfferAttendance], int]:
    """Who came on a day, as far as the person may know, in the order of writing; and how many came besides, named or
    not. Nobody else's record is loaded.
    """
    rows = db.session.execute(
        sa.select(
            OfferAttendance.id,
            OfferAttendance.citizen_id,
            OfferAttendance.people,
            OfferAttendance.noted_by_id,
            OfferAttendance.centre_id,
            OfferAttendance.controller_id,
        ).where(OfferAttendance.offer_id == offer.id, OfferAttendance.attended_on == on)
    ).all()
    known = [
        row
        for row in rows
        if row.citizen_id
        and may_know_who(person, offer.topic, row.noted_by_id, row.centre_id, row.controller_id, row.citizen_id)
    ]
    own = citizens.own(person, Act.OPEN_CITIZEN, [row.citizen_id for row in known])
    ids = [row.id for row in known if row.citizen_id in own]
    found = db.session.scalars(
        sa.select(OfferAttendance)
        .where(OfferAttendance.id.in_(ids))
        .options(joinedload(OfferAttendance.citizen))
        .order_by(OfferAttendance.id)
    ).unique()
    return list(found), sum(row.people for row in rows) - len(ids)


def unnamed_number(offer: CentreOffer, on: date) -> int:
    """How many came without a name on a day."""
    question = sa.select(sa.func.coalesce(sa.func.sum(OfferAttendance.people), 0)).where(
        OfferAttendance.offer_id == offer.id, OfferAttendance.attended_on == on, OfferAttendance.citizen_id.is_(None)
    )
    return int(db.session.scalar(question) or 0)


def unnamed(offer: CentreOffer, centre_id: int, controller_id: int, on: date) -> OfferAttendance | None:
    """How many came without a name on a day, if any were counted."""
    return db.session.scalar(
        sa.select(OfferAttendance).where(
            OfferAttendance.offer_id == offer.id,
            OfferAttendance.centre_id == centre_id,
            OfferAttendance.controller_id == controller_id,
            OfferAttendance.attended_on == on,
            OfferAttendance.citizen_id.is_(None),
        )
    )


def stands_there(offer: CentreOffer, citizen: Citizen, on: date) -> bool:
    """Whether the citizen is written down for that day already."""
    question = sa.select(OfferAttendance.id).where(
        OfferAttendance.offer_id == offer.id,
        OfferAttendance.citizen_id == citizen.id,
        OfferAttendance.attended_on == on,
    )
    return db.session.scalar(question.limit(1)) is not None


def numbers_on(offer_ids: Iterable[int], on: date) -> dict[int, int]:
    """How many came to each of these offers on a day, named or not."""
    question = (
        sa.select(OfferAttendance.offer_id, sa.func.sum(OfferAttendance.people))
        .where(OfferAttendance.offer_id.in_(list(offer_ids)), OfferAttendance.attended_on == on)
        .group_by(OfferAttendance.offer_id)
    )
    return {id: int(number) for id, number in db.session.execute(question)}


def by_month(offer: CentreOffer, since: date) -> list[tuple[date, int, int]]:
    """Month by month (its first day), the latest first: how many came in all, and how many named people."""
    rows = db.session.execute(
        sa.select(OfferAttendance.attended_on, OfferAttendance.people, OfferAttendance.citizen_id).where(
            OfferAttendance.offer_id == offer.id, OfferAttendance.attended_on >= since
        )
    )
    came: dict[date, int] = {}
    named: dict[date, set[int]] = {}
    for on, people, citizen_id in rows:
        month = on.replace(day=1)
        came[month] = came.get(month, 0) + people
        named.setdefault(month, set())
        if citizen_id is not None:
            named[month].add(citizen_id)
    return [(month, came[month], len(named[month])) for month in sorted(came, reverse=True)]


def regulars(offer: CentreOffer, person: Person, most: int) -> list[Citizen]:
    """Those of the person's own who came to the offer, the latest first, as far as the person may know."""
    rows = db.session.execute(
        sa.select(
            OfferAttendance.citizen_id,
            OfferAttendance.noted_by_id,
            OfferAttendance.centre_id,
            OfferAttendance.controller_id,
        )
        .where(OfferAttendance.offer_id == offer.id, OfferAttendance.citizen_id.is_not(None))
        .order_by(OfferAttendance.attended_on.desc(), OfferAttendance.id.desc())
        .limit(10 * most)
    ).all()
    ids: dict[int, None] = {}
    for row in rows:
        if row.citizen_id not in ids and may_know_who(
            person, offer.topic, row.noted_by_id, row.centre_id, row.controller_id, row.citizen_id
        ):
            ids[row.citizen_id] = None
        if len(ids) == most:
            break
    there = citizens.pickable(person, ids, Act.NOTE_ATTENDANCE)
    return [there[id] for id in ids if id in there]


def attended(citizen: Citizen, person: Person) -> Sequence[OfferAttendance]:
    """The offers that the citizen came to, as far as the person may know; no other row is loaded."""
    rows = db.session.execute(
        sa.select(
            OfferAttendance.id,
            OfferAttendance.noted_by_id,
            OfferAttendance.centre_id,
            OfferAttendance.controller_id,
            CentreOffer.topic,
        )
        .join(CentreOffer, CentreOffer.id == OfferAttendance.offer_id)
        .where(OfferAttendance.citizen_id == citizen.id)
    )
    ids = [
        row.id
        for row in rows
        if may_know_who(person, row.topic, row.noted_by_id, row.centre_id, row.controller_id, citizen.id)
    ]
    question = sa.select(OfferAttendance).where(OfferAttendance.id.in_(ids)).options(joinedload(OfferAttendance.offer))
    return db.session.scalars(question.order_by(OfferAttendance.attended_on, OfferAttendance.id)).unique().all()


def _reached(person: Person) -> sa.ColumnElement[bool]:
    """The courses at the centres where the person sees to courses."""
    centres = sorted({centre for centre, _by in pairs(person, Act.KEEP_COURSES)})
    return sa.or_(AddictionCourse.treated_at_id.in_(centres), AddictionCourse.centre_id.in_(centres))


def _known(rule: Callable[[Person, Standing], bool], person: Person, *wanted: sa.ColumnElement[bool]) -> list[int]:
    """The ids of those that the rule lets the person know of."""
    treating = sa.func.coalesce(Department.operator_id, AddictionCourse.controller_id)
    rows = db.session.execute(
        sa.select(
            AddictionCourse.id,
            AddictionCourse.noted_by_id,
            AddictionCourse.centre_id,
            AddictionCourse.controller_id,
            AddictionCourse.treated_at_id,
            treating,
            AddictionCourse.citizen_id,
        )
        .outerjoin(Department, Department.id == AddictionCourse.department_id)
        .where(*wanted)
    )
    return [row[0] for row in rows if rule(person, Standing(*row[1:]))]


def _each(ids: Collection[int], *order: Any, most: int) -> Sequence[AddictionCourse]:
    question = sa.select(AddictionCourse).where(AddictionCourse.id.in_(ids))
    wanted = question.options(joinedload(AddictionCourse.citizen)).order_by(*order, AddictionCourse.id).limit(most)
    return db.session.scalars(wanted).unique().all()


def _counts() -> sa.ColumnElement[bool]:
    """One that stands twice is one."""
    twice = sa.exists().where(
        CourseStep.course_id == AddictionCourse.id,
        CourseStep.ending == Ending.TWICE,
        CourseStep.withdrawn_at.is_(None),
    )
    return ~twice
