"""Questions about activities: those of the pages, and those of monitoring, which read no names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app import clock
from app.access import Act
from app.accounts.permissions import allows, centres_for
from app.accounts.role import Person
from app.activities.activity import Facts, Missing, Money, State, missing
from app.activities.models import (
    Activity,
    ActivityAttendance,
    ActivityExpense,
    ActivityMeeting,
    ActivityRest,
    ActivityRole,
    ActivityStep,
)
from app.applications.application import State as Applied
from app.applications.models import Application
from app.db import db
from app.pool import queries as pool
from app.pool.balance import Kind
from app.pool.models import PoolEntry

MOST_SHOWN = 200
MOVED = (Kind.GRANTED, Kind.PAID, Kind.RETURNED)


def of_application(application_id: int) -> Activity | None:
    """What an application became."""
    return db.session.scalar(sa.select(Activity).where(Activity.application_id == application_id))


def id_of(application_id: int) -> int | None:
    """The number of what an application became; nobody's name is read."""
    return db.session.scalar(sa.select(Activity.id).where(Activity.application_id == application_id))


def of_staff(person: Person) -> Sequence[Activity]:
    """The activities at the person's own centres, those that go on first, then the latest."""
    own = centres_for(person, Act.KEEP_ACTIVITIES)
    question = (
        sa.select(Activity)
        .options(joinedload(Activity.centre))
        .order_by(Activity.state == State.CLOSED, Activity.began_at.desc(), Activity.id.desc())
        .limit(MOST_SHOWN)
    )
    if own is not None:
        question = question.where(Activity.centre_id.in_(own))
    return [one for one in db.session.scalars(question) if allows(person, Act.KEEP_ACTIVITIES, one)]


def not_begun(person: Person) -> list[tuple[int, str, str]]:
    """Granted applications of one's own centres that nobody has made an activity of: id, title, centre."""
    own = centres_for(person, Act.KEEP_ACTIVITIES)
    waiting = (
        sa.select(Application.id, Application.title, Application.centre_id)
        .outerjoin(Activity, Activity.application_id == Application.id)
        .where(Application.state == Applied.GRANTED, Activity.id.is_(None))
        .order_by(Application.id)
        .limit(MOST_SHOWN)
    )
    if own is not None:
        waiting = waiting.where(Application.centre_id.in_(own))
    return [(row.id, row.title, row.centre_id) for row in db.session.execute(waiting)]


def money(activity: Activity) -> Money:
    """What its money adds up to."""
    sums = pool.of_grant(activity.application_id)
    return Money(sums.granted, sums.paid, spent([activity.id]).get(activity.id, 0), sums.returned)


def spent(activity_ids: Sequence[int]) -> dict[int, int]:
    """What was spent (øre), by activity; what was withdrawn is not among it."""
    rows = db.session.execute(
        sa.select(ActivityExpense.activity_id, sa.func.sum(ActivityExpense.ore).label("ore"))
        .where(ActivityExpense.activity_id.in_(activity_ids), ActivityExpense.withdrawn_at.is_(None))
        .group_by(ActivityExpense.activity_id)
    )
    return {row.activity_id: int(row.ore) for row in rows}


def expenses(activity_id: int, withdrawn: bool = False) -> Sequence[ActivityExpense]:
    """What was bought, the latest first; what was withdrawn too, where that is asked for."""
    question = sa.select(ActivityExpense).where(ActivityExpense.activity_id == activity_id)
    if not withdrawn:
        question = question.where(ActivityExpense.withdrawn_at.is_(None))
    return db.session.scalars(question.order_by(ActivityExpense.spent_on.desc(), ActivityExpense.id.desc())).all()


def steps(activity_id: int) -> Sequence[ActivityStep]:
    """What people can do now, the latest first."""
    mine = sa.select(ActivityStep).where(ActivityStep.activity_id == activity_id)
    return db.session.scalars(mine.order_by(ActivityStep.id.desc())).all()


