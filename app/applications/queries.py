"""Questions about ideas and applications."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app import clock
from app.access import Act
from app.accounts.models import Account
from app.accounts.permissions import centres_for, pairs
from app.accounts.queries import of_places
from app.accounts.role import Person, Role
from app.applications.application import WAITING, Known, State, folded
from app.applications.code import hashed
from app.applications.models import Application, Idea, IdeaSupport
from app.centres.models import Centre
from app.db import db


def by_code(words: str) -> Application | None:
    """The application that these three words open, in whatever order they were written; not a draft that was thrown
    away, of which nothing is left.
    """
    there = sa.or_(Application.sent_at.is_not(None), Application.state == State.DRAFT)
    return db.session.scalar(sa.select(Application).where(Application.code_hash == hashed(words), there))


def sent(centre_ids: Collection[int] | None = None, states: Collection[State] = WAITING) -> Sequence[Application]:
    """What was sent from these centres (None: from all) and stands in one of these states, the oldest first."""
    question = sa.select(Application).where(Application.sent_at.is_not(None), Application.state.in_(states))
    if centre_ids is not None:
        question = question.where(Application.centre_id.in_(centre_ids))
    return db.session.scalars(question.order_by(Application.sent_at, Application.id)).all()


def counted(first: date, last: date) -> dict[int, Mapping[State, int]]:
    """How many were sent between two local days, both included, by centre and by how they stand now."""
    start, end = clock.span(first, last)
    rows = db.session.execute(
        sa.select(Application.centre_id, Application.state, sa.func.count().label("number"))
        .where(
            Application.state.in_([state for state in State if state is not State.DRAFT]),
            Application.sent_at >= start,
            Application.sent_at < end,
        )
        .group_by(Application.centre_id, Application.state)
    )
    found: dict[int, dict[State, int]] = {}
    for row in rows:
        found.setdefault(row.centre_id, {})[row.state] = row.number
    return dict(found)


def read_by(person: Person) -> Sequence[Application]:
    """What was sent from the centres where this person works, the latest first."""
    at = of_places(Application.centre_id, Centre.operator_id, pairs(person, Act.READ_APPLICATIONS))
    if centres_for(person, Act.READ_APPLICATIONS) is None:
        at = sa.true()
    question = sa.select(Application).join(Centre).where(Application.sent_at.is_not(None), at)
    return db.session.scalars(question.order_by(Application.sent_at.desc(), Application.id.desc())).all()


@dataclass(frozen=True)
class Hanging:
    """An idea that hangs at a centre, how many support it, and whether this visit did."""

    idea: Idea
    supporters: int
    mine: bool


def ideas(centre_id: int, visit_id: int | None = None) -> list[Hanging]:
    """The ideas of a centre that nobody has taken down, the most supported first."""
    number = sa.func.count(IdeaSupport.id)
    question = (
        sa.select(Idea, number)
        .outerjoin(IdeaSupport)
        .where(Idea.centre_id == centre_id, Idea.taken_down_at.is_(None))
        .group_by(Idea.id)
        .order_by(number.desc(), Idea.brought_at.desc(), Idea.id.desc())
    )
    mine: set[int] = set()
    if visit_id is not None:
        mine = set(db.session.scalars(sa.select(IdeaSupport.idea_id).where(IdeaSupport.visit_id == visit_id)))
    return [Hanging(idea, supporters, idea.id in mine) for idea, supporters in db.session.execute(question)]


def known_names() -> Known:
    """The names of those who use the program, folded; accounts that were closed count no longer."""
    today = clock.today()
    staff: set[str] = set()
    members: set[str] = set()
    for account in db.session.scalars(sa.select(Account).where(Account.disabled_at.is_(None))):
        roles = {held.role for held in account.roles_on(today)}
        (members if roles == {Role.COMMITTEE_MEMBER} else staff).add(folded(account.name))
    return Known(staff, members)
