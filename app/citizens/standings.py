"""Keeping how a record stands: its status, the protection of its name, and safety notes. Callers commit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens import names
from app.citizens.models import Citizen
from app.citizens.standing import SAFETY_USUALLY_MONTHS, Status, months_after, refuse_day, refuse_expiry, refuse_step
from app.citizens.standing_models import Protection, SafetyNote, StatusChange
from app.db import db


def change_status(
    citizen: Citizen,
    to: Status,
    *,
    on: date,
    reason: str,
    at: Centre,
    by: Account,
    is_approximate: bool = False,
    moved_to: str = "",
) -> None:
    """The record is closed or open again, or the citizen died or moved away. Raises standing.NotKept."""
    refuse_step(citizen.status, to, reason)
    refuse_day(on, clock.today())
    db.session.add(
        StatusChange(
            citizen_id=citizen.id,
            from_status=citizen.status,
            to_status=to,
            happened_on=on,
            is_approximate=is_approximate,
            moved_to=moved_to.strip() if to is Status.MOVED else "",
            reason=reason.strip(),
            centre_id=at.id,
            author_id=by.id,
            recorded_at=clock.now(),
        )
    )
    citizen.status = to
    citizen.version += 1
    log.changed(citizen)


def status_changes(citizen: Citizen) -> Sequence[StatusChange]:
    """What happened to the record, the latest first."""
    question = sa.select(StatusChange).where(StatusChange.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(StatusChange.id.desc())).all()


def protect(citizen: Citizen, *, on: date, at: Centre, by: Account) -> None:
    """Name and address are protected from this day. Raises standing.NotKept for an impossible day."""
    refuse_day(on, clock.today())
    db.session.add(
        Protection(citizen_id=citizen.id, from_on=on, centre_id=at.id, author_id=by.id, recorded_at=clock.now())
    )
    _changed(citizen)


def end_protection(citizen: Citizen, *, by: Account) -> None:
    """Name and address are no longer protected."""
    for one in protections(citizen):
        if one.ended_at is None:
            one.ended_at, one.ended_by_id = clock.now(), by.id
    _changed(citizen)


def protections(citizen: Citizen) -> Sequence[Protection]:
    """When the name was protected, the latest first."""
    question = sa.select(Protection).where(Protection.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(Protection.id.desc())).all()


def warn(citizen: Citizen, text: str, *, until: date, at: Centre, by: Account) -> SafetyNote:
    """Nobody goes alone until this day, and why. Raises standing.NotKept for an impossible last day."""
    refuse_expiry(until, clock.today())
    note = _note(citizen.id, text.strip(), until, at, by)
    _changed(citizen)
    return note


def warn_longer(note: SafetyNote, citizen: Citizen, *, at: Centre, by: Account) -> SafetyNote:
    """The same note for another three months from today; the old row stays, ended."""
    until = months_after(clock.today(), SAFETY_USUALLY_MONTHS)
    longer = _note(citizen.id, note.text, max(until, note.until), at, by, earlier_id=note.id)
    note.ended_at, note.ended_by_id = clock.now(), by.id
    _changed(citizen)
    return longer


def end_warning(note: SafetyNote, citizen: Citizen, reason: str, *, by: Account) -> None:
    """The note holds no more, and why."""
    note.ended_at, note.ended_by_id, note.ended_reason = clock.now(), by.id, reason.strip()
    _changed(citizen)


def warnings(citizen: Citizen) -> Sequence[SafetyNote]:
    """Every safety note there has been, the latest first."""
    question = sa.select(SafetyNote).where(SafetyNote.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(SafetyNote.id.desc())).all()


def told_of_warnings(citizen: Citizen) -> Sequence[Any]:
    """When safety notes were written and ended, the latest first, without their text."""
    note = SafetyNote
    columns = (note.id, note.recorded_at, note.until, note.earlier_id, note.ended_at, note.ended_reason)
    question = sa.select(*columns).where(note.citizen_id == citizen.id)
    return db.session.execute(question.order_by(note.id.desc())).all()


def standing_warnings(citizen: Citizen) -> list[SafetyNote]:
    """The safety notes that hold today, the latest first; no other is loaded, and nothing asked where none can be."""
    if not citizen.not_alone:
        return []
    question = sa.select(SafetyNote).where(
        SafetyNote.citizen_id == citizen.id, SafetyNote.ended_at.is_(None), SafetyNote.until >= clock.today()
    )
    return list(db.session.scalars(question.order_by(SafetyNote.id.desc())))


def follow(citizen: Citizen) -> None:
    """Write anew what follows from the rows of protection and safety notes."""
    db.session.flush()
    protected = [one.from_on for one in protections(citizen) if one.ended_at is None]
    standing = [note.until for note in warnings(citizen) if note.ended_at is None]
    citizen.protected_since = min(protected, default=None)
    citizen.not_alone_until = max(standing, default=None)


def _changed(citizen: Citizen) -> None:
    follow(citizen)
    names.remember(citizen)
    citizen.version += 1
    log.changed(citizen)


def _note(
    citizen_id: int, text: str, until: date, at: Centre, by: Account, earlier_id: int | None = None
) -> SafetyNote:
    note = SafetyNote(
        citizen_id=citizen_id,
        text=text,
        until=until,
        earlier_id=earlier_id,
        centre_id=at.id,
        author_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(note)
    db.session.flush()
    return note
