"""Questions about contacts and head counts."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app import clock
from app.access import Act
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.db import BIGGEST_ID, db
from app.outreach.models import Contact, HeadCount


def latest_of(account_id: int) -> Contact | None:
    """The contact that the worker recorded last; its choices are the next defaults."""
    return db.session.scalar(
        sa.select(Contact)
        .where(Contact.author_id == account_id)
        .order_by(Contact.recorded_at.desc(), Contact.id.desc())
        .limit(1)
    )


def talked_with_lately(person: Person, most: int) -> list[Citizen]:
    """The citizens the worker talked with last, the latest first, each once, if still theirs."""
    latest = (
        sa.select(Contact.citizen_id)
        .where(Contact.author_id == person.account_id, Contact.citizen_id.is_not(None))
        .group_by(Contact.citizen_id)
        .order_by(sa.func.max(Contact.happened_at).desc(), sa.func.max(Contact.id).desc())
        .limit(most)
    )
    ids = [id for id in db.session.scalars(latest) if id is not None]
    theirs = citizens.own(person, Act.RECORD_CONTACT, ids)
    return [theirs[id] for id in ids if id in theirs]


def contacts_of_day(person: Person, day: date, also: int | None = None) -> Sequence[Contact]:
    """The worker's contacts of a day that are still theirs, the latest first; `also` is one of another day."""
    start, end = clock.span(day, day)
    wanted = sa.and_(Contact.happened_at >= start, Contact.happened_at < end)
    if also is not None and also <= BIGGEST_ID:
        wanted = sa.or_(wanted, Contact.id == also)
    return (
        db.session.scalars(
            sa.select(Contact)
            .where(Contact.author_id == person.account_id, wanted, _of_own_centres(person))
            .options(joinedload(Contact.citizen))
            .order_by(Contact.happened_at.desc(), Contact.id.desc())
        )
        .unique()
        .all()
    )


def _of_own_centres(person: Person) -> sa.ColumnElement[bool]:
    own = sorted(pairs(person, Act.OPEN_CONTACT))
    return sa.or_(sa.false(), *(sa.and_(Contact.centre_id == at, Contact.controller_id == by) for at, by in own))


def contacts_with(citizen: Citizen) -> Sequence[Contact]:
    """Every contact with a citizen, with its author, the latest first."""
    return (
        db.session.scalars(
            sa.select(Contact)
            .where(Contact.citizen_id == citizen.id)
            .options(joinedload(Contact.author))
            .order_by(Contact.happened_at.desc(), Contact.id.desc())
        )
        .unique()
        .all()
    )


def works_with(account_id: int, citizen_id: int) -> bool:
    """Whether the worker has had a contact with the citizen."""
    question = sa.select(Contact.id).where(Contact.author_id == account_id, Contact.citizen_id == citizen_id).limit(1)
    return db.session.scalar(question) is not None


def head_count(centre: Centre, day: date) -> HeadCount | None:
    """The count of a day at a centre, if it was taken."""
    return db.session.scalar(sa.select(HeadCount).where(HeadCount.centre_id == centre.id, HeadCount.counted_on == day))
