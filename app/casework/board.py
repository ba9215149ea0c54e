"""What the board of a session shows, and to whom.

It is asked by every tablet every two seconds: what it costs when nothing has changed is one row (`gist`). What a
locked screen shows is numbers, and nothing else is even asked for (`numbers`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app import clock, log
from app.access import Act
from app.accounts.models import Account
from app.accounts.role import Person
from app.casework.board_words import brought_on_board, short, together, topic_on_board, who
from app.casework.models import CaseworkSession, Conversation, SessionAtCentre, SessionMember, Talking, Visit
from app.casework.visit import State
from app.centres.models import Centre, Department, Effort
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.db import db

LONG_WAIT = timedelta(minutes=20)
"""Who has waited for longer stands out."""
PAGE = "casework.board"
"""The page under which the log keeps whom the board showed, however it was asked for."""


@dataclass(frozen=True)
class Gist:
    """What it takes to know whether somebody may see a board, and whether it has changed."""

    id: int
    version: int
    controller_id: int
    centre_ids: frozenset[int]
    controller_ids: frozenset[int]


@dataclass(frozen=True)
class Member:
    """Somebody of the team."""

    account_id: int
    name: str
    initials: str
    department: str

    @property
    def said(self) -> str:
        """«Jens V., Ydelsescenter»."""
        return f"{self.name}, {self.department}" if self.department else self.name


@dataclass(frozen=True)
class Card:
    """Somebody on the board."""

    id: int
    number: int
    who: str
    state: State
    topic: str
    brought: str
    since: datetime
    talkers: tuple[Member, ...]
    wanted: Member | None
    settled: bool | None
    spoke: bool
    first: bool = False
    """Whether this is the one to take next."""

    @property
    def seconds(self) -> int:
        """For how long they have waited, or talked."""
        return max(0, int((clock.now() - self.since).total_seconds()))

    @property
    def late(self) -> bool:
        """Whether they have waited for long."""
        return self.state is State.WAITING and self.seconds >= LONG_WAIT.total_seconds()

    @property
    def with_whom(self) -> str:
        """Who talks with them, each with the department."""
        return together([one.said for one in self.talkers])

    def has(self, account_id: int) -> bool:
        """Whether this colleague talks with them."""
        return account_id in {one.account_id for one in self.talkers}


@dataclass(frozen=True)
class Board:
    """A board as one person may see it."""

    id: int
    version: int
    effort: str
    places: str
    starts_at: datetime
    ends_at: datetime
    open: bool
    team: tuple[Member, ...]
    waiting: tuple[Card, ...]
    talking: tuple[Card, ...]
    done: tuple[Card, ...]


@dataclass(frozen=True)
class Numbers:
    """A board without anybody on it: who waits and who talks, by number alone."""

    waiting: tuple[int, ...]
    talking: tuple[int, ...]


def gist(session_id: int) -> Gist | None:
    """The session in as few words as a poll needs; nothing of who is on its board."""
    rows = db.session.execute(
        sa.select(
            CaseworkSession.board_version,
            CaseworkSession.controller_id,
            SessionAtCentre.centre_id,
            Centre.operator_id,
        )
        .join(SessionAtCentre, SessionAtCentre.session_id == CaseworkSession.id)
        .join(Centre, Centre.id == SessionAtCentre.centre_id)
        .where(CaseworkSession.id == session_id)
    ).all()
    if not rows:
        return None
    version, controller_id = rows[0][:2]
    return Gist(
        session_id,
        version,
        controller_id,
        frozenset(row.centre_id for row in rows),
        frozenset({controller_id, *(row.operator_id for row in rows)}),
    )


def numbers(session_id: int) -> Numbers:
    """Who waits and who talks, by number, in the order in which they came."""
    rows = db.session.execute(
        sa.select(Visit.number, Visit.state)
        .where(Visit.session_id == session_id, Visit.state.in_((State.WAITING, State.TALKING)))
        .order_by(Visit.number)
    ).all()
    return Numbers(
        tuple(row.number for row in rows if row.state is State.WAITING),
        tuple(row.number for row in rows if row.state is State.TALKING),
    )


def board(session_id: int, person: Person, again: bool = True) -> Board:
    """The board as the person may see it; the log says whom it showed (`again`: a person asked for it, not the page).
    Somebody whose record the person may not open is a number.
    """
    head = db.session.execute(
        sa.select(
            CaseworkSession.board_version,
            CaseworkSession.starts_at,
            CaseworkSession.ends_at,
            CaseworkSession.cancelled_at,
            CaseworkSession.closed_at,
            Effort.name,
        )
        .join(Effort, Effort.id == CaseworkSession.effort_id)
        .where(CaseworkSession.id == session_id)
    ).one()
    cards = _cards(session_id, person, again)
    waiting = sorted((card for card in cards if card.state is State.WAITING), key=lambda card: card.since)
    return Board(
        session_id,
        head.board_version,
        head.name,
        _places(session_id),
        head.starts_at,
        head.ends_at,
        head.cancelled_at is None and head.closed_at is None,
        team(session_id),
        tuple(waiting),
        tuple(sorted((card for card in cards if card.state is State.TALKING), key=lambda card: card.since)),
        tuple(
            sorted(
                (card for card in cards if card.state in (State.SEEN, State.LEFT)),
                key=lambda card: card.since,
                reverse=True,
            )
        ),
    )


def team(session_id: int) -> tuple[Member, ...]:
    """Those who sit in the session and have not said that they do not come."""
    rows = db.session.execute(
        sa.select(SessionMember.account_id, Account.name, Department.name.label("department"))
        .join(Account, Account.id == SessionMember.account_id)
        .outerjoin(Department, Department.id == SessionMember.department_id)
        .where(SessionMember.session_id == session_id, SessionMember.absent_at.is_(None))
        .order_by(SessionMember.id)
    )
    return tuple(_member(row.account_id, row.name, row.department) for row in rows)


def called(visit_id: int, person: Person) -> str:
    """What somebody on the board is called by this person; logged."""
    row = db.session.execute(sa.select(Visit.number, Visit.called, Visit.citizen_id).where(Visit.id == visit_id)).one()
    known = citizens.own(person, Act.OPEN_CITIZEN, [row.citizen_id] if row.citizen_id else [])
    log.appeared({(Visit, visit_id), *((Citizen, id) for id in known)}, PAGE)
    return _who(row.number, row.called, row.citizen_id, known)


def _cards(session_id: int, person: Person, again: bool) -> list[Card]:
    wanted = sa.orm.aliased(Account)
    brought = sa.orm.aliased(Account)
    rows = db.session.execute(
        sa.select(
            Visit.id,
            Visit.number,
            Visit.citizen_id,
            Visit.called,
            Visit.topic,
            Visit.brought_by,
            Visit.state,
            Visit.waiting_since,
            Visit.talking_since,
            Visit.ended_at,
            Visit.wanted_id,
            wanted.name.label("wanted"),
            brought.name.label("brought"),
        )
        .outerjoin(wanted, wanted.id == Visit.wanted_id)
        .outerjoin(brought, brought.id == Visit.brought_by_id)
        .where(Visit.session_id == session_id)
        .order_by(Visit.number)
    ).all()
    known = citizens.own(person, Act.OPEN_CITIZEN, {row.citizen_id for row in rows if row.citizen_id})
    log.appeared({*((Visit, row.id) for row in rows), *((Citizen, id) for id in known)}, PAGE, again)
    talkers = _talkers([row.id for row in rows], session_id)
    settled = _settled(session_id)
    return [
        Card(
            row.id,
            row.number,
            _who(row.number, row.called, row.citizen_id, known),
            row.state,
            topic_on_board(row.topic),
            brought_on_board(row.brought_by, short(row.brought) if row.brought else ""),
            _since(row),
            tuple(talkers.get(row.id, ())),
            _member(row.wanted_id, row.wanted, None) if row.wanted_id else None,
            settled.get(row.id),
            row.talking_since is not None,
        )
        for row in rows
    ]


def _who(number: int, called: str, citizen_id: int | None, known: dict[int, Citizen]) -> str:
    if citizen_id is None:
        return who(number, called)
    return known[citizen_id].name if citizen_id in known else who(number)


def _since(row: Any) -> datetime:
    """Since when they wait or talk, or when it ended."""
    if row.state is State.WAITING:
        moment = row.waiting_since
    elif row.state is State.TALKING:
        moment = row.talking_since
    else:
        moment = row.ended_at
    since: datetime = moment or row.waiting_since
    return since


def _talkers(visit_ids: Sequence[int], session_id: int) -> dict[int, list[Member]]:
    rows = db.session.execute(
        sa.select(Talking.visit_id, Talking.account_id, Account.name, Department.name.label("department"))
        .join(Account, Account.id == Talking.account_id)
        .outerjoin(
            SessionMember,
            sa.and_(SessionMember.session_id == session_id, SessionMember.account_id == Talking.account_id),
        )
        .outerjoin(Department, Department.id == SessionMember.department_id)
        .where(Talking.visit_id.in_(visit_ids))
        .order_by(Talking.id)
    )
    found: dict[int, list[Member]] = {}
    for row in rows:
        found.setdefault(row.visit_id, []).append(_member(row.account_id, row.name, row.department))
    return found


def _settled(session_id: int) -> dict[int, bool]:
    """Whether what they came for was settled on the spot, for those with whom a talk was kept."""
    rows = db.session.execute(
        sa.select(Conversation.visit_id, Conversation.settled)
        .where(Conversation.session_id == session_id)
        .order_by(Conversation.id)
    )
    return {row.visit_id: row.settled for row in rows}


def _places(session_id: int) -> str:
    names = db.session.scalars(
        sa.select(Centre.name)
        .join(SessionAtCentre, SessionAtCentre.centre_id == Centre.id)
        .where(SessionAtCentre.session_id == session_id)
        .order_by(Centre.name)
    ).all()
    return " + ".join(names)


def _member(account_id: int, name: str, department: str | None) -> Member:
    words = name.split() or ["?"]
    initials = "".join(word[0] for word in [words[0], *words[1:][-1:]]).upper()
    return Member(account_id, short(name), initials, department or "")
