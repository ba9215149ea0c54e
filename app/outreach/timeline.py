"""What outreach adds to a citizen's timeline."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.role import Person
from app.citizens import queries as citizens
from app.citizens.acquaintance import knows_by
from app.citizens.challenge import ON_THE_FORM, Challenge
from app.citizens.linking import moves
from app.citizens.models import Citizen, Note
from app.citizens.reading import Information, Kept, Reader, is_owned_by, may_read, may_read_topic
from app.citizens.timeline import Event, source
from app.citizens.words import CHALLENGES
from app.consent.reading import reader_for
from app.language import day
from app.outreach import bridges, queries
from app.outreach.bridge import State
from app.outreach.models import Bridge, Contact
from app.outreach.words import STATES, where, where_to

moves(Contact, _l("kontakter"), one=_l("kontakt"))
knows_by(bridges.works_with)


@source
def contacts(citizen: Citizen, person: Person) -> Iterable[Event]:
    """Every contact with the citizen: those of others without content, own and shared ones with what may be read."""
    all_contacts = queries.contacts_with(citizen)
    reader = reader_for(person, citizen)
    notes = citizens.readable_notes([contact.id for contact in all_contacts], reader)
    ids = [contact.id for contact in all_contacts]
    corrected, moved = queries.corrected(ids), queries.moved(ids)
    for contact in all_contacts:
        mended = _("rettet") if contact.id in corrected else _("flyttet hertil") if contact.id in moved else ""
        yield _event(contact, reader, notes.get(contact.id), mended)


@source
def moved_away(citizen: Citizen, _person: Person) -> Iterable[Event]:
    """A contact stood here by mistake: the day and by whom, and nothing of whom or what."""
    for move in queries.moved_away(citizen):
        title = _("En kontakt stod her ved en fejl og er flyttet af %(name)s", name=move.moved_by.name)
        yield Event(move.moved_at, title)


@source
def bridges_of(citizen: Citizen, person: Person) -> Iterable[Event]:
    """Every bridge, and what became of it; where to, only for those who may know."""
    found = bridges.of_citizen(citizen)
    reader = reader_for(person, citizen if found else None)
    for bridge in found:
        if not is_owned_by(reader, bridge.kept) and not bridges.may_read_where_to(bridge, reader):
            where_from = _of_whom(
                bridge,
                reader,
                _("Brobygning fra %(centre)s", centre=bridge.centre.name),
                _("Brobygning på et andet værested"),
            )
            yield Event(bridge.recorded_at, where_from, shared=False, record=bridge)
            continue
        to = where_to(bridge.sent) if bridges.may_read_where_to(bridge, reader) else ""
        title = _("Brobygning til %(place)s", place=to) if to else _("Brobygning")
        last = bridge.outcomes[-1] if bridge.outcomes else None
        detail = str(STATES[bridge.state])
        if last and bridge.state is not State.WAITING:
            detail = f"{detail} {day(last.happened_on)}"
        mark = "good" if bridge.state is State.ARRIVED else ""
        yield Event(bridge.recorded_at, title, tag=detail, tag_kind=mark, record=bridge)


def readable_topics(contact: Contact, reader: Reader) -> list[str]:
    """The topics of a contact that may be shown, in the fixed order; those that may not are one «something else»."""
    return topics_for(reader, contact.wording.topics, kept_by(contact))


def topics_for(reader: Reader, noted: frozenset[Challenge], kept: Kept) -> list[str]:
    """The words for those of these topics that may be shown."""
    shown = [str(CHALLENGES[one]) for one in ON_THE_FORM if one in noted and may_read_topic(reader, one, kept)]
    return shown if len(shown) == len(noted) else [*shown, _("Andet, som du ikke kan se")]


def kept_by(contact: Contact) -> Kept:
    """What decides who may read what the contact itself says."""
    return Kept(contact.author_id, contact.centre_id, contact.controller_id, Information.GENERAL)


def _event(contact: Contact, reader: Reader, note: Note | None, mended: str) -> Event:
    if not may_read(reader, kept_by(contact)) and note is None:
        title = _of_whom(
            contact,
            reader,
            _("Kontakt på %(centre)s", centre=contact.centre.name),
            _("Kontakt på et andet værested"),
        )
        by_reason = any(by == contact.controller_id for _at, by in reader.hosts)
        return Event(contact.happened_at, title, shared=False, opens_with_reason=by_reason)
    title = _("Kontakt med %(name)s, %(place)s", name=contact.author.name, place=where(contact))
    topics = ", ".join(readable_topics(contact, reader)).capitalize() + "."
    return Event(contact.happened_at, title, topics, note=note, tag=mended)


def _of_whom(record: Contact | Bridge, reader: Reader, named: str, elsewhere: str) -> str:
    """Whose it is, and no more: the centre where the reader works too, or another one."""
    return named if record.centre_id in {at for at, _by in reader.at} else elsewhere
