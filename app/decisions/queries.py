"""Questions about the competence plan, decisions and requests. Each that shows a citizen takes the person who asks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload

from app import clock
from app.access import Act
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import PERMISSIONS, pairs
from app.accounts.role import Person
from app.casework.models import ConversationPresent, SessionMember
from app.centres.models import Department
from app.citizens.models import Citizen
from app.citizens.readers import readers_for
from app.citizens.reading import Information
from app.db import db
from app.decisions.competence import Made, Reads, Row, deciding, may_read_decision
from app.decisions.models import Competence, Decision, DecisionGround, DecisionKind, DecisionRequest, RequestState
from app.followups.tasks import Count, Places

LATELY = timedelta(days=30)
WAITING = (RequestState.OPEN, RequestState.RETURNED)


class Presence(StrEnum):
    """Whether somebody is on the team of the session."""

    PRESENT = "present"
    ABSENT = "absent"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Decider:
    """Somebody who is there for departments at the centre: whom a decision can be asked of."""

    id: int
    name: str
    departments: tuple[Department, ...]
    presence: Presence

    @property
    def department_ids(self) -> frozenset[int]:
        """The departments' ids."""
        return frozenset(one.id for one in self.departments)

    def named(self, among: Collection[int]) -> str:
        """The names of those of their departments that are among these."""
        return ", ".join(one.name for one in self.departments if one.id in among)


@dataclass(frozen=True)
class Unread:
    """A decision of which the reader may know only that it was made: when, and by which department."""

    decided_at: datetime
    department: str
    is_replaced: bool


@dataclass(frozen=True)
class KindFigure:
    """How many decisions of a kind stand, and for benefits how much in all (øre)."""

    kind: DecisionKind
    number: int
    amount: int


def plan() -> Sequence[Competence]:
    """Every row of the competence plan there ever was, in the order of department, kind and day."""
    question = (
        sa.select(Competence)
        .join(Department, Department.id == Competence.department_id)
        .order_by(Department.name, Competence.kind_id, Competence.valid_from, Competence.id)
    )
    return db.session.scalars(question).all()


def rows(day: date) -> list[Row]:
    """The rows of the plan that are valid on a day, of departments that are open then."""
    question = (
        sa.select(Competence.department_id, Competence.kind_id, Competence.valid_from, Competence.valid_to)
        .join(Department, Department.id == Competence.department_id)
        .where(_on(Competence, day), _open(day))
        .order_by(Competence.id)
    )
    return [Row(*row) for row in db.session.execute(question)]


def kinds(on: date | None = None) -> Sequence[DecisionKind]:
    """The kinds of decision, in the order in which they were made; with a day, those that are valid then."""
    question = sa.select(DecisionKind).order_by(DecisionKind.id)
    return db.session.scalars(question if on is None else question.where(_on(DecisionKind, on))).all()


def grounds(on: date | None = None) -> Sequence[DecisionGround]:
    """The legal grounds, in the order in which they were made; with a day, those that are valid then."""
    question = sa.select(DecisionGround).order_by(DecisionGround.id)
    return db.session.scalars(question if on is None else question.where(_on(DecisionGround, on))).all()


def held(account_id: int, day: date, *, centre_ids: Collection[int], controller_id: int) -> dict[int, Department]:
    """The open departments of this operator that the account is there for on a day, at one of these centres, by id."""
    question = (
        _holding(day)
        .with_only_columns(Department)
        .where(Account.id == account_id, RoleHeld.centre_id.in_(centre_ids), Department.operator_id == controller_id)
        .order_by(Department.name)
    )
    return {one.id: one for one in db.session.scalars(question).unique()}


def departments_of(account_id: int, day: date) -> dict[int, Department]:
    """The open departments that the account is there for on a day, anywhere, by id."""
    question = _holding(day).with_only_columns(Department).where(Account.id == account_id).order_by(Department.name)
    return {one.id: one for one in db.session.scalars(question).unique()}


def deciders(day: date, *, centre_id: int, controller_id: int, session_id: int | None) -> list[Decider]:
    """Everybody who is there for a department of this operator at the centre: those of the session's team first, and
    of them those who came.
    """
    question = (
        _holding(day)
        .with_only_columns(Account.id, Account.name, Department)
        .where(RoleHeld.centre_id == centre_id, Department.operator_id == controller_id)
        .order_by(Account.name, Account.id, Department.name)
    )
    names: dict[int, str] = {}
    departments: dict[int, dict[int, Department]] = {}
    for id, name, department in db.session.execute(question):
        names[id] = name
        departments.setdefault(id, {})[department.id] = department
    team = _team(session_id)
    found = [Decider(id, names[id], tuple(departments[id].values()), team.get(id, Presence.ELSEWHERE)) for id in names]
    return sorted(found, key=lambda one: list(Presence).index(one.presence))


