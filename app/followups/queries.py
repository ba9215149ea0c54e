"""Questions about follow-ups, cover and what was handed over. Each list takes the person who asks: what is not theirs
is not found.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.access import Act
from app.accounts import queries as accounts
from app.accounts.models import Account
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.citizens.models import Citizen
from app.db import db
from app.followups.followup import State
from app.followups.models import Cover, FollowUp, FollowUpStep, HandedOver
from app.followups.reading import Wording
from app.followups.tasks import Count, Places


def of_places(places: Iterable[tuple[int, int]]) -> sa.ColumnElement[bool]:
    """Follow-ups of these centres, under the controller of each."""
    return accounts.of_places(FollowUp.centre_id, FollowUp.controller_id, list(places))


def of_person(person: Person, until: date, just_handled: Collection[int] = ()) -> Sequence[FollowUp]:
    """What the person has on their hands until a day: their own wherever it is, what is the whole centre's where they
    are now (somebody at five centres is not asked to buy coffee at all of them); and these besides.
    """
    anybodys: sa.ColumnElement[bool] = FollowUp.responsible_id.is_(None)
    if person.centre_id is not None:
        anybodys &= FollowUp.centre_id == person.centre_id
    theirs = sa.or_(FollowUp.responsible_id == person.account_id, anybodys)
    wanted = sa.and_(theirs, FollowUp.state == State.OPEN, FollowUp.due_on <= until)
    return _found(person, sa.or_(wanted, FollowUp.id.in_(list(just_handled))))


def of_accounts(account_ids: Collection[int], person: Person, until: date) -> Sequence[FollowUp]:
    """The open follow-ups of these accounts until a day, as far as the person may open them."""
    return _found(
        person,
        FollowUp.responsible_id.in_(list(account_ids)),
        FollowUp.state == State.OPEN,
        FollowUp.due_on <= until,
    )


def open_of_centres(person: Person, most: int, just_handled: Collection[int] = ()) -> Sequence[FollowUp]:
    """Every open follow-up of the person's centres, whoever sees to it, the earliest first; and these besides."""
    return _found(person, sa.or_(FollowUp.state == State.OPEN, FollowUp.id.in_(list(just_handled))), most=most)


def open_of_own(person: Person, most: int, just_handled: Collection[int] = ()) -> Sequence[FollowUp]:
    """Every open follow-up that is the person's own, the earliest first; and these besides."""
    own = sa.and_(FollowUp.responsible_id == person.account_id, FollowUp.state == State.OPEN)
    return _found(person, sa.or_(own, FollowUp.id.in_(list(just_handled))), most=most)


def closed_since(person: Person, since: datetime, most: int) -> list[tuple[FollowUp, FollowUpStep]]:
    """What was closed at the person's centres since then, the latest first, each with the step that closed it."""
    latest = (
        sa.select(sa.func.max(FollowUpStep.id))
        .where(FollowUpStep.follow_up_id == FollowUp.id)
        .correlate(FollowUp)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(FollowUp, FollowUpStep)
        .join(FollowUpStep, FollowUpStep.id == latest)
        .where(_own(person), FollowUp.state != State.OPEN, FollowUpStep.happened_at >= since)
        .options(*_WITH, joinedload(FollowUpStep.by))
        .order_by(FollowUpStep.id.desc())
        .limit(most)
    ).unique()
    return [(follow_up, step) for follow_up, step in rows]


def of_citizen(citizen: Citizen, person: Person) -> Sequence[FollowUp]:
    """The open follow-ups about a citizen at the person's own centres, the earliest first."""
    return _found(person, FollowUp.citizen_id == citizen.id, FollowUp.state == State.OPEN)


@dataclass(frozen=True)
class Closed:
    """What was closed, when and by whom; who may read the text is asked of `wording`."""

    id: int
    text: str
    state: State
    happened_at: datetime
    by: str
    wording: Wording


def closed_of_citizen(citizen: Citizen, person: Person) -> Sequence[Closed]:
    """What was closed about a citizen at the person's own centres."""
    latest = (
        sa.select(sa.func.max(FollowUpStep.id))
        .where(FollowUpStep.follow_up_id == FollowUp.id)
        .correlate(FollowUp)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(
            FollowUp.id,
            FollowUp.text,
            FollowUp.state,
            FollowUpStep.happened_at,
            Account.name,
            FollowUp.made_by_id,
            FollowUp.centre_id,
            FollowUp.department_id,
            FollowUp.conversation_id,
            FollowUp.responsible_id,
            FollowUp.text_given_to_id,
            FollowUp.text_is_shared,
        )
        .join(FollowUpStep, FollowUpStep.id == latest)
        .join(Account, Account.id == FollowUpStep.by_id)
        .where(_own(person), FollowUp.citizen_id == citizen.id, FollowUp.state != State.OPEN)
    )
    return [
        Closed(
            id, text, state, happened_at, by, Wording(made_by, at, department, talk, responsible, given_to, is_shared)
        )
        for id, text, state, happened_at, by, made_by, at, department, talk, responsible, given_to, is_shared in rows
    ]


