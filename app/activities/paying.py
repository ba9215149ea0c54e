"""The money of an activity as staff handle it: paying out, receiving the rest, closing. Callers commit; refusals are
`activity.Refusal`, and the pool's own.
"""

from app import clock, log
from app.accounts.models import Account
from app.activities import queries
from app.activities.activity import OPEN, Reason, Refusal, State, refuse_closing, refuse_step
from app.activities.models import Activity
from app.activities.starting import held
from app.db import db, hold
from app.pool import ledger


def pay(activity: Activity, ore: int, to: str, *, by: Account) -> None:
    """Pay out of the grant, to whoever of the group fetches it; the pool itself refuses more than was granted."""
    held(activity)
    if activity.state not in OPEN:
        raise Refusal(Reason.NOT_NOW)
    ledger.pay(activity.application_id, ore, by=by, reason=" ".join(to.split()))
    log.changed(activity)


def receive(activity: Activity, ore: int, *, seen: int, by: Account) -> None:
    """What was counted (`seen`, in øre) was received: as much, or less where it was counted wrong. It goes back to the
    pool in the same transaction.
    """
    held(activity)
    rest = queries.rest_that_waits(activity.id)
    if rest is None:
        raise Refusal(Reason.NOTHING_COUNTED)
    hold(rest)
    if rest.counted_ore != seen:
        raise Refusal(Reason.MONEY_MOVED)
    if ore > queries.money(activity).held:
        raise Refusal(Reason.MORE_THAN_PAID)
    rest.received_ore, rest.received_at, rest.received_by_id = ore, clock.now(), by.id
    if ore:
        ledger.give_back(activity.application_id, ore, by=by, reason=activity.title)
    log.changed(activity)


def close(activity: Activity, *, by: Account) -> None:
    """All is in order. What was granted and never paid out is not needed: the pool has it back."""
    held(activity)
    refuse_closing(activity.state, queries.rest_that_waits(activity.id) is not None)
    if queries.money(activity).to_pay > 0:
        ledger.let_lapse(activity.application_id, by=by, reason=activity.title)
    activity.state, activity.closed_at, activity.closed_by_id = State.CLOSED, clock.now(), by.id
    log.changed(activity)


def hand_back(activity: Activity, words: str, *, by: Account) -> None:
    """The report lacks something: the citizens write on, and read what."""
    held(activity)
    refuse_step(activity.state, State.RUNNING)
    if not words.strip():
        raise Refusal(Reason.NO_WORDS)
    activity.state, activity.handed_back = State.RUNNING, words.strip()
    log.changed(activity)
    db.session.flush()
