"""What citizens have hung up for each other, as staff see it: hiding it with a reason, and a sheet for the board."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.centres.models import Centre
from app.page import page
from app.peers import hanging, queries
from app.peers.forms import HidingForm, StepForm
from app.peers.models import PeerOffer
from app.peers.peer_offer import Kind, Refusal, State, hangs
from app.peers.words import HEADINGS, REFUSALS, STATES

blueprint = Blueprint("peers", __name__, url_prefix="/peers")


@blueprint.get("/")
@allow(Act.KEEP_ACTIVITIES, reads_only=True)
def offers() -> Response:
    """What hangs at one's own centres, and what no longer does."""
    return _offers()


@blueprint.route("/<id:peer_offer_id>/hiding", methods=["GET", "POST"])
@allow(Act.KEEP_ACTIVITIES, to=PeerOffer)
def hiding(peer_offer: PeerOffer) -> Response:
    """Take it out of sight; whoever wrote it reads why with their three words."""
    form = HidingForm()
    if not form.is_submitted() or not form.validate():
        return _hiding(peer_offer, form, status=422 if form.errors else 200)

    def store() -> str:
        hanging.hide(peer_offer, form.reason.data, by=current_user.account)
        flash(_("Opslaget er skjult."), "good")
        return url_for("peers.offers")

    try:
        return form.once(store)
    except Refusal as refusal:
        form.reason.errors = [REFUSALS[refusal.reason]]
        return _hiding(peer_offer, form, status=409)


@blueprint.post("/<id:peer_offer_id>/steps")
@allow(Act.KEEP_ACTIVITIES, to=PeerOffer)
def steps(peer_offer: PeerOffer) -> Response:
    """Show it again, or take it down for good."""
    form = StepForm()
    if not form.validate() or form.to.data not in (State.UP.value, State.TAKEN_DOWN.value):
        return _offers(_("Vælg en af mulighederne."), status=422)

    def store() -> str:
        if form.to.data == State.UP.value:
            hanging.show_again(peer_offer, by=current_user.account)
            flash(_("Opslaget hænger igen."), "good")
        else:
            hanging.take_down(peer_offer, by=current_user.account)
            flash(_("Opslaget er taget ned."), "good")
        return url_for("peers.offers")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _offers(str(REFUSALS[refusal.reason]), status=409)


@blueprint.get("/sheets/<id:centre_id>")
@allow(Act.KEEP_ACTIVITIES, to=Centre, reads_only=True)
def sheet(centre: Centre) -> Response:
    """What hangs at a centre, on paper for its notice board."""
    return page(
        "peers/sheet.html", centre=centre, now=clock.now(), **by_kind(queries.hanging(centre.id, clock.today()))
    )


def by_kind(found: Iterable[PeerOffer]) -> dict[str, Any]:
    """What hangs, offered and wanted apart, with the words over each."""
    hung = list(found)
    boards = [(kind.value, HEADINGS[kind], [one for one in hung if one.kind is kind]) for kind in Kind]
    return {"boards": boards, "number": len(hung)}


def _offers(problem: str = "", status: int = 200) -> Response:
    found, today = queries.of_staff(current_user.person), clock.today()
    up = [one for one in found if hangs(one.state, one.until, today)]
    own = places.centres(among=centres_for(current_user.person, Act.KEEP_ACTIVITIES))
    return page(
        "peers/offers.html",
        status=status,
        problem=problem,
        up=up,
        hidden=[one for one in found if one.state is State.HIDDEN],
        past=[one for one in found if one.state is not State.HIDDEN and one not in up],
        headings=HEADINGS,
        states=STATES,
        form=StepForm(formdata=None),
        State=State,
        centres=own,
    )


def _hiding(offer: PeerOffer, form: HidingForm, status: int = 200) -> Response:
    if offer.state is State.TAKEN_DOWN:
        abort(404)
    return page("peers/hiding.html", status=status, form=form, offer=offer, heading=HEADINGS[offer.kind])
