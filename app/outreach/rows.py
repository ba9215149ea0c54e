"""A contact as a row of «Min dag», with what can be done about one that was just saved."""

from flask import url_for
from flask_login import current_user

from app import clock
from app.access import Act, may
from app.accounts.forms import StepForm
from app.language import day
from app.outreach import asking, correcting
from app.outreach.correction import StaysAsItIs, WhyNot, refuse_to_take_back
from app.outreach.models import Contact
from app.outreach.words import KINDS, WHY_NOT, where, who


def row(contact: Contact) -> dict[str, object]:
    """What stands in the list; «again» is the way to another one with the same citizen."""
    line = f"{KINDS[contact.kind]} · {where(contact)}"
    return {
        "title": who(contact),
        "line": line if is_today(contact) else f"{day(contact.happened_at)} · {line}",
        "happened_at": contact.happened_at,
        "href": url_for("outreach.contact", contact_id=contact.id),
        "new": False,
        "id": contact.id,
        "again": url_for("outreach.new", again=contact.id) if contact.citizen_id else None,
    }


def new_row(contact: Contact, stays: str | None = None) -> dict[str, object]:
    """The row of one that was just saved; `stays`: why it cannot be taken back, where that is known already."""
    stays = why_it_stays(contact) if stays is None else stays
    return row(contact) | {
        "new": True,
        "take_back": None if stays else StepForm(formdata=None),
        "survey": asking.offer(contact, contact.people, in_a_row=True) if may(Act.ASK_IN_SURVEY, contact) else None,
    }


def is_today(contact: Contact) -> bool:
    """Whether it happened on the day that is now."""
    return clock.local(contact.happened_at).date() == clock.today()


def why_it_stays(contact: Contact) -> str:
    """Why the contact cannot be taken back; nothing where it can."""
    try:
        refuse_to_take_back(contact.author_id, contact.recorded_at, current_user.account_id, clock.now())
        if correcting.in_use(contact):
            raise StaysAsItIs(WhyNot.IN_USE)
    except StaysAsItIs as stays:
        return str(WHY_NOT[stays.why])
    return ""
