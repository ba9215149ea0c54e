"""One tap: there are children in the home. The duty to notify, and whom to call, are told at once (rules R16)."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.access import Act, allow
from app.citizens import children
from app.citizens.forms import ChildrenForm, NotificationForm
from app.citizens.models import Citizen
from app.citizens.views import blueprint, held, here, opened


@blueprint.post("/<id:citizen_id>/children")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def children_at_home(citizen: Citizen) -> Response:
    """Note that there are children in the home, or no longer; the page then opens with the duty to notify on top."""
    held(citizen)
    form = ChildrenForm()
    if not form.validate():
        abort(400)
    there = form.there.data == "yes"

    def store() -> str:
        children.note(citizen, there=there, at=here(citizen), by=current_user.account)
        if there:
            return url_for("citizens.citizen", citizen_id=citizen.id, noted="children")
        flash(_("Det er noteret, at der ikke længere er børn i hjemmet."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.post("/<id:citizen_id>/notifications")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def notifications(citizen: Citizen) -> Response:
    """Keep that, when and by whom the municipality was told; what was said does not belong here."""
    held(citizen)
    form = NotificationForm()
    if not form.validate():
        return opened(citizen, status=422, notification_form=form)

    def store() -> str:
        children.notified(citizen, on=form.chosen_day(), at=here(citizen), by=current_user.account)
        flash(_("Det er noteret, at du har givet besked."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)
