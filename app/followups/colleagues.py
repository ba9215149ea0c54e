"""Who works where today, under which controller: whom a task can be given to, and who may cover for whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app import clock
from app.access import Act
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import PERMISSIONS, centres_for
from app.accounts.role import OF_A_DEPARTMENT, Person
from app.centres.models import Centre, Department
from app.db import db
from app.followups.tasks import Places


@dataclass(frozen=True)
class Colleague:
    """Somebody who sees to follow-ups, and where."""

    id: int
    name: str
    places: Places


def everybody(account_ids: Collection[int] | None = None) -> list[Colleague]:
    """Everybody who sees to follow-ups today, by name; only these accounts, where ids are given."""
    controller = sa.case((RoleHeld.role.in_(OF_A_DEPARTMENT), Department.operator_id), else_=Centre.operator_id)
    today = clock.today()
    question = (
        sa.select(Account.id, Account.name, RoleHeld.centre_id, controller)
        .join(RoleHeld, RoleHeld.account_id == Account.id)
        .join(Centre, Centre.id == RoleHeld.centre_id)
        .outerjoin(Department, Department.id == RoleHeld.department_id)
        .where(
            Account.disabled_at.is_(None),
            RoleHeld.role.in_(PERMISSIONS[Act.FOLLOW_UP]),
            RoleHeld.from_on <= today,
            sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > today),
        )
        .order_by(Account.name, Account.id)
    )
    if account_ids is not None:
        question = question.where(Account.id.in_(sorted(account_ids)))
    names: dict[int, str] = {}
    places: dict[int, set[tuple[int, int]]] = {}
    for id, name, centre_id, controller_id in db.session.execute(question):
        names[id] = name
        places.setdefault(id, set()).add((centre_id, controller_id))
    return [Colleague(id, names[id], frozenset(places[id])) for id in names]


def at(places: Places, without: int | None = None) -> list[Colleague]:
    """Those who work at one of these places, under its controller."""
    return [one for one in everybody() if one.places & places and one.id != without]


def places_of(account_id: int) -> Places:
    """Where an account sees to follow-ups today; nowhere when it is disabled."""
    return next((one.places for one in everybody([account_id])), frozenset())


def worked_at(account_ids: Collection[int], since: date) -> dict[int, Places]:
    """Where these accounts have worked in any role since a day, today included; those without a centre are left out."""
    controller = sa.case((RoleHeld.role.in_(OF_A_DEPARTMENT), Department.operator_id), else_=Centre.operator_id)
    question = (
        sa.select(RoleHeld.account_id, RoleHeld.centre_id, controller)
        .join(Centre, Centre.id == RoleHeld.centre_id)
        .outerjoin(Department, Department.id == RoleHeld.department_id)
        .where(
            RoleHeld.account_id.in_(sorted(account_ids)), sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > since)
        )
    )
    found: dict[int, set[tuple[int, int]]] = {}
    for account_id, centre_id, controller_id in db.session.execute(question):
        found.setdefault(account_id, set()).add((centre_id, controller_id))
    return {id: frozenset(places) for id, places in found.items()}


def led_by(person: Person) -> Iterable[Colleague]:
    """Those whose tasks a leader arranges: at the centres of their own, or everywhere."""
    centres = centres_for(person, Act.HAND_OVER)
    for one in everybody():
        if centres is None or any(centre_id in centres for centre_id, _ in one.places):
            yield one
