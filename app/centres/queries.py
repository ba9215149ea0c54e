"""Questions about centres, departments and efforts."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from app import clock
from app.centres.models import Centre, Department, DutyText, Effort, EffortKind, NotifyContact, Operator
from app.db import db


def centres(among: Collection[int] | None = None) -> Sequence[Centre]:
    """The centres that are open today, by name; only those among the given ids, where ids are given."""
    if among is None:
        return db.session.scalars(sa.select(Centre).where(_open(Centre)).order_by(Centre.name)).all()
    # One's own came with the roles of the session already.
    known = {centre.id: centre for centre in db.session.identity_map.values() if isinstance(centre, Centre)}
    missing = sorted(set(among) - set(known))
    if missing:
        known |= {centre.id: centre for centre in db.session.scalars(sa.select(Centre).where(Centre.id.in_(missing)))}
    here = [known[id] for id in among if id in known]
    return sorted((centre for centre in here if centre.open_on(clock.today())), key=lambda centre: centre.name)


def of_house(centre: Centre) -> Sequence[Centre]:
    """The centres that share this one's house and are open today, itself among them."""
    if not centre.house:
        return [centre]
    return db.session.scalars(
        sa.select(Centre).where(Centre.house == centre.house, _open(Centre)).order_by(Centre.name)
    ).all()


def departments() -> Sequence[Department]:
    """The departments that exist today, by name."""
    return db.session.scalars(sa.select(Department).where(_open(Department)).order_by(Department.name)).all()


def efforts(*kinds: EffortKind) -> Sequence[Effort]:
    """The efforts that run today, by name; only those of the given kinds, where some are given."""
    question = sa.select(Effort).where(_open(Effort)).order_by(Effort.name)
    return db.session.scalars(question.where(Effort.kind.in_(kinds)) if kinds else question).all()


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


def duty_text(on: date) -> DutyText:
    """What is told about the duty to notify on a day; the program comes with the first one."""
    return db.session.scalars(_valid_duty_texts(on).limit(1)).one()


def duty_texts(on: date) -> Sequence[DutyText]:
    """What was told up to a day, the latest first."""
    return db.session.scalars(_valid_duty_texts(on)).all()


def whom_to_call(operator_id: int, on: date) -> NotifyContact | None:
    """Whom this operator's staff call on a day when they worry about a child; none where nobody has been named."""
    return db.session.scalar(
        sa.select(NotifyContact)
        .where(
            NotifyContact.operator_id == operator_id,
            NotifyContact.from_on <= on,
            sa.or_(NotifyContact.ended_on.is_(None), NotifyContact.ended_on > on),
        )
        .order_by(NotifyContact.from_on.desc(), NotifyContact.id.desc())
        .limit(1)
    )


def without_anybody_to_call(on: date) -> list[Operator]:
    """The operators of open centres whose staff have nobody to call, by name."""
    running = {centre.operator_id for centre in centres()}
    return [one for one in operators() if one.id in running and whom_to_call(one.id, on) is None]


def _valid_duty_texts(on: date) -> sa.Select[DutyText]:
    return sa.select(DutyText).where(DutyText.valid_from <= on).order_by(DutyText.valid_from.desc(), DutyText.id.desc())


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _open(model: type[Centre | Department | Effort]) -> sa.ColumnElement[bool]:
    return sa.or_(model.closed_on.is_(None), model.closed_on > clock.today())


def centres_since(first: date, among: Collection[int] | None = None) -> Sequence[Centre]:
    """The centres that were open on this day or later, by name; only those among the given ids, where ids are given."""
    question = sa.select(Centre).where(sa.or_(Centre.closed_on.is_(None), Centre.closed_on > first))
    if among is not None:
        question = question.where(Centre.id.in_(sorted(among)))
    return db.session.scalars(question.order_by(Centre.name)).all()
