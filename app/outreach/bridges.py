"""Bridges (SIV-12): keeping them, saying what became of them, and the questions asked about them. Callers commit.

A bridge is a record about a person: whoever shows some logs them together with their citizens (`shown`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app import clock, log
from app.access import Act
from app.accounts import queries as accounts
from app.accounts.models import Account
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens import register
from app.citizens.models import Citizen
from app.citizens.reading import Reader, may_read
from app.db import Base, db
from app.followups.tasks import Count
from app.outreach.bridge import Destination, Sent, State, refuse_outcome
from app.outreach.contact import refuse_other_controller
from app.outreach.models import Bridge, BridgeOutcome, Contact

LATELY = timedelta(days=30)
A_YEAR = timedelta(days=365)
MOST_SHOWN = 100


def record(
    sent: Sent, *, citizen: Citizen | None, contact: Contact | None, at: Centre, controller_id: int, by: Account
) -> Bridge:
    """Keep that somebody is sent on; whoever made it follows it. Raises Refusal across controllers."""
    if citizen is not None:
        refuse_other_controller(citizen.controller_id, controller_id)
        register.belong(citizen, at)
    bridge = Bridge(
        citizen=citizen,
        contact=contact,
        centre=at,
        centre_id=at.id,
        controller_id=controller_id,
        author_id=by.id,
        responsible_id=by.id,
        recorded_at=clock.now(),
    )
    _write(bridge, sent)
    db.session.add(bridge)
    if contact is None:
        log.created(bridge)
    return bridge


def change(bridge: Bridge, sent: Sent) -> None:
    """Let the bridge say this from now on."""
    _write(bridge, sent)
    bridge.version += 1
    log.changed(bridge)


def note_outcome(bridge: Bridge, state: State, *, on: date, why: str, by: Account) -> None:
    """Say what became of it; raises bridge.Refusal where this does not follow from how it stands."""
    refuse_outcome(bridge.state, state, on, clock.today())
    bridge.outcomes.append(
        BridgeOutcome(state=state, happened_on=on, why=why.strip(), noted_by_id=by.id, noted_at=clock.now())
    )
    bridge.version += 1
    log.changed(bridge)


def arrive(
    citizen_id: int | None, to: Destination | None, bridge_id: int | None, *, at: datetime, by: Account
) -> list[Bridge]:
    """Somebody came, at this instant, where bridges lead: the citizen's to this place, and the one they are known to
    have come by. Each of them that waits is noted as held.

    Not those made after they came, nor those that were noted so already and of which somebody said otherwise since.
    """
    question = (
        sa.select(Bridge)
        .where(
            _theirs(citizen_id, to, bridge_id),
            Bridge.recorded_at <= at,
            _is(State.WAITING),
            ~sa.exists().where(BridgeOutcome.bridge_id == Bridge.id, BridgeOutcome.noted_at == at),
        )
        .order_by(Bridge.id)
        .with_for_update(of=Bridge)
    )
    came = list(db.session.scalars(question).unique())
    for bridge in came:
        note_outcome(bridge, State.ARRIVED, on=clock.local(at).date(), why="", by=by)
        bridge.outcomes[-1].noted_at = at
    return came


def never_came(citizen_id: int | None, to: Destination | None, bridge_id: int | None, *, at: datetime) -> None:
    """It was a mistake that they came at this instant: what `arrive` noted then is no longer said, unless
    somebody has said something else of the bridge since.
    """
    question = (
        sa.select(Bridge)
        .join(BridgeOutcome, BridgeOutcome.id == _latest())
        .where(
            _theirs(citizen_id, to, bridge_id),
            BridgeOutcome.noted_at == at,
            BridgeOutcome.state == State.ARRIVED,
        )
        .order_by(Bridge.id)
        .with_for_update(of=Bridge)
    )
    for bridge in db.session.scalars(question).unique().all():
        bridge.outcomes.pop()
        bridge.version += 1
        log.changed(bridge)


def came_lately(person: Person, most: int) -> Sequence[Bridge]:
    """The person's own bridges of which a colleague noted, yesterday or today, that they held; the latest first."""
    since, _ = clock.span(clock.today() - timedelta(days=1), clock.today())
    question = (
        _of_own_centres(person)
        .join(BridgeOutcome, BridgeOutcome.id == _latest())
        .where(
            Bridge.responsible_id == person.account_id,
            BridgeOutcome.state == State.ARRIVED,
            BridgeOutcome.noted_by_id != person.account_id,
            BridgeOutcome.noted_at >= since,
        )
    )
    return _each(question.order_by(BridgeOutcome.noted_at.desc(), Bridge.id), most)


