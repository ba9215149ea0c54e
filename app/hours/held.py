"""The hours that departments held in sessions, against those agreed for each centre (SIV-03)."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app import clock, log
from app.casework.models import CaseworkSession
from app.centres.models import Centre
from app.db import db
from app.hours.agreed import Days, From
from app.hours.models import SessionHours

Held = dict[tuple[int, int], Fraction]
"""Minutes by centre and department."""


def agreed_by_department(centre_ids: Iterable[int]) -> dict[tuple[int, int], list[From]]:
    """What was agreed with each department at each of these centres, in the order in which it was set."""
    question = (
        sa.select(SessionHours.centre_id, SessionHours.department_id, SessionHours.from_on, SessionHours.minutes_a_week)
        .where(SessionHours.centre_id.in_(list(centre_ids)))
        .order_by(SessionHours.id)
    )
    found: dict[tuple[int, int], list[From]] = {}
    for centre_id, department_id, from_on, minutes in db.session.execute(question):
        found.setdefault((centre_id, department_id), []).append(From(from_on, minutes))
    return found


def held(days: Days) -> Held:
    """The minutes that each department sat in sessions of these local days: those that are over or closed and were not
    cancelled, for everybody of the team who came. Where centres share a session, each is given an equal part.
    """
    start, end = clock.span(days.first, days.last)
    sessions = db.session.scalars(
        sa.select(CaseworkSession)
        .where(
            CaseworkSession.starts_at >= start,
            CaseworkSession.starts_at < end,
            CaseworkSession.cancelled_at.is_(None),
            sa.or_(CaseworkSession.ends_at <= clock.now(), CaseworkSession.closed_at.is_not(None)),
        )
        .options(selectinload(CaseworkSession.team))
    ).unique()
    found: Held = {}
    for session in sessions:
        minutes = Fraction(int((session.ends_at - session.starts_at).total_seconds()), 60)
        for member in session.team:
            if member.department_id is None or member.absent_at is not None:
                continue
            for centre_id in session.centre_ids:
                key = (centre_id, member.department_id)
                found[key] = found.get(key, Fraction(0)) + minutes / len(session.centre_ids)
    return found


def set_with(centre: Centre) -> Sequence[SessionHours]:
    """Everything that was set for a centre, the newest first."""
    return db.session.scalars(
        sa.select(SessionHours)
        .where(SessionHours.centre_id == centre.id)
        .options(selectinload(SessionHours.set_by))
        .order_by(SessionHours.from_on.desc(), SessionHours.id.desc())
    ).all()


def agree(centre: Centre, department_id: int, minutes_a_week: int, from_on: date, by_id: int) -> SessionHours:
    """Agree with a department on so much a week at a centre from a day on; what was agreed before stays to be read.
    Callers commit.
    """
    row = SessionHours(
        centre_id=centre.id,
        department_id=department_id,
        minutes_a_week=minutes_a_week,
        from_on=from_on,
        set_by_id=by_id,
        set_at=clock.now(),
    )
    db.session.add(row)
    log.created(row, ground=log.Ground.OWN_TASK)
    return row
