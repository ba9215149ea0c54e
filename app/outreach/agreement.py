"""What is agreed while a contact is written: a follow-up, kept with the contact in one transaction."""

from flask_babel import gettext as _
from flask_login import current_user

from app.access import Act
from app.accounts.permissions import controller_at, pairs
from app.followups import colleagues, recording
from app.followups.forms import agreed
from app.followups.models import FollowUp
from app.followups.views import sound_colleague
from app.form import choices
from app.outreach.forms import ContactForm
from app.outreach.models import Contact


def offer(form: ContactForm) -> None:
    """The colleagues at one's own centres, to choose from."""
    found = colleagues.at(pairs(current_user.person, Act.FOLLOW_UP), without=current_user.account_id)
    form.agreed_colleague.choices = choices({0: _("Vælg en kollega")} | {one.id: one.name for one in found})


def sound(form: ContactForm) -> bool:
    """Whether the colleague who is to see to it works where the contact counts; nothing is asked without a text."""
    if not (form.agreed_text.data or "").strip():
        return True
    at = form.centre.data
    return sound_colleague(form, (at, controller_at(current_user.person, Act.RECORD_CONTACT, at)))


def keep(form: ContactForm, contact: Contact) -> FollowUp | None:
    """Keep what was agreed, if anything was; it belongs where the contact does."""
    wanted = agreed(form, current_user.account_id)
    if wanted is None:
        return None
    return recording.agree(
        wanted.text,
        due_on=wanted.due_on,
        citizen=contact.citizen,
        at=contact.centre,
        controller_id=contact.controller_id,
        responsible_id=wanted.responsible_id,
        by=current_user.account,
        contact_id=contact.id,
    )
