"""Linking two records of one person: finding the other, seeing both side by side, and undoing it."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import log
from app.access import Act, allow
from app.citizens import links, queries
from app.citizens import search as search_rules
from app.citizens.forms import LinkForm, OtherForm, StepForm
from app.citizens.link_models import CitizenLink
from app.citizens.linking import Refused, refuse_link
from app.citizens.models import Citizen
from app.citizens.views import MOST_HITS, blueprint, lead_to
from app.citizens.words import LEVELS, OBSTACLES, STATUSES, counted
from app.db import BIGGEST_ID, db, hold
from app.form import choices
from app.page import page


@blueprint.get("/<id:citizen_id>/links/new")
@allow(Act.LINK_CITIZENS, to=Citizen)
def new_link(citizen: Citizen) -> Response:
    """Who is the other? With `other` in the address: both records side by side."""
    other = _other(citizen, request.args.get("other"))
    return _find(citizen) if other is None else _side_by_side(citizen, other, _form(citizen, other, empty=True))


@blueprint.post("/<id:citizen_id>/links/search")
@allow(Act.LINK_CITIZENS, to=Citizen)
def other_search(citizen: Citizen) -> Response:
    """Those of one's own whose alias or name begins like what was typed, but for the one it is about."""
    form = OtherForm()
    fine = form.validate()
    typed = (form.q.data or "").strip()
    hits, more = queries.found(current_user.person, typed if fine else "", MOST_HITS + 1, closed_too=True)
    log.searched(hits)
    return _find(citizen, form, [hit for hit in hits if hit.id != citizen.id], more, 200 if fine else 422)


@blueprint.post("/<id:citizen_id>/links")
@allow(Act.LINK_CITIZENS, to=Citizen)
def links_of_citizen(citizen: Citizen) -> Response:
    """Link the two."""
    other = _other(citizen, request.form.get("other"))
    if other is None:
        # What was linked leads to the record that is kept: a page that lay open finds it is done.
        flash(_("De to er allerede koblet sammen, eller den anden er ikke længere din."), "wait")
        return lead_to(url_for("citizens.citizen", citizen_id=citizen.id))
    links.hold_both(citizen, other)
    form = _form(citizen, other)
    if not form.validate():
        return _side_by_side(citizen, other, form, status=422)
    kept, moved = (citizen, other) if form.keep.data == str(citizen.id) else (other, citizen)

    def store() -> str:
        links.link(kept, moved, reason=form.reason.data.strip(), by=current_user.account)
        flash(_("De to er koblet sammen. Alt står her."), "good")
        return url_for("citizens.citizen", citizen_id=kept.id)

    try:
        return form.once(store)
    except Refused as refused:
        form.keep.errors = [OBSTACLES[refused.obstacle]]
        return _side_by_side(citizen, other, form, status=409)


@blueprint.post("/<id:citizen_id>/links/undone")
@allow(Act.LINK_CITIZENS, to=Citizen)
def undone_links(citizen: Citizen) -> Response:
    """Give the other record back what was its own."""
    form = StepForm()
    form.validate()
    made = _link(citizen, form.about.data)
    if made is None:
        flash(_("Koblingen findes ikke mere. Her er, hvad der står nu."), "wait")
        return lead_to(url_for("citizens.citizen", citizen_id=citizen.id))
    links.hold_both(*links.both(made))
    hold(made)

    def store() -> str:
        links.undo(made, by=current_user.account)
        flash(_("Koblingen er fortrudt. De to står hver for sig igen."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    try:
        return form.once(store)
    except Refused as refused:
        flash(OBSTACLES[refused.obstacle], "wait")
        return lead_to(url_for("citizens.citizen", citizen_id=citizen.id))


def _find(
    citizen: Citizen,
    form: OtherForm | None = None,
    hits: Sequence[Citizen] | None = None,
    more: bool = False,
    status: int = 200,
) -> Response:
    log.opened(citizen)
    typed = (form.q.data or "").strip() if form else ""
    return page(
        "citizens/find_other.html",
        part="citizens/_other_found.html",
        status=status,
        citizen=citizen,
        form=form or OtherForm(formdata=None),
        hits=hits,
        more=more,
        too_short=form is not None and len(typed) < search_rules.SHORTEST,
    )


def _side_by_side(citizen: Citizen, other: Citizen, form: LinkForm, status: int = 200) -> Response:
    log.opened(citizen, also=[other])
    both = (citizen, other)
    return page(
        "citizens/link.html",
        status=status,
        citizen=citizen,
        other=other,
        form=form,
        records=[
            {
                "citizen": one,
                "level": LEVELS[one.level],
                "status": STATUSES[one.status],
                "brings": counted(links.counts(one)),
            }
            for one in both
        ],
        obstacle=_obstacle(citizen, other),
    )


def _obstacle(citizen: Citizen, other: Citizen) -> str | None:
    try:
        refuse_link(links.standing(citizen), links.standing(other))
    except Refused as refused:
        return str(OBSTACLES[refused.obstacle])
    return None


def _form(citizen: Citizen, other: Citizen, empty: bool = False) -> LinkForm:
    form = LinkForm(formdata=None) if empty else LinkForm()
    form.keep.choices = choices({str(one.id): one.name for one in (citizen, other)})
    if empty:
        form.other.data = str(other.id)
        form.keep.data = str(links.better_known(citizen, other).id)
    return form


def _other(citizen: Citizen, number: str | None) -> Citizen | None:
    """The other record, where it is one's own to change and not the same."""
    found = queries.own(current_user.person, Act.LINK_CITIZENS, _ids(number))
    return next((one for one in found.values() if one.id != citizen.id), None)


def _link(citizen: Citizen, number: str | None) -> CitizenLink | None:
    """The link of this number, if it was made on this record."""
    for id in _ids(number):
        made = db.session.get(CitizenLink, id)
        if made is not None and citizen.id in (made.kept_id, made.other_id):
            return made
    return None


def _ids(number: str | None) -> list[int]:
    text = number or ""
    fits = text.isascii() and text.isdigit() and len(text) <= 10 and 0 < int(text) <= BIGGEST_ID
    return [int(text)] if fits else []
