"""Recording contacts and head counts. Callers commit; refusals are `contact.Refusal`."""

from datetime import date

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens import register
from app.citizens.models import ChallengeNoted, Citizen, Note
from app.db import db, hold
from app.outreach import bridges, queries
from app.outreach.bridge import Sent
from app.outreach.contact import MOST_HEADS, Kind, Talk, refuse_nonsense, refuse_other_controller
from app.outreach.models import Contact, HeadCount


def record(
    talk: Talk, *, citizen: Citizen | None, at: Centre, controller_id: int, by: Account, sent: Sent | None = None
) -> Contact:
    """Keep a contact with its topics and note; the citizen belongs to the centre from now on.

    One of the kind bridging makes a bridge that somebody follows, also when nobody has said where to (`sent`).
    """
    refuse_nonsense(talk, clock.now())
    if citizen is not None:
        refuse_other_controller(citizen.controller_id, controller_id)
    contact = Contact(
        kind=talk.kind,
        place=talk.place,
        citizen=citizen,
        people=talk.people,
        centre=at,
        centre_id=at.id,
        controller_id=controller_id,
        author_id=by.id,
        happened_at=talk.happened_at,
        minutes=talk.minutes,
        recorded_at=clock.now(),
    )
    contact.topics = [
        ChallengeNoted(
            citizen_id=citizen.id if citizen else None,
            challenge=challenge,
            happened_at=talk.happened_at,
            centre_id=at.id,
        )
        for challenge in sorted(talk.topics)
    ]
    if talk.note.strip():
        contact.note = Note(
            citizen_id=citizen.id if citizen else None,
            author_id=by.id,
            centre_id=at.id,
            controller_id=controller_id,
            information=talk.information,
            text=talk.note.strip(),
            happened_at=talk.happened_at,
            recorded_at=clock.now(),
        )
    db.session.add(contact)
    if talk.kind is Kind.BRIDGING:
        bridges.record(sent or Sent(), citizen=citizen, contact=contact, at=at, controller_id=controller_id, by=by)
    if citizen is not None:
        register.belong(citizen, at)
        if talk.known_before is not None:
            register.ask_known_before(citizen, talk.known_before)
    log.created(contact, also=[citizen] if citizen else ())
    return contact


def one_more(*, on: date, at: Centre, by: Account) -> HeadCount:
    """One more came: added to what is kept now, so that two who count at once both count."""
    kept = queries.head_count(at, on)
    if kept is not None:
        hold(kept)
    return count_heads(min((kept.people if kept else 0) + 1, MOST_HEADS), on=on, at=at, by=by)


def count_heads(people: int, *, on: date, at: Centre, by: Account) -> HeadCount:
    """Keep how many came on that day; counting again replaces the figure."""
    count = queries.head_count(at, on)
    if count is None:
        count = HeadCount(centre_id=at.id, counted_on=on, version=0)
        db.session.add(count)
    count.people = people
    count.author_id = by.id
    count.recorded_at = clock.now()
    count.version += 1
    log.changed(count)
    return count
