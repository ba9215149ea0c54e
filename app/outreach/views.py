"""Recording a contact."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock, log
from app.access import Act, allow, is_htmx
from app.accounts.permissions import centres_for, controller_at
from app.centres import queries as places
from app.centres.duty import told
from app.centres.models import Centre
from app.citizens import children, register, standings
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.citizens.register import Details
from app.db import BIGGEST_ID, db
from app.form import choices
from app.language import clock_time
from app.outreach import agreement, queries, recording, rows
from app.outreach.contact import Place, Reason, Refusal
from app.outreach.forms import GROUP, NEW, UNNAMED, ContactForm, HitsForm
from app.outreach.words import EXPLAINED, LENGTHS, PLACES, REFUSALS
from app.page import page, seen_at

blueprint = Blueprint("outreach", __name__, url_prefix="/outreach")

RECENT_SHOWN = 8
RECENT_IN_ALL = 24
MOST_HITS = 12
USUAL_SHOWN = 4
USUAL_ANYWHERE = ((Place.STREET, 15), (Place.HOME, 60), (Place.PHONE, 5), (Place.CENTRE, 30))


@blueprint.get("/contacts/new")
@allow(Act.RECORD_CONTACT)
def new() -> Response:
    """The page of a new contact, with the choices of the last one. `who` names a citizen, or says group or new."""
    if not _own_centres():
        flash(_("Dit værested er lukket i programmet. Spørg din leder."), "wait")
        return seen_at(url_for("desk.start"))
    form = _form(formdata=None)
    wanted = request.args.get("who", "")
    if form.from_draft:
        return _page(form)
    if wanted in (GROUP, NEW, UNNAMED) or citizen_of(wanted):
        form.who.data = wanted
    _remember_last(form)
    _as_before(form, request.args.get("again", type=int))
    return _page(form)


@blueprint.post("/contacts")
@allow(Act.RECORD_CONTACT)
def create() -> Response:
    """Keep the contact; the row is on «Min dag» and marked, and a tablet gets its beginning at once. Without script,
    the search comes here too.
    """
    form = _form()
    if "search" in request.form:
        searching = HitsForm()
        found = hits_for(searching.q.data or "") if searching.validate() else []
        return _page(form, 422 if searching.errors else 200, hits=found, problems=searching.q.errors)
    citizen = citizen_of(form.who.data)
    if form.new_alias.data and not form.who.data:
        form.who.data = NEW
        form.who.raw_data = [NEW]
    namesakes = _namesakes(form)
    if not form.validate() or not _sound(form, citizen, namesakes) or not agreement.sound(form):
        return _page(form, status=422, hits=namesakes)
    again = "again" in request.form
    at_once = is_htmx() and not again
    saved: list[dict[str, object]] = []

    def store() -> str:
        centre = db.session.get_one(Centre, form.centre.data)
        controller_id = controller_at(current_user.person, Act.RECORD_CONTACT, centre.id)
        about = citizen
        if form.who.data == NEW:
            about = register.record(
                Details(alias=form.new_alias.data),
                at=centre,
                controller_id=controller_id,
                by=current_user.account,
            )
        contact = recording.record(
            form.talk(),
            citizen=about,
            at=centre,
            controller_id=controller_id,
            by=current_user.account,
            sent=form.sent(),
        )
        agreement.keep(form, contact)
        if form.children.data:
            _note_children(about, centre, controller_id)
        if again:
            flash(_("Kontakten er gemt."), "good")
            return url_for("outreach.new")
        if at_once:
            # Nobody has used it for anything yet, so nothing keeps it from being taken back.
            saved[:] = [rows.new_row(contact, stays="")]
        return url_for("desk.start", saved=contact.id)

    def show_at_once(href: str) -> Response:
        return page("outreach/saved.html", now=clock.now(), contacts=saved, href=href)

    try:
        return form.once(store, show_at_once if at_once else None)
    except Refusal as refusal:
        show(form, refusal.reason)
        return _page(form, status=422)


@blueprint.post("/hits")
@allow(Act.RECORD_CONTACT)
def hits() -> Response:
    """The part of the page that lists whom the typed letters begin."""
    form = HitsForm()
    fine = form.validate()
    found = hits_for(form.q.data or "") if fine else []
    return page(
        "outreach/_hits.html",
        status=200 if fine else 422,
        hits=found,
        q=form.q.data,
        problems=form.q.errors,
        who=request.form.get("who"),
    )


def _form(formdata: object = ...) -> ContactForm:
    form = ContactForm() if formdata is ... else ContactForm(formdata=None)
    own = _own_centres()
    form.centre.choices = choices({centre.id: centre.name for centre in own})
    if len(own) == 1:
        form.place.choices = choices(PLACES | {Place.CENTRE: own[0].name})
    return form


def _remember_last(form: ContactForm) -> None:
    """The last choices are the next defaults; the time is now."""
    place, minutes = queries.latest_of(current_user.account_id) or (Place.CENTRE, None)
    own = {centre.id for centre in _own_centres()}
    form.place.data = place.value
    form.duration.data = minutes if minutes in LENGTHS else form.duration.default
    here = current_user.centre_id
    form.centre.data = here if here in own else min(own, default=None)
    form.time.data = clock_time(clock.now())


def _as_before(form: ContactForm, again: int | None) -> None:
    """The choices of an earlier contact of one's own, for another with the same citizen; its note stays there."""
    before = queries.own_contact(current_user.person, again) if again and 0 < again <= BIGGEST_ID else None
    if before is None or before.citizen_id is None or citizen_of(str(before.citizen_id)) is None:
        return
    form.who.data = str(before.citizen_id)
    form.kind.data = before.kind.value
    form.topics.data = [topic.challenge.value for topic in before.topics]
    form.place.data = before.place.value
    form.duration.data = before.minutes if before.minutes in LENGTHS else form.duration.default
    if before.centre_id in {centre.id for centre in _own_centres()}:
        form.centre.data = before.centre_id