def waiting(person: Person, account_ids: Iterable[int], most: int = MOST_SHOWN) -> Sequence[Bridge]:
    """The bridges that these accounts follow and of which nobody knows yet whether they held, the oldest first.

    Only those of the person's own centres, at most `most`. Log all of them: `shown`.
    """
    question = _of_own_centres(person).where(Bridge.responsible_id.in_(list(account_ids)), _is(State.WAITING))
    return _each(question.order_by(Bridge.recorded_at, Bridge.id), most)


def hand_over(from_id: int, to_id: int, places: frozenset[tuple[int, int]]) -> list[int]:
    """Let another follow somebody's waiting bridges at these places (centre, controller); answers with their ids."""
    there = accounts.of_places(Bridge.centre_id, Bridge.controller_id, places)
    theirs = sa.select(Bridge).where(Bridge.responsible_id == from_id, _is(State.WAITING), there)
    handed = db.session.scalars(theirs.order_by(Bridge.id).with_for_update(of=Bridge)).unique().all()
    for bridge in handed:
        bridge.responsible_id = to_id
        bridge.version += 1
        log.changed(bridge, ground=log.Ground.OWN_TASK)
    return [bridge.id for bridge in handed]


def counts(account_ids: Collection[int] | None) -> list[Count]:
    """How many bridges wait, by whoever follows them and where; of these accounts, or of everybody."""
    who = (Bridge.responsible_id, Bridge.centre_id, Bridge.controller_id)
    question = sa.select(*who, sa.func.count()).where(_is(State.WAITING)).group_by(*who)
    if account_ids is not None:
        question = question.where(Bridge.responsible_id.in_(account_ids))
    return [Count(account, (centre, by), number) for account, centre, by, number in db.session.execute(question)]


def waiting_at(person: Person) -> Sequence[Bridge]:
    """All that wait at the person's own centres, the longest first."""
    question = _of_own_centres(person).where(_is(State.WAITING))
    return _each(question.order_by(Bridge.recorded_at, Bridge.id))


def leading(
    to: Destination, places: Collection[tuple[int, int]], on: date
) -> sa.Select[int, int | None, int, date | None, bool]:
    """The bridges of these places (centre, controller) that lead there and wait, planned for this day, earlier, or for
    no day: id, citizen, who follows it, planned day, whether somebody comes along. Those of the day first, then the
    latest.
    """
    there = (sa.and_(Bridge.centre_id == at, Bridge.controller_id == by) for at, by in sorted(places))
    return (
        sa.select(Bridge.id, Bridge.citizen_id, Bridge.responsible_id, Bridge.planned_on, Bridge.accompanied)
        .where(
            Bridge.destination == to,
            sa.or_(sa.false(), *there),
            sa.or_(Bridge.planned_on.is_(None), Bridge.planned_on <= on),
            _is(State.WAITING),
        )
        .order_by(sa.case((Bridge.planned_on == on, 0), else_=1), Bridge.id.desc())
    )


def without_outcome(person: Person, longer_than: timedelta) -> sa.Select[Bridge]:
    """Those of the person's own centres that have waited for longer than this; to be counted or read."""
    return _of_own_centres(person).where(_is(State.WAITING), Bridge.recorded_at <= clock.now() - longer_than)


def without_destination(person: Person) -> sa.Select[Bridge]:
    """Those of the person's own centres that still matter, and of which nobody has said where to."""
    return _of_own_centres(person).where(Bridge.destination.is_(None), ~_is(State.NOT_RELEVANT))


def newest(question: sa.Select[Bridge], most: int) -> Sequence[Bridge]:
    """The newest of them, at most `most`. Log all of them: `shown`."""
    return _each(question.order_by(Bridge.recorded_at.desc(), Bridge.id.desc()), most)


def ids(question: sa.Select[Bridge]) -> sa.Select[int]:
    """The question for their ids alone."""
    return question.with_only_columns(Bridge.id).order_by(None)


def settled_lately(person: Person, mine: bool) -> Sequence[Bridge]:
    """Those of which it became known in the last month whether they held, the latest first."""
    latest = sa.select(sa.func.max(BridgeOutcome.noted_at)).where(BridgeOutcome.bridge_id == Bridge.id)
    question = _of_own_centres(person).where(
        sa.or_(_is(State.ARRIVED), _is(State.DID_NOT_ARRIVE)), latest.scalar_subquery() >= clock.now() - LATELY
    )
    if mine:
        question = question.where(Bridge.responsible_id == person.account_id)
    ordered = question.order_by(latest.scalar_subquery().desc(), Bridge.id.desc())
    return _each(ordered)


