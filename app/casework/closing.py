"""Closing a session: whoever still waits or talks is settled first; then its numbers stay, and what anybody was called
is wiped. Callers commit; refusals are `Refusal`.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.casework import visiting
from app.casework.models import CaseworkSession, Conversation, Talking, Visit
from app.casework.visit import State
from app.db import db, hold

THERE = (State.WAITING, State.TALKING)


class Reason(StrEnum):
    """Why a session is not closed."""

    CLOSED = "closed"
    CANCELLED = "cancelled"
    NOT_BEGUN = "not_begun"
    SOMEBODY_THERE = "somebody_there"


class Refusal(ValueError):
    """The session is not closed; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Summary:
    """Visits of a session by how they ended; each is counted once.

    Of those who were talked with, what they came for was settled on the spot, or waits for something, or the talk is
    not written yet. `not_reached`: they came, and left without a talk.
    """

    settled: int = 0
    unsettled: int = 0
    unwritten: int = 0
    not_reached: int = 0
    waiting: int = 0
    talking: int = 0

    @property
    def seen(self) -> int:
        """With how many somebody talked."""
        return self.settled + self.unsettled + self.unwritten

    @property
    def came(self) -> int:
        """How many came."""
        return self.seen + self.not_reached + self.there

    @property
    def there(self) -> int:
        """How many still wait or talk."""
        return self.waiting + self.talking


def summary(session: CaseworkSession) -> Summary:
    """The numbers of a session as they are now; no citizen is read for them."""
    talks = (
        sa.select(
            Conversation.visit_id,
            sa.func.min(sa.case((Conversation.settled, 1), else_=0)).label("settled"),
        )
        .where(Conversation.session_id == session.id)
        .group_by(Conversation.visit_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Visit.state, talks.c.settled, sa.func.count())
        .outerjoin(talks, talks.c.visit_id == Visit.id)
        .where(Visit.session_id == session.id)
        .group_by(Visit.state, talks.c.settled)
    )
    counted: dict[str, int] = {}
    for state, settled, number in rows:
        name = _counts_as(state, settled)
        counted[name] = counted.get(name, 0) + number
    return Summary(**counted)


def still_there(session: CaseworkSession) -> list[Visit]:
    """Those who wait or talk, by number; to be logged by whoever shows them."""
    question = sa.select(Visit).where(Visit.session_id == session.id, Visit.state.in_(THERE)).order_by(Visit.number)
    return list(db.session.scalars(question))


def unwritten_by(session: CaseworkSession, account_id: int) -> list[tuple[int, int]]:
    """The visits (id and number) with whom this person talked, and nobody has written about it."""
    rows = db.session.execute(
        sa.select(Visit.id, Visit.number)
        .join(Talking, Talking.visit_id == Visit.id)
        .where(
            Visit.session_id == session.id,
            Visit.state == State.SEEN,
            Talking.account_id == account_id,
            ~sa.exists().where(Conversation.visit_id == Visit.id),
        )
        .order_by(Visit.number)
    )
    return [(id, number) for id, number in rows]


def minutes_held(session: CaseworkSession) -> int:
    """How long it was held: as planned, or until it was closed where that was earlier."""
    end = min(session.ends_at, session.closed_at or session.ends_at)
    return max(0, int((end - session.starts_at) / timedelta(minutes=1)))


def refuse_closing(session: CaseworkSession, there: int) -> None:
    """Raise Refusal unless the session can be closed now, with so many people still waiting or talking."""
    if session.closed_at is not None:
        raise Refusal(Reason.CLOSED)
    if session.cancelled_at is not None:
        raise Refusal(Reason.CANCELLED)
    if clock.now() < session.starts_at:
        raise Refusal(Reason.NOT_BEGUN)
    if there:
        raise Refusal(Reason.SOMEBODY_THERE)


def close(session: CaseworkSession, *, by: Account | None) -> None:
    """Close it; by nobody where the program does it at night.

    The visits are held before the session, as every step on the board does, so that nobody comes back to a board that
    closes at that moment.
    """
    db.session.execute(sa.select(Visit.id).where(Visit.session_id == session.id).order_by(Visit.id).with_for_update())
    hold(session)
    there = sa.select(sa.func.count()).where(Visit.session_id == session.id, Visit.state.in_(THERE))
    refuse_closing(session, db.session.scalars(there).one())
    session.closed_at, session.closed_by_id = clock.now(), by.id if by else None
    session.version += 1
    session.board_version += 1
    db.session.execute(sa.update(Visit).where(Visit.session_id == session.id, Visit.called != "").values(called=""))
    log.changed(session)


def close_forgotten() -> int:
    """Close every session of an earlier day that nobody closed; answers with how many.

    Whoever still waits there left without a talk, and whoever still talks was seen; both at its end.
    """
    since, _ = clock.span(clock.today(), clock.today())
    question = sa.select(CaseworkSession).where(
        CaseworkSession.closed_at.is_(None),
        CaseworkSession.cancelled_at.is_(None),
        CaseworkSession.starts_at < since,
        CaseworkSession.ends_at < clock.now(),
    )
    forgotten = db.session.scalars(question.order_by(CaseworkSession.id)).unique().all()
    for session in forgotten:
        for visit in still_there(session):
            if visit.state is State.WAITING:
                visiting.leave(visit)
            else:
                visiting.seen(visit)
            visit.ended_at = max(session.ends_at, visit.arrived_at)
        close(session, by=None)
    return len(forgotten)


def _counts_as(state: State, settled: int | None) -> str:
    if state in THERE:
        return state.value
    if settled is not None:
        return "settled" if settled else "unsettled"
    return "unwritten" if state is State.SEEN else "not_reached"
