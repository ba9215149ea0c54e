"""Keeping the rolled-up figures equal to the records, in the transaction of each change; and recounting them all.

What was written is told by `watching`. What is only added is added; where something is changed or taken away, the
citizen is counted anew from the records.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import clock
from app.casework.models import Conversation
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import ChallengeNoted, Citizen, IncomeNoted
from app.courses.models import OfferAttendance
from app.db import db, insert_or
from app.monitoring import lanes, tallies, waited
from app.monitoring.lanes import EVER_SINCE, Span
from app.monitoring.models import (
    EVERYWHERE,
    ContactsRolledUp,
    CountedRolledUp,
    Layer,
    RolledUp,
    Waited,
    WaitsRolledUp,
)
from app.monitoring.tallies import LONGER
from app.monitoring.touched import Moment, Tallied, Touched, contact_counts, day_of
from app.outreach.models import Bridge, Contact

HAD_CONTACT = 0
BIT_OF: Mapping[Challenge, int] = {challenge: number for number, challenge in enumerate(Challenge, HAD_CONTACT + 1)}
"""The bits of the layer of those seen: a contact or a conversation, then the challenges in the order of the source."""
LANE_OF: Mapping[KnownBefore, int] = {answer: number for number, answer in enumerate(KnownBefore, 1)}
SHAPES: Mapping[Layer, lanes.Shape] = {
    Layer.SEEN: lanes.SEEN,
    Layer.HEADS: lanes.HEADS,
    Layer.INCOME: lanes.SHORT,
    Layer.KNOWN_BEFORE: lanes.SHORT,
}
"""The blocks of each layer; a day has so few citizens that it keeps them in one, by number."""
OF_CONTACTS = ("contacts", "without_record", "people_without_record", "minutes")
"""What is counted of contacts, by column."""


class Key(NamedTuple):
    """Which row of the rolled-up figures."""

    layer: Layer
    centre_id: int
    span: Span
    starts_on: date
    block: int


def recount() -> Iterator[str]:
    """Count everything anew, year by year, with a line of progress after each; the caller commits."""
    session = db.session()
    session.flush()
    if session.connection().dialect.name == "postgresql":
        # Nobody may add to what is being counted; SQLite has one writer as it is.
        session.execute(sa.text(f"LOCK TABLE {ContactsRolledUp.__tablename__} IN EXCLUSIVE MODE"))
    for table in (RolledUp, ContactsRolledUp, CountedRolledUp, WaitsRolledUp, Waited):
        session.execute(sa.delete(table))
    known = sa.select(Citizen.id, Citizen.known_before).where(Citizen.known_before.is_not(None))
    rows = {(Layer.KNOWN_BEFORE, EVERYWHERE): {id: LANE_OF[answer] for id, answer in session.execute(known) if answer}}
    _insert(session, {(Span.EVER, EVER_SINCE): rows})
    waited.keep(session, waited.ended(session))
    for year in _years(session):
        contacts = _recount_year(session, year)
        yield f"{year}: {contacts} contacts"


def _recount_year(session: Session, year: int) -> int:
    first, last = date(year, 1, 1), date(year, 12, 31)
    counts = Touched()
    days: dict[date, dict[tuple[Layer, int], dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    start, end = clock.span(first, last)
    question = sa.select(
        Contact.citizen_id, Contact.centre_id, Contact.happened_at, Contact.people, Contact.minutes
    ).where(Contact.happened_at >= start, Contact.happened_at < end)
    for citizen_id, centre_id, at, people, minutes in _streamed(session, question):
        counts.count_contact(centre_id, day_of(at), contact_counts(citizen_id, people, minutes))
    for moment, lane in _from_records(session, start, end):
        kept = days[moment.day][Layer.SEEN, moment.centre_id]
        kept[moment.citizen_id] = kept.get(moment.citizen_id, 0) | lane
    incomes = (
        sa.select(IncomeNoted.citizen_id, IncomeNoted.noted_on, IncomeNoted.source_id)
        .where(IncomeNoted.noted_on.between(first, last))
        .order_by(IncomeNoted.noted_on, IncomeNoted.id)
    )
    for citizen_id, day, source_id in _streamed(session, incomes):
        days[day][Layer.INCOME, EVERYWHERE][citizen_id] = source_id
    longer: dict[tuple[Span, date], dict[tuple[Layer, int], dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for day in sorted(days):
        for (layer, centre_id), found in days[day].items():
            for span in LONGER:
                for where in {centre_id, EVERYWHERE}:
                    kept = longer[span, lanes.first_day(span, day)][layer, where]
                    for citizen_id, lane in found.items():
                        kept[citizen_id] = lane if layer is Layer.INCOME else kept.get(citizen_id, 0) | lane
    _insert(session, {(Span.DAY, day): found for day, found in days.items()} | longer)
    _add_contacts(session, counts.contacts, set())
    tallies.add(session, tallies.recounted(session, first, last))
    return sum(numbers[0] for numbers in counts.contacts.values())


def _insert(session: Session, found: Mapping[tuple[Span, date], Mapping[tuple[Layer, int], Mapping[int, int]]]) -> None:
    rows = [
        {"layer": layer, "centre_id": centre_id, "span": span, "starts_on": starts_on, "block": block, "lanes": kept}
        for (span, starts_on), layers in found.items()
        for (of, centre_id), citizens in layers.items()
        for layer, block, kept in _blocks(of, span, citizens)
    ]
    if rows:
        session.execute(sa.insert(cast(sa.Table, RolledUp.__table__)), rows)


def _blocks(layer: Layer, span: Span, citizens: Mapping[int, int]) -> Iterator[tuple[Layer, int, bytes]]:
    if span is Span.DAY:
        yield layer, 0, lanes.packed_day(citizens)
        return
    for one in (Layer.SEEN, Layer.HEADS) if layer is Layer.SEEN else (layer,):
        for block, kept in SHAPES[one].blocks(_of(one, citizens).items()).items():
            yield one, block, lanes.packed(kept)


def _of(layer: Layer, citizens: Mapping[int, int]) -> Mapping[int, int]:
    """What a layer keeps of lanes: of heads the first bit."""
    return {one: lane & 1 for one, lane in citizens.items()} if layer is Layer.HEADS else citizens


def _years(session: Session) -> list[int]:
    """Every year in which there is something to count."""
    ends: list[date] = []
    for column in (
        Contact.happened_at,
        Conversation.happened_at,
        ChallengeNoted.happened_at,
        IncomeNoted.noted_on,
        Bridge.recorded_at,
        OfferAttendance.attended_on,
    ):
        first, last = session.execute(sa.select(sa.func.min(column), sa.func.max(column))).one()
        ends += [day_of(moment) for moment in (first, last) if moment is not None]
    return list(range(min(ends).year, max(ends).year + 1)) if ends else []


def _streamed(session: Session, question: sa.Executable) -> Iterable[Any]:
    return session.execute(question, execution_options={"yield_per": 5000})


def _from_records(
    session: Session, start: datetime, end: datetime, citizen_ids: Iterable[int] | None = None
) -> Iterator[tuple[Moment, int]]:
    """What the records say of citizens between two instants: a bit for a contact or a talk, or a challenge."""
    kinds: tuple[tuple[Any, Any], ...] = (
        (Contact, sa.literal("")),
        (Conversation, sa.literal("")),
        (ChallengeNoted, sa.cast(ChallengeNoted.challenge, sa.String)),
    )
    for model, what in kinds:
        columns: list[Any] = [model.citizen_id, model.centre_id, model.happened_at, what]
        question = sa.select(*columns).where(
            model.happened_at >= start, model.happened_at < end, model.citizen_id.is_not(None)
        )
        everybody = citizen_ids is None
        if citizen_ids is not None:
            question = question.where(model.citizen_id.in_(sorted(citizen_ids)))
        # Few rows need no cursor on the server.
        found: Iterable[Any] = session.execute(question, execution_options={"yield_per": 5000} if everybody else {})
        for citizen_id, centre_id, at, said in found:
            number = BIT_OF[Challenge(said)] if said else HAD_CONTACT
            yield Moment(citizen_id, centre_id, day_of(at)), 1 << number


def roll_up(session: Session, touched: Touched) -> None:
    """Let the figures follow what was written; three statements where a contact was only added."""
    touched.tallied |= _of_bridges(session, touched.bridges)
    _add_contacts(session, touched.contacts, touched.gates())
    instead: dict[Key, dict[int, int]] = defaultdict(dict)
    besides: dict[Key, dict[int, int]] = defaultdict(dict)
    _count_seen_anew(session, touched.seen, instead)
    for moment, lane in touched.added.items():
        for key in _keys(moment):
            # What was added may have been taken away again since; who is counted anew is already right.
            if moment.citizen_id not in instead.get(key, ()):
                besides[key][moment.citizen_id] = besides[key].get(moment.citizen_id, 0) | lane
    _count_incomes_anew(session, touched.incomes, instead)
    for citizen_id, lane in touched.known.items():
        block = SHAPES[Layer.KNOWN_BEFORE].block_of(citizen_id)
        instead[Key(Layer.KNOWN_BEFORE, EVERYWHERE, Span.EVER, EVER_SINCE, block)][citizen_id] = lane
    kept, waits = _kept(session, sorted({*instead, *besides}), touched.waits | set(touched.met))
    _write(session, kept, instead, besides)
    tallies.count_anew(session, touched.tallied)
    waited.count_anew(session, touched.waits, touched.met, waits)


def _of_bridges(session: Session, bridges: set[int]) -> set[Tallied]:
    """Where and when the bridges were made of which something was told; those that are gone have told it themselves."""
    if not bridges:
        return set()
    kind = tallies.OF_MODEL[Bridge].kind
    question = sa.select(Bridge.centre_id, Bridge.recorded_at).where(Bridge.id.in_(sorted(bridges)))
    return {Tallied(kind, centre_id, day_of(at)) for centre_id, at in session.execute(question)}


def _keys(moment: Moment) -> Iterator[Key]:
    yield Key(Layer.SEEN, moment.centre_id, Span.DAY, moment.day, 0)
    for span in LONGER:
        for centre_id in (moment.centre_id, EVERYWHERE):
            for layer in (Layer.SEEN, Layer.HEADS):
                block = SHAPES[layer].block_of(moment.citizen_id)
                yield Key(layer, centre_id, span, lanes.first_day(span, moment.day), block)


def _count_seen_anew(session: Session, moments: set[Moment], instead: dict[Key, dict[int, int]]) -> None:
    """Every row that one of these moments has a share in, from all that the records say of its citizen and time."""
    for year in {moment.day.year for moment in moments}:
        touched = {moment for moment in moments if moment.day.year == year}
        for moment in touched:
            for key in _keys(moment):
                instead[key][moment.citizen_id] = 0
        start, end = clock.span(date(year, 1, 1), date(year, 12, 31))
        for moment, lane in _from_records(session, start, end, {moment.citizen_id for moment in touched}):
            for key in _keys(moment):
                if moment.citizen_id in instead.get(key, ()):
                    instead[key][moment.citizen_id] |= lane


def _count_incomes_anew(session: Session, noted: set[tuple[int, date]], instead: dict[Key, dict[int, int]]) -> None:
    if not noted:
        return
    for citizen_id, day in noted:
        for key in _income_keys(citizen_id, day):
            instead[key][citizen_id] = 0
    days = [day for _, day in noted]
    question = (
        sa.select(IncomeNoted.citizen_id, IncomeNoted.noted_on, IncomeNoted.source_id)
        .where(
            IncomeNoted.citizen_id.in_(sorted({citizen_id for citizen_id, _ in noted})),
            IncomeNoted.noted_on.between(date(min(days).year, 1, 1), date(max(days).year, 12, 31)),
        )
        .order_by(IncomeNoted.noted_on, IncomeNoted.id)
    )
    for citizen_id, day, source_id in session.execute(question):
        for key in _income_keys(citizen_id, day):
            if citizen_id in instead.get(key, ()):
                instead[key][citizen_id] = source_id


def _income_keys(citizen_id: int, day: date) -> Iterator[Key]:
    for span in (Span.DAY, *LONGER):
        block = 0 if span is Span.DAY else SHAPES[Layer.INCOME].block_of(citizen_id)
        yield Key(Layer.INCOME, EVERYWHERE, span, lanes.first_day(span, day), block)


def _write(
    session: Session,
    kept: Mapping[Key, bytes],
    instead: Mapping[Key, dict[int, int]],
    besides: Mapping[Key, dict[int, int]],
) -> None:
    rows = []
    for key in sorted({*instead, *besides}):
        before = kept.get(key, b"")
        if key.span is Span.DAY:
            day = dict(lanes.unpacked_day(before)) | instead.get(key, {})
            for citizen_id, lane in besides.get(key, {}).items():
                day[citizen_id] = day.get(citizen_id, 0) | lane
            after = lanes.packed_day(day)
        else:
            shape = SHAPES[key.layer]
            block = shape.with_lanes(lanes.unpacked(before), _of(key.layer, instead.get(key, {})))
            after = lanes.packed(shape.with_bits(block, _of(key.layer, besides.get(key, {}))))
        if after != before:
            rows.append({**key._asdict(), "lanes": after})
    if rows:
        connection = session.connection()
        connection.execute(_keeping_lanes(connection.dialect.name), rows)


def _kept(session: Session, keys: list[Key], citizens: set[int]) -> tuple[dict[Key, bytes], list[waited.Ended]]:
    """Rows by key, and the waits of these citizens, in one question, for which whoever saves waits. Each database
    finds them by a list of whole keys, one look into the index for each.
    """
    found: dict[Key, bytes] = {}
    ended: list[waited.Ended] = []
    if not keys and not citizens:
        return found, ended
    asked = {name: value for name, value in (("keys", keys), ("citizens", sorted(citizens))) if value}
    for word, centre_id, span, on, number, lanes_kept, days in session.connection().execute(
        _question_of_kept(bool(keys), bool(citizens)), asked
    ):
        if span:
            found[Key(Layer(word), centre_id, Span(span), on, number)] = lanes_kept
        else:
            ended.append(waited.Ended(word, number, centre_id, on, days))
    return found, ended


@cache
def _question_of_kept(keys: bool, citizens: bool) -> sa.CompoundSelect[Any]:
    """Rows by `keys`, and the waits of `citizens`: put together once, since every contact that is saved asks it."""
    table, waits = RolledUp.__table__.c, Waited.__table__.c
    asked: list[Any] = []
    if keys:
        words = (sa.type_coerce(table.layer, sa.String), table.centre_id, sa.type_coerce(table.span, sa.String))
        nothing = sa.cast(sa.null(), sa.Integer)
        asked.append(
            sa.select(*words, table.starts_on, table.block, table.lanes, nothing).where(
                sa.tuple_(*(table[name] for name in Key._fields)).in_(sa.bindparam("keys", expanding=True))
            )
        )
    if citizens:
        no_lanes = sa.cast(sa.null(), sa.LargeBinary)
        asked.append(
            sa.select(
                waits.goal, waits.centre_id, sa.literal(""), waits.reached_on, waits.citizen_id, no_lanes, waits.days
            ).where(waits.citizen_id.in_(sa.bindparam("citizens", expanding=True)))
        )
    return sa.union_all(*asked)


def _add_contacts(session: Session, counts: Mapping[tuple[int, date], list[int]], held: set[tuple[Span, date]]) -> None:
    """Add to the days, months and years; and hold the gates of what else is to be written.

    In a fixed order, the gates first, so that no two writers wait for each other.
    """
    sums: dict[tuple[Span, date, int], list[int]] = defaultdict(lambda: [0] * len(OF_CONTACTS))
    for gate in held:
        _ = sums[*gate, EVERYWHERE]
    for (centre_id, day), numbers in counts.items():
        for span, where in ((Span.DAY, centre_id), *((span, at) for span in LONGER for at in (centre_id, EVERYWHERE))):
            kept = sums[span, lanes.first_day(span, day), where]
            for place, number in enumerate(numbers):
                kept[place] += number
    order = {Span.EVER: 0, Span.YEAR: 1, Span.MONTH: 2, Span.DAY: 3}
    rows = [
        {
            "centre_id": centre_id,
            "span": span,
            "starts_on": starts_on,
            **dict(zip(OF_CONTACTS, numbers, strict=True)),
        }
        for (span, starts_on, centre_id), numbers in sorted(
            sums.items(), key=lambda item: (item[0][2] != EVERYWHERE, order[item[0][0]], *item[0][1:])
        )
    ]
    if not rows:
        return
    connection = session.connection()
    connection.execute(_adding_contacts(connection.dialect.name), rows)


@cache
def _adding_contacts(dialect: str) -> Any:
    insert = insert_or(dialect, ContactsRolledUp)
    table = ContactsRolledUp.__table__
    return insert.on_conflict_do_update(
        index_elements=["centre_id", "span", "starts_on"],
        set_={name: table.c[name] + insert.excluded[name] for name in OF_CONTACTS},
    )


@cache
def _keeping_lanes(dialect: str) -> Any:
    insert = insert_or(dialect, RolledUp)
    return insert.on_conflict_do_update(index_elements=list(Key._fields), set_={"lanes": insert.excluded.lanes})
