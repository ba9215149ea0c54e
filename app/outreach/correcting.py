"""Correcting a contact, moving it to the right person, and taking back what was saved by a slip. Callers commit.

Everything changes through the records themselves, so that whoever counts contacts hears of it.
"""

from collections.abc import Callable
from datetime import timedelta

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens import register
from app.citizens.models import ChallengeNoted, Citizen, CitizenAtCentre, Note
from app.db import db
from app.followups import recording as follow_ups
from app.outreach import bridges, queries
from app.outreach.bridge import Sent, State
from app.outreach.contact import Kind, Reason, Refusal, Talk, refuse_nonsense, refuse_other_controller
from app.outreach.correction import refuse_to_take_back
from app.outreach.models import Contact, ContactMoved, ContactVersion, NoteVersion

SAME_MOMENT = timedelta(minutes=1)


def correct(
    contact: Contact,
    talk: Talk,
    *,
    at: Centre,
    by: Account,
    reason: str = "",
    note_is_open: bool = True,
    sent: Sent | None = None,
) -> None:
    """Let the contact say this from now on; what it said stays as a version. Who it was with is not asked here.

    `note_is_open` says that the corrector may read the note; one that is closed to them stays as it is.
    """
    unmoved = talk.happened_at == contact.happened_at
    refuse_nonsense(talk, talk.happened_at if unmoved else clock.now())
    _keep_version(contact, talk, by, reason, note_is_open)
    contact.kind, contact.place, contact.minutes, contact.people = talk.kind, talk.place, talk.minutes, talk.people
    contact.happened_at = talk.happened_at
    contact.centre, contact.centre_id = at, at.id
    contact.version += 1
    _correct_topics(contact, talk)
    _correct_note(contact, talk, by, note_is_open)
    _correct_bridge(contact, by, sent)
    if contact.citizen is not None:
        register.belong(contact.citizen, at)
    log.changed(contact)


def move(contact: Contact, *, to: Citizen | None, people: int, by: Account, reason: str) -> None:
    """Let the contact stand with this person instead, or with nobody named; its topics, its note, its bridge and
    what was agreed in it go along.

    Moving it back is another move. The answer to «known before?» stays with whoever it was asked about.
    """
    if to is not None:
        refuse_other_controller(to.controller_id, contact.controller_id)
        people = 1
    if (to.id if to else None) == contact.citizen_id and people == contact.people:
        raise Refusal(Reason.ALREADY_THERE)
    before = contact.citizen
    db.session.add(
        ContactMoved(
            contact_id=contact.id,
            citizen_id=contact.citizen_id,
            people=contact.people,
            to_citizen_id=to.id if to else None,
            moved_by_id=by.id,
            moved_at=clock.now(),
            reason=reason.strip(),
        )
    )
    contact.citizen, contact.people = to, people
    contact.citizen_id = to.id if to else None
    for topic in contact.topics:
        topic.citizen_id = contact.citizen_id
    if contact.note is not None:
        contact.note.citizen_id = contact.citizen_id
    if contact.bridge is not None:
        contact.bridge.citizen, contact.bridge.citizen_id = to, contact.citizen_id
    contact.version += 1
    follow_ups.go_along(contact.id, to)
    if to is not None:
        register.belong(to, contact.centre)
        log.changed(to)
    if before is not None:
        _leave_what_it_opened(contact, before)
        log.changed(before)
    log.changed(contact)


def take_back(contact: Contact, *, by: Account) -> None:
    """Remove a contact that was saved by a slip a moment ago, with topics, note, bridge and what was agreed with it.

    What was told about the person stays: a record that was made with the contact, and that there are children.

    Raises StaysAsItIs when it is another's, more than ten minutes old, or in use.
    """
    refuse_to_take_back(contact.author_id, contact.recorded_at, by.id, clock.now(), in_use(contact))
    log.deleted(contact)
    follow_ups.take_back_with(contact.id, by)
    citizen = contact.citizen
    if citizen is not None:
        _leave_what_it_opened(contact, citizen)
    db.session.delete(contact)


def came_with(contact: Contact) -> bool:
    """Whether the citizen's record was made in the same save."""
    citizen = contact.citizen
    return (
        citizen is not None
        and citizen.recorded_by_id == contact.author_id
        and timedelta() <= contact.recorded_at - citizen.recorded_at <= SAME_MOMENT
    )


