"""Watching what the session writes, so that whoever saves, corrects, moves, links or deletes knows nothing of figures.

Each record tells `Touched` what it was and what it is; just before COMMIT the figures follow (`rolling`).
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, SessionTransaction, object_session

from app.casework.models import Conversation
from app.citizens.identity import KnownBefore
from app.citizens.models import ChallengeNoted, Citizen, IncomeNoted
from app.courses.models import OfferAttendance
from app.db import Base, db
from app.decisions.models import Decision
from app.monitoring.models import EVERYWHERE
from app.monitoring.rolling import BIT_OF, HAD_CONTACT, LANE_OF, roll_up
from app.monitoring.tallies import OF_MODEL
from app.monitoring.touched import Moment, Tallied, Touched, contact_counts, day_of
from app.monitoring.waited import GOALS
from app.outreach.models import Bridge, BridgeOutcome, Contact


class Facts(NamedTuple):
    """A record as the figures see it, before a change or after it."""

    citizen_id: int | None
    centre_id: int
    at: datetime | date
    says: tuple[Any, ...]


_WATCHED: Mapping[type[Any], tuple[str | None, ...]] = {
    Contact: ("citizen_id", "centre_id", "happened_at", "people", "minutes"),
    Conversation: ("citizen_id", "centre_id", "happened_at"),
    ChallengeNoted: ("citizen_id", "centre_id", "happened_at", "challenge"),
    IncomeNoted: ("citizen_id", None, "noted_on", "source_id"),
    Decision: ("citizen_id", "centre_id", "decided_at"),
    Bridge: ("citizen_id", "centre_id", "recorded_at"),
    OfferAttendance: ("citizen_id", "centre_id", "attended_on"),
}
"""Whose a record is, where and when it was, and what else the figures ask of it."""
_ENDS_A_WAIT = frozenset(goal.model for goal in GOALS)


@sa.event.listens_for(db.session, "before_flush")
def _before_flush(session: Session, _context: object, _instances: object) -> None:
    """A citizen's own records, and the bridge of a contact, go with them inside the database, unseen by the session."""
    citizens = [record.id for record in session.deleted if isinstance(record, Citizen)]
    contacts = [record.id for record in session.deleted if isinstance(record, Contact)]
    for model in _WATCHED if citizens else ():
        _gone_with(session, model, model.citizen_id.in_(citizens))
    if citizens or contacts:
        theirs = sa.select(Contact.id).where(sa.or_(Contact.citizen_id.in_(citizens), Contact.id.in_(contacts)))
        _gone_with(session, Bridge, Bridge.contact_id.in_(theirs))


def _gone_with(session: Session, model: type[Any], which: Any) -> None:
    seen = {sa.inspect(record).identity for record in session.deleted if isinstance(record, model)}
    columns = [getattr(model, name) if name else sa.literal(EVERYWHERE) for name in _WATCHED[model]]
    for record_id, *facts in session.execute(sa.select(model.id, *columns).where(which)):
        if (record_id,) not in seen:
            _taken_away(_touched(session), model, _made_of(facts))


def _after_insert(_mapper: object, _connection: object, record: Any) -> None:
    touched = _touched(_session_of(record))
    if isinstance(record, Citizen):
        _answered(touched, record, record.known_before)
    elif isinstance(record, BridgeOutcome):
        touched.bridges.add(record.bridge_id)
    else:
        _added(touched, type(record), _facts(record, before=False))


def _after_update(_mapper: object, _connection: object, record: Any) -> None:
    touched = _touched(_session_of(record))
    if isinstance(record, Citizen):
        if sa.inspect(record).attrs.known_before.history.has_changes():
            _answered(touched, record, record.known_before)
        return
    if isinstance(record, BridgeOutcome):
        touched.bridges.add(record.bridge_id)
        return
    before, after = _facts(record, before=True), _facts(record, before=False)
    if before != after or type(record) in OF_MODEL:
        _taken_away(touched, type(record), before)
        _added(touched, type(record), after)


def _after_delete(_mapper: object, _connection: object, record: Any) -> None:
    touched = _touched(_session_of(record))
    if isinstance(record, Citizen):
        _answered(touched, record, None)
    elif isinstance(record, BridgeOutcome):
        touched.bridges.add(record.bridge_id)
    else:
        _taken_away(touched, type(record), _facts(record, before=True))


