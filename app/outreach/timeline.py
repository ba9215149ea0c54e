"""What outreach adds to a citizen's timeline."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.access import Act
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.citizens import queries as citizens
from app.citizens.challenge import ON_THE_FORM
from app.citizens.models import Citizen, Note
from app.citizens.reading import Information, Kept, Reader, may_read, may_read_topic
from app.citizens.timeline import Event, source
from app.citizens.words import CHALLENGES
from app.outreach import queries
from app.outreach.models import Contact
from app.outreach.words import where


@source
def contacts(citizen: Citizen, person: Person) -> Iterable[Event]:
    """Every contact with the citizen: those of other centres without content, own ones with what may be read."""
    all_contacts = queries.contacts_with(citizen)
    reader = reader_for(person, any(contact.author_id == person.account_id for contact in all_contacts))
    notes = citizens.readable_notes([contact.id for contact in all_contacts], reader)
    for contact in all_contacts:
        yield _event(contact, reader, notes.get(contact.id))


def reader_for(person: Person, works_with_citizen: bool) -> Reader:
    """The person, as the rule for reading sees them."""
    return Reader(person.account_id or 0, pairs(person, Act.OPEN_CITIZEN), works_with_citizen)


def readable_topics(contact: Contact, reader: Reader) -> list[str]:
    """The topics of a contact that may be shown, in the fixed order; those that may not are one «something else»."""
    kept = kept_by(contact)
    noted = {topic.challenge for topic in contact.topics}
    shown = [str(CHALLENGES[one]) for one in ON_THE_FORM if one in noted and may_read_topic(reader, one, kept)]
    return shown if len(shown) == len(noted) else [*shown, _("Andet, som du ikke kan se")]


def kept_by(contact: Contact) -> Kept:
    """What decides who may read what the contact itself says."""
    return Kept(contact.author_id, contact.centre_id, contact.controller_id, Information.GENERAL)


def _event(contact: Contact, reader: Reader, note: Note | None) -> Event:
    if not may_read(reader, kept_by(contact)):
        return Event(contact.happened_at, _("Kontakt på et andet værested"), shared=False)
    title = _("Kontakt med %(name)s, %(place)s", name=contact.author.name, place=where(contact))
    topics = ", ".join(readable_topics(contact, reader)).capitalize() + "."
    return Event(contact.happened_at, title, topics, note=note)
