"""Questions about what is marked and what was sent. Each takes the person who asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.access import Act
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.citizens import openings
from app.citizens.models import Citizen, Note
from app.citizens.readers import hosts_at
from app.citizens.reading import Kept, Reader, is_owned_by, may_read, may_read_topic
from app.consent.reading import readers_for
from app.db import db
from app.decisions import queries as decisions
from app.decisions.models import Decision
from app.journal.models import JournalExport, JournalItem, JournalMark
from app.journal.sending import MOST_AT_ONCE, Standing, Version, standing
from app.outreach.models import Contact
from app.outreach.timeline import kept_by, readable_topics


@dataclass(frozen=True)
class Marked:
    """A marked contact that is to be sent, with what the reader may read of it; `shut`: some of it is not for them."""

    contact: Contact
    citizen: Citizen
    note: Note | None
    topics: list[str]
    standing: Standing
    shut: bool


def mark_of(contact_id: int) -> JournalMark | None:
    """The contact's mark, if it has one."""
    return db.session.scalar(sa.select(JournalMark).where(JournalMark.contact_id == contact_id))


def was_sent(contact_id: int) -> bool:
    """Whether the contact went out with any file."""
    return (
        db.session.scalar(sa.select(JournalItem.export_id).where(JournalItem.contact_id == contact_id).limit(1))
        is not None
    )


def sent_last(contact_id: int) -> JournalExport | None:
    """The newest file that the contact went out with."""
    return db.session.scalar(
        sa.select(JournalExport)
        .join(JournalItem, JournalItem.export_id == JournalExport.id)
        .where(JournalItem.contact_id == contact_id)
        .order_by(JournalExport.id.desc())
        .limit(1)
    )


def version_of(contact: Contact) -> Version:
    """The version of the contact and of its note, without reading the note."""
    note = db.session.scalar(sa.select(Note.version).where(Note.contact_id == contact.id))
    return Version(contact.version, note or 0)


def version_sent(contact_id: int) -> Version | None:
    """The version that went out last."""
    return _versions_sent([contact_id]).get(contact_id)


def waiting(person: Person, at: tuple[int, int], alone: bool = False) -> list[Marked]:
    """What is marked at this centre, under this controller, and not sent as it is now; by citizen, then by time.

    `alone` keeps others from sending the same until this transaction ends.
    """
    if at not in pairs(person, Act.SEND_TO_JOURNAL) or at not in hosts_at(person):
        return []
    question = (
        sa.select(JournalMark.contact_id)
        .join(Contact, Contact.id == JournalMark.contact_id)
        .where(Contact.centre_id == at[0], Contact.controller_id == at[1], Contact.citizen_id.is_not(None))
        .order_by(JournalMark.id)
    )
    ids = list(db.session.scalars(question.with_for_update(of=JournalMark) if alone else question))
    sent = _versions_sent(ids)
    now = _versions(ids)
    standings = {id: standing(now[id], sent.get(id)) for id in ids}
    wanted = [id for id in ids if standings[id] is not Standing.SENT][:MOST_AT_ONCE]
    contacts = db.session.scalars(
        sa.select(Contact)
        .where(Contact.id.in_(wanted))
        .options(joinedload(Contact.citizen), joinedload(Contact.author))
        .execution_options(populate_existing=True)
    ).unique()
    found = [(contact, contact.citizen) for contact in contacts if contact.citizen]
    readers = _readers(person, {citizen.id for _, citizen in found})
    notes, noted = _notes([contact for contact, _ in found], readers)
    marked = [
        Marked(
            contact=contact,
            citizen=citizen,
            note=notes.get(contact.id),
            topics=readable_topics(contact, readers[citizen.id]),
            standing=standings[contact.id],
            shut=contact.id in noted - set(notes)
            or not _topics_readable(contact, readers[citizen.id])
            or not openings.sees_protected(person, citizen),
        )
        for contact, citizen in found
    ]
    return sorted(marked, key=lambda one: (one.citizen.name.casefold(), one.citizen.id, one.contact.happened_at))


def decisions_waiting(person: Person, at: tuple[int, int], alone: bool = False) -> list[Decision]:
    """The decisions that were made at this centre, under this controller, and have not gone out: those that the person
    may read, about people whose name they may see, by citizen, then by time. A decision needs no mark: to note it is a
    duty (rules R13).

    `alone` keeps others from sending the same until this transaction ends.
    """
    if at not in pairs(person, Act.SEND_TO_JOURNAL):
        return []
    gone = sa.exists().where(JournalItem.decision_id == Decision.id)
    question = sa.select(Decision.id, Decision.citizen_id).where(
        Decision.centre_id == at[0], Decision.controller_id == at[1], ~gone
    )
    about = {row[0]: row[1] for row in db.session.execute(question.order_by(Decision.id))}
    hidden = openings.hidden_from(person, set(about.values()))
    readable = decisions.readable_ids(decisions.reader(person), [id for id in about if about[id] not in hidden])
    held = (
        sa.select(Decision)
        .where(Decision.id.in_(sorted(readable)[:MOST_AT_ONCE]), ~gone)
        .options(joinedload(Decision.citizen))
    )
    if alone:
        held = held.with_for_update(of=Decision).execution_options(populate_existing=True)
    found = list(db.session.scalars(held).unique())
    return sorted(found, key=lambda one: (one.citizen.name.casefold(), one.citizen_id, one.id))


def decision_sent(decision_id: int) -> JournalExport | None:
    """The file that the decision went out with."""
    return db.session.scalar(
        sa.select(JournalExport)
        .join(JournalItem, JournalItem.export_id == JournalExport.id)
        .where(JournalItem.decision_id == decision_id)
        .limit(1)
    )


