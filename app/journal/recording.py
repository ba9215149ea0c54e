"""Marking, and sending. Callers commit."""

from collections.abc import Collection

from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock, log
from app.accounts.models import Account
from app.citizens.challenge import ON_THE_FORM
from app.citizens.models import Citizen
from app.citizens.reading import ABOUT, Information
from app.citizens.words import CHALLENGES
from app.db import db
from app.decisions.models import Decision
from app.decisions.words import kroner, said
from app.journal.models import JournalExport, JournalItem, JournalMark
from app.journal.queries import Marked, mark_of
from app.outreach.models import Contact
from app.outreach.words import KINDS, where


def mark(contact: Contact, *, by: Account) -> None:
    """Say that the contact belongs in the journal of record; said again, nothing changes."""
    if mark_of(contact.id) is None:
        db.session.add(JournalMark(contact_id=contact.id, author_id=by.id, marked_at=clock.now()))
        log.changed(contact)


def unmark(contact: Contact) -> None:
    """Take the mark back."""
    found = mark_of(contact.id)
    if found is not None:
        db.session.delete(found)
        log.changed(contact)


def send(
    marked: Collection[Marked], decided: Collection[Decision] = (), *, at: tuple[int, int], by: Account
) -> JournalExport:
    """Keep what goes out, word for word, and in Danish whatever the tablet speaks: that is the journal's language."""
    export = JournalExport(centre_id=at[0], controller_id=at[1], author_id=by.id, made_at=clock.now())
    db.session.add(export)
    db.session.flush()
    with force_locale("da"):
        held = [*(_item(export, one) for one in marked), *(_decided(export, one) for one in decided)]
    db.session.add_all(held)
    db.session.flush()
    people = {one.id: one for one in (*(each.citizen for each in marked), *(each.citizen for each in decided))}
    log.exported([*people.values(), *held])
    return export


def _item(export: JournalExport, one: Marked) -> JournalItem:
    contact, citizen = one.contact, one.citizen
    talked_about = {topic.challenge for topic in contact.topics}
    return JournalItem(
        export=export,
        export_id=export.id,
        contact_id=contact.id,
        contact_version=contact.version,
        note_version=one.note.version if one.note else 0,
        citizen_id=citizen.id,
        called=_called(citizen),
        identified=bool(citizen.full_name),
        happened_at=contact.happened_at,
        minutes=contact.minutes,
        kind=str(KINDS[contact.kind]),
        place=where(contact),
        topics=", ".join(str(CHALLENGES[topic]) for topic in ON_THE_FORM if topic in talked_about),
        text=one.note.text if one.note else "",
        information=_information(one),
        author_id=contact.author_id,
        written_by=contact.author.name,
        recorded_at=contact.recorded_at,
    )


def _decided(export: JournalExport, one: Decision) -> JournalItem:
    amount = kroner(one.amount) if one.amount else ""
    replaces = (
        _(
            "Erstatter afgørelsen af %(day)s: %(reason)s",
            day=f"{clock.local(before.decided_at):%d.%m.%Y}",
            reason=one.reason,
        )
        if (before := one.replaces)
        else ""
    )
    return JournalItem(
        export=export,
        export_id=export.id,
        decision_id=one.id,
        contact_version=0,
        note_version=0,
        citizen_id=one.citizen_id,
        called=_called(one.citizen),
        identified=bool(one.citizen.full_name),
        happened_at=one.decided_at,
        minutes=0,
        kind=_("Afgørelse: %(kind)s", kind=said(one.kind)),
        place=one.centre.name,
        topics=", ".join(part for part in (one.department.name, one.ground.paragraph, amount) if part),
        text="\n\n".join(part for part in (one.text, replaces) if part),
        information=Information.GENERAL,
        author_id=one.decided_by_id,
        written_by=one.decided_by.name,
        recorded_at=one.decided_at,
    )


def _called(citizen: Citizen) -> str:
    both = citizen.alias and citizen.full_name
    return f"{citizen.full_name} ({citizen.alias})" if both else citizen.name


def _information(one: Marked) -> Information:
    """The most sensitive that the contact says: what its note is about, else what its topics are."""
    if one.note and one.note.information is not Information.GENERAL:
        return one.note.information
    about = [ABOUT[topic.challenge] for topic in one.contact.topics if topic.challenge in ABOUT]
    return about[0] if about else Information.GENERAL
