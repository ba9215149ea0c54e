"""Visits that centres ask for: asking, and saying yes or no. Callers commit; refusals are `series.Refusal`."""

from collections.abc import Collection
from datetime import date

from app import clock, log
from app.accounts.models import Account
from app.casework import plan_queries as queries
from app.casework.letting_in import let_in
from app.casework.models import CaseworkSession, VisitRequest
from app.casework.planning import Hours, cancel, controller_of, plan, untold
from app.casework.series import Reason, Refusal, refuse_day, refuse_times
from app.centres.models import Centre, Effort
from app.db import db, hold


def ask(effort: Effort, centre: Centre, wished: str, why: str, *, by: Account) -> VisitRequest:
    """A centre asks for a visit."""
    request = VisitRequest(
        effort_id=effort.id,
        centre_id=centre.id,
        controller_id=centre.operator_id,
        wished=wished.strip(),
        why=why.strip(),
        asked_by_id=by.id,
        asked_at=clock.now(),
    )
    db.session.add(request)
    log.created(request, ground=log.Ground.OWN_TASK)
    return request


def say_yes(request: VisitRequest, day: date, hours: Hours, team: Collection[int], *, by: Account) -> CaseworkSession:
    """Somebody comes: the session is planned. Whoever comes works at the centre on that day, and on no other."""
    hold(request)
    if request.answered_at is not None:
        raise Refusal(Reason.ANSWERED)
    refuse_times(hours.starts_at, hours.ends_at)
    refuse_day(day, clock.today())
    visitors = {one.account_id: one for one in queries.visitors(request.effort.kind, day)}
    if not team:
        raise Refusal(Reason.NOBODY)
    if not set(team) <= set(visitors):
        raise Refusal(Reason.NOT_THERE)
    members: dict[int, int | None] = {id: visitors[id].department_id for id in team}
    starts_at, ends_at = hours.on(day)
    session = plan(
        request.effort,
        queries.house_of(request.centre),
        controller_id=controller_of(members, [request.centre]),
        starts_at=starts_at,
        ends_at=ends_at,
        team=members,
    )
    db.session.flush()
    log.created(session, ground=log.Ground.OWN_TASK)
    request.session_id, request.session = session.id, session
    _answered(request, by)
    for member in session.team:
        untold(member, by)
    let_in(session, request)
    return session


def say_no(request: VisitRequest, reason: str, *, by: Account) -> None:
    """Nobody comes, and it is said why. A visit that was promised is cancelled."""
    hold(request)
    if request.reason:
        raise Refusal(Reason.ANSWERED)
    if not reason.strip():
        raise Refusal(Reason.NO_REASON)
    if request.session is not None:
        if request.session.cancelled_at is None:
            cancel(request.session, reason, by=by)
        request.session_id = request.session = None
    request.reason = reason.strip()
    _answered(request, by)


def _answered(request: VisitRequest, by: Account) -> None:
    request.answered_by_id, request.answered_at = by.id, clock.now()
    request.version += 1
    db.session.flush()
    log.changed(request, ground=log.Ground.OWN_TASK)
