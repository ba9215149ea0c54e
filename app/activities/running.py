"""What happens in an activity: who came, what they can do now, what was bought, the report and what is left. Callers
commit; refusals are `activity.Refusal`.
"""

from dataclasses import dataclass
from datetime import date

from app import clock
from app.activities import queries
from app.activities.activity import (
    MOST_CAME,
    MOST_STEPS,
    Reason,
    Refusal,
    State,
    counted,
    refuse_attendance,
    refuse_expense,
    refuse_report,
    refuse_rest,
    refuse_step,
)
from app.activities.models import (
    Activity,
    ActivityAttendance,
    ActivityExpense,
    ActivityMeeting,
    ActivityRest,
    ActivityStep,
)
from app.activities.starting import held, held_open
from app.applications.application import folded
from app.db import db, hold


@dataclass(frozen=True)
class Report:
    """What the citizens say at the end: what went well, what people can do now, what they would do another time."""

    went_well: str
    can_now: str
    next_time: str


def count(meeting: ActivityMeeting, more: int) -> None:
    """So many more came without a name (negative: it was too many); 0: nobody came, or nobody more."""
    _hold_meeting(meeting)
    meeting.unnamed = counted(meeting.unnamed, more)
    meeting.noted_at = clock.now()


def came(meeting: ActivityMeeting, called: str) -> None:
    """Somebody came, and wants it written under this name; a name stands there once."""
    _hold_meeting(meeting)
    name = " ".join(called.split())
    if not name:
        raise Refusal(Reason.NOBODY)
    if len(meeting.came) >= MOST_CAME:
        raise Refusal(Reason.TOO_MANY)
    if folded(name) in {folded(one.called) for one in meeting.came}:
        raise Refusal(Reason.ALREADY_THERE, name)
    meeting.came.append(ActivityAttendance(called=name))
    meeting.named = len(meeting.came)
    meeting.noted_at = clock.now()


def did_not_come(meeting: ActivityMeeting, attendance_id: int) -> None:
    """A name that was written by a slip goes."""
    _hold_meeting(meeting)
    wrong = next((one for one in meeting.came if one.id == attendance_id), None)
    if wrong is None:
        raise Refusal(Reason.NOBODY)
    meeting.came.remove(wrong)
    meeting.named = len(meeting.came)


def learned(activity: Activity, words: str, called: str) -> ActivityStep:
    """A small step: somebody can do this now."""
    held_open(activity)
    if len(queries.steps(activity.id)) >= MOST_STEPS:
        raise Refusal(Reason.TOO_MANY)
    step = ActivityStep(
        activity_id=activity.id, words=words.strip(), called=" ".join(called.split()), noted_on=clock.today()
    )
    db.session.add(step)
    db.session.flush()
    return step


def unlearned(activity: Activity, step_id: int) -> None:
    """A step that was written by a slip goes."""
    held_open(activity)
    step = next((one for one in queries.steps(activity.id) if one.id == step_id), None)
    if step is None:
        raise Refusal(Reason.NOBODY)
    db.session.delete(step)


def bought(activity: Activity, what: str, ore: int, spent_on: date, receipt: bytes | None) -> ActivityExpense:
    """Something was bought for so many øre; a receipt can come later."""
    held_open(activity)
    refuse_expense(spent_on, clock.today(), len(queries.expenses(activity.id, withdrawn=True)))
    expense = ActivityExpense(
        activity=activity,
        activity_id=activity.id,
        what=" ".join(what.split()),
        ore=ore,
        spent_on=spent_on,
        has_receipt=receipt is not None,
        receipt=receipt,
        noted_at=clock.now(),
    )
    db.session.add(expense)
    db.session.flush()
    return expense


def put_receipt(expense: ActivityExpense, receipt: bytes) -> None:
    """The receipt was found; also after the report, while it still is missing."""
    held(expense.activity)
    hold(expense)
    if expense.activity.state is State.CLOSED or expense.withdrawn_at is not None or expense.has_receipt:
        raise Refusal(Reason.NOT_NOW)
    expense.has_receipt, expense.receipt = True, receipt


def not_bought(expense: ActivityExpense) -> None:
    """It was written by a slip: it counts no more, and can still be read."""
    held_open(expense.activity)
    hold(expense)
    if expense.withdrawn_at is not None:
        raise Refusal(Reason.NOT_NOW)
    expense.withdrawn_at = clock.now()


def count_rest(activity: Activity, ore: int, words: str) -> ActivityRest:
    """The group has counted what is left in the box; it waits until staff have received it."""
    held_open(activity)
    refuse_rest(ore, queries.money(activity), queries.rest_that_waits(activity.id) is not None)
    rest = ActivityRest(
        activity=activity, activity_id=activity.id, counted_ore=ore, words=words.strip(), counted_at=clock.now()
    )
    db.session.add(rest)
    db.session.flush()
    return rest


def count_again(activity: Activity) -> None:
    """They counted wrong: what was counted and not received yet is counted anew."""
    held_open(activity)
    waiting = queries.rest_that_waits(activity.id)
    if waiting is None:
        raise Refusal(Reason.NOTHING_COUNTED)
    db.session.delete(waiting)


def keep_report(activity: Activity, report: Report) -> None:
    """Keep what is written so far; they can go on another day."""
    held_open(activity)
    activity.went_well, activity.can_now = report.went_well.strip(), report.can_now.strip()
    activity.next_time = report.next_time.strip()
    activity.version += 1


def report(activity: Activity, said: Report) -> None:
    """The report is given: from now on staff see to the rest."""
    keep_report(activity, said)
    refuse_step(activity.state, State.REPORTED)
    waits = queries.rest_that_waits(activity.id) is not None
    refuse_report(said.went_well, said.can_now, queries.money(activity), waits)
    activity.state, activity.reported_at, activity.handed_back = State.REPORTED, clock.now(), ""


def _hold_meeting(meeting: ActivityMeeting) -> None:
    held_open(meeting.activity)
    hold(meeting)
    on = clock.local(meeting.starts_at).date()
    refuse_attendance(on, meeting.cancelled_at is not None, clock.today())
