"""Questions about the plan: sessions, series, who can sit in them, requests for visits. No citizen is read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.access import Act
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import HOSTS, VISITORS, allows
from app.accounts.role import Person, Role
from app.casework.models import (
    CalendarAddress,
    CaseworkSession,
    SeriesAtCentre,
    SessionAtCentre,
    SessionMember,
    SessionSeries,
    Visit,
    VisitRequest,
)
from app.centres.models import Centre, Department, EffortKind
from app.centres.queries import centres
from app.db import db

ROLE_OF: dict[EffortKind, Role] = {
    EffortKind.CASEWORK: Role.CASEWORKER,
    EffortKind.ADDICTION: Role.ADDICTION_WORKER,
    EffortKind.HEALTH: Role.HEALTH_WORKER,
}
"""Who brings which effort."""

ANSWERED_LATELY = timedelta(days=14)
IN_CALENDAR_SINCE = timedelta(days=60)


@dataclass(frozen=True)
class Seat:
    """Somebody who can sit in a session: for a department, or as a host (none) at these centres."""

    account_id: int
    name: str
    department_id: int | None
    place: str
    """The department's name, or a host's centres."""


@dataclass(frozen=True)
class House:
    """Where sessions are held: a centre, or several under one roof."""

    centres: tuple[Centre, ...]

    @property
    def key(self) -> int:
        """What a form calls it: the first centre's id."""
        return min(centre.id for centre in self.centres)

    @property
    def name(self) -> str:
        """«Brugerhuset · Parasollen»."""
        return " · ".join(centre.name for centre in self.centres)


def planned(first: date, last: date, centre_id: int | None = None) -> Sequence[CaseworkSession]:
    """Every session of these local days, the earliest first, with its team; of one centre, where one is named."""
    start, end = clock.span(first, last)
    question = sa.select(CaseworkSession).where(CaseworkSession.starts_at >= start, CaseworkSession.starts_at < end)
    if centre_id is not None:
        question = question.where(
            CaseworkSession.id.in_(sa.select(SessionAtCentre.session_id).where(SessionAtCentre.centre_id == centre_id))
        )
    question = question.options(selectinload(CaseworkSession.team)).order_by(
        CaseworkSession.starts_at, CaseworkSession.id
    )
    return db.session.scalars(question).unique().all()


def moved_away(first: date, last: date, centre_id: int | None = None) -> Sequence[CaseworkSession]:
    """The sessions that would have been on these days and were moved to others."""
    start, end = clock.span(first, last)
    question = sa.select(CaseworkSession).where(
        CaseworkSession.moved_from >= start,
        CaseworkSession.moved_from < end,
        sa.or_(CaseworkSession.starts_at < start, CaseworkSession.starts_at >= end),
    )
    if centre_id is not None:
        question = question.where(
            CaseworkSession.id.in_(sa.select(SessionAtCentre.session_id).where(SessionAtCentre.centre_id == centre_id))
        )
    return db.session.scalars(question.order_by(CaseworkSession.moved_from)).unique().all()


def houses(among: Collection[int] | None = None) -> list[House]:
    """Where sessions can be held, by name: each open centre, those of one house together; of those ids, where given."""
    together: dict[str, list[Centre]] = {}
    for centre in centres():
        together.setdefault(centre.house.strip().casefold() or f"\n{centre.id}", []).append(centre)
    found = [House(tuple(one)) for one in together.values()]
    return [one for one in found if among is None or any(centre.id in among for centre in one.centres)]


def house_of(centre: Centre) -> Sequence[Centre]:
    """The centres of a centre's house, itself among them."""
    return next((one.centres for one in houses([centre.id])), (centre,))


def seats(day: date, centre_ids: Collection[int]) -> list[Seat]:
    """Everybody who can sit in a session at these centres on a day, by name: those of departments first."""
    found: dict[int, Seat] = {}
    for account, held in _working(day, (*VISITORS, *HOSTS), centre_ids):
        known = found.get(account.id)
        if held.department_id is not None:
            name = held.department.name if held.department else ""
            if known is None or known.department_id is None:
                found[account.id] = Seat(account.id, account.name, held.department_id, name)
        elif known is None:
            found[account.id] = Seat(account.id, account.name, None, held.centre.name if held.centre else "")
        elif known.department_id is None and held.centre and held.centre.name not in known.place.split(", "):
            found[account.id] = Seat(account.id, account.name, None, f"{known.place}, {held.centre.name}")
    return sorted(found.values(), key=lambda one: (one.department_id is None, one.name))


def visitors(kind: EffortKind, day: date) -> list[Seat]:
    """Everybody who brings an effort of this kind on a day, wherever they sit, by name."""
    found = {
        account.id: Seat(account.id, account.name, held.department_id, held.department.name if held.department else "")
        for account, held in _working(day, (ROLE_OF[kind],) if kind in ROLE_OF else ())
    }
    return sorted(found.values(), key=lambda one: one.name)


