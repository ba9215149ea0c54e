"""Records that are counted by what they say: conversations, bridges, attendances. Such numbers can be added up.

Kept for days, months and years. A day at a centre on which a record of a kind was written is counted anew from the
records, and what has changed is added to its month and its year. What a record says is a column of its question, so a
new way of counting is one line here and `flask monitoring recount`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import clock
from app.casework.models import CaseworkSession, Conversation
from app.courses.models import CentreOffer, OfferAttendance
from app.db import insert_or
from app.monitoring import lanes
from app.monitoring.lanes import Span
from app.monitoring.models import EVERYWHERE, CountedRolledUp
from app.monitoring.touched import Tallied, day_of
from app.outreach.bridge import State
from app.outreach.models import Bridge, BridgeOutcome

NOT_SAID = "not_said"
LONGER = (Span.MONTH, Span.YEAR)
ONE: Any = sa.literal(1)


@dataclass(frozen=True)
class Says:
    """What a record is counted by, and how many it counts for."""

    row: Any
    number: Any = ONE


@dataclass(frozen=True)
class Tally:
    """Records of a kind: at which centre, when (an instant or a local day), and what they say."""

    kind: str
    model: type[Any]
    at: Any
    says: Mapping[str, Says]


class Row(NamedTuple):
    """What is counted on a day."""

    kind: str
    centre_id: int
    day: date
    row: str


def _text(column: Any, otherwise: str) -> Any:
    return sa.func.coalesce(sa.cast(column, sa.String), otherwise)


_latest_outcome = (
    sa.select(sa.cast(BridgeOutcome.state, sa.String))
    .where(BridgeOutcome.bridge_id == Bridge.id)
    .order_by(BridgeOutcome.id.desc())
    .limit(1)
    .correlate(Bridge)
    .scalar_subquery()
)
_effort = (
    sa.select(sa.cast(CaseworkSession.effort_id, sa.String))
    .where(CaseworkSession.id == Conversation.session_id)
    .correlate(Conversation)
    .scalar_subquery()
)
_topic = (
    sa.select(sa.cast(CentreOffer.topic, sa.String))
    .where(CentreOffer.id == OfferAttendance.offer_id)
    .correlate(OfferAttendance)
    .scalar_subquery()
)
_has_record = {model: sa.case((model.citizen_id.is_(None), "no"), else_="yes") for model in (Conversation, Bridge)}
_department = _text(Conversation.department_id, "0")

TALLIES: tuple[Tally, ...] = (
    Tally(
        "talks",
        Conversation,
        Conversation.happened_at,
        {
            "recurrence": Says(sa.cast(Conversation.recurrence, sa.String)),
            "settled": Says(_text(Conversation.unsettled, "settled")),
            "brought_by": Says(sa.cast(Conversation.brought_by, sa.String)),
            "has_record": Says(_has_record[Conversation]),
            "effort": Says(_effort),
            "department": Says(_department),
            "minutes": Says(_department, Conversation.minutes),
        },
    ),
    Tally(
        "bridges",
        Bridge,
        Bridge.recorded_at,
        {
            "destination": Says(_text(Bridge.destination, NOT_SAID)),
            "state": Says(sa.func.coalesce(_latest_outcome, State.WAITING.value)),
        },
    ),
    Tally(
        "attendances",
        OfferAttendance,
        OfferAttendance.attended_on,
        {"topic": Says(_topic, OfferAttendance.people)},
    ),
)
OF_MODEL: Mapping[type[Any], Tally] = {tally.model: tally for tally in TALLIES}
_OF_KIND: Mapping[str, Tally] = {tally.kind: tally for tally in TALLIES}


def count_anew(session: Session, touched: Iterable[Tallied]) -> None:
    """Count these days at these centres from the records, and add what has changed."""
    by_kind: dict[str, list[Tallied]] = defaultdict(list)
    for one in touched:
        by_kind[one.kind].append(one)
    changes: dict[Row, int] = defaultdict(int)
    for kind, places in by_kind.items():
        tally = _OF_KIND[kind]
        for row, number in _counted(session, tally, [_is_at(tally, one) for one in places]).items():
            changes[row] += number
        for row, number in _kept(session, places).items():
            changes[row] -= number
    add(session, changes)


def recounted(session: Session, first: date, last: date) -> dict[Row, int]:
    """What the records of these days say, of every kind."""
    found: dict[Row, int] = {}
    for tally in TALLIES:
        found |= _counted(session, tally, [_is_between(tally, first, last)])
    return found


def add(session: Session, changes: Mapping[Row, int]) -> None:
    """Add to days, months and years."""
    sums: dict[tuple[str, int, Span, date, str], int] = defaultdict(int)
    for (kind, centre_id, day, row), number in changes.items():
        if number:
            sums[kind, centre_id, Span.DAY, day, row] += number
            for span in LONGER:
                for where in (centre_id, EVERYWHERE):
                    sums[kind, where, span, lanes.first_day(span, day), row] += number
    names = ("kind", "centre_id", "span", "starts_on", "row")
    rows = [{**dict(zip(names, key, strict=True)), "number": number} for key, number in sorted(sums.items()) if number]
    if not rows:
        return
    insert = insert_or(session.connection().dialect.name, CountedRolledUp)
    session.connection().execute(
        insert.on_conflict_do_update(
            index_elements=list(names),
            set_={"number": CountedRolledUp.__table__.c.number + insert.excluded.number},
        ),
        rows,
    )


def _counted(session: Session, tally: Tally, inside: list[Any]) -> dict[Row, int]:
    """Streamed, and put to local days here: the databases know no Danish midnight."""
    says = list(tally.says)
    columns = [column for name in says for column in (tally.says[name].row, tally.says[name].number)]
    centre: Any = tally.model.centre_id
    question = sa.select(centre, tally.at, *columns).select_from(tally.model).where(sa.or_(*inside))
    found: dict[Row, int] = defaultdict(int)
    for centre_id, at, *said in session.execute(question):
        day = day_of(at)
        for place, name in enumerate(says):
            row, number = said[2 * place], said[2 * place + 1]
            found[Row(f"{tally.kind}.{name}", centre_id, day, str(row))] += number
    return found


def _kept(session: Session, places: list[Tallied]) -> dict[Row, int]:
    kept = CountedRolledUp
    names = [f"{places[0].kind}.{name}" for name in _OF_KIND[places[0].kind].says]
    question = sa.select(kept.kind, kept.centre_id, kept.starts_on, kept.row, kept.number).where(
        kept.kind.in_(names),
        kept.span == Span.DAY,
        sa.tuple_(kept.centre_id, kept.starts_on).in_({(one.centre_id, one.day) for one in places}),
    )
    return {Row(*row[:4]): row[4] for row in session.execute(question)}


def _is_at(tally: Tally, one: Tallied) -> Any:
    return sa.and_(tally.model.centre_id == one.centre_id, _is_between(tally, one.day, one.day))


def _is_between(tally: Tally, first: date, last: date) -> Any:
    if isinstance(tally.at.type, sa.Date):
        return tally.at.between(first, last)
    start, end = clock.span(first, last)
    return sa.and_(tally.at >= start, tally.at < end)
