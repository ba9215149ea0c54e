"""Keeping the waits that are rolled up equal to the records: where each citizen's wait ended, and after how many days.

They can be added up, since a citizen's wait for something ends once, on one day at one centre.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.casework.models import Conversation
from app.db import insert_or
from app.decisions.models import Decision
from app.monitoring import lanes
from app.monitoring.lanes import Span
from app.monitoring.models import EVERYWHERE, Waited, WaitsRolledUp
from app.monitoring.touched import day_of
from app.outreach.models import Contact

DIRECT = "direct"
"""Of whoever came without a contact before, and so has not waited."""


@dataclass(frozen=True)
class Goal:
    """Something that is waited for: the record that ends the wait of its citizen, at its centre, and its instant."""

    key: str
    model: type[Any]
    reached_at: Any


GOALS: list[Goal] = [
    Goal("conversation", Conversation, Conversation.happened_at),
    Goal("decision", Decision, Decision.decided_at),
]
"""A feature that has something to be waited for is one line here."""


class Ended(NamedTuple):
    """A citizen's wait for a goal: where and when it ended, after how many days; none without a contact before."""

    goal: str
    citizen_id: int
    centre_id: int
    reached_on: date
    days: int | None


class Key(NamedTuple):
    """A row of `WaitsRolledUp`."""

    centre_id: int
    span: Span
    starts_on: date
    goal: str


def count_anew(session: Session, citizens: set[int], met: Mapping[int, date], before: Iterable[Ended]) -> None:
    """See when the waits of these citizens ended; of those who had one more contact (`met`), only where that was before
    what is known to have been the first. `before`: what is kept of all of them.
    """
    kept = list(before)
    anew = citizens | {one.citizen_id for one in kept if one.citizen_id in met and _earlier(one, met[one.citizen_id])}
    if not anew:
        return
    were, are = {one for one in kept if one.citizen_id in anew}, set(ended(session, anew))
    if were == are:
        return
    session.execute(sa.delete(Waited).where(Waited.citizen_id.in_(sorted(anew))))
    changes = _rolled_up(are)
    for key, numbers in _rolled_up(were).items():
        changes.setdefault(key, Counter()).subtract(numbers)
    _write(session, sorted(are), _added_to_what_is_kept(session, changes))


def keep(session: Session, waits: Iterable[Ended]) -> None:
    """Keep these, where nothing is kept yet."""
    found = sorted(waits)
    _write(session, found, _rolled_up(found))


def ended(session: Session, citizens: Iterable[int] | None = None) -> list[Ended]:
    """The waits that the records tell of: of these citizens, or of everybody."""
    among = None if citizens is None else sorted(citizens)
    return [wait for goal in GOALS for wait in _ended(session, goal, among)]


def _ended(session: Session, goal: Goal, among: list[int] | None) -> list[Ended]:
    """From the first contact of all to the first time that the goal was reached; without a contact before, no wait."""
    model = goal.model
    number = sa.func.row_number().over(partition_by=model.citizen_id, order_by=(goal.reached_at, model.centre_id))
    reached: Any = sa.select(
        model.citizen_id.label("citizen_id"),
        goal.reached_at.label("reached_at"),
        model.centre_id.label("centre_id"),
        number.label("number"),
    ).where(model.citizen_id.is_not(None))
    if among is not None:
        reached = reached.where(model.citizen_id.in_(among))
    first = reached.subquery()
    met = sa.select(sa.func.min(Contact.happened_at)).where(Contact.citizen_id == first.c.citizen_id).scalar_subquery()
    question = sa.select(first.c.citizen_id, first.c.centre_id, first.c.reached_at, met).where(first.c.number == 1)
    return [
        Ended(
            goal.key,
            citizen_id,
            centre_id,
            day_of(reached_at),
            None if met_at is None or met_at > reached_at else (day_of(reached_at) - day_of(met_at)).days,
        )
        for citizen_id, centre_id, reached_at, met_at in session.execute(question)
    ]


def _earlier(wait: Ended, contact_on: date) -> bool:
    """Whether a contact on this day can make the wait another one."""
    if wait.days is None:
        return contact_on <= wait.reached_on
    return (wait.reached_on - contact_on).days > wait.days


def _rolled_up(waits: Iterable[Ended]) -> dict[Key, Counter[str]]:
    found: dict[Key, Counter[str]] = {}
    for wait in waits:
        for span in (Span.DAY, Span.MONTH, Span.YEAR):
            for where in (wait.centre_id,) if span is Span.DAY else (wait.centre_id, EVERYWHERE):
                key = Key(where, span, lanes.first_day(span, wait.reached_on), wait.goal)
                found.setdefault(key, Counter())[DIRECT if wait.days is None else str(wait.days)] += 1
    return found


def _added_to_what_is_kept(session: Session, changes: Mapping[Key, Counter[str]]) -> dict[Key, Counter[str]]:
    key = [WaitsRolledUp.__table__.c[name] for name in Key._fields]
    question = sa.select(*key, WaitsRolledUp.__table__.c.numbers).where(sa.tuple_(*key).in_(sorted(changes)))
    before = {Key(*row[:-1]): row[-1] for row in session.execute(question)}
    return {key: Counter(before.get(key, {})) + numbers for key, numbers in changes.items()}


def _write(session: Session, waits: Iterable[Ended], rolled_up: Mapping[Key, Mapping[str, int]]) -> None:
    """The waits, of which none is kept, and what they add up to, whether or not something stood there."""
    rows = [one._asdict() for one in waits]
    if rows:
        session.execute(sa.insert(Waited), rows)
    if not rolled_up:
        return
    insert = insert_or(session.connection().dialect.name, WaitsRolledUp)
    session.connection().execute(
        insert.on_conflict_do_update(index_elements=list(Key._fields), set_={"numbers": insert.excluded.numbers}),
        [{**key._asdict(), "numbers": dict(numbers)} for key, numbers in sorted(rolled_up.items())],
    )
