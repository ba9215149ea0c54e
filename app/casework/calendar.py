"""The calendar of one member of staff: their sessions as a feed that any calendar program reads (RFC 5545), at a secret
address. It tells where and when, and nothing about citizens; nor why something was moved, since that is free text.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa
from icalendar import Calendar, Event

from app import clock, log
from app.accounts.models import Account
from app.casework.models import CalendarAddress, SessionMember
from app.casework.plan_words import where
from app.db import db, hold

ASK_AGAIN = timedelta(hours=1)


def make_address(account: Account) -> str:
    """A new secret for the account; earlier ones stop working. It is told once: only its hash is kept.

    Callers commit.
    """
    revoke(account)
    token = secrets.token_urlsafe(32)
    made = CalendarAddress(account_id=account.id, token_hash=_hash(token), made_at=clock.now())
    db.session.add(made)
    log.created(made, ground=log.Ground.OWN_TASK)
    return token


def revoke(account: Account) -> bool:
    """No address of the account works any more; answers with whether one did. Callers commit."""
    hold(account)
    still_open = sa.select(CalendarAddress).where(
        CalendarAddress.account_id == account.id, CalendarAddress.revoked_at.is_(None)
    )
    found = db.session.scalars(still_open).all()
    for address in found:
        address.revoked_at = clock.now()
        log.changed(address, ground=log.Ground.OWN_TASK)
    return bool(found)


def account_at(token: str) -> Account | None:
    """Whose calendar this is; nobody's where it was never made, was revoked, or its owner has no access any more.

    What is looked for is the hash, so how long it takes tells nothing about the secret.
    """
    found = db.session.scalar(
        sa.select(CalendarAddress).where(
            CalendarAddress.token_hash == _hash(token), CalendarAddress.revoked_at.is_(None)
        )
    )
    return found.account if found and found.account.disabled_at is None else None


def feed(seats: Iterable[SessionMember]) -> bytes:
    """The calendar of these seats. A session that is cancelled, or to which the person does not come, says so."""
    calendar = Calendar()
    calendar.add("prodid", "-//Vaeksthus//plan//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Væksthus")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for seat in seats:
        calendar.add_component(_event(seat))
    return calendar.to_ical()


def _event(seat: SessionMember) -> Event:
    session = seat.session
    event = Event()
    event.add("uid", f"session-{session.id}@vaeksthus")
    event.add("dtstamp", clock.now())
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", f"{session.effort.name}, {where(session)}")
    event.add("location", ", ".join(filter(None, [where(session), session.centres[0].town])))
    event.add("sequence", session.version)
    cancelled = session.cancelled_at is not None or seat.absent_at is not None
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