def departments_deciding(kind_id: int, plan: Iterable[Row], day: date, controller_id: int) -> Sequence[Department]:
    """The departments of this operator that decide this kind, by name."""
    ids = deciding(kind_id, plan, day)
    question = sa.select(Department).where(Department.id.in_(ids), Department.operator_id == controller_id)
    return db.session.scalars(question.order_by(Department.name)).all()


def reader(person: Person, citizen_ids: Collection[int] = ()) -> Reads:
    """The person, as the rule for reading decisions sees them beside these citizens."""
    shared = {
        (citizen_id, owner.department_id)
        for citizen_id, beside in (readers_for(person, citizen_ids) if citizen_ids else {}).items()
        for owner, information in beside.shared
        if citizen_id and owner.department_id and information is Information.GENERAL
    }
    departments = frozenset(departments_of(person.account_id or 0, clock.today()))
    return Reads(person.account_id or 0, departments, frozenset(shared))


def readable(reads: Reads, *wanted: sa.ColumnElement[bool]) -> tuple[list[Decision], list[Unread]]:
    """Of the decisions that are wanted: those that may be read, the latest first, and what may be known of the others;
    the words of those are not loaded.
    """
    replacing = aliased(Decision)
    question = (
        sa.select(
            Decision.id,
            Decision.decided_at,
            Department.name,
            replacing.id.label("replaced_by_id"),
        )
        .join(Department, Department.id == Decision.department_id)
        .outerjoin(replacing, replacing.replaces_id == Decision.id)
        .where(*wanted)
        .order_by(Decision.id.desc())
    )
    found = db.session.execute(question).all()
    mine = readable_ids(reads, [one.id for one in found])
    others = [Unread(one.decided_at, one.name, one.replaced_by_id is not None) for one in found if one.id not in mine]
    decisions = db.session.scalars(
        sa.select(Decision)
        .where(Decision.id.in_(mine))
        .options(joinedload(Decision.replaced_by), joinedload(Decision.replaces), joinedload(Decision.citizen))
        .order_by(Decision.id.desc())
    )
    return list(decisions.unique()), others


def readable_ids(reads: Reads, ids: Collection[int]) -> set[int]:
    """Those of these decisions that may be read; none is loaded."""
    question = sa.select(
        Decision.id, Decision.conversation_id, Decision.department_id, Decision.decided_by_id, Decision.citizen_id
    )
    found = db.session.execute(question.where(Decision.id.in_(list(ids)))).all()
    there = _present(one.conversation_id for one in found)
    return {
        one.id
        for one in found
        if may_read_decision(
            reads,
            Made(one.department_id, one.decided_by_id, there.get(one.conversation_id, frozenset()), one.citizen_id),
        )
    }


def of_citizen(citizen: Citizen, person: Person) -> tuple[list[Decision], list[Unread]]:
    """What was decided about a citizen, as far as the person may read it."""
    return readable(reader(person, [citizen.id]), Decision.citizen_id == citizen.id)


def of_departments(person: Person, since: datetime) -> list[Decision]:
    """What the person's own departments decided since then, at their own centres, the latest first."""
    places = _of_places(Decision.centre_id, Decision.controller_id, pairs(person, Act.DECIDE))
    own = departments_of(person.account_id or 0, clock.today())
    decisions, _others = readable(reader(person), places, Decision.department_id.in_(own), Decision.decided_at >= since)
    return decisions


def figures(decisions: Iterable[Decision]) -> list[KindFigure]:
    """How many of them stand, by kind, the kinds in the order of their list; what was replaced counts no more."""
    counted: dict[int, KindFigure] = {}
    for one in decisions:
        if one.replaced_by is None:
            before = counted.get(one.kind_id, KindFigure(one.kind, 0, 0))
            counted[one.kind_id] = KindFigure(one.kind, before.number + 1, before.amount + (one.amount or 0))
    return [counted[id] for id in sorted(counted)]


def decided_about(account_id: int, citizen_ids: Collection[int]) -> frozenset[int]:
    """About whom of these the account has made a decision."""
    question = sa.select(Decision.citizen_id).where(
        Decision.decided_by_id == account_id, Decision.citizen_id.in_(citizen_ids)
    )
    return frozenset(db.session.scalars(question))


def requests_with(account_ids: Collection[int], person: Person) -> Sequence[DecisionRequest]:
    """What lies with these accounts to be decided or looked at again, as far as the person may open it; the oldest
    first.
    """
    return _requests(person, DecisionRequest.responsible_id.in_(list(account_ids)), DecisionRequest.state.in_(WAITING))


