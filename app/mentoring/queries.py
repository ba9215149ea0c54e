"""Questions about mentor agreements."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app import clock
from app.access import Act
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import HOSTS, pairs
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens.models import Citizen
from app.db import db
from app.followups.tasks import Count
from app.mentoring.agreement import WARN, Span
from app.mentoring.models import MentorAgreement, MentorTerms, running


@dataclass(frozen=True)
class Load:
    """How much a worker has agreed to at a centre today: agreements, minutes a week, and how many end soon."""

    centre: str
    worker: str
    agreements: int
    minutes_a_week: int
    end_soon: int


def running_of(account_id: int) -> Sequence[MentorAgreement]:
    """The agreements of a worker that run today, the next to end first. The caller logs them with their citizens."""
    today = clock.today()
    return _with_names(_open(today).where(MentorAgreement.worker_id == account_id, MentorAgreement.from_on <= today))


def open_of(account_ids: Iterable[int], person: Person | None = None) -> Sequence[MentorAgreement]:
    """The agreements of these workers that run today or later; those at the person's own centres, where one is named.

    The caller logs them with their citizens.
    """
    question = _open(clock.today()).where(MentorAgreement.worker_id.in_(list(account_ids)))
    return _with_names(question if person is None else question.where(_of_own_centres(person)))


def counts(account_ids: Collection[int] | None) -> list[Count]:
    """How many agreements run today or later, by worker and place; of these workers, or of everybody."""
    where = (MentorAgreement.worker_id, MentorAgreement.centre_id, MentorAgreement.controller_id)
    question = _open(clock.today()).with_only_columns(*where, sa.func.count()).order_by(None).group_by(*where)
    if account_ids is not None:
        question = question.where(MentorAgreement.worker_id.in_(account_ids))
    return [Count(worker, (centre, by), number) for worker, centre, by, number in db.session.execute(question)]


def open_at_own(person: Person) -> Sequence[MentorAgreement]:
    """The agreements of the person's own centres that run today or later."""
    return _with_names(_open(clock.today()).where(_of_own_centres(person)))


def agreements_with(citizen: Citizen, person: Person) -> Sequence[MentorAgreement]:
    """A citizen's agreements at the person's own centres, the newest first."""
    question = sa.select(MentorAgreement).where(MentorAgreement.citizen_id == citizen.id, _of_own_centres(person))
    return db.session.scalars(question.order_by(MentorAgreement.from_on.desc(), MentorAgreement.id.desc())).all()


def spans_of_pair(citizen_id: int, worker_id: int, but: int | None = None) -> list[Span]:
    """The days of every agreement of these two, but one; no record is loaded."""
    question = sa.select(
        MentorAgreement.id, MentorAgreement.from_on, MentorAgreement.to_on, MentorAgreement.ended_at
    ).where(MentorAgreement.citizen_id == citizen_id, MentorAgreement.worker_id == worker_id)
    return [running(row.from_on, row.to_on, row.ended_at) for row in db.session.execute(question) if row.id != but]


def terms_of(agreement: MentorAgreement) -> Sequence[MentorTerms]:
    """What an agreement said in each version, the newest first, with the names."""
    return db.session.scalars(
        sa.select(MentorTerms)
        .where(MentorTerms.agreement_id == agreement.id)
        .options(joinedload(MentorTerms.worker), joinedload(MentorTerms.agreed_by), joinedload(MentorTerms.department))
        .order_by(MentorTerms.version.desc())
    ).all()


def hosts_at(places: Iterable[tuple[int, int]], on: date) -> Sequence[tuple[Account, Centre]]:
    """Who works as a host on a day at these centres, each with its controller, by centre and name."""
    held = (
        sa.select(Account, Centre)
        .join(RoleHeld, RoleHeld.account_id == Account.id)
        .join(Centre, Centre.id == RoleHeld.centre_id)
        .where(
            RoleHeld.role.in_(HOSTS),
            RoleHeld.from_on <= on,
            sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > on),
            Account.disabled_at.is_(None),
            sa.or_(Centre.closed_on.is_(None), Centre.closed_on > on),
            sa.or_(
                sa.false(),
                *(sa.and_(Centre.id == at, Centre.operator_id == controller) for at, controller in sorted(places)),
            ),
        )
        .order_by(Centre.name, Account.name, Account.id)
    )
    found: dict[tuple[int, int], tuple[Account, Centre]] = {}
    for account, centre in db.session.execute(held):
        found.setdefault((account.id, centre.id), (account, centre))
    return list(found.values())


def minutes_a_week(account_id: int, on: date) -> int:
    """How much a worker has agreed to in all on a day."""
    total = sa.select(sa.func.coalesce(sa.func.sum(MentorAgreement.minutes_a_week), 0)).where(
        MentorAgreement.worker_id == account_id,
        MentorAgreement.ended_at.is_(None),
        MentorAgreement.from_on <= on,
        MentorAgreement.to_on >= on,
    )
    return int(db.session.scalars(total).one())


def loads(centre_ids: Iterable[int] | None) -> Sequence[Load]:
    """Numbers and hours by centre and worker today, at these centres (None: all); no citizen's record is read."""
    today = clock.today()
    soon = sa.case((MentorAgreement.to_on < today + WARN, 1), else_=0)
    question = (
        sa.select(
            Centre.name,
            Account.name,
            sa.func.count(MentorAgreement.id),
            sa.func.sum(MentorAgreement.minutes_a_week),
            sa.func.sum(soon),
        )
        .select_from(MentorAgreement)
        .join(Centre, Centre.id == MentorAgreement.centre_id)
        .join(Account, Account.id == MentorAgreement.worker_id)
        .where(
            MentorAgreement.ended_at.is_(None),
            MentorAgreement.from_on <= today,
            MentorAgreement.to_on >= today,
        )
        .group_by(Centre.id, Centre.name, Account.id, Account.name)
        .order_by(Centre.name, Account.name, Account.id)
    )
    if centre_ids is not None:
        question = question.where(MentorAgreement.centre_id.in_(sorted(centre_ids)))
    return [Load(*row) for row in db.session.execute(question)]


def _open(today: date) -> sa.Select[MentorAgreement]:
    return sa.select(MentorAgreement).where(MentorAgreement.ended_at.is_(None), MentorAgreement.to_on >= today)


def _with_names(question: sa.Select[MentorAgreement]) -> Sequence[MentorAgreement]:
    named = question.options(joinedload(MentorAgreement.citizen).selectinload(Citizen.centres))
    return db.session.scalars(named.order_by(MentorAgreement.to_on, MentorAgreement.id)).unique().all()


def _of_own_centres(person: Person) -> sa.ColumnElement[bool]:
    own = sorted(pairs(person, Act.KEEP_MENTOR_AGREEMENTS))
    return sa.or_(
        sa.false(),
        *(sa.and_(MentorAgreement.centre_id == at, MentorAgreement.controller_id == by) for at, by in own),
    )
