"""What the database is told of batches: published, closed, counted, and their keys gone. Callers commit."""

from collections.abc import Sequence

import sqlalchemy as sa

from app import clock, envelope
from app.centres.models import Centre, Effort
from app.db import db, hold
from app.survey import box, queries
from app.survey.batch import Phase, named, phase, quarter_of
from app.survey.messages import Gone, HandOut, Made, Result
from app.survey.models import Batch, Counted, ProtocolLine, Ticket, Turnout
from app.survey.protocol import NEXT, Event


class Refused(Exception):
    """What the keyholder says does not fit what the database knows; the sentence says how."""


def publish(message: Made) -> bool:
    """The public key of a quarter; from its first day on answers are sealed to it. Whether it is new."""
    first, last = quarter_of(named(message.batch))
    known = queries.of_quarter(first)
    if known is not None:
        if known.public_key == message.public_key:
            return False
        raise Refused(f"{message.batch} has another key already. If that one is lost, say so: flask survey key lost.")
    try:
        good = envelope.is_public_key(envelope.bytes_of(message.public_key))
    except ValueError:
        good = False
    if not good or last < clock.today():
        raise Refused(f"{message.batch} is over." if good else f"What came for {message.batch} is no public key.")
    made = Batch(starts_on=first, ends_on=last, public_key=message.public_key)
    db.session.add(made)
    db.session.flush()
    box.put_empty(made)
    _note(made, Event.PUBLISHED)
    return True


def handed_out() -> list[HandOut]:
    """Close every batch that is over, with its days of grace, and hand out its box; also one that was handed out
    before and never counted. Raises box.VeilLost.
    """
    over = []
    for batch in _batches(Batch.ended_on.is_(None)):
        hold(batch)
        if phase(batch.starts_on, batch.ends_on, batch.closed_on, batch.ended_on, clock.today()) is Phase.DUE:
            _close(batch)
        if batch.closed_on is not None:
            over.append(batch)
    return [_handed_out(batch) for batch in over]


def record(message: Result) -> ProtocolLine:
    """Write down what was counted, and delete the envelopes with the tickets; raises Refused."""
    batch = _of(message.batch)
    if batch.closed_on is None or batch.ended_on is not None:
        raise Refused(f"{message.batch} is not waiting to be counted.")
    if message.envelopes != box.number_in(batch):
        raise Refused(f"{message.batch} holds {box.number_in(batch)} envelopes, and {message.envelopes} were counted.")
    for came in message.tally.came:
        row = db.session.get(Turnout, (batch.id, came.grouping, came.member))
        if row is None:
            db.session.add(row := Turnout(batch_id=batch.id, grouping=came.grouping, member=came.member, asked=0))
        row.answered, row.refused = came.answered, came.refused
    db.session.add_all(
        Counted(
            batch_id=batch.id,
            grouping=line.grouping,
            member=line.member,
            question=line.question,
            figure=line.figure,
            number=line.number,
        )
        for line in message.tally.lines
    )
    event = Event.TOO_FEW if message.tally.too_few else Event.COUNTED
    return _end(batch, event, envelopes=message.envelopes, unopened=message.unopened)


def key_gone(message: Gone) -> ProtocolLine:
    """Write down that a key was destroyed after its count, or that one is lost, and its period with it."""
    batch = _of(message.batch)
    if message.lost:
        return _end(batch, Event.KEY_LOST, envelopes=box.number_in(batch))
    return _note(batch, Event.KEY_DESTROYED)


def renew_box(name: str) -> ProtocolLine:
    """An empty box in the place of one that this machine cannot read; what lay in it is lost. Raises Refused."""
    batch = _of(name)
    if batch.ended_on is not None or box.can_be_read(batch):
        raise Refused(f"The box of {name} can be read, or is gone; it stays as it is.")
    lost = box.number_in(batch)
    box.empty(batch)
    box.put_empty(batch)
    return _note(batch, Event.BOX_LOST, envelopes=lost)


def with_keys_to_destroy() -> list[str]:
    """The names of the quarters that were counted, and whose keys nobody has said to be destroyed."""
    told = sa.select(ProtocolLine.batch_id).where(ProtocolLine.event.in_([Event.KEY_DESTROYED, Event.KEY_LOST]))
    return [batch.name for batch in _batches(Batch.ended_on.is_not(None), Batch.id.not_in(told))]


def _batches(*which: sa.ColumnElement[bool]) -> Sequence[Batch]:
    return db.session.scalars(sa.select(Batch).where(*which).order_by(Batch.starts_on)).all()


def _of(name: str) -> Batch:
    batch = queries.of_quarter(named(name))
    if batch is None:
        raise Refused(f"No key was published for {name}.")
    hold(batch)
    return batch


def _handed_out(batch: Batch) -> HandOut:
    return HandOut(
        batch.name,
        batch.public_key,
        tuple(question.key for question in queries.question_set(batch.starts_on).questions),
        frozenset(db.session.scalars(sa.select(Centre.id))),
        frozenset(db.session.scalars(sa.select(Effort.id))),
        tuple(box.envelopes(batch)),
    )


def _close(batch: Batch) -> None:
    batch.closed_on = clock.today()
    _note(batch, Event.CLOSED, envelopes=box.number_in(batch))


def _end(batch: Batch, event: Event, envelopes: int, unopened: int | None = None) -> ProtocolLine:
    line = _note(batch, event, envelopes, unopened)
    batch.closed_on = batch.closed_on or clock.today()
    batch.ended_on = clock.today()
    box.empty(batch)
    db.session.execute(
        sa.delete(Ticket).where(Ticket.batch_id == batch.id), execution_options={"synchronize_session": False}
    )
    return line


def _note(batch: Batch, event: Event, envelopes: int | None = None, unopened: int | None = None) -> ProtocolLine:
    db.session.flush()
    last = db.session.scalar(
        sa.select(ProtocolLine).where(ProtocolLine.batch_id == batch.id).order_by(ProtocolLine.id.desc()).limit(1)
    )
    if last is not None and event not in NEXT[last.event]:
        raise Refused(f"{batch.name}: after «{last.event.value}» there is no «{event.value}».")
    line = ProtocolLine(
        batch_id=batch.id, event=event, envelopes=envelopes, unopened=unopened, happened_on=clock.today()
    )
    db.session.add(line)
    db.session.flush()
    return line
