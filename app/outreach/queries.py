"""Questions about contacts and head counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from app import clock
from app.access import Act
from app.accounts import queries as accounts
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.citizens.reading import Kept, Reader, may_read
from app.db import BIGGEST_ID, db
from app.outreach.contact import Place
from app.outreach.models import Contact, ContactMoved, ContactVersion, HeadCount, NoteVersion

LATEST_SPOTS = 200
"""So many of a worker's latest contacts say what is usual."""

LATELY = 300
"""Contacts back: a worker of many years is not asked about all of them."""


def latest_of(account_id: int) -> tuple[Place, int] | None:
    """Where the contact that the worker recorded last took place, and how many minutes it took; of the latest ones."""
    lately = _lately(account_id).subquery()
    question = sa.select(Contact.place, Contact.minutes).where(Contact.id.in_(sa.select(lately.c.id)))
    row = db.session.execute(question.order_by(Contact.id.desc()).limit(1)).first()
    return (row.place, row.minutes) if row else None


def usual_spots(account_id: int, most: int) -> list[tuple[Place, int]]:
    """Where the worker's latest contacts took place and how many minutes they took, the most usual pair first."""
    latest = (
        sa.select(Contact.place, Contact.minutes)
        .where(Contact.author_id == account_id)
        .order_by(Contact.happened_at.desc())
        .limit(LATEST_SPOTS)
        .subquery()
    )
    question = (
        sa.select(latest.c.place, latest.c.minutes)
        .group_by(latest.c.place, latest.c.minutes)
        .order_by(sa.func.count().desc(), latest.c.place, latest.c.minutes)
        .limit(most)
    )
    return [(row.place, row.minutes) for row in db.session.execute(question)]


def own_contact(person: Person, contact_id: int) -> Contact | None:
    """A contact that the person recorded and may still open; its citizen is to be logged."""
    return db.session.scalar(
        sa.select(Contact).where(
            Contact.id == contact_id, Contact.author_id == person.account_id, _of_own_centres(person)
        )
    )


def talked_with_lately(person: Person, most: int) -> list[Citizen]:
    """The citizens the worker talked with last, the latest first, each once, if still theirs."""
    last = _lately(person.account_id).where(Contact.citizen_id.is_not(None)).subquery()
    latest = (
        sa.select(last.c.citizen_id)
        .group_by(last.c.citizen_id)
        .order_by(sa.func.max(last.c.happened_at).desc(), sa.func.max(last.c.id).desc())
        .limit(most)
    )
    ids = [id for id in db.session.scalars(latest) if id is not None]
    theirs = citizens.pickable(person, ids)
    return [theirs[id] for id in ids if id in theirs]


def _lately(account_id: int | None) -> sa.Select[int, int | None, datetime]:
    """The worker's latest contacts."""
    return (
        sa.select(Contact.id, Contact.citizen_id, Contact.happened_at)
        .where(Contact.author_id == account_id)
        .order_by(Contact.happened_at.desc(), Contact.id.desc())
        .limit(LATELY)
    )


def contacts_of_day(person: Person, day: date, also: int | None = None) -> Sequence[Contact]:
    """The worker's contacts of a day that are still theirs, the latest first; `also` is one of another day."""
    start, end = clock.span(day, day)
    wanted = sa.and_(Contact.happened_at >= start, Contact.happened_at < end)
    if also is not None and 0 < also <= BIGGEST_ID:
        wanted = sa.or_(wanted, Contact.id == also)
    return (
        db.session.scalars(
            sa.select(Contact)
            .where(Contact.author_id == person.account_id, wanted, _of_own_centres(person))
            .options(joinedload(Contact.citizen).lazyload(Citizen.centres), lazyload(Contact.topics))
            .order_by(Contact.happened_at.desc(), Contact.id.desc())
        )
        .unique()
        .all()
    )


def _of_own_centres(person: Person) -> sa.ColumnElement[bool]:
    return accounts.of_places(Contact.centre_id, Contact.controller_id, pairs(person, Act.OPEN_CONTACT))


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


def met_at(citizen: Citizen, centre_id: int, but: int) -> bool:
    """Whether there was a contact with the citizen at this centre, other than the one named."""
    question = sa.select(Contact.id).where(
        Contact.citizen_id == citizen.id, Contact.centre_id == centre_id, Contact.id != but
    )
    return db.session.scalar(question.limit(1)) is not None


def versions(contact: Contact) -> Sequence[ContactVersion]:
    """What a contact said before, the latest correction first."""
    return db.session.scalars(
        sa.select(ContactVersion).where(ContactVersion.contact_id == contact.id).order_by(ContactVersion.id.desc())
    ).all()


def readable_note_versions(version_ids: Iterable[int], reader: Reader) -> dict[int, NoteVersion]:
    """The earlier notes that the reader may read, by the version they belong to; no other's text is loaded."""
    question = sa.select(
        NoteVersion.id, NoteVersion.author_id, NoteVersion.centre_id, NoteVersion.controller_id, NoteVersion.information
    ).where(NoteVersion.contact_version_id.in_(list(version_ids)))
    readable = [row.id for row in db.session.execute(question) if may_read(reader, Kept(*row[1:]))]
    notes = db.session.scalars(sa.select(NoteVersion).where(NoteVersion.id.in_(readable)))
    return {note.contact_version_id: note for note in notes}


def mended_by_others(contact: Contact) -> bool:
    """Whether somebody other than its author has corrected or moved the contact."""
    if contact.version == 1:
        return False
    corrected_by = sa.select(ContactVersion.corrected_by_id).where(ContactVersion.contact_id == contact.id)
    moved_by = sa.select(ContactMoved.moved_by_id).where(ContactMoved.contact_id == contact.id)
    return not set(db.session.scalars(corrected_by.union(moved_by))) <= {contact.author_id}


def last_move(contact: Contact) -> ContactMoved | None:
    """How the contact came to stand with whom it stands, if it was moved."""
    moved = sa.select(ContactMoved).where(ContactMoved.contact_id == contact.id).order_by(ContactMoved.id.desc())
    return db.session.scalar(moved.limit(1))


def corrected(contact_ids: Iterable[int]) -> frozenset[int]:
    """Which of these contacts were corrected."""
    ids = list(contact_ids)
    return frozenset(
        db.session.scalars(sa.select(ContactVersion.contact_id).where(ContactVersion.contact_id.in_(ids)).distinct())
    )


def moved(contact_ids: Iterable[int]) -> frozenset[int]:
    """Which of these contacts were moved."""
    ids = list(contact_ids)
    return frozenset(
        db.session.scalars(sa.select(ContactMoved.contact_id).where(ContactMoved.contact_id.in_(ids)).distinct())
    )


def moved_away(citizen: Citizen) -> Sequence[ContactMoved]:
    """The contacts that stood with the citizen by mistake and are no longer there, each once: the latest move."""
    found = db.session.scalars(
        sa.select(ContactMoved)
        .join(Contact, Contact.id == ContactMoved.contact_id)
        .where(
            ContactMoved.citizen_id == citizen.id,
            sa.or_(Contact.citizen_id.is_(None), Contact.citizen_id != citizen.id),
        )
        .order_by(ContactMoved.id)
    )
    return list({move.contact_id: move for move in found}.values())


def head_count(centre: Centre, day: date) -> HeadCount | None:
    """The count of a day at a centre, if it was taken."""
    return db.session.scalar(sa.select(HeadCount).where(HeadCount.centre_id == centre.id, HeadCount.counted_on == day))
