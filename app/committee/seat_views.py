"""Seats on the committee, and how many must be able to vote."""

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow
from app.centres import queries as centres
from app.committee import queries, seats
from app.committee.forms import PLACES, QuorumForm, SeatForm
from app.committee.meeting import Reason, Refusal
from app.committee.models import CommitteeSeat
from app.committee.seats import Seated
from app.committee.views import blueprint
from app.committee.words import said
from app.db import db, hold
from app.form import choices
from app.page import page

FIELDS = {
    Reason.NO_NAME: "name",
    Reason.NAME_TAKEN: "name",
    Reason.PLACE_TAKEN: "place",
    Reason.NOT_A_MEMBER: "account",
    Reason.ACCOUNT_TAKEN: "account",
}


@blueprint.get("/seats")
@allow(Act.KEEP_COMMITTEE)
def every_seat() -> Response:
    """Who sits on the committee, and who did."""
    found, today = queries.seats(), clock.today()
    log.listed(found)
    return page(
        "committee/seats.html",
        now=[one for one in found if one.to_on >= today],
        past=[one for one in found if one.to_on < today],
        today=today,
        quorum=queries.quorum(today),
    )


@blueprint.route("/seats/new", methods=["GET", "POST"])
@allow(Act.KEEP_COMMITTEE)
def new_seat() -> Response:
    """Give a seat."""
    form = _form(SeatForm())
    if not form.is_submitted():
        if not form.from_draft:
            form.from_on.data = clock.today()
        return page("committee/seat.html", form=form, seat=None)

    def store() -> str:
        seats.give(_seated(form), by=current_user.account)
        flash(_("Pladsen er givet."), "good")
        return url_for("committee.every_seat")

    if form.validate():
        try:
            return form.once(store)
        except Refusal as refusal:
            _show(form, refusal)
    return page("committee/seat.html", status=422, form=form, seat=None)


@blueprint.route("/seats/<id:committee_seat_id>", methods=["GET", "POST"])
@allow(Act.KEEP_COMMITTEE, to=CommitteeSeat)
def seat(committee_seat: CommitteeSeat) -> Response:
    """Change a seat, or let it end."""
    log.opened(committee_seat)
    form = _form(SeatForm(), committee_seat)
    here = url_for("committee.every_seat")
    if not form.is_submitted():
        told = _told(committee_seat)
        if not form.from_draft:
            for name, value in told.items():
                form[name].data = value
        conflict.opened(form, committee_seat.version, told)
        return page("committee/seat.html", form=form, seat=committee_seat)
    hold(committee_seat)
    clash = conflict.between(form, committee_seat.version, _told(committee_seat), committee_seat)
    if not form.validate():
        return page("committee/seat.html", status=422, form=form, seat=committee_seat)
    if clash:
        return conflict.conflict_page(clash, form, heading=_("Plads i borgerudvalget"), action=request.path, back=here)

    def store() -> str:
        seats.change(committee_seat, _seated(form))
        flash(_("Gemt."), "good")
        return here

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(committee_seat)
        _show(form, refusal)
        return page("committee/seat.html", status=422, form=form, seat=committee_seat)


@blueprint.route("/quorum", methods=["GET", "POST"])
@allow(Act.SET_QUORUM)
def quorum() -> Response:
    """How many must be able to vote, since when and where it says so."""
    form = QuorumForm()
    today = clock.today()

    def shown(status: int = 200) -> Response:
        return page(
            "committee/quorum.html",
            status=status,
            form=form,
            rules=queries.quorum_rules(),
            holding=queries.quorum(today),
            today=today,
        )

    def store() -> str:
        seats.set_quorum(
            form.least.data, source=form.source.data, valid_from=form.valid_from.data, by=current_user.account
        )
        flash(_("Gemt. Møder, der er åbnet, beholder deres tal."), "good")
        return url_for("committee.quorum")

    if not form.is_submitted():
        form.valid_from.data = today
        return shown()
    return form.once(store) if form.validate() else shown(422)


def _form(form: SeatForm, seat: CommitteeSeat | None = None) -> SeatForm:
    form.centre.choices = choices({one.id: one.name for one in centres.centres()})
    turns = {number: _("%(number)s. suppleant", number=number) for number in PLACES if number}
    form.place.choices = choices({0: _("Medlem")} | turns)
    accounts = {one.id: _("Ja, som bruger: %(name)s", name=one.name) for one in queries.free_accounts(seat)}
    if seat and seat.account:
        accounts.setdefault(seat.account.id, _("Ja, som bruger: %(name)s", name=seat.account.name))
    form.account.choices = choices({0: _("Nej, personen rækker hånden op")} | accounts)
    return form


def _seated(form: SeatForm) -> Seated:
    return Seated(
        form.name.data,
        form.centre.data,
        form.place.data,
        form.from_on.data,
        form.to_on.data,
        form.account.data or None,
    )


def _told(seat: CommitteeSeat) -> dict[str, object]:
    return {
        "name": seat.name,
        "centre": seat.centre_id,
        "place": seat.place,
        "account": seat.account_id or 0,
        "from_on": seat.from_on,
        "to_on": seat.to_on,
    }


def _show(form: SeatForm, refusal: Refusal) -> None:
    # Whom the rules looked at before they refused is not on the page.
    log.nothing_shown()
    form[FIELDS.get(refusal.reason, "to_on")].errors = [said(refusal)]
