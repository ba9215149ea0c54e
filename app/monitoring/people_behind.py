"""The distinct people behind figures that count records, straight from the records: what disclosure control needs to
know of a period when it closes. Slow beside what is rolled up; no page asks it.

Somebody without a record is one person each time: nobody can say that they are the same.
"""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from app import clock
from app.db import db
from app.monitoring.grid import BASE
from app.monitoring.table import Scope
from app.monitoring.tallies import ONE, TALLIES, Tally
from app.outreach.models import Contact


def of_contacts(scope: Scope) -> int:
    """The citizens who had a contact in the scope; conversations apart."""
    question = sa.select(sa.func.count(sa.distinct(Contact.citizen_id))).where(*within(scope, Contact))
    return db.session.execute(question).scalar_one()


def of_tally(kind: str, scope: Scope) -> dict[str, int]:
    """The people behind each row of a tally («talks.recurrence»), and behind all of them together."""
    tally, says = _named(kind)
    inside = within(scope, tally.model, tally.at)
    by_row = sa.select(tally.says[says].row, *_people(tally)).where(*inside).group_by(tally.says[says].row)
    found = {str(row): named + unnamed for row, named, unnamed in db.session.execute(by_row)}
    named, unnamed = db.session.execute(sa.select(*_people(tally)).where(*inside)).one()
    return {**found, BASE: named + unnamed}


def of_rows(kind: str, scope: Scope, rows: Collection[str]) -> int:
    """The people behind some rows of a tally together, each once."""
    tally, says = _named(kind)
    inside = [*within(scope, tally.model, tally.at), tally.says[says].row.in_(sorted(rows))]
    named, unnamed = db.session.execute(sa.select(*_people(tally)).where(*inside)).one()
    return int(named + unnamed)


def within(scope: Scope, model: Any, at: Any = None) -> list[Any]:
    """The records of a scope: those of its days, at its centres."""
    moment = model.happened_at if at is None else at
    start, end = clock.span(scope.first, scope.last)
    is_day = isinstance(moment.type, sa.Date)
    inside = [moment.between(scope.first, scope.last)] if is_day else [moment >= start, moment < end]
    if scope.centre_ids is not None:
        inside.append(model.centre_id.in_(sorted(scope.centre_ids)))
    return inside


def _people(tally: Tally) -> tuple[Any, Any]:
    number = getattr(tally.model, "people", ONE)
    if isinstance(number, property):
        number = ONE
    unnamed = sa.func.coalesce(sa.func.sum(sa.case((tally.model.citizen_id.is_(None), number), else_=0)), 0)
    return sa.func.count(sa.distinct(tally.model.citizen_id)), unnamed


def _named(kind: str) -> tuple[Tally, str]:
    family, _, says = kind.partition(".")
    return next(tally for tally in TALLIES if tally.kind == family), says