def rest_that_waits(activity_id: int) -> ActivityRest | None:
    """What was counted and not yet received."""
    return db.session.scalar(
        sa.select(ActivityRest).where(ActivityRest.activity_id == activity_id, ActivityRest.received_at.is_(None))
    )


def rests(activity_id: int) -> Sequence[ActivityRest]:
    """What was given back, the first first."""
    mine = sa.select(ActivityRest).where(ActivityRest.activity_id == activity_id)
    return db.session.scalars(mine.order_by(ActivityRest.id)).all()


def lacking(activities: Sequence[Activity], today: date) -> dict[int, list[Missing]]:
    """What each of these lacks, by id; a few questions for all of them."""
    ids = [one.id for one in activities]
    sums, used = pool.of_grants([one.application_id for one in activities]), spent(ids)
    bare = {
        row.activity_id: row.number
        for row in db.session.execute(
            sa.select(ActivityExpense.activity_id, sa.func.count().label("number"))
            .where(
                ActivityExpense.activity_id.in_(ids),
                ActivityExpense.withdrawn_at.is_(None),
                ActivityExpense.has_receipt.is_(False),
            )
            .group_by(ActivityExpense.activity_id)
        )
    }
    waiting = set(
        db.session.scalars(
            sa.select(ActivityRest.activity_id).where(
                ActivityRest.activity_id.in_(ids), ActivityRest.received_at.is_(None)
            )
        )
    )
    found = {}
    for one in activities:
        grant = sums.get(one.application_id)
        money = Money(grant.granted, grant.paid, used.get(one.id, 0), grant.returned) if grant else Money()
        found[one.id] = missing(facts(one, money, bare.get(one.id, 0), one.id in waiting), today)
    return found


def facts(activity: Activity, money: Money, without_receipt: int, rest_waits: bool) -> Facts:
    """What the rules judge it by."""
    held = [one for one in activity.meetings if one.cancelled_at is None]
    return Facts(
        activity.state,
        len(held),
        max((clock.local(one.starts_at).date() for one in held), default=None),
        sum(one.noted_at is None and one.ends_at < clock.now() for one in held),
        sum(not one.called for one in activity.roles),
        without_receipt,
        rest_waits,
        money,
    )


@dataclass(frozen=True)
class Counted:
    """What went on at a centre in a period, without a name: activities that met, meetings held, how often somebody
    came, tasks that somebody took, and small steps that were noted.
    """

    activities: int = 0
    meetings: int = 0
    came: int = 0
    roles: int = 0
    steps: int = 0


@dataclass(frozen=True)
class Sums:
    """Øre of a period at a centre: granted, paid out and given back by the pool's lines, spent by the receipts."""

    granted: int = 0
    paid: int = 0
    returned: int = 0
    spent: int = 0


def counted(first: date, last: date) -> dict[int, Counted]:
    """What went on between two local days, both included, by centre; a centre where nothing did is missing."""
    start, end = clock.span(first, last)
    held = db.session.execute(
        sa.select(
            Activity.centre_id,
            sa.func.count(sa.distinct(Activity.id)).label("activities"),
            sa.func.count(ActivityMeeting.id).label("meetings"),
            sa.func.sum(ActivityMeeting.unnamed + ActivityMeeting.named).label("came"),
        )
        .join(ActivityMeeting, ActivityMeeting.activity_id == Activity.id)
        .where(*_held_between(start, end))
        .group_by(Activity.centre_id)
    ).all()
    roles = _by_centre(ActivityRole, ActivityRole.taken_at >= start, ActivityRole.taken_at < end)
    steps = _by_centre(ActivityStep, ActivityStep.noted_on >= first, ActivityStep.noted_on <= last)
    met = {row.centre_id: row for row in held}
    return {
        centre: Counted(
            met[centre].activities if centre in met else 0,
            met[centre].meetings if centre in met else 0,
            int(met[centre].came) if centre in met else 0,
            roles.get(centre, 0),
            steps.get(centre, 0),
        )
        for centre in sorted({*met, *roles, *steps})
    }