@dataclass(frozen=True)
class Share:
    """How many bridges were made, and what became of them; those that no longer matter are left out."""

    made: int
    arrived: int
    did_not_arrive: int

    @property
    def waiting(self) -> int:
        """Of how many nobody knows yet."""
        return self.made - self.arrived - self.did_not_arrive


def share(person: Person, mine: bool) -> Share:
    """The counts of a year, at the person's own centres."""
    question = (
        sa.select(_latest_state().label("state"), sa.func.count())
        .select_from(Bridge)
        .where(_at_own_centres(person), Bridge.recorded_at >= clock.now() - A_YEAR)
        .group_by(sa.text("state"))
    )
    if mine:
        question = question.where(Bridge.responsible_id == person.account_id)
    found: dict[str | None, int] = {row[0]: row[1] for row in db.session.execute(question)}
    relevant = {state: number for state, number in found.items() if state != State.NOT_RELEVANT.value}
    return Share(sum(relevant.values()), found.get(State.ARRIVED.value, 0), found.get(State.DID_NOT_ARRIVE.value, 0))


def of_citizen(citizen: Citizen) -> Sequence[Bridge]:
    """Every bridge of a citizen, the latest first."""
    question = sa.select(Bridge).where(Bridge.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(Bridge.recorded_at.desc(), Bridge.id.desc())).unique().all()


def works_with(account_id: int, citizen_ids: Iterable[int | None]) -> frozenset[int]:
    """With whom of these the worker has had a contact."""
    ids = {one for one in citizen_ids if one is not None}
    question = sa.select(Contact.citizen_id).where(Contact.author_id == account_id, Contact.citizen_id.in_(ids))
    return frozenset(one for one in db.session.scalars(question.distinct()) if one is not None)


def may_read_where_to(bridge: Bridge, reader: Reader) -> bool:
    """Whether the reader may know where the bridge leads, and why it did not hold; whoever follows it must know."""
    follows = bridge.responsible_id == reader.account_id and (bridge.centre_id, bridge.controller_id) in reader.at
    return follows or may_read(reader, bridge.kept)


def days_waiting(since: datetime) -> int:
    """How many midnights have passed."""
    return (clock.today() - clock.local(since).date()).days


def shown(bridges: Iterable[Bridge]) -> list[Base]:
    """What the log must say was shown with these bridges."""
    found = list(bridges)
    return [*found, *{bridge.citizen for bridge in found if bridge.citizen}]


def _write(bridge: Bridge, sent: Sent) -> None:
    bridge.destination = sent.to
    bridge.elsewhere = sent.elsewhere.strip()
    bridge.planned_on = sent.planned_on
    bridge.planned_at = sent.planned_at if sent.planned_on else None
    bridge.accompanied = sent.accompanied


def _latest_state() -> sa.ScalarSelect[str | None]:
    """What was said of a bridge last, as it is stored; nothing means that it waits."""
    return (
        sa.select(sa.cast(BridgeOutcome.state, sa.String))
        .where(BridgeOutcome.bridge_id == Bridge.id)
        .order_by(BridgeOutcome.id.desc())
        .limit(1)
        .correlate(Bridge)
        .scalar_subquery()
    )


def _theirs(citizen_id: int | None, to: Destination | None, bridge_id: int | None) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.and_(Bridge.citizen_id == citizen_id, Bridge.destination == to) if citizen_id and to else sa.false(),
        Bridge.id == bridge_id if bridge_id else sa.false(),
    )


def _latest() -> sa.ScalarSelect[int]:
    """The id of what was said of a bridge last."""
    said = aliased(BridgeOutcome)
    return sa.select(sa.func.max(said.id)).where(said.bridge_id == Bridge.id).correlate(Bridge).scalar_subquery()


def _is(state: State) -> sa.ColumnElement[bool]:
    return sa.func.coalesce(_latest_state(), State.WAITING.value) == state.value


def _at_own_centres(person: Person) -> sa.ColumnElement[bool]:
    return accounts.of_places(Bridge.centre_id, Bridge.controller_id, pairs(person, Act.FOLLOW_BRIDGES))


def _each(question: sa.Select[Bridge], most: int = MOST_SHOWN) -> Sequence[Bridge]:
    return db.session.scalars(question.limit(most)).unique().all()


def _of_own_centres(person: Person) -> sa.Select[Bridge]:
    return sa.select(Bridge).where(_at_own_centres(person)).options(joinedload(Bridge.citizen))
