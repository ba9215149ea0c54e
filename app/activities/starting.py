"""From a grant to an activity, and from its plan to its days. Callers commit; refusals are `activity.Refusal`."""

from datetime import datetime

from app import clock
from app.activities import queries
from app.activities.activity import (
    MOST_ROLES,
    Reason,
    Refusal,
    State,
    refuse_beginning,
    refuse_meeting,
    refuse_step,
    refuse_unless_open,
    tasks_in,
)
from app.activities.models import Activity, ActivityMeeting, ActivityRole
from app.applications import application as applying
from app.applications.models import Application
from app.db import db, hold


def start(application: Application) -> Activity:
    """What a granted application becomes, with the tasks that it named; the one there is, where it was made before."""
    hold(application)
    known = queries.of_application(application.id)
    if known is not None:
        return known
    if application.state is not applying.State.GRANTED:
        raise Refusal(Reason.NOT_GRANTED)
    made = Activity(
        application=application,
        application_id=application.id,
        centre=application.centre,
        centre_id=application.centre_id,
        title=application.title,
        state=State.PLANNING,
        began_at=clock.now(),
        roles=[ActivityRole(task=task) for task in tasks_in(application.roles)],
    )
    db.session.add(made)
    db.session.flush()
    return made


def begin(activity: Activity) -> None:
    """The plan is made: it goes on to its days."""
    held(activity)
    refuse_step(activity.state, State.RUNNING)
    refuse_beginning(len([one for one in activity.meetings if one.cancelled_at is None]))
    activity.state = State.RUNNING


def meet(activity: Activity, starts_at: datetime, ends_at: datetime, place: str) -> ActivityMeeting:
    """Another time at which people meet."""
    held_open(activity)
    refuse_meeting(starts_at, ends_at, clock.now(), len(activity.meetings))
    made = ActivityMeeting(activity=activity, starts_at=starts_at, ends_at=ends_at, place=" ".join(place.split()))
    db.session.add(made)
    db.session.flush()
    db.session.expire(activity, ["meetings"])
    return made


def cancel(meeting: ActivityMeeting) -> None:
    """It is not held. One of which somebody has said who came was held."""
    held_open(meeting.activity)
    hold(meeting)
    if meeting.cancelled_at is not None:
        raise Refusal(Reason.CANCELLED)
    if meeting.people:
        raise Refusal(Reason.CAME)
    meeting.cancelled_at = clock.now()


def need(activity: Activity, task: str) -> ActivityRole:
    """Another task, for somebody to take."""
    held_open(activity)
    if len(activity.roles) >= MOST_ROLES:
        raise Refusal(Reason.TOO_MANY)
    role = ActivityRole(task=" ".join(task.split()))
    activity.roles.append(role)
    db.session.flush()
    return role


def take(role: ActivityRole, called: str) -> None:
    """Somebody takes the task; of two at once the second is told who was first."""
    held_open(role.activity)
    hold(role)
    if role.called:
        raise Refusal(Reason.TAKEN, role.called)
    if not called.strip():
        raise Refusal(Reason.NOBODY)
    role.called, role.taken_at = " ".join(called.split()), clock.now()


def give_up(role: ActivityRole) -> None:
    """Whoever took it cannot after all: it is open again."""
    held_open(role.activity)
    hold(role)
    if not role.called:
        raise Refusal(Reason.NOT_TAKEN)
    role.called, role.taken_at = "", None


def drop(role: ActivityRole) -> None:
    """Nobody needs to do it; what somebody has taken stays."""
    activity = role.activity
    held_open(activity)
    hold(role)
    if role.called:
        raise Refusal(Reason.TAKEN, role.called)
    db.session.delete(role)
    db.session.flush()
    db.session.expire(activity, ["roles"])


def held(activity: Activity) -> None:
    """Keep others from changing it. It is read anew, so what this request has changed of it is written first."""
    db.session.flush()
    hold(activity)


def held_open(activity: Activity) -> None:
    """The same, where the citizens write; raises Refusal where they no longer do."""
    held(activity)
    refuse_unless_open(activity.state)
