"""The helpers of a centre, kept by those who work there and its leader."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow
from app.accounts.models import Account
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.centres.models import Centre
from app.db import db, hold
from app.form import Form, choices
from app.page import page, seen_at
from app.volunteers import queries
from app.volunteers.forms import HelperForm
from app.volunteers.models import Helper, HelperKind
from app.volunteers.words import HELPER_KINDS

blueprint = Blueprint("volunteers", __name__, url_prefix="/volunteers")


@blueprint.get("/")
@allow(Act.KEEP_HELPERS)
def helpers() -> Response:
    """Who helps at each of one's own centres, and who has helped."""
    centres = places.centres(among=centres_for(current_user.person, Act.KEEP_HELPERS))
    found = queries.helpers([centre.id for centre in centres])
    log.listed(found)
    today = clock.today()
    return page(
        "volunteers/helpers.html",
        step=Form(),
        today=today,
        kinds=HELPER_KINDS,
        places=[
            {
                "centre": centre,
                "here": [one for one in found if one.centre_id == centre.id and _helps_on(one)],
                "gone": [one for one in found if one.centre_id == centre.id and not _helps_on(one)],
            }
            for centre in centres
        ],
    )


@blueprint.route("/centres/<id:centre_id>/new", methods=["GET", "POST"])
@allow(Act.KEEP_HELPERS, to=Centre)
def new(centre: Centre) -> Response:
    """Somebody new who helps at a centre."""
    form = _form(centre)
    if not form.is_submitted():
        form.from_on.data = clock.today()
        return _page(form, centre)
    if not form.validate():
        return _page(form, centre, status=422)

    def store() -> str:
        helper = Helper(
            centre=centre,
            centre_id=centre.id,
            recorded_by_id=current_user.account_id,
            recorded_at=clock.now(),
            version=0,
        )
        _write(helper, form)
        db.session.add(helper)
        log.created(helper)
        flash(_("Hjælperen står nu på listen."), "good")
        return url_for("volunteers.helpers")

    return form.once(store)


@blueprint.route("/<id:helper_id>", methods=["GET", "POST"])
@allow(Act.KEEP_HELPERS, to=Helper)
def helper(helper: Helper) -> Response:
    """Change what is noted about a helper."""
    if request.method == "POST":
        hold(helper)
    form = _form(helper.centre, helper)
    log.opened(helper)
    if not form.is_submitted():
        conflict.opened(form, helper.version, _told(helper))
        return _page(form, helper.centre, helper)
    clash = conflict.between(form, helper.version, _told(helper), helper)
    if not form.validate():
        return _page(form, helper.centre, helper, status=422)
    if clash:
        back = url_for("volunteers.helpers")
        return conflict.conflict_page(clash, form, heading=_("Hjælper"), action=request.path, back=back)

    def store() -> str:
        _write(helper, form)
        log.changed(helper)
        flash(_("Gemt."), "good")
        return url_for("volunteers.helpers")

    return form.once(store)


@blueprint.post("/<id:helper_id>/ending")
@allow(Act.KEEP_HELPERS, to=Helper)
def ending(helper: Helper) -> Response:
    """Today is the helper's last day; one tap. Tapped again it changes nothing."""
    hold(helper)
    today = clock.today()
    if helper.to_on is None or helper.to_on > today:
        helper.to_on = max(today, helper.from_on)
        helper.version += 1
        log.changed(helper)
        flash(_("Hjælperen har sidste dag i dag. Det kan rettes på listen."), "good")
    log.opened(helper)
    db.session.commit()
    return seen_at(url_for("volunteers.helpers"))


def _helps_on(helper: Helper) -> bool:
    """Whether somebody still helps, today or later; the last day is one of the days."""
    return helper.to_on is None or helper.to_on >= clock.today()


def _write(helper: Helper, form: HelperForm) -> None:
    helper.name = form.name.data.strip()
    helper.kind = HelperKind(form.kind.data)
    helper.helps_with = form.helps_with.data.strip()
    helper.contact = db.session.get_one(Account, form.contact.data)
    helper.from_on = form.from_on.data
    helper.to_on = form.to_on.data
    helper.version += 1


def _told(helper: Helper) -> dict[str, object]:
    """What the record says now, as the form's fields say it."""
    names = ("name", "kind", "helps_with", "from_on", "to_on")
    return {name: getattr(helper, name) for name in names} | {"contact": helper.contact_id}


def _form(centre: Centre, helper: Helper | None = None) -> HelperForm:
    form = HelperForm(obj=helper)
    offered = {one.id: one.name for one in queries.contacts_at(centre)}
    if helper is not None:
        offered = {helper.contact_id: helper.contact.name} | offered
    form.contact.choices = choices(offered)
    if not form.is_submitted():
        form.contact.data = helper.contact_id if helper else current_user.account_id
        if helper:
            form.kind.data = helper.kind.value
    return form


def _page(form: HelperForm, centre: Centre, helper: Helper | None = None, status: int = 200) -> Response:
    return page("volunteers/helper.html", status=status, form=form, centre=centre, helper=helper)
