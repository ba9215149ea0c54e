"""Offers at the centres: the list, one offer with who came on a day, and keeping them."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from app import clock, conflict, log
from app.access import Act, allow, may
from app.accounts.permissions import centres_for, controller_at, pairs
from app.centres import queries as places
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.courses import queries, recording
from app.courses.forms import NAMED, NOT_THEM, ONE_LESS, ONE_MORE, AttendanceForm, DayForm, OfferForm, WhoForm
from app.courses.models import CentreOffer
from app.courses.offer import Reason, Refusal
from app.courses.recording import Offered
from app.courses.views import blueprint
from app.courses.words import OFFER_REFUSALS, TOPICS, month
from app.db import BIGGEST_ID, db, hold
from app.form import choices
from app.language import day
from app.page import page

REGULARS_SHOWN = 12
MOST_HITS = 8
MONTHS_BACK = timedelta(days=366)


@blueprint.get("/offers")
@allow(Act.KEEP_OFFERS)
def offers() -> Response:
    """What is offered at one's own centres, with how many came today; and what was offered before."""
    today = clock.today()
    found = queries.offers(current_user.person, today, past_too=True)
    numbers = queries.numbers_on([offer.id for offer in found], today)
    return page(
        "courses/offers.html",
        running=[offer for offer in found if offer.to_on is None or offer.to_on >= today],
        past=[offer for offer in found if offer.to_on is not None and offer.to_on < today],
        numbers=numbers,
        today=today,
        topics=TOPICS,
        said=_said_when,
        form=AttendanceForm(formdata=None),
        count_at=_count_at,
    )


