"""The access log: who saw or changed which records, when, from which page and why; never the content.

A row is written in the transaction of the access itself: no log, no data. A model marked `@personal` cannot be
read in a request that does not also log it: the answer is withheld. Reading the log is the privacy feature's.
"""

import hashlib
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import g, has_request_context, request
from flask_login import current_user
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.db import Base, Model, apart, db, stored

SAME_ACCESS = timedelta(minutes=15)
STILL_OPEN = timedelta(minutes=5)
ONE_SEARCH = timedelta(minutes=2)

Marked = TypeVar("Marked", bound=type[Base])


class LogAct(StrEnum):
    """What was done to the records."""

    OPENED = "opened"
    LISTED = "listed"
    SEARCHED = "searched"
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    PRINTED = "printed"
    EXPORTED = "exported"
    SLIP_MADE = "slip_made"
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105 (not one)
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"


class Ground(StrEnum):
    """Why it was allowed: where one works, one's own task, a colleague's while one covers for them, a reason that was
    typed, the citizen's consent, a legal ground from the list; or the program's own doing.
    """

    OWN_CENTRE = "own_centre"
    OWN_TASK = "own_task"
    COVER = "cover"
    REASON = "reason"
    CONSENT = "consent"
    LEGAL_GROUND = "legal_ground"
    SYSTEM = "system"


