"""Who may be meant when somebody comes: those whom a bridge led here, and those who have been here before."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app import clock, log
from app.access import Act
from app.accounts.models import Account
from app.accounts.permissions import allows, pairs
from app.accounts.role import Person
from app.casework.board_words import short
from app.casework.bridging import destination_of
from app.casework.models import CaseworkSession, SessionAtCentre, Visit
from app.casework.visit import ON_THE_BOARD
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.citizens.standing import Status
from app.db import db
from app.outreach import bridges
from app.outreach.bridge import ABOUT
from app.outreach.models import Bridge

PAGE = "casework.checking_in"
MOST_EXPECTED = 12
MOST_BEFORE = 8
MOST_LOOKED_AT = 200
"""Of the latest visits; among them are the eight who came last."""


@dataclass(frozen=True)
class Expected:
    """Somebody whom a bridge leads here; without a record it is somebody without a name."""

    bridge_id: int
    citizen: Citizen | None
    sent_by_id: int
    sent_by: str
    accompanied: bool
    today: bool


def expected(session: CaseworkSession, person: Person) -> list[Expected]:
    """Whom a bridge leads to this session: planned for today first, then those who still wait; logged.

    That somebody is sent to the addiction or health effort is shown to those who work for it, and to whoever sent
    them (rules R12). Those who are on the board already are not expected any more.
    """
    to = destination_of(session.effort)
    if to is None:
        return []
    here, led_here = _here(session)
    question = (
        bridges.leading(to, _places(session, person), clock.today())
        .join(Account, Account.id == Bridge.responsible_id)
        .outerjoin(Citizen, Citizen.id == Bridge.citizen_id)
        .add_columns(Account.name)
        .where(
            Bridge.id.not_in(led_here),
            sa.or_(Bridge.citizen_id.is_(None), sa.and_(Citizen.id.not_in(here), Citizen.status == Status.OPEN)),
        )
    )
    if to in ABOUT and not allows(person, Act.TALK_AT_SESSION, session):
        question = question.where(Bridge.responsible_id == person.account_id)
    rows = db.session.execute(question.limit(MOST_EXPECTED)).all()
    known = citizens.own(person, Act.RUN_BOARD, {row.citizen_id for row in rows if row.citizen_id})
    found = [
        Expected(
            row.id,
            known.get(row.citizen_id),
            row.responsible_id,
            short(row.name),
            row.accompanied,
            row.planned_on == clock.today(),
        )
        for row in rows
        if row.citizen_id is None or row.citizen_id in known
    ]
    log.appeared({*((Citizen, id) for id in known), *((Bridge, one.bridge_id) for one in found)}, PAGE)
    return found


def been_before(session: CaseworkSession, person: Person, but: Collection[int] = ()) -> list[Citizen]:
    """Who came to sessions at these centres last, if they may be picked and are not here; logged."""
    centres = sa.select(SessionAtCentre.session_id).where(SessionAtCentre.centre_id.in_(sorted(session.centre_ids)))
    controllers = {controller_id for _at, controller_id in _places(session, person)}
    latest = db.session.scalars(
        sa.select(Visit.citizen_id)
        .join(Citizen, Citizen.id == Visit.citizen_id)
        .where(
            Visit.session_id.in_(centres),
            Citizen.id.not_in({*_here(session)[0], *but}),
            Citizen.status == Status.OPEN,
            Citizen.controller_id.in_(controllers),
        )
        .order_by(Visit.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    ids = [id for id in dict.fromkeys(latest) if id is not None][:MOST_BEFORE]
    known = citizens.own(person, Act.RUN_BOARD, ids)
    log.appeared({(Citizen, id) for id in known}, PAGE)
    return [known[id] for id in ids if id in known]


def next_number(session: CaseworkSession) -> int:
    """The number that whoever comes next gets, if nobody comes in between."""
    last = db.session.scalar(sa.select(sa.func.max(Visit.number)).where(Visit.session_id == session.id))
    return (last or 0) + 1


def _here(session: CaseworkSession) -> tuple[frozenset[int], frozenset[int]]:
    """The citizens who wait or talk now, and the bridges that have led here already."""
    rows = db.session.execute(
        sa.select(Visit.citizen_id, Visit.bridge_id, Visit.state).where(Visit.session_id == session.id)
    ).all()
    return (
        frozenset(row.citizen_id for row in rows if row.citizen_id and row.state in ON_THE_BOARD),
        frozenset(row.bridge_id for row in rows if row.bridge_id),
    )


def _places(session: CaseworkSession, person: Person) -> frozenset[tuple[int, int]]:
    """Where the person runs this session, and under which controller."""
    return frozenset(place for place in pairs(person, Act.RUN_BOARD) if place[0] in session.centre_ids)