@blueprint.route("/offers/new", methods=["GET", "POST"])
@allow(Act.KEEP_OFFERS)
def new_offer() -> Response:
    """Another offer."""
    form = _form(OfferForm())
    if not form.is_submitted():
        if not form.from_draft:
            form.from_on.data = clock.today()
            here = current_user.centre_id
            form.centres.data = [here] if here in {choice.value for choice in form.centres.choices} else []
        return page("courses/offer_form.html", form=form, offer=None)
    if not form.validate():
        return page("courses/offer_form.html", status=422, form=form, offer=None)

    def store() -> str:
        offered = _offered(form)
        at = min(offered.centre_ids)
        offer = recording.make_offer(offered, controller_id=_controller(at), by=current_user.account)
        flash(_("Tilbuddet er gemt."), "good")
        db.session.flush()
        return url_for("courses.offer", centre_offer_id=offer.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        _show(form, refusal.reason)
        return page("courses/offer_form.html", status=422, form=form, offer=None)


@blueprint.get("/offers/<id:centre_offer_id>")
@allow(Act.KEEP_OFFERS, to=CentreOffer)
def offer(centre_offer: CentreOffer) -> Response:
    """One offer: who came on a day, today where no other is asked for; and month by month."""
    form = DayForm(request.args, meta={"csrf": False})
    on = form.on.data if form.validate() and form.on.data else clock.today()
    return _opened(centre_offer, on)


@blueprint.post("/offers/<id:centre_offer_id>/attendance")
@allow(Act.NOTE_ATTENDANCE, to=CentreOffer)
def attendance(centre_offer: CentreOffer) -> Response:
    """Who came: one tap for somebody unnamed, for one of those who usually come, or for whom a search found."""
    form = AttendanceForm()
    on = _day(form.on.data)
    if "search" in request.form:
        who_form = WhoForm()
        fine = who_form.validate()
        hits, _more = citizens.found(current_user.person, who_form.q.data or "", MOST_HITS) if fine else ([], False)
        log.searched(hits)
        return _opened(centre_offer, on, status=200 if fine else 422, who_form=who_form, hits=hits)
    if not form.validate() or form.did.data not in (ONE_MORE, ONE_LESS, NAMED, NOT_THEM):
        return _opened(centre_offer, on, status=422, refused=_("Vælg en af mulighederne."))
    citizen = _citizen(form.about.data) if form.did.data == NAMED else None
    if form.did.data == NAMED and citizen is None:
        return _opened(centre_offer, on, status=422, refused=str(OFFER_REFUSALS[Reason.NOBODY]))
    at = next((one for one in centre_offer.centres if one.id == _number(form.centre.data)), None)
    if at is None or at.id not in _noting():
        return _opened(centre_offer, on, status=422, refused=str(OFFER_REFUSALS[Reason.CENTRE]))

    def store() -> str:
        if form.did.data == NAMED and citizen is not None:
            recording.note_named(centre_offer, citizen, on=on, at=at, by=current_user.account)
        elif form.did.data == NOT_THEM:
            came, _number_of_others = queries.attendance(centre_offer, on, current_user.person)
            log.listed([*came, *(one.citizen for one in came if one.citizen)])
            wrong = next((one for one in came if one.id == _number(form.about.data)), None)
            if wrong is None:
                raise Refusal(Reason.NOBODY)
            recording.take_back_named(wrong)
        else:
            recording.count_unnamed(
                centre_offer,
                1 if form.did.data == ONE_MORE else -1,
                on=on,
                at=at,
                controller_id=_controller(at.id, Act.NOTE_ATTENDANCE),
                by=current_user.account,
            )
        if request.form.get("back") == "list":
            flash(_("Talt."), "good")
            return url_for("courses.offers")
        return url_for("courses.offer", centre_offer_id=centre_offer.id, on=on.isoformat())

    try:
        return form.once(store)
    except Refusal as refusal:
        return _opened(centre_offer, on, status=422, refused=str(OFFER_REFUSALS[refusal.reason]))


@blueprint.get("/offers/<id:centre_offer_id>/details")
@allow(Act.KEEP_OFFERS, to=CentreOffer)
def offer_details(centre_offer: CentreOffer) -> Response:
    """The form for what the offer is, filled in."""
    form = _form(OfferForm(formdata=None), centre_offer)
    told = _told(centre_offer)
    for name, value in told.items():
        form[name].data = value
    conflict.opened(form, centre_offer.version, told)
    return page("courses/offer_form.html", form=form, offer=centre_offer)


@blueprint.post("/offers/<id:centre_offer_id>/details")
@allow(Act.KEEP_OFFERS, to=CentreOffer)
def change_offer(centre_offer: CentreOffer) -> Response:
    """Keep what the offer is now; where somebody else changed it meanwhile both are shown."""
    hold(centre_offer)
    form = _form(OfferForm(), centre_offer)
    clash = conflict.between(form, centre_offer.version, _told(centre_offer), centre_offer)
    here = url_for("courses.offer", centre_offer_id=centre_offer.id)
    if not form.validate():
        return page("courses/offer_form.html", status=422, form=form, offer=centre_offer)
    if clash:
        return conflict.conflict_page(clash, form, heading=_("Tilbud"), action=request.path, back=here)

    def store() -> str:
        recording.change_offer(centre_offer, _offered(form))
        flash(_("Gemt."), "good")
        return here

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(centre_offer)
        _show(form, refusal.reason)
        return page("courses/offer_form.html", status=422, form=form, offer=centre_offer)


def _opened(
    offer: CentreOffer,
    on: date,
    status: int = 200,
    refused: str = "",
    who_form: WhoForm | None = None,
    hits: Sequence[Citizen] = (),
) -> Response:
    came, others = queries.attendance(offer, on, current_user.person)
    noting = may(Act.NOTE_ATTENDANCE, offer)
    regulars = queries.regulars(offer, current_user.person, REGULARS_SHOWN) if noting else []
    there = {one.citizen_id for one in came}
    log.listed({*came, *(one.citizen for one in came if one.citizen), *regulars})
    return page(
        "courses/offer.html",
        status=status,
        offer=offer,
        on=on,
        today=clock.today(),
        came=came,
        others=others,
        unnamed=queries.unnamed_number(offer, on),
        regulars=[one for one in regulars if one.id not in there],
        noting=noting and _count_at(offer) is not None,
        count_at=_count_at(offer),
        form=AttendanceForm(formdata=None),
        day_form=DayForm(MultiDict({"on": on.isoformat()}), meta={"csrf": False}),
        who_form=who_form or WhoForm(formdata=None),
        hits=[one for one in hits if one.id not in there],
        searched=who_form is not None,
        months=[
            (month(first), number, named)
            for first, number, named in queries.by_month(offer, clock.today() - MONTHS_BACK)
        ],
        topic=TOPICS[offer.topic],
        said=_said_when(offer),
        refused=refused,
    )


def _noting() -> set[int]:
    return {at for at, _by in pairs(current_user.person, Act.NOTE_ATTENDANCE)}


def _count_at(offer: CentreOffer) -> int | None:
    """The centre at which the person counts: where they are now, or else the first of the offer's that is theirs."""
    own = [centre.id for centre in offer.centres if centre.id in _noting()]
    return current_user.centre_id if current_user.centre_id in own else next(iter(own), None)


def _said_when(offer: CentreOffer) -> str:
    """«Onsdag kl. 13 · Sundhedsafdelingen · Regnbuen»."""
    parts = [offer.held_when, offer.run_by, ", ".join(centre.name for centre in offer.centres)]
    if offer.from_on > clock.today():
        parts.append(_("fra %(day)s", day=day(offer.from_on)))
    elif offer.to_on:
        parts.append(_("til %(day)s", day=day(offer.to_on)))
    return " · ".join(part for part in parts if part)


def _form(form: OfferForm, offer: CentreOffer | None = None) -> OfferForm:
    """The centres that can be chosen: one's own, and those where the offer is already."""
    own = {one.id: one.name for one in places.centres(among=centres_for(current_user.person, Act.KEEP_OFFERS))}
    if offer is not None:
        own |= {one.id: one.name for one in offer.centres}
    form.centres.choices = choices(own)
    return form


def _offered(form: OfferForm) -> Offered:
    return Offered(
        name=form.name.data,
        centre_ids=frozenset(form.centres.data),
        from_on=form.from_on.data,
        run_by=form.run_by.data or "",
        held_when=form.held_when.data or "",
        topic=form.about(),
        to_on=form.to_on.data,
    )


def _told(offer: CentreOffer) -> dict[str, object]:
    """What the offer says now, as the form's fields say it."""
    return {
        "name": offer.name,
        "topic": offer.topic.value,
        "centres": sorted(offer.centre_ids),
        "run_by": offer.run_by,
        "held_when": offer.held_when,
        "from_on": offer.from_on,
        "to_on": offer.to_on,
    }


def _controller(centre_id: int, act: Act = Act.KEEP_OFFERS) -> int:
    """Under whom the person does this at the centre; a leader of all, under whoever runs it."""
    try:
        return controller_at(current_user.person, act, centre_id)
    except LookupError:
        found = next((one for one in places.centres([centre_id])), None)
        if found is None:
            abort(404)
        return found.operator_id


def _show(form: OfferForm, reason: Reason) -> None:
    field = {Reason.NO_NAME: form.name, Reason.NO_CENTRE: form.centres}.get(reason, form.to_on)
    field.errors = [OFFER_REFUSALS[reason]]


def _citizen(chosen: str | None) -> Citizen | None:
    id = _number(chosen)
    found = citizens.pickable(current_user.person, [id], Act.NOTE_ATTENDANCE).get(id) if id else None
    if found:
        log.listed([found])
    return found


def _day(text: str | None) -> date:
    """The local day that the form was opened for; today where none is readable."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return clock.today()


def _number(text: str | None) -> int:
    fine = text and text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= BIGGEST_ID
    return int(text) if fine and text else 0