def people_behind(first: date, last: date, centre_ids: Collection[int] | None = None) -> Counted:
    """How many people at least were behind what `counted` says: those who gave the same name are one, whoever gave
    none is one each time. No name is read out. Activities and meetings are no people.
    """
    start, end = clock.span(first, last)
    inside = [] if centre_ids is None else [Activity.centre_id.in_(sorted(centre_ids))]
    held = [*_held_between(start, end), *inside]
    unnamed = db.session.scalar(sa.select(sa.func.sum(ActivityMeeting.unnamed)).join(Activity).where(*held))
    came = db.session.scalar(
        sa.select(_different(ActivityAttendance))
        .join(ActivityMeeting, ActivityAttendance.meeting_id == ActivityMeeting.id)
        .join(Activity, ActivityMeeting.activity_id == Activity.id)
        .where(*held)
    )
    took = db.session.scalar(
        sa.select(_different(ActivityRole))
        .join(Activity)
        .where(ActivityRole.taken_at >= start, ActivityRole.taken_at < end, *inside)
    )
    nobody = sa.func.coalesce(sa.func.sum(sa.case((ActivityStep.called == "", 1), else_=0)), 0)
    stepped = db.session.execute(
        sa.select(nobody, sa.func.count(sa.distinct(sa.func.nullif(sa.func.lower(ActivityStep.called), ""))))
        .join(Activity, ActivityStep.activity_id == Activity.id)
        .where(ActivityStep.noted_on >= first, ActivityStep.noted_on <= last, *inside)
    ).one()
    return Counted(came=int(unnamed or 0) + (came or 0), roles=took or 0, steps=int(sum(stepped)))


def sums(first: date, last: date) -> dict[int, Sums]:
    """What money moved between two local days, both included, by the centre whose door the application came through."""
    start, end = clock.span(first, last)
    moved: dict[int, dict[str, int]] = {}
    lines = db.session.execute(
        sa.select(Application.centre_id, PoolEntry.kind, sa.func.sum(PoolEntry.ore).label("ore"))
        .join(PoolEntry, PoolEntry.grant_ref == Application.id)
        .where(PoolEntry.kind.in_(MOVED), PoolEntry.at >= start, PoolEntry.at < end)
        .group_by(Application.centre_id, PoolEntry.kind)
    )
    for line in lines:
        moved.setdefault(line.centre_id, {})[line.kind.value] = int(line.ore)
    bought = db.session.execute(
        sa.select(Activity.centre_id, sa.func.sum(ActivityExpense.ore).label("ore"))
        .join(ActivityExpense, ActivityExpense.activity_id == Activity.id)
        .where(
            ActivityExpense.withdrawn_at.is_(None),
            ActivityExpense.spent_on >= first,
            ActivityExpense.spent_on <= last,
        )
        .group_by(Activity.centre_id)
    )
    for row in bought:
        moved.setdefault(row.centre_id, {})["spent"] = int(row.ore)
    return {centre: Sums(**ore) for centre, ore in sorted(moved.items())}


def _held_between(start: datetime, end: datetime) -> list[sa.ColumnElement[bool]]:
    return [ActivityMeeting.cancelled_at.is_(None), ActivityMeeting.starts_at >= start, ActivityMeeting.starts_at < end]


def _different(model: type[ActivityAttendance | ActivityRole]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.distinct(sa.func.lower(model.called)))


def _by_centre(model: type[ActivityRole | ActivityStep], *when: sa.ColumnElement[bool]) -> dict[int, int]:
    rows = db.session.execute(
        sa.select(Activity.centre_id, sa.func.count(model.id).label("number"))
        .join(model, model.activity_id == Activity.id)
        .where(*when)
        .group_by(Activity.centre_id)
    )
    return {row.centre_id: row.number for row in rows}