@sa.event.listens_for(db.session, "before_commit")
def _before_commit(session: Session) -> None:
    """Once, just before the end: until then nobody waits for the figures' rows."""
    if session.in_nested_transaction():
        return
    session.flush()
    touched = session.info.pop("touched", None)
    if touched:
        roll_up(session, touched)


@sa.event.listens_for(db.session, "after_transaction_create")
def _before_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info.setdefault("touched_before", {})[transaction] = deepcopy(session.info.get("touched"))


@sa.event.listens_for(db.session, "after_soft_rollback")
def _forget_what_was_not_kept(session: Session, transaction: SessionTransaction) -> None:
    before = session.info.get("touched_before", {})
    savepoint: SessionTransaction | None = transaction
    while savepoint is not None and savepoint not in before:
        savepoint = savepoint.parent
    session.info["touched"] = deepcopy(before[savepoint]) if savepoint else None


@sa.event.listens_for(db.session, "after_transaction_end")
def _forget_savepoints(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop("touched_before", None)


def _keep_what_was(_record: object, _value: object, _before: object, _initiator: object) -> None:
    """Does nothing: that it listens makes the session know what a value was before, even of a record it let go."""


_models: tuple[type[Base], ...] = (*_WATCHED, Citizen, BridgeOutcome)
for _model in _models:
    for _name, _listener in (
        ("after_insert", _after_insert),
        ("after_update", _after_update),
        ("after_delete", _after_delete),
    ):
        sa.event.listen(_model, _name, _listener)
    for _attribute in filter(None, _WATCHED.get(_model, ())):
        sa.event.listen(getattr(_model, _attribute), "set", _keep_what_was, active_history=True)


def _session_of(record: Base) -> Session:
    session = object_session(record)
    if session is None:
        raise RuntimeError("a record is written by a session")
    return session


def _touched(session: Session) -> Touched:
    found = session.info.get("touched")
    if found is None:
        found = session.info["touched"] = Touched()
    return found


def _facts(record: Base, before: bool) -> Facts:
    attributes = sa.inspect(record).attrs
    values: list[Any] = []
    for name in _WATCHED[type(record)]:
        if name is None:
            values.append(EVERYWHERE)
            continue
        history = attributes[name].history
        values.append(history.deleted[0] if before and history.deleted else getattr(record, name))
    return _made_of(values)


def _made_of(values: Iterable[Any]) -> Facts:
    citizen_id, centre_id, at, *says = values
    return Facts(citizen_id, centre_id, at, tuple(says))


def _answered(touched: Touched, citizen: Citizen, answer: KnownBefore | None) -> None:
    touched.known[citizen.id] = LANE_OF[answer] if answer else 0


def _added(touched: Touched, model: type[Any], facts: Facts) -> None:
    day = day_of(facts.at)
    _told(touched, model, facts)
    if model is Contact:
        touched.count_contact(facts.centre_id, day, contact_counts(facts.citizen_id, *facts.says))
    if facts.citizen_id is None:
        return
    if model is Contact:
        touched.met[facts.citizen_id] = min(day, touched.met.get(facts.citizen_id, day))
    if model is IncomeNoted:
        touched.incomes.add((facts.citizen_id, day))
    for number in _bits(model, facts):
        touched.added[Moment(facts.citizen_id, facts.centre_id, day)] |= 1 << number


def _taken_away(touched: Touched, model: type[Any], facts: Facts) -> None:
    day = day_of(facts.at)
    _told(touched, model, facts)
    if model is Contact:
        touched.count_contact(facts.centre_id, day, contact_counts(facts.citizen_id, *facts.says, sign=-1))
    if facts.citizen_id is None:
        return
    if model is Contact:
        touched.waits.add(facts.citizen_id)
    if model is IncomeNoted:
        touched.incomes.add((facts.citizen_id, day))
    for _number in _bits(model, facts):
        touched.seen.add(Moment(facts.citizen_id, facts.centre_id, day))


def _told(touched: Touched, model: type[Any], facts: Facts) -> None:
    """What is counted anew, whether the record came or went."""
    if model in OF_MODEL:
        touched.tallied.add(Tallied(OF_MODEL[model].kind, facts.centre_id, day_of(facts.at)))
    if model in _ENDS_A_WAIT and facts.citizen_id is not None:
        touched.waits.add(facts.citizen_id)


def _bits(model: type[Any], facts: Facts) -> Iterator[int]:
    if model is Contact or model is Conversation:
        yield HAD_CONTACT
    elif model is ChallengeNoted:
        yield BIT_OF[facts.says[0]]
