"""Opening tickets, looking at one, and using it up for an envelope. Callers commit."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from app import clock
from app.db import db, hold
from app.envelope import POINT, SEALED, is_public_key
from app.survey import box, queries
from app.survey.figures import Grouping
from app.survey.models import Batch, QuestionSet, Ticket, Turnout
from app.survey.tally import EVERYBODY, NO_EFFORT
from app.survey.ticket import Outcome, Way, expires_on, hash_of, new_code


@dataclass(frozen=True)
class Opened:
    """A ticket that was just made; its code is kept nowhere."""

    code: str
    ticket: Ticket


@dataclass(frozen=True)
class Sheet:
    """What the page needs to ask and to seal, or why it cannot; the others are None then."""

    outcome: Outcome
    public_key: str | None = None
    """65 bytes as `envelope.text_of` writes them."""
    about: str | None = None
    """The name of the batch (2026-Q4): what its envelopes are about."""
    question_set: QuestionSet | None = None
    centre_id: int | None = None
    effort_id: int | None = None


def open_in(batch: Batch, centre_id: int, effort_id: int | None, way: Way) -> Opened:
    """A ticket of this batch for somebody who was asked at a centre, after a talk of an effort (or of none)."""
    hold(batch)
    today = clock.today()
    # A used one stays for its day, so that a lost reply can be asked for again.
    gone = sa.delete(Ticket).where(Ticket.expires_on < today)
    db.session.execute(gone, execution_options={"synchronize_session": False})
    _count_asked(
        batch, {Grouping.EVERYBODY: EVERYBODY, Grouping.CENTRE: centre_id, Grouping.EFFORT: effort_id or NO_EFFORT}
    )
    code = new_code()
    ticket = Ticket(
        code_hash=hash_of(code),
        batch_id=batch.id,
        centre_id=centre_id,
        effort_id=effort_id,
        expires_on=expires_on(way, today, batch.ends_on),
    )
    db.session.add(ticket)
    return Opened(code, ticket)


def sheet(code: str) -> Sheet:
    """What a page needs for this code; only reads."""
    ticket = db.session.get(Ticket, hash_of(code))
    if ticket is None:
        return Sheet(Outcome.UNKNOWN)
    batch = db.session.get_one(Batch, ticket.batch_id)
    outcome = _refused(ticket, batch)
    if outcome is not None:
        return Sheet(outcome)
    return Sheet(
        Outcome.OPEN,
        public_key=batch.public_key,
        about=batch.name,
        question_set=queries.question_set(batch.starts_on),
        centre_id=ticket.centre_id,
        effort_id=ticket.effort_id,
    )


def redeem(code: str, envelope: bytes) -> Outcome:
    """Use a ticket up and put its envelope in the box, in one transaction; the same ticket again is one envelope.

    Whoever holds the code may; nobody is signed in. The caller commits, and leaves no line in any log.
    """
    if len(envelope) != SEALED or not is_public_key(envelope[:POINT]):
        return Outcome.MALFORMED
    ticket = db.session.get(Ticket, hash_of(code))
    if ticket is None:
        return Outcome.UNKNOWN
    batch = db.session.get_one(Batch, ticket.batch_id)
    hold(batch)
    hold(ticket)
    outcome = _refused(ticket, batch)
    if outcome is not None:
        return outcome
    try:
        box.put(batch, envelope)
    except box.VeilLost:
        return Outcome.NOT_NOW
    ticket.used = True
    return Outcome.STORED


def _refused(ticket: Ticket, batch: Batch) -> Outcome | None:
    if ticket.used:
        return Outcome.STORED_BEFORE
    if batch.closed_on is not None or clock.today() > ticket.expires_on:
        return Outcome.TOO_LATE
    return None


def _count_asked(batch: Batch, members: Mapping[Grouping, int]) -> None:
    """One more was asked, of each of these; whoever calls holds the batch."""
    these = [sa.and_(Turnout.grouping == grouping, Turnout.member == member) for grouping, member in members.items()]
    one_more = sa.update(Turnout).where(Turnout.batch_id == batch.id, sa.or_(*these)).values(asked=Turnout.asked + 1)
    there = set(
        db.session.scalars(one_more.returning(Turnout.grouping), execution_options={"synchronize_session": False})
    )
    db.session.add_all(
        Turnout(batch_id=batch.id, grouping=grouping, member=member, asked=1)
        for grouping, member in members.items()
        if grouping not in there
    )