def in_use(contact: Contact) -> bool:
    """Whether others have built on the contact, so that it cannot vanish: corrected, moved, or sent somewhere."""
    return queries.mended_by_others(contact) or any(holds(contact.id) for holds in _holding)


def holds_on(holds: Callable[[int], bool]) -> None:
    """Register, at start-up, a function that says whether a contact (by id) has gone where it cannot be taken back."""
    _holding.append(holds)


_holding: list[Callable[[int], bool]] = []


def _keep_version(contact: Contact, talk: Talk, by: Account, reason: str, note_is_open: bool) -> None:
    note = contact.note
    after = (talk.note.strip(), talk.information if talk.note.strip() else None)
    before = (note.text, note.information) if note else ("", None)
    version = ContactVersion(
        contact_id=contact.id,
        version=contact.version,
        kind=contact.kind,
        place=contact.place,
        centre_id=contact.centre_id,
        people=contact.people,
        happened_at=contact.happened_at,
        minutes=contact.minutes,
        topics=" ".join(sorted(topic.challenge.value for topic in contact.topics)),
        had_note=note is not None,
        note_changed=note_is_open and before != after,
        corrected_by_id=by.id,
        corrected_at=clock.now(),
        reason=reason.strip(),
    )
    db.session.add(version)
    db.session.flush()
    if note is not None and version.note_changed:
        db.session.add(
            NoteVersion(
                contact_version_id=version.id,
                author_id=note.author_id,
                centre_id=note.centre_id,
                controller_id=note.controller_id,
                information=note.information,
                text=note.text,
            )
        )


def _correct_topics(contact: Contact, talk: Talk) -> None:
    kept = {topic.challenge: topic for topic in contact.topics}
    for challenge in kept.keys() - talk.topics:
        contact.topics.remove(kept[challenge])
    for topic in contact.topics:
        topic.happened_at, topic.centre_id = talk.happened_at, contact.centre_id
    for challenge in sorted(talk.topics - kept.keys()):
        contact.topics.append(
            ChallengeNoted(
                citizen_id=contact.citizen_id,
                challenge=challenge,
                happened_at=talk.happened_at,
                centre_id=contact.centre_id,
            )
        )


def _correct_note(contact: Contact, talk: Talk, by: Account, note_is_open: bool) -> None:
    note, text = contact.note, talk.note.strip()
    if note is not None:
        note.happened_at, note.centre_id = talk.happened_at, contact.centre_id
    if not note_is_open:
        return
    if note is not None and not text:
        contact.note = None
    elif note is not None and (note.text, note.information) != (text, talk.information):
        note.text, note.information = text, talk.information
        note.version += 1
    elif note is None and text:
        contact.note = Note(
            citizen_id=contact.citizen_id,
            author_id=by.id,
            centre_id=contact.centre_id,
            controller_id=contact.controller_id,
            information=talk.information,
            text=text,
            happened_at=talk.happened_at,
            recorded_at=clock.now(),
        )


def _correct_bridge(contact: Contact, by: Account, sent: Sent | None) -> None:
    """A contact that turns out to be a bridge gets one; one that was none has a bridge that matters no longer."""
    bridge = contact.bridge
    if bridge is not None:
        bridge.centre, bridge.centre_id = contact.centre, contact.centre_id
    if contact.kind is Kind.BRIDGING and bridge is None:
        bridges.record(
            sent or Sent(),
            citizen=contact.citizen,
            contact=contact,
            at=contact.centre,
            controller_id=contact.controller_id,
            by=by,
        )
    elif contact.kind is not Kind.BRIDGING and bridge is not None and bridge.state is State.WAITING:
        bridges.note_outcome(bridge, State.NOT_RELEVANT, on=clock.today(), why="", by=by)
    elif contact.kind is Kind.BRIDGING and bridge is not None and bridge.state is State.NOT_RELEVANT:
        bridges.note_outcome(bridge, State.WAITING, on=clock.today(), why="", by=by)


def _leave_what_it_opened(contact: Contact, citizen: Citizen) -> None:
    """The wrong person no longer belongs to a centre to which this contact alone made them belong."""
    opened: CitizenAtCentre | None = next((at for at in citizen.centres if at.centre_id == contact.centre_id), None)
    came_with_it = opened is not None and contact.recorded_at <= opened.since <= contact.recorded_at + SAME_MOMENT
    if came_with_it and len(citizen.centres) > 1 and not queries.met_at(citizen, contact.centre_id, but=contact.id):
        register.leave(citizen, contact.centre_id)