def _usual(form: ContactForm) -> list[dict[str, object]]:
    """Pairs of place and length that are one tap: the worker's most usual ones, then those that are usual anywhere.

    Pairs of which both are other than what is chosen stand first; one alone is soon changed in the fold.
    """
    chosen = (form.place.data, form.duration.data)
    places = {option.value: option.label for option in form.place.choices}
    pairs = [*queries.usual_spots(current_user.account_id, 3 * USUAL_SHOWN), *USUAL_ANYWHERE]
    offered = [pair for pair in dict.fromkeys((place.value, minutes) for place, minutes in pairs) if pair != chosen]
    offered.sort(key=lambda pair: (pair[0] == chosen[0]) + (pair[1] == chosen[1]))
    return [
        {"place": place, "minutes": minutes, "words": f"{places[place]}, {LENGTHS[minutes]}"}
        for place, minutes in offered
        if minutes in LENGTHS
    ][:USUAL_SHOWN]


def _page(form: ContactForm, status: int = 200, hits: Sequence[Citizen] = (), problems: Sequence[str] = ()) -> Response:
    recent = queries.talked_with_lately(current_user.person, RECENT_IN_ALL)
    chosen = citizen_of(form.who.data)
    if chosen and chosen not in recent:
        recent = [chosen, *recent]
    agreement.offer(form)
    warnings = standings.standing_warnings(chosen) if chosen else []
    log.listed({*recent, *hits, *warnings})
    form.who.choices = [
        *(choice_of(citizen) for citizen in recent),
        *choices({UNNAMED: _("Uden navn"), GROUP: _("Gruppe"), NEW: _("Ny borger")}),
    ]
    return page(
        "outreach/contact.html",
        status=status,
        form=form,
        explain=EXPLAINED,
        first=[str(citizen.id) for citizen in recent[:RECENT_SHOWN]],
        more=[str(citizen.id) for citizen in recent[RECENT_SHOWN:]],
        hits=hits,
        q=form.q.data,
        problems=problems,
        who=form.who.data,
        warnings=warnings,
        not_alone={str(citizen.id): _("Gå ikke alene") for citizen in recent if citizen.not_alone},
        usual=_usual(form),
    )


def choice_of(citizen: Citizen) -> SelectChoice:
    """A citizen as an option; the marks say that «known before?» has been asked, and that nobody goes there alone."""
    marks = {"data-known": citizen.known_before is not None, "data-not-alone": citizen.not_alone}
    return SelectChoice(str(citizen.id), citizen.name, {mark: "" for mark, stands in marks.items() if stands})


def hits_for(typed: str) -> list[Citizen]:
    """Whom the typed letters begin, logged."""
    found, _more = citizens.found(current_user.person, typed, MOST_HITS)
    log.searched(found)
    return found


def citizen_of(chosen: str | None) -> Citizen | None:
    """The citizen that was chosen, if it is one of one's own; to be logged with what it is chosen for."""
    if not chosen or not chosen.isascii() or not chosen.isdigit() or len(chosen) > 10 or int(chosen) > BIGGEST_ID:
        return None
    return citizens.pickable(current_user.person, [int(chosen)]).get(int(chosen))


def _namesakes(form: ContactForm) -> list[Citizen]:
    """Those who are called what somebody new is to be called; they are shown, since one of them may be meant."""
    if form.who.data != NEW:
        return []
    found = citizens.namesakes(current_user.person, form.new_alias.data or "")
    log.searched(found)
    return found


def _note_children(citizen: Citizen | None, at: Centre, controller_id: int) -> None:
    """Keep that there are children where somebody known lives; the duty to notify is told in any case (rules R16)."""
    if citizen is not None:
        children.note(citizen, there=True, at=at, by=current_user.account)
    duty = told(controller_id)
    flash(f"{duty['duty']} {duty['call']}", "wait")


def _sound(form: ContactForm, citizen: Citizen | None, namesakes: list[Citizen]) -> bool:
    """Whether the answer to «who» is one that was offered, and a new alias is not taken."""
    if form.who.data == NEW:
        if namesakes:
            form.new_alias.errors = [
                _("Der er allerede en med det navn. Vælg personen ovenfor, eller skriv lidt mere, så de kan skelnes.")
            ]
            return False
        return True
    if form.who.data not in (UNNAMED, GROUP) and citizen is None:
        form.who.errors = [_("Vælg, hvem du talte med.")]
        return False
    return True


def show(form: ContactForm, reason: Reason) -> None:
    """Say at its field what was refused."""
    field = {
        Reason.NO_TOPIC: form.topics,
        Reason.GROUP_SIZE: form._fields.get("group_size", form.time),
        Reason.LENGTH: form.duration,
        Reason.ANOTHER_CONTROLLER: form.centre,
    }.get(reason, form.time)
    field.errors = [REFUSALS[reason]]


def _own_centres() -> Sequence[Centre]:
    return places.centres(among=centres_for(current_user.person, Act.RECORD_CONTACT))
