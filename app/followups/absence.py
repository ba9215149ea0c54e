"""The page of cover: «Jeg passer Mettes opgaver fra … til …» (SIV-05), and the news that one has seen."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Field

from app import clock
from app.access import Act, allow
from app.db import BIGGEST_ID, db
from app.followups import arranging, colleagues, queries
from app.followups.cover import Reason, Refusal, Span
from app.followups.forms import CoverForm, EndForm, SeenForm
from app.followups.models import Cover
from app.followups.views import blueprint
from app.followups.words import COVER_REFUSALS, first_name, possessive
from app.form import choices
from app.language import day
from app.page import page


@blueprint.get("/covers")
@allow(Act.COVER_TASKS, reads_only=True)
def covers() -> Response:
    """Who covers for whom now and in the days that come, and the form for another."""
    return _covers()


@blueprint.post("/covers")
@allow(Act.COVER_TASKS)
def arrange() -> Response:
    """Arrange cover; the one who is away is told on their next «Min dag»."""
    form = _form()
    if not form.validate():
        return _covers(422, form)
    span = Span(form.absent.data, form.covering.data, *form.days())
    if not {span.absent_id, span.covering_id} <= {choice.value for choice in form.absent.choices}:
        form.absent.errors = [COVER_REFUSALS[Reason.NOT_YOURS]]
        return _covers(422, form)

    def store() -> str:
        arranged = arranging.cover(span, by=current_user.account, person=current_user.person)
        db.session.flush()
        db.session.refresh(arranged)
        flash(said(arranged), "good")
        return url_for("followups.covers")

    try:
        return form.once(store)
    except Refusal as refusal:
        _field(form, refusal.reason).errors = [COVER_REFUSALS[refusal.reason]]
        return _covers(422, form)


@blueprint.post("/ended-covers")
@allow(Act.COVER_TASKS)
def ended_covers() -> Response:
    """End cover before its last day."""
    form = EndForm()
    found = db.session.get(Cover, form.about.data) if form.validate() and form.about.data <= BIGGEST_ID else None
    if found is None or not arranging.may_end(found, current_user.person):
        abort(404)

    def store() -> str:
        arranging.end(found, by=current_user.account)
        flash(_("Afsluttet: %(what)s", what=said(found)), "good")
        return url_for("followups.covers")

    return form.once(store)


@blueprint.post("/seen")
@allow(Act.FOLLOW_UP)
def seen() -> Response:
    """The news on «Min dag» has been read."""
    form = SeenForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        arranging.seen(current_user.account_id, clock.today())
        return url_for("desk.start")

    return form.once(store)


def said(cover: Cover) -> str:
    """«Jeg passer Mettes opgaver fra i dag til 30. nov.», as whoever is signed in would say it."""
    when = {"first": day(cover.first_on), "last": day(cover.last_on)}
    whose = possessive(cover.absent.name)
    if cover.covering_id == current_user.account_id:
        return _("Jeg passer %(whose)s opgaver fra %(first)s til %(last)s", whose=whose, **when)
    if cover.absent_id == current_user.account_id:
        name = first_name(cover.covering.name)
        return _("%(name)s passer dine opgaver fra %(first)s til %(last)s", name=name, **when)
    name = first_name(cover.covering.name)
    return _("%(name)s passer %(whose)s opgaver fra %(first)s til %(last)s", name=name, whose=whose, **when)


def _covers(status: int = 200, form: CoverForm | None = None) -> Response:
    today = clock.today()
    person = current_user.person
    known = {choice.value for choice in _form(empty=True).absent.choices}
    shown = [cover for cover in queries.covers_from(today) if {cover.absent_id, cover.covering_id} <= known]
    return page(
        "followups/covers.html",
        status=status,
        form=form or _form(empty=True),
        covers=[
            {
                "id": cover.id,
                "said": said(cover),
                "holds": cover.span.holds_on(today),
                "may_end": arranging.may_end(cover, person),
            }
            for cover in shown
        ],
        end=EndForm(formdata=None),
    )


def _form(empty: bool = False) -> CoverForm:
    """Leaders choose both; others are one of the two themselves."""
    form = CoverForm(formdata=None) if empty else CoverForm()
    me = current_user.person
    own = colleagues.places_of(me.account_id or 0)
    known = {one.id: one.name for one in colleagues.at(own)} if own else {}
    if arranging.leads(me):
        known |= {one.id: one.name for one in colleagues.led_by(me)}
    ordered = sorted(known.items(), key=lambda one: (one[0] != me.account_id, one[1]))
    words = {
        0: _("Vælg"),
        **{id: _("Mig (%(name)s)", name=name) if id == me.account_id else name for id, name in ordered},
    }
    form.absent.choices = choices(words)
    form.covering.choices = choices(words)
    if empty:
        form.covering.data = me.account_id if me.account_id in known else 0
    return form


def _field(form: CoverForm, reason: Reason) -> Field:
    return {
        Reason.SELF: form.covering,
        Reason.AWAY_TOO: form.covering,
        Reason.NO_SHARED_PLACE: form.covering,
        Reason.ENDS_FIRST: form.last,
        Reason.OVER: form.last,
        Reason.TOO_LONG: form.last,
    }.get(reason, form.absent)
