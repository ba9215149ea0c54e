"""Questions about centres, departments and efforts."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from app import clock
from app.centres.models import Centre, Department, Effort, Operator
from app.db import db


def centres(among: Iterable[int] | None = None) -> Sequence[Centre]:
    """The centres that are open today, by name; only those among the given ids, where ids are given."""
    question = sa.select(Centre).where(_open(Centre)).order_by(Centre.name)
    if among is not None:
        question = question.where(Centre.id.in_(sorted(among)))
    return db.session.scalars(question).all()


def departments() -> Sequence[Department]:
    """The departments that exist today, by name."""
    return db.session.scalars(sa.select(Department).where(_open(Department)).order_by(Department.name)).all()


def operators() -> Sequence[Operator]:
    """Every operator, by name."""
    return db.session.scalars(sa.select(Operator).order_by(Operator.name)).all()


def every_place() -> tuple[Sequence[Centre], Sequence[Department], Sequence[Effort]]:
    """All centres, departments and efforts, closed ones last; for those who edit them."""
    return (
        db.session.scalars(sa.select(Centre).order_by(Centre.closed_on.is_not(None), Centre.name)).all(),
        db.session.scalars(sa.select(Department).order_by(Department.closed_on.is_not(None), Department.name)).all(),
        db.session.scalars(sa.select(Effort).order_by(Effort.closed_on.is_not(None), Effort.name)).all(),
    )


def centre_named(name: str) -> Centre | None:
    """The centre of this name, without regard to case."""
    return next((one for one in db.session.scalars(sa.select(Centre)) if _same(one.name, name)), None)


def name_taken(model: type[Centre | Department | Effort | Operator], name: str, but: int | None = None) -> bool:
    """Whether another record of this kind bears the name. SQLite's own lower() knows no æ, ø and å."""
    taken = db.session.execute(sa.select(model.id, model.name))
    return any(_same(row.name, name) for row in taken if row.id != but)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _open(model: type[Centre | Department]) -> sa.ColumnElement[bool]:
    return sa.or_(model.closed_on.is_(None), model.closed_on > clock.today())