def holds(export: JournalExport) -> tuple[int, int]:
    """How many contacts and how many decisions a file holds."""
    question = sa.select(sa.func.count(JournalItem.contact_id), sa.func.count(JournalItem.decision_id))
    row = db.session.execute(question.where(JournalItem.export_id == export.id)).one()
    return row[0], row[1]


def exports(at: tuple[int, int], most: int) -> list[tuple[JournalExport, tuple[int, int]]]:
    """What went out from this centre, the latest first, each with how many contacts and decisions it holds."""
    question = (
        sa.select(JournalExport.id, sa.func.count(JournalItem.contact_id), sa.func.count(JournalItem.decision_id))
        .join(JournalItem, JournalItem.export_id == JournalExport.id, isouter=True)
        .where(JournalExport.centre_id == at[0], JournalExport.controller_id == at[1])
        .group_by(JournalExport.id)
        .order_by(JournalExport.id.desc())
        .limit(most)
    )
    numbers = {row[0]: (row[1], row[2]) for row in db.session.execute(question)}
    found = db.session.scalars(sa.select(JournalExport).where(JournalExport.id.in_(numbers)))
    return [(one, numbers[one.id]) for one in sorted(found, key=lambda one: one.id, reverse=True)]


def items(export: JournalExport, person: Person) -> list[JournalItem] | None:
    """What the file holds, in its order; none at all where it holds something that this person may not read."""
    question = sa.select(
        JournalItem.citizen_id, JournalItem.author_id, JournalItem.information, JournalItem.decision_id
    ).where(JournalItem.export_id == export.id)
    held = db.session.execute(question).all()
    readers = _readers(person, {row.citizen_id for row in held})
    if openings.hidden_from(person, readers):
        return None
    decided = {row.decision_id for row in held if row.decision_id is not None}
    if decided - decisions.readable_ids(decisions.reader(person), decided):
        return None
    for row in held:
        if row.decision_id is not None:
            continue
        kept = Kept(row.author_id, export.centre_id, export.controller_id, row.information)
        if not is_owned_by(readers[row.citizen_id], kept) or not may_read(readers[row.citizen_id], kept):
            return None
    return list(
        db.session.scalars(sa.select(JournalItem).where(JournalItem.export_id == export.id).order_by(JournalItem.id))
    )


def people_in(items: Iterable[JournalItem]) -> Sequence[Citizen]:
    """The citizens that a file is about."""
    ids = {item.citizen_id for item in items}
    return db.session.scalars(sa.select(Citizen).where(Citizen.id.in_(ids)).order_by(Citizen.id)).all()


def sent_about(citizen: Citizen, person: Person) -> list[tuple[JournalExport, tuple[int, int]]]:
    """What went out about a citizen from the person's own centres, each with how many contacts and decisions about
    them it held.
    """
    question = (
        sa.select(JournalItem.export_id, sa.func.count(JournalItem.contact_id), sa.func.count(JournalItem.decision_id))
        .where(JournalItem.citizen_id == citizen.id)
        .group_by(JournalItem.export_id)
    )
    numbers = {row[0]: (row[1], row[2]) for row in db.session.execute(question)}
    own = pairs(person, Act.SEND_TO_JOURNAL)
    found = db.session.scalars(sa.select(JournalExport).where(JournalExport.id.in_(numbers)))
    return [(one, numbers[one.id]) for one in found if (one.centre_id, one.controller_id) in own]


def _versions(ids: list[int]) -> dict[int, Version]:
    question = (
        sa.select(Contact.id, Contact.version, Note.version)
        .join(Note, Note.contact_id == Contact.id, isouter=True)
        .where(Contact.id.in_(ids))
    )
    return {row[0]: Version(row[1], row[2] or 0) for row in db.session.execute(question)}


def _versions_sent(ids: list[int]) -> dict[int, Version]:
    question = (
        sa.select(
            JournalItem.contact_id, sa.func.max(JournalItem.contact_version), sa.func.max(JournalItem.note_version)
        )
        .where(JournalItem.contact_id.in_(ids))
        .group_by(JournalItem.contact_id)
    )
    return {row[0] or 0: Version(row[1], row[2]) for row in db.session.execute(question)}


def _readers(person: Person, citizen_ids: set[int]) -> dict[int, Reader]:
    """The person, as the rule for reading sees them, for each of these citizens. A file is whole, and leaves the
    program: nobody sends or opens it by a consent to read, a legal ground or a reason, which each open a part.
    """
    found = readers_for(person, citizen_ids)
    return {id: replace(found[id], shared=frozenset(), opened=frozenset()) for id in citizen_ids}


def _topics_readable(contact: Contact, reader: Reader) -> bool:
    return all(may_read_topic(reader, topic.challenge, kept_by(contact)) for topic in contact.topics)


def _notes(contacts: list[Contact], readers: dict[int, Reader]) -> tuple[dict[int, Note], set[int]]:
    """The notes that may be read, by contact, and which contacts have a note; no other note's text is loaded."""
    about = {contact.id: contact.citizen_id for contact in contacts}
    question = sa.select(
        Note.id, Note.contact_id, Note.author_id, Note.centre_id, Note.controller_id, Note.information
    ).where(Note.contact_id.in_(about))
    rows = db.session.execute(question).all()
    readable = [row.id for row in rows if may_read(readers[about[row.contact_id] or 0], Kept(*row[2:]))]
    notes = db.session.scalars(sa.select(Note).where(Note.id.in_(readable)).execution_options(populate_existing=True))
    return {note.contact_id: note for note in notes if note.contact_id is not None}, {row.contact_id for row in rows}
