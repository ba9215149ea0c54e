"""Opening a contact: what it says now, what it said before, and how it came to stand with whom it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app import clock, log
from app.access import Act, allow, may
from app.accounts.forms import StepForm
from app.accounts.role import Role
from app.centres import queries as places
from app.centres.models import EffortKind
from app.citizens import queries as citizens
from app.citizens.reading import Kept, Reader
from app.citizens.words import CHALLENGES
from app.consent.reading import reader_for
from app.language import day_time
from app.outreach import asking, bridges, queries
from app.outreach.correction import Part, Wording, changed
from app.outreach.models import Contact, ContactVersion, NoteVersion
from app.outreach.rows import why_it_stays
from app.outreach.timeline import kept_by, readable_topics, topics_for
from app.outreach.views import blueprint
from app.outreach.words import KINDS, PARTS, PLACES, STATES, length, where, where_to, who
from app.page import page


@dataclass(frozen=True)
class Earlier:
    """One correction: who made it, when and why; each part that changed as it stood and as it was corrected."""

    by: str
    at: datetime
    reason: str
    parts: tuple[tuple[str, str, str], ...]
    note: NoteVersion | None
    about_note: str


@blueprint.get("/contacts/<id:contact_id>")
@allow(Act.OPEN_CONTACT, to=Contact)
def contact(contact: Contact) -> Response:
    """One contact, with what the reader may read of it."""
    return opened(contact)


@blueprint.post("/contacts/<id:contact_id>/survey")
@allow(Act.OPEN_CONTACT, to=Contact)
def survey(contact: Contact) -> Response:
    """The tablet goes to whoever was talked with, for the survey."""
    return asking.on_tablet(contact, _of(contact), effort_id=_effort_of(contact), people=contact.people)


@blueprint.post("/contacts/<id:contact_id>/survey-slip")
@allow(Act.OPEN_CONTACT, to=Contact)
def survey_slip(contact: Contact) -> Response:
    """The survey on a slip, for a stand or one's own phone, or on paper."""
    return asking.on_paper(contact, _of(contact), effort_id=_effort_of(contact), people=contact.people)


def opened(contact: Contact, status: int = 200, refused: str = "") -> Response:
    """The page of a contact; `refused` is a sentence about what was asked of it and could not be."""
    reader = reader_of(contact)
    note = citizens.readable_notes([contact.id], reader).get(contact.id)
    versions = queries.versions(contact)
    earlier_notes = queries.readable_note_versions([version.id for version in versions], reader) if versions else {}
    bridge = contact.bridge
    log.opened(contact, also=[one for one in (contact.citizen, note, bridge, *earlier_notes.values()) if one])
    return page(
        "outreach/opened.html",
        status=status,
        contact=contact,
        who=who(contact),
        where=where(contact),
        kind=KINDS[contact.kind],
        length=length(contact.minutes),
        topics=readable_topics(contact, reader),
        note=note,
        has_closed_note=note is None and citizens.has_note(contact.id),
        earlier=_earlier(contact, versions, earlier_notes, reader),
        times=_times(len(versions)),
        moved=queries.last_move(contact),
        bridge=bridge,
        bridge_to=where_to(bridge.sent) if bridge and bridges.may_read_where_to(bridge, reader) else "",
        bridge_state=STATES[bridge.state] if bridge else "",
        take_back=StepForm(formdata=None),
        stays=why_it_stays(contact),
        survey=asking.offer(contact, contact.people) if may(Act.ASK_IN_SURVEY, contact) else None,
        refused=refused,
    )


def _of(contact: Contact) -> str:
    return url_for("outreach.contact", contact_id=contact.id)


def _effort_of(contact: Contact) -> int | None:
    """The effort that a contact belongs to: that of the SKP workers, where one of them wrote it."""
    roles = {held.role for held in contact.author.roles_on(clock.local(contact.happened_at).date())}
    running = places.efforts(EffortKind.OUTREACH)
    return running[0].id if running and Role.SKP_WORKER in roles else None


def reader_of(contact: Contact) -> Reader:
    """Whoever is signed in, as the rule for reading sees them beside this contact."""
    return reader_for(current_user.person, contact.citizen_id)


def _earlier(
    contact: Contact, versions: Sequence[ContactVersion], notes: dict[int, NoteVersion], reader: Reader
) -> list[Earlier]:
    after = contact.wording
    places = {contact.centre_id: contact.centre.name} | {one.centre_id: one.centre.name for one in versions}
    found = []
    for version in versions:
        before, kept = version.wording, kept_by(contact)
        parts = tuple(
            (str(PARTS[part]), _said(part, before, places, reader, kept), _said(part, after, places, reader, kept))
            for part in changed(before, after)
        )
        note = notes.get(version.id)
        found.append(
            Earlier(
                version.corrected_by.name, version.corrected_at, version.reason, parts, note, _of_note(version, note)
            )
        )
        after = before
    return found


def _said(part: Part, wording: Wording, places: dict[int, str], reader: Reader, kept: Kept) -> str:
    words = {
        Part.KIND: lambda: str(KINDS[wording.kind]),
        Part.TOPICS: lambda: ", ".join(topics_for(reader, wording.topics, kept)),
        Part.HAPPENED_AT: lambda: day_time(wording.happened_at),
        Part.PLACE: lambda: str(PLACES[wording.place]),
        Part.CENTRE: lambda: places[wording.centre_id],
        Part.MINUTES: lambda: length(wording.minutes),
        Part.PEOPLE: lambda: str(wording.people),
    }
    return words[part]()


def _of_note(version: ContactVersion, note: NoteVersion | None) -> str:
    if not version.note_changed:
        return ""
    if not version.had_note:
        return _("Der var intet notat.")
    return _("Notatet lød:") if note else _("Notatet er rettet. Indholdet er ikke delt med dig.")


def _times(number: int) -> str:
    return ngettext("Rettet %(num)s gang", "Rettet %(num)s gange", number) if number else ""


def readable_challenges(contact: Contact, reader: Reader) -> frozenset[str]:
    """The values of those of its topics that the reader may see."""
    kept = kept_by(contact)
    return frozenset(
        one.value
        for one in contact.wording.topics
        if topics_for(reader, frozenset({one}), kept) == [str(CHALLENGES[one])]
    )
