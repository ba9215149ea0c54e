"""What hangs at a centre, at the citizens' door: reading it, hanging something up, and taking one's own down."""

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from app import clock
from app.access import Act, SessionKind, allow
from app.applications import door, guesses
from app.applications.doorway import Way, way
from app.db import db
from app.page import page, seen_at
from app.peers import hanging, queries
from app.peers.forms import CodeForm, OwnForm, PeerOfferForm, StepForm
from app.peers.models import PeerOffer
from app.peers.peer_offer import Reason, Refusal, State, hangs
from app.peers.views import blueprint, by_kind
from app.peers.words import HEADINGS, REFUSALS

DOOR = (SessionKind.DOOR,)
WORDS, OWN = "peer_words", "peer_offer"

way(Way("peers.board", _l("Borger til borger"), _l("Hjælp en anden, eller få hjælp"), "groups"))


@blueprint.get("/door")
@allow(Act.STAND_AT_DOOR, kinds=DOOR, reads_only=True)
def board() -> Response:
    """Everything that hangs here."""
    found = queries.hanging(current_user.centre_id, clock.today())
    return page("peers/board.html", **by_kind(found), centre=current_user.centre)


@blueprint.route("/door/new", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def new() -> Response:
    """Hang something up."""
    form = PeerOfferForm()
    if not form.is_submitted() or not form.validate():
        return page("peers/new.html", status=422 if form.errors else 200, form=form)

    def store() -> str:
        offer, words = hanging.hang_up(form.said(), current_user.centre)
        door.keep(WORDS, words)
        door.keep(OWN, offer.id)
        return url_for("peers.slip")

    try:
        return form.once(store)
    except Refusal as refusal:
        field = form.days if refusal.reason is Reason.NO_DAYS else form.what
        field.errors = [REFUSALS[refusal.reason]]
        return page("peers/new.html", status=422, form=form)


@blueprint.get("/door/slip")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def slip() -> Response:
    """The three words, once more as long as nobody has left the tablet."""
    words = door.kept(WORDS)
    if not words:
        return seen_at(url_for("peers.board"))
    return page("peers/slip.html", words=words, offer=_own())


@blueprint.route("/door/code", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def own_code() -> Response:
    """The three words, typed to see or take down one's own."""
    form = CodeForm()
    if not form.is_submitted() or not form.validate():
        return page("peers/code.html", status=422 if form.errors else 200, form=form)
    try:
        found = guesses.counted("peer offer", form.words.data, queries.by_code)
    except guesses.Waiting as waiting:
        minutes = -(-int(waiting.left.total_seconds()) // 60)
        form.words.errors = [
            ngettext(
                "Der er prøvet for mange gange. Vent %(num)s minut.",
                "Der er prøvet for mange gange. Vent %(num)s minutter.",
                minutes,
            )
        ]
        return page("peers/code.html", status=422, form=form)
    if found is None:
        form.words.errors = [_("Vi kender ikke de tre ord. Se på sedlen, og prøv igen.")]
        return page("peers/code.html", status=422, form=form)
    door.keep(OWN, found.id)
    db.session.commit()
    return seen_at(url_for("peers.own"))


@blueprint.route("/door/own", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def own() -> Response:
    """One's own: how it hangs; to leave it longer or take it down."""
    offer = _own()
    if offer is None:
        return seen_at(url_for("peers.own_code"))
    form, step = OwnForm(), StepForm()
    if not form.is_submitted() or not (form.validate() and step.validate()):
        return _shown(offer, form, status=422 if form.errors else 200)

    def store() -> str:
        if step.to.data == State.TAKEN_DOWN.value:
            hanging.take_down(offer)
            flash(_("Opslaget er taget ned."), "good")
        else:
            hanging.leave_longer(offer, int(form.days.data))
            flash(_("Opslaget bliver hængende."), "good")
        return url_for("peers.own")

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(offer)
        return _shown(offer, form, status=409, problem=str(REFUSALS[refusal.reason]))


def _shown(offer: PeerOffer, form: OwnForm, status: int = 200, problem: str = "") -> Response:
    return page(
        "peers/own.html",
        status=status,
        offer=offer,
        heading=HEADINGS[offer.kind],
        hangs=hangs(offer.state, offer.until, clock.today()),
        over=offer.state is State.UP and offer.until < clock.today(),
        hidden=offer.state is State.HIDDEN,
        gone=offer.state is State.TAKEN_DOWN,
        form=form,
        problem=problem,
        down=State.TAKEN_DOWN.value,
    )


def _own() -> PeerOffer | None:
    kept = door.kept(OWN)
    return db.session.get(PeerOffer, int(kept)) if kept else None
