"""Questions about sessions, visits and conversations. Each takes the person who asks."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app import clock
from app.access import Act
from app.accounts.permissions import allows
from app.accounts.role import Person
from app.casework.models import CaseworkSession, SessionAtCentre
from app.db import db


def sessions_on(person: Person, first: date, last: date) -> Sequence[CaseworkSession]:
    """The sessions at the person's own centres whose local day is among these, the earliest first."""
    start, end = clock.span(first, last)
    question = (
        sa.select(CaseworkSession)
        .where(
            CaseworkSession.starts_at >= start,
            CaseworkSession.starts_at < end,
            CaseworkSession.id.in_(
                sa.select(SessionAtCentre.session_id).where(SessionAtCentre.centre_id.in_(person.centre_ids()))
            ),
        )
        .order_by(CaseworkSession.starts_at, CaseworkSession.id)
    )
    found = db.session.scalars(question).unique()
    return [session for session in found if allows(person, Act.RUN_BOARD, session)]