def asked_by(person: Person, since: datetime) -> Sequence[DecisionRequest]:
    """What the person has asked others to decide since then and does not have back, the oldest first."""
    return _requests(
        person,
        DecisionRequest.asked_by_id == person.account_id,
        DecisionRequest.asked_at >= since,
        DecisionRequest.state.in_([RequestState.OPEN, RequestState.DECIDED]),
    )


def request_counts(account_ids: Collection[int] | None) -> Sequence[Count]:
    """How much lies with each account at each place."""
    question = (
        sa.select(
            DecisionRequest.responsible_id,
            DecisionRequest.centre_id,
            DecisionRequest.controller_id,
            sa.func.count(),
        )
        .where(DecisionRequest.state.in_(WAITING))
        .group_by(DecisionRequest.responsible_id, DecisionRequest.centre_id, DecisionRequest.controller_id)
    )
    if account_ids is not None:
        question = question.where(DecisionRequest.responsible_id.in_(list(account_ids)))
    return [Count(who, (at, by), number) for who, at, by, number in db.session.execute(question)]


def requests_at(account_id: int, places: Places) -> Sequence[DecisionRequest]:
    """What lies with an account at these places, held until the transaction ends."""
    question = sa.select(DecisionRequest).where(
        DecisionRequest.responsible_id == account_id,
        DecisionRequest.state.in_(WAITING),
        _of_places(DecisionRequest.centre_id, DecisionRequest.controller_id, places),
    )
    held = question.order_by(DecisionRequest.id).with_for_update(of=DecisionRequest)
    return db.session.scalars(held).unique().all()


def made(decision: Decision) -> Made:
    """What decides who may read the decision."""
    there = _present([decision.conversation_id])
    present = there.get(decision.conversation_id or 0, frozenset())
    return Made(decision.department_id, decision.decided_by_id, present, decision.citizen_id)


def colleagues_in_departments(account_ids: Collection[int], day: date) -> frozenset[int]:
    """The departments that one of these accounts is there for on a day."""
    question = _holding(day).with_only_columns(Department.id).where(Account.id.in_(list(account_ids)))
    return frozenset(db.session.scalars(question))


def _requests(person: Person, *wanted: sa.ColumnElement[bool]) -> Sequence[DecisionRequest]:
    own = _of_places(DecisionRequest.centre_id, DecisionRequest.controller_id, pairs(person, Act.ASK_FOR_DECISION))
    question = sa.select(DecisionRequest).where(own, *wanted).options(joinedload(DecisionRequest.citizen))
    return db.session.scalars(question.order_by(DecisionRequest.id)).unique().all()


def _present(conversation_ids: Iterable[int | None]) -> dict[int | None, frozenset[int]]:
    ids = {id for id in conversation_ids if id is not None}
    if not ids:
        return {}
    there: dict[int | None, set[int]] = {}
    question = sa.select(ConversationPresent.conversation_id, ConversationPresent.account_id)
    for conversation_id, account_id in db.session.execute(question.where(ConversationPresent.conversation_id.in_(ids))):
        there.setdefault(conversation_id, set()).add(account_id)
    return {id: frozenset(accounts) for id, accounts in there.items()}


def _team(session_id: int | None) -> dict[int, Presence]:
    if session_id is None:
        return {}
    question = sa.select(SessionMember.account_id, SessionMember.absent_at).where(
        SessionMember.session_id == session_id
    )
    return {id: Presence.ABSENT if absent else Presence.PRESENT for id, absent in db.session.execute(question)}


def _holding(day: date) -> sa.Select[RoleHeld]:
    """Roles that let somebody decide on a day, with their accounts and their departments."""
    return (
        sa.select(RoleHeld)
        .join(Account, Account.id == RoleHeld.account_id)
        .join(Department, Department.id == RoleHeld.department_id)
        .where(
            Account.disabled_at.is_(None),
            RoleHeld.role.in_(PERMISSIONS[Act.DECIDE]),
            RoleHeld.from_on <= day,
            sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > day),
            _open(day),
        )
    )


def _open(day: date) -> sa.ColumnElement[bool]:
    return sa.or_(Department.closed_on.is_(None), Department.closed_on > day)


def _on(model: type[Competence] | type[DecisionKind] | type[DecisionGround], day: date) -> sa.ColumnElement[bool]:
    return sa.and_(model.valid_from <= day, sa.or_(model.valid_to.is_(None), model.valid_to >= day))


def _of_places(
    centre_id: sa.ColumnElement[int] | InstrumentedAttribute[int],
    controller_id: sa.ColumnElement[int] | InstrumentedAttribute[int],
    places: Iterable[tuple[int, int]],
) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(sa.and_(centre_id == at, controller_id == by) for at, by in sorted(places)))
