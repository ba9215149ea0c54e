"""What anybody at a centre may see of its activities: asked for by column, so that nobody's name is read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from app import clock
from app.activities.activity import OPEN
from app.activities.models import Activity, ActivityMeeting, ActivityRole
from app.db import db

MOST_SHOWN = 200


@dataclass(frozen=True)
class Meeting:
    """A time at which anybody can come."""

    activity_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True)
class OpenRole:
    """A task that nobody has taken."""

    id: int
    task: str
    title: str


def meetings(centre_id: int, since: datetime, most: int = 30) -> list[Meeting]:
    """The meetings at a centre that are not over at this moment, the next first."""
    rows = db.session.execute(
        sa.select(
            Activity.id, Activity.title, ActivityMeeting.starts_at, ActivityMeeting.ends_at, ActivityMeeting.place
        )
        .join(ActivityMeeting, ActivityMeeting.activity_id == Activity.id)
        .where(
            Activity.centre_id == centre_id,
            Activity.state.in_(OPEN),
            ActivityMeeting.cancelled_at.is_(None),
            ActivityMeeting.ends_at > since,
        )
        .order_by(ActivityMeeting.starts_at, ActivityMeeting.id)
        .limit(most)
    )
    return [Meeting(row.id, row.title, row.starts_at, row.ends_at, row.place) for row in rows]


def open_roles(centre_id: int) -> list[OpenRole]:
    """The tasks that somebody could take, by activity."""
    rows = db.session.execute(
        sa.select(ActivityRole.id, ActivityRole.task, Activity.title)
        .join(Activity, Activity.id == ActivityRole.activity_id)
        .where(Activity.centre_id == centre_id, Activity.state.in_(OPEN), ActivityRole.called == "")
        .order_by(Activity.title, ActivityRole.id)
        .limit(MOST_SHOWN)
    )
    return [OpenRole(row.id, row.task, row.title) for row in rows]


def number_at(centre_id: int) -> int:
    """How many activities are planned or run at a centre."""
    going_on = sa.select(sa.func.count(Activity.id)).where(Activity.centre_id == centre_id, Activity.state.in_(OPEN))
    return db.session.scalar(going_on) or 0


def coming_soon(centre_id: int, days: int = 14) -> list[Meeting]:
    """The meetings of the next days at a centre, for its wall."""
    until = clock.now() + timedelta(days=days)
    return [one for one in meetings(centre_id, clock.now(), most=8) if one.starts_at < until]