def handled_by(account_id: int, since: datetime) -> dict[int, FollowUpStep]:
    """The last step of each follow-up that the account has handled since then, by follow-up."""
    steps = db.session.scalars(
        sa.select(FollowUpStep)
        .where(FollowUpStep.by_id == account_id, FollowUpStep.happened_at >= since)
        .order_by(FollowUpStep.id)
    )
    return {step.follow_up_id: step for step in steps}


def steps_of(follow_up: FollowUp) -> Sequence[FollowUpStep]:
    """Everything that happened to it, the latest first, with who did it."""
    return (
        db.session.scalars(
            sa.select(FollowUpStep)
            .where(FollowUpStep.follow_up_id == follow_up.id)
            .options(joinedload(FollowUpStep.by), joinedload(FollowUpStep.to))
            .order_by(FollowUpStep.id.desc())
        )
        .unique()
        .all()
    )


def last_step(follow_up: FollowUp) -> FollowUpStep | None:
    """What happened last, with whoever did it."""
    return db.session.scalar(
        sa.select(FollowUpStep)
        .where(FollowUpStep.follow_up_id == follow_up.id)
        .options(joinedload(FollowUpStep.by))
        .order_by(FollowUpStep.id.desc())
        .limit(1)
    )


def counts(account_ids: Collection[int] | None, today: date) -> list[Count]:
    """How many open follow-ups each person has at each place, and how many of them are late."""
    late = sa.func.sum(sa.case((FollowUp.due_on < today, 1), else_=0))
    question = (
        sa.select(FollowUp.responsible_id, FollowUp.centre_id, FollowUp.controller_id, sa.func.count(), late)
        .where(FollowUp.state == State.OPEN)
        .group_by(FollowUp.responsible_id, FollowUp.centre_id, FollowUp.controller_id)
    )
    if account_ids is not None:
        question = question.where(FollowUp.responsible_id.in_(list(account_ids)))
    return [Count(who, (at, by), number, int(is_late)) for who, at, by, number, is_late in db.session.execute(question)]


def open_at(account_id: int, places: Places) -> Sequence[FollowUp]:
    """The open follow-ups of an account at these places, held until the transaction ends."""
    question = sa.select(FollowUp).where(
        FollowUp.responsible_id == account_id, FollowUp.state == State.OPEN, of_places(places)
    )
    return db.session.scalars(question.order_by(FollowUp.id).with_for_update(of=FollowUp)).unique().all()


def covers_meeting(first_on: date, last_on: date, account_ids: Collection[int]) -> Sequence[Cover]:
    """Cover that is not ended, of or by one of these accounts, with a day in these."""
    return db.session.scalars(
        _not_ended()
        .where(
            Cover.first_on <= last_on,
            Cover.last_on >= first_on,
            sa.or_(Cover.absent_id.in_(list(account_ids)), Cover.covering_id.in_(list(account_ids))),
        )
        .order_by(Cover.first_on, Cover.id)
    ).all()


def covers_from(today: date) -> Sequence[Cover]:
    """Cover that holds or is coming, of anybody."""
    return db.session.scalars(_not_ended().where(Cover.last_on >= today).order_by(Cover.first_on, Cover.id)).all()


def covers_by(account_id: int, day: date) -> Sequence[Cover]:
    """Whom the account covers for on a day."""
    return db.session.scalars(
        _not_ended()
        .where(Cover.covering_id == account_id, Cover.first_on <= day, Cover.last_on >= day)
        .order_by(Cover.first_on, Cover.id)
    ).all()


def covers_to_tell(account_id: int, today: date) -> Sequence[Cover]:
    """Cover for the account that somebody else arranged, and that it has not been told of."""
    return db.session.scalars(
        _not_ended()
        .where(
            Cover.absent_id == account_id,
            Cover.made_by_id != account_id,
            Cover.told_at.is_(None),
            Cover.last_on >= today,
        )
        .order_by(Cover.id)
    ).all()


def handed_over_to(account_id: int) -> Sequence[tuple[str, str, int]]:
    """What was handed to the account and not seen yet: from whom, which kind, how many."""
    rows = db.session.execute(
        sa.select(Account.name, HandedOver.kind, sa.func.count())
        .join(Account, Account.id == HandedOver.from_id)
        .where(HandedOver.to_id == account_id, HandedOver.seen_at.is_(None))
        .group_by(Account.id, Account.name, HandedOver.kind)
        .order_by(Account.name, HandedOver.kind)
    )
    return [(name, kind, number) for name, kind, number in rows]


_WITH = (joinedload(FollowUp.citizen), joinedload(FollowUp.responsible))


def _own(person: Person) -> sa.ColumnElement[bool]:
    return of_places(pairs(person, Act.FOLLOW_UP))


def _found(person: Person, *wanted: sa.ColumnElement[bool], most: int | None = None) -> Sequence[FollowUp]:
    question = sa.select(FollowUp).where(_own(person), *wanted).options(*_WITH)
    question = question.order_by(FollowUp.due_on, FollowUp.id).limit(most)
    return db.session.scalars(question).unique().all()


def _not_ended() -> sa.Select[Cover]:
    return sa.select(Cover).where(Cover.ended_at.is_(None))
