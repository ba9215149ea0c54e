"""What happens on the board: checking in, taking, joining, handing on, leaving. Callers commit; refusals are
`visit.Refusal`.

Every step holds the visit first, so that of two who tap at once one gets the citizen and the other is told who did;
and it raises the session's `board_version`, so that the other tablets see it.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.casework import bridging
from app.casework.models import CaseworkSession, Talking, Visit
from app.casework.visit import ON_THE_BOARD, BroughtBy, Reason, Refusal, State, refuse_step
from app.citizens.challenge import Challenge
from app.citizens.models import Citizen
from app.db import db, hold


@dataclass(frozen=True)
class Arrival:
    """What is said when somebody is checked in. Nothing of it is asked for."""

    called: str = ""
    topic: Challenge | None = None
    brought_by: BroughtBy = BroughtBy.SELF
    brought_by_id: int | None = None
    bridge_id: int | None = None


def check_in(session: CaseworkSession, arrival: Arrival, *, citizen: Citizen | None, by: Account) -> Visit:
    """Somebody came: they wait, under the next number of the session. Raises Refusal where the session is over, or
    they are there already.
    """
    hold(session)
    if not session.takes_visits:
        raise Refusal(Reason.SESSION_CLOSED)
    if citizen is not None and _is_there(session, citizen):
        raise Refusal(Reason.ALREADY_HERE)
    last = db.session.scalar(sa.select(sa.func.max(Visit.number)).where(Visit.session_id == session.id))
    visit = Visit(
        session=session,
        number=(last or 0) + 1,
        citizen=citizen,
        called=arrival.called.strip(),
        topic=arrival.topic,
        brought_by=arrival.brought_by,
        brought_by_id=arrival.brought_by_id,
        bridge_id=arrival.bridge_id,
        checked_in_by_id=by.id,
        arrived_at=clock.now(),
        waiting_since=clock.now(),
    )
    db.session.add(visit)
    session.board_version += 1
    log.created(visit, also=[citizen] if citizen else ())
    bridging.keep_up(visit)
    return visit


def take(visit: Visit, *, by: Account) -> None:
    """Begin to talk with somebody who waits, or was seen before; raises Refusal(TAKEN) where another was first."""
    _step(visit, State.TALKING)
    # Whoever talked with them before may be the same person, who is there but once.
    visit.talking.clear()
    db.session.flush()
    visit.talking.append(Talking(account_id=by.id, account=by, joined_at=clock.now()))
    visit.talking_since, visit.ended_at, visit.wanted_id = clock.now(), None, None


def join(visit: Visit, *, by: Account) -> None:
    """Sit down with those who talk already; a second tap changes nothing."""
    hold(visit)
    if visit.state is not State.TALKING:
        raise Refusal(Reason.NOT_NEXT)
    if not visit.session.takes_visits:
        raise Refusal(Reason.SESSION_CLOSED)
    if by.id in {one.account_id for one in visit.talking}:
        return
    visit.talking.append(Talking(account_id=by.id, account=by, joined_at=clock.now()))
    _shown_anew(visit)


def hand_on(visit: Visit, to: Account | None, *, wait_since_now: bool = True) -> None:
    """They wait again: for this colleague, or for whoever fits. Who waits already goes on waiting, for this one."""
    hold(visit)
    if visit.state is State.WAITING and to is not None and visit.session.takes_visits:
        visit.wanted_id = to.id
        _shown_anew(visit)
        return
    _step(visit, State.WAITING)
    bridging.keep_up(visit)
    visit.talking = []
    visit.wanted_id = to.id if to else None
    visit.talking_since = visit.ended_at = None
    if wait_since_now:
        visit.waiting_since = clock.now()


def leave(visit: Visit) -> None:
    """They went, without a talk, or without the rest of it."""
    _step(visit, State.LEFT)
    visit.ended_at = clock.now()
    bridging.keep_up(visit)


def seen(visit: Visit) -> None:
    """The talk is over."""
    _step(visit, State.SEEN)
    visit.ended_at = clock.now()


def tell(visit: Visit, arrival: Arrival) -> None:
    """Keep what is said of a visit afterwards: what they are called today, for what they came, and with whom."""
    visit.called = arrival.called.strip()
    visit.topic = arrival.topic
    visit.brought_by, visit.brought_by_id = arrival.brought_by, arrival.brought_by_id
    _shown_anew(visit)


def _is_there(session: CaseworkSession, citizen: Citizen) -> bool:
    question = sa.select(Visit.id).where(
        Visit.session_id == session.id, Visit.citizen_id == citizen.id, Visit.state.in_(ON_THE_BOARD)
    )
    return db.session.scalar(question.limit(1)) is not None


def _step(visit: Visit, after: State) -> None:
    hold(visit)
    # Whoever closes the session holds its visits first: only now is it known whether it is over.
    db.session.refresh(visit.session, ["cancelled_at", "closed_at"])
    refuse_step(visit.state, after)
    if not visit.session.takes_visits:
        raise Refusal(Reason.SESSION_CLOSED)
    visit.state = after
    _shown_anew(visit)


def _shown_anew(visit: Visit) -> None:
    visit.version += 1
    # By the database itself: two steps in one session do not wait for each other's reading.
    visit.session.board_version = CaseworkSession.board_version + 1
    log.changed(visit)
