"""Bridges that a session closes (SIV-12): whoever was handed on to an effort came to it. Callers commit.

The board says it, so nobody notes it by hand: `keep_up` is called when somebody is checked in, and with each step.
"""

from collections.abc import Mapping
from datetime import timedelta

from app.accounts.models import Account
from app.casework.models import Visit
from app.casework.visit import State
from app.centres.models import Effort, EffortKind
from app.db import db
from app.outreach import bridges
from app.outreach.bridge import Destination

A_SLIP = timedelta(minutes=5)
"""Whoever is gone within it, without a talk, was checked in by mistake."""

LEADS_TO: Mapping[EffortKind, Destination] = {
    EffortKind.CASEWORK: Destination.CASEWORK,
    EffortKind.ADDICTION: Destination.ADDICTION,
    EffortKind.HEALTH: Destination.HEALTH,
}
"""Which bridges the sessions of an effort close."""


def destination_of(effort: Effort) -> Destination | None:
    """Where bridges lead that its sessions close; none for other efforts."""
    return LEADS_TO.get(effort.kind)


def keep_up(visit: Visit) -> None:
    """Let the bridges of whoever came say what the board says; a second time changes nothing."""
    to = destination_of(visit.session.effort)
    if (visit.citizen_id is None or to is None) and visit.bridge_id is None:
        return
    if visit.state is State.WAITING:
        by = db.session.get_one(Account, visit.checked_in_by_id)
        came = bridges.arrive(visit.citizen_id, to, visit.bridge_id, at=visit.arrived_at, by=by)
        visit.bridge_id = visit.bridge_id or (came[0].id if came else None)
    elif visit.state is State.LEFT and _was_a_slip(visit):
        take_back(visit)


def take_back(visit: Visit) -> None:
    """The visit was not theirs: their bridges wait again, unless somebody has said otherwise since."""
    to = destination_of(visit.session.effort)
    bridges.never_came(visit.citizen_id, to, visit.bridge_id, at=visit.arrived_at)
    visit.bridge_id = None


def _was_a_slip(visit: Visit) -> bool:
    return visit.ended_at is not None and not visit.talking and visit.ended_at - visit.arrived_at <= A_SLIP
