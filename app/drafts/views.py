"""Keeping a draft while somebody types, the list of one's own, and deleting one."""

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import draft, log
from app.access import Act, allow
from app.accounts.forms import StepForm
from app.accounts.views import EVERYBODY
from app.db import db
from app.draft import KEPT_FOR, Draft
from app.language import clock_time
from app.log import Ground
from app.page import page

blueprint = Blueprint("drafts", __name__, url_prefix="/drafts")


@blueprint.get("/")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY, reads_only=True)
def own() -> Response:
    """One's own drafts: what each is of and when it was saved, never what is in it."""
    return page(
        "drafts/drafts.html",
        drafts=draft.waiting(current_user.account_id),
        days=KEPT_FOR.days,
        step=StepForm(formdata=None),
    )


@blueprint.post("/")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def keep() -> Response:
    """Keep what a form holds now; answers with a sentence that says what is kept, or 204 where nothing is to be."""
    kept = draft.keep(current_user.account_id, request.form)
    if kept is None:
        return Response(status=204)
    db.session.commit()
    saved, shortened = kept
    time = clock_time(saved.saved_at)
    sentence = (
        _("Kladde gemt %(time)s, uden CPR-nummeret", time=time) if shortened else _("Kladde gemt %(time)s", time=time)
    )
    return Response(sentence, mimetype="text/plain")


@blueprint.post("/<id:draft_id>/removal")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def removal(draft_id: int) -> Response:
    """Delete one of one's own drafts."""
    form = StepForm()
    mine = db.session.get(Draft, draft_id, with_for_update=True)
    if mine is None or mine.account_id != current_user.account_id:
        log.nothing_shown()
        abort(404)
    if not form.validate():
        abort(400)

    def store() -> str:
        log.deleted(mine, ground=Ground.OWN_TASK)
        db.session.delete(mine)
        flash(_("Kladden er slettet."), "good")
        return url_for("drafts.own")

    return form.once(store)