class AccessEntry(Model):
    """One access by one person; the same again within a quarter of an hour raises the count."""

    __tablename__ = "access_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    act: Mapped[LogAct] = mapped_column(stored(LogAct))
    ground: Mapped[Ground] = mapped_column(stored(Ground))
    page: Mapped[str] = mapped_column(sa.String(80))
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    times: Mapped[int] = mapped_column(default=1)
    fingerprint: Mapped[str] = mapped_column(sa.String(32))
    records: Mapped[list["AccessedRecord"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (sa.Index("ix_access_entry_same", "account_id", "fingerprint", "last_at"),)


class AccessedRecord(Model):
    """A record that an access showed or changed."""

    __tablename__ = "accessed_record"

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("access_entry.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (sa.Index("ix_accessed_record_record", "kind", "record_id"),)


@sa.event.listens_for(db.session, "after_rollback")
def _forget_what_was_not_kept(_session: object) -> None:
    """What was taken back is not logged, whatever took it back."""
    _of_request("logged").clear()


class UnloggedRead(RuntimeError):
    """A request read people's records and logged no access to them; its answer is withheld."""


def personal(model: Marked) -> Marked:
    """Mark a table whose rows are about a person: what a request loads of it, it must log."""

    @sa.event.listens_for(model, "load")
    def remember(record: Any, _context: object) -> None:
        if has_request_context():
            _of_request("read").add(_key(record))

    return model


def opened(record: Base, also: Iterable[Base] = (), ground: Ground = Ground.OWN_CENTRE) -> None:
    """One person's page was opened; `also` names further people's records that it shows."""
    _write(LogAct.OPENED, [record, *also], ground, same_within=SAME_ACCESS)


def saw_report(what: str) -> None:
    """Somebody looked at figures: which, of which period. Nothing in it is about a person; the same again within a
    quarter of an hour raises the count. A request that only reads writes this apart and at once, before the figures.
    """
    with nullcontext() if g.get("may_write", True) else apart():
        _write(LogAct.OPENED, [], Ground.OWN_TASK, same_within=SAME_ACCESS, page=f"{_page()} {what}".strip()[:80])


def listed(records: Iterable[Base], ground: Ground = Ground.OWN_CENTRE) -> None:
    """A list showed these people."""
    _write(LogAct.LISTED, list(records), ground, same_within=SAME_ACCESS)


def appeared(people: Iterable[tuple[type[Base], int]], page: str, again: bool = True) -> None:
    """A page that keeps itself fresh shows these people (a model and an id each): one row when somebody first appears
    to this viewer. Whoever was there within a quarter of an hour raises the count of that row; where the page only
    asked by itself (not `again`), now and then, so that it stays one access for as long as it is open.

    A request that only reads writes this apart and at once, before anything is shown.
    """
    shown = {(model.__tablename__, record_id) for model, record_id in people}
    _of_request("logged").update(shown)
    if not shown:
        return
    now, fingerprint = clock.now(), _fingerprint(LogAct.LISTED, [], Ground.OWN_CENTRE, page)
    known = db.session.execute(
        sa.select(AccessEntry.id, AccessEntry.last_at, AccessedRecord.kind, AccessedRecord.record_id)
        .join(AccessedRecord)
        .where(
            AccessEntry.account_id == _actor(),
            AccessEntry.fingerprint == fingerprint,
            AccessEntry.last_at > now - SAME_ACCESS,
        )
    ).all()
    there = [row for row in known if (row.kind, row.record_id) in shown]
    entries = {row.id for row in there if again or row.last_at <= now - STILL_OPEN}
    new = shown - {(row.kind, row.record_id) for row in there}
    if not (entries or new):
        return
    with nullcontext() if g.get("may_write", True) else apart():
        if entries:
            counted = sa.update(AccessEntry).where(AccessEntry.id.in_(entries))
            counted = counted.values(times=AccessEntry.times + 1, last_at=now)
            db.session.execute(counted.execution_options(synchronize_session=False))
        if new:
            db.session.add(
                AccessEntry(
                    account_id=_actor(),
                    act=LogAct.LISTED,
                    ground=Ground.OWN_CENTRE,
                    page=page,
                    first_at=now,
                    last_at=now,
                    fingerprint=fingerprint,
                    records=[AccessedRecord(kind=kind, record_id=id) for kind, id in sorted(new)],
                )
            )


def searched(hits: Iterable[Base], ground: Ground = Ground.OWN_CENTRE) -> None:
    """A search showed these people. The pauses of one typing are one search; its words are never kept."""
    found = list(hits)
    entry = _recent(_fingerprint(LogAct.SEARCHED, [], ground), ONE_SEARCH, alone=True)
    if entry is None:
        _write(LogAct.SEARCHED, found, ground, fingerprint_of=[])
        return
    known = {(record.kind, record.record_id) for record in entry.records}
    entry.records += [_accessed(record) for record in found if _key(record) not in known]
    _again(entry)
    _of_request("logged").update(map(_key, found))


def created(record: Base, also: Iterable[Base] = (), ground: Ground = Ground.OWN_CENTRE) -> None:
    """A record was made; `also` names the people whom it is about."""
    _write(LogAct.CREATED, [record, *also], ground)


def changed(record: Base, ground: Ground = Ground.OWN_CENTRE) -> None:
    """A record was changed."""
    _write(LogAct.CHANGED, [record], ground)


def typed(record: Base) -> None:
    """A draft was typed into by its owner; the same again within a quarter of an hour raises the count."""
    _write(LogAct.CHANGED, [record], Ground.OWN_TASK, same_within=SAME_ACCESS)


def deleted(record: Base, ground: Ground = Ground.OWN_CENTRE) -> None:
    """A record was deleted."""
    _write(LogAct.DELETED, [record], ground)


def printed(records: Iterable[Base], ground: Ground = Ground.OWN_CENTRE) -> None:
    """These people's records were laid out for paper."""
    _write(LogAct.PRINTED, list(records), ground)


def exported(records: Iterable[Base], ground: Ground = Ground.OWN_CENTRE) -> None:
    """These people's records left the program as a file."""
    _write(LogAct.EXPORTED, list(records), ground)


def slip_made(account: Base) -> None:
    """A one-time slip was made, with which a password can be chosen."""
    _write(LogAct.SLIP_MADE, [account], Ground.OWN_TASK)


def password_chosen(account: Base) -> None:
    """A password was chosen, with a slip or by its owner."""
    _write(LogAct.PASSWORD_CHOSEN, [account], Ground.OWN_TASK)


def sign_in_failed(account: Base) -> None:
    """Somebody gave a wrong password for this account."""
    _write(LogAct.SIGN_IN_FAILED, [account], Ground.SYSTEM)


def signed_in(account: Base) -> None:
    """Somebody signed in or unlocked the tablet."""
    _write(LogAct.SIGNED_IN, [account], Ground.OWN_TASK)


def signed_out(account: Base) -> None:
    """Somebody signed out, locked the tablet or left it to another."""
    _write(LogAct.SIGNED_OUT, [account], Ground.OWN_TASK)


def nothing_shown() -> None:
    """What this request has read so far is not in its answer: it is refused, or went wrong."""
    _of_request("read").clear()


def led_to(record: Base) -> None:
    """What this request has read so far only led to this record; the others are not in its answer."""
    read = _of_request("read")
    read &= {_key(record)}


def settle() -> None:
    """Withhold the answer of a request that read people without logging it; raises UnloggedRead."""
    unlogged = _of_request("read") - _of_request("logged")
    if unlogged:
        kinds = ", ".join(sorted({kind for kind, _ in unlogged}))
        raise UnloggedRead(f"{request.endpoint} read {len(unlogged)} records ({kinds}) without logging them")


def _write(
    act: LogAct,
    records: list[Base],
    ground: Ground,
    same_within: timedelta | None = None,
    fingerprint_of: list[Base] | None = None,
    page: str | None = None,
) -> None:
    db.session.flush()
    fingerprint = _fingerprint(act, records if fingerprint_of is None else fingerprint_of, ground, page)
    _of_request("logged").update(map(_key, records))
    if act in (LogAct.LISTED, LogAct.PRINTED, LogAct.EXPORTED) and not records:
        return
    same = _recent(fingerprint, same_within) if same_within else None
    if same is not None:
        _again(same)
        return
    now = clock.now()
    distinct = {_key(record): record for record in records}
    db.session.add(
        AccessEntry(
            account_id=_actor(),
            act=act,
            ground=ground if has_request_context() else Ground.SYSTEM,
            page=page or _page(),
            first_at=now,
            last_at=now,
            fingerprint=fingerprint,
            records=[_accessed(record) for record in distinct.values()],
        )
    )


def _recent(fingerprint: str, within: timedelta, alone: bool = False) -> AccessEntry | None:
    """The same access a short while ago; `alone` keeps others from adding to it until this one is kept."""
    question = (
        sa.select(AccessEntry)
        .where(
            AccessEntry.account_id == _actor(),
            AccessEntry.fingerprint == fingerprint,
            AccessEntry.last_at > clock.now() - within,
        )
        .order_by(AccessEntry.last_at.desc())
        .limit(1)
    )
    return db.session.scalar(question.with_for_update() if alone else question)


def _again(entry: AccessEntry) -> None:
    entry.times += 1
    entry.last_at = clock.now()


def _accessed(record: Base) -> AccessedRecord:
    kind, record_id = _key(record)
    return AccessedRecord(kind=kind, record_id=record_id)


def _key(record: Any) -> tuple[str, int]:
    return record.__tablename__, sa.inspect(record).identity[0]


def _fingerprint(act: LogAct, records: list[Base], ground: Ground, page: str | None = None) -> str:
    keys = sorted(map(_key, records))
    return hashlib.sha256(repr((act.value, page or _page(), ground.value, keys)).encode()).hexdigest()[:32]


def _actor() -> int | None:
    """Whose hand it was: nobody's at the citizens' door, though somebody of the staff opened it."""
    if has_request_context() and current_user.is_authenticated:
        actor: int | None = current_user.person.account_id
        return actor
    return None


def _page() -> str:
    return request.endpoint or "" if has_request_context() else "command"


def _of_request(name: str) -> set[tuple[str, int]]:
    """The records that this request has read, or has logged; outside a request nothing is kept."""
    if not has_request_context():
        return set()
    if f"log_{name}" not in g:
        setattr(g, f"log_{name}", set())
    found: set[tuple[str, int]] = g.get(f"log_{name}")
    return found
