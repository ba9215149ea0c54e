"""Whoever comes to a centre on request works there for that day alone, as at their own (SIV-30)."""

from datetime import timedelta

import sqlalchemy as sa

from app import clock
from app.accounts.models import Account, RoleHeld
from app.accounts.role import Role
from app.casework import plan_queries as queries
from app.casework.models import CaseworkSession, VisitRequest
from app.db import db


def let_in(session: CaseworkSession, request: VisitRequest) -> None:
    """Whoever comes on request works at the centre for that day, as at their own."""
    day = clock.local(session.starts_at).date()
    bringing = {one.account_id for one in queries.visitors(request.effort.kind, day)}
    for member in session.team:
        account = db.session.get_one(Account, member.account_id)
        here = {held.centre_id for held in account.roles_on(day)}
        if member.account_id not in bringing or request.centre_id in here:
            continue
        account.roles.append(
            RoleHeld(
                role=_role_of(request),
                centre_id=request.centre_id,
                department_id=member.department_id,
                from_on=day,
                ended_on=day + timedelta(days=1),
            )
        )


def let_out(session: CaseworkSession, request: VisitRequest) -> None:
    """Take back what `let_in` gave, where the day is still to come."""
    day = clock.local(session.starts_at).date()
    given = sa.select(RoleHeld).where(
        RoleHeld.account_id.in_([one.account_id for one in session.team]),
        RoleHeld.centre_id == request.centre_id,
        RoleHeld.role == _role_of(request),
        RoleHeld.from_on == day,
        RoleHeld.ended_on == day + timedelta(days=1),
    )
    if day > clock.today():
        for held in db.session.scalars(given).unique():
            held.account.roles.remove(held)


def _role_of(request: VisitRequest) -> Role:
    return queries.ROLE_OF.get(request.effort.kind, Role.ADDICTION_WORKER)