def series_at(among: Collection[int] | None) -> Sequence[SessionSeries]:
    """The series that are not over at these centres (everywhere, where none are given), with their teams."""
    question = sa.select(SessionSeries).where(
        sa.or_(SessionSeries.to_on.is_(None), SessionSeries.to_on >= clock.today())
    )
    if among is not None:
        question = question.where(
            SessionSeries.id.in_(sa.select(SeriesAtCentre.series_id).where(SeriesAtCentre.centre_id.in_(among)))
        )
    question = question.options(selectinload(SessionSeries.team))
    return db.session.scalars(question.order_by(SessionSeries.weekday, SessionSeries.starts_at)).unique().all()


def coming(series: SessionSeries) -> Sequence[CaseworkSession]:
    """The sessions of a series that are not over, the next first."""
    return (
        db.session.scalars(
            sa.select(CaseworkSession)
            .where(CaseworkSession.series_id == series.id, CaseworkSession.ends_at > clock.now())
            .order_by(CaseworkSession.starts_at)
        )
        .unique()
        .all()
    )


def has_visits(session: CaseworkSession) -> bool:
    """Whether anybody came; nothing of them is read."""
    return db.session.scalar(sa.select(Visit.id).where(Visit.session_id == session.id).limit(1)) is not None


def request_of(session: CaseworkSession) -> VisitRequest | None:
    """The request that a session answers, if it answers one."""
    return db.session.scalar(sa.select(VisitRequest).where(VisitRequest.session_id == session.id).limit(1))


def requests(person: Person) -> Sequence[VisitRequest]:
    """The requests that the person may see: the open ones, oldest first, then those answered lately."""
    question = (
        sa.select(VisitRequest)
        .where(
            sa.or_(VisitRequest.answered_at.is_(None), VisitRequest.answered_at > clock.now() - ANSWERED_LATELY),
        )
        .options(joinedload(VisitRequest.asked_by), joinedload(VisitRequest.session))
        .order_by(VisitRequest.answered_at.is_not(None), VisitRequest.asked_at)
    )
    found = db.session.scalars(question).unique()
    return [one for one in found if allows(person, Act.SEE_VISIT_REQUEST, one)]


def untold(account_id: int) -> Sequence[SessionMember]:
    """What was changed about somebody's coming sessions, and they have not been told."""
    return (
        db.session.scalars(
            sa.select(SessionMember)
            .join(CaseworkSession, CaseworkSession.id == SessionMember.session_id)
            .where(
                SessionMember.account_id == account_id,
                SessionMember.untold_at.is_not(None),
                CaseworkSession.ends_at > clock.now(),
            )
            .options(joinedload(SessionMember.session), joinedload(SessionMember.instead_of))
            .order_by(CaseworkSession.starts_at)
        )
        .unique()
        .all()
    )


def in_calendar(account_id: int) -> Sequence[SessionMember]:
    """Somebody's seats in sessions, from two months ago on, for their own calendar."""
    return (
        db.session.scalars(
            sa.select(SessionMember)
            .join(CaseworkSession, CaseworkSession.id == SessionMember.session_id)
            .where(
                SessionMember.account_id == account_id,
                CaseworkSession.ends_at > clock.now() - IN_CALENDAR_SINCE,
            )
            .options(joinedload(SessionMember.session))
            .order_by(CaseworkSession.starts_at, CaseworkSession.id)
        )
        .unique()
        .all()
    )


def calendar_address(account_id: int) -> CalendarAddress | None:
    """The account's address, if one is open."""
    return db.session.scalar(
        sa.select(CalendarAddress)
        .where(CalendarAddress.account_id == account_id, CalendarAddress.revoked_at.is_(None))
        .order_by(CalendarAddress.id.desc())
        .limit(1)
    )


def _working(
    day: date, roles: Collection[Role], centre_ids: Collection[int] | None = None
) -> Sequence[tuple[Account, RoleHeld]]:
    """Who holds one of these roles on a day, not disabled, at one of these centres where some are named."""
    question = (
        sa.select(Account, RoleHeld)
        .join(RoleHeld, RoleHeld.account_id == Account.id)
        .outerjoin(Department, Department.id == RoleHeld.department_id)
        .where(
            Account.disabled_at.is_(None),
            RoleHeld.role.in_(roles),
            RoleHeld.from_on <= day,
            sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > day),
        )
        .order_by(Account.name, Account.id, RoleHeld.id)
    )
    if centre_ids is not None:
        question = question.where(RoleHeld.centre_id.in_(centre_ids))
    return [(account, held) for account, held in db.session.execute(question).unique()]
