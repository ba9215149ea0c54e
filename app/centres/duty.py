"""The duty to notify (underretningspligt, rules R16) as administrators keep it: its text, and whom staff call."""

from flask import Response, flash, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow
from app.centres import queries
from app.centres.forms import DutyTextForm, NotifyContactForm
from app.centres.models import DutyText, NotifyContact, Operator
from app.centres.views import blueprint
from app.db import db, hold
from app.page import page


@blueprint.get("/duty")
@allow(Act.MANAGE_CENTRES, reads_only=True)
def duty() -> Response:
    """The text that staff see, those before it, and whom the staff of each operator call."""
    return _duty(DutyTextForm(formdata=None, obj=queries.duty_text(clock.today())))


@blueprint.post("/duty")
@allow(Act.MANAGE_CENTRES)
def duty_texts() -> Response:
    """Another text, from today; the earlier ones stay, so that one can see what staff were told when."""
    form = DutyTextForm()
    if not form.validate():
        return _duty(form, status=422)

    def store() -> str:
        text = DutyText(
            danish=form.danish.data.strip(),
            english=(form.english.data or "").strip(),
            source=form.source.data.strip(),
            valid_from=clock.today(),
            author_id=current_user.account_id,
            recorded_at=clock.now(),
        )
        db.session.add(text)
        log.created(text)
        flash(_("Teksten er gemt. Den vises fra nu af."), "good")
        return url_for("centres.duty")

    return form.once(store)


@blueprint.route("/operators/<id:operator_id>/notify-contact", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES, to=Operator)
def notify_contact(operator: Operator) -> Response:
    """Whom the staff of this operator call; from today, and until another is named."""
    present = queries.whom_to_call(operator.id, clock.today())
    form = NotifyContactForm(obj=present)
    if not form.is_submitted():
        return page("centres/notify_contact.html", form=form, operator=operator)
    hold(operator)
    if not form.validate():
        return page("centres/notify_contact.html", status=422, form=form, operator=operator)

    def store() -> str:
        if present is not None:
            present.ended_on = clock.today()
        contact = NotifyContact(
            operator_id=operator.id,
            who=form.who.data.strip(),
            phone=form.phone.data.strip(),
            from_on=clock.today(),
            author_id=current_user.account_id,
        )
        db.session.add(contact)
        log.created(contact)
        flash(_("Gemt."), "good")
        return url_for("centres.duty")

    return form.once(store)


def told(operator_id: int) -> dict[str, str]:
    """What staff of this operator are told today: the duty in a sentence, where it stands, and whom to call."""
    text = queries.duty_text(clock.today())
    contact = queries.whom_to_call(operator_id, clock.today())
    call = (
        _("Ring til %(who)s, %(phone)s.", who=contact.who, phone=contact.phone)
        if contact
        else _("Spørg din leder, hvem du skal ringe til.")
    )
    return {"duty": said(text), "source": text.source, "call": call}


def said(text: DutyText) -> str:
    """The text in the page's language; in Danish where no other was written."""
    return text.english if str(get_locale()) == "en" and text.english else text.danish


def _duty(form: DutyTextForm, status: int = 200) -> Response:
    today = clock.today()
    return page(
        "centres/duty.html",
        status=status,
        form=form,
        texts=[(text, said(text)) for text in queries.duty_texts(today)],
        operators=[(one, queries.whom_to_call(one.id, today)) for one in queries.operators()],
    )
