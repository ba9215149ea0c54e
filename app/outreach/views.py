"""Recording a contact, and opening one."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock, log
from app.access import Act, allow
from app.accounts.permissions import centres_for, controller_at
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens import register
from app.citizens.models import Citizen
from app.citizens.register import Details
from app.db import BIGGEST_ID, db
from app.form import choices
from app.language import clock_time
from app.outreach import queries, recording
from app.outreach.contact import Place, Reason, Refusal
from app.outreach.forms import GROUP, NEW, UNNAMED, ContactForm, HitsForm
from app.outreach.models import Contact
from app.outreach.timeline import readable_topics, reader_for
from app.outreach.words import EXPLAINED, KINDS, LENGTHS, PLACES, REFUSALS, where, who
from app.page import page, seen_at

blueprint = Blueprint("outreach", __name__, url_prefix="/outreach")

RECENT_SHOWN = 8
RECENT_IN_ALL = 24
MOST_HITS = 12


@blueprint.get("/contacts/new")
@allow(Act.RECORD_CONTACT)
def new() -> Response:
    """The page of a new contact, with the choices of the last one. `who` names a citizen, or says group or new."""
    if not _own_centres():
        flash(_("Dit værested er lukket i programmet. Spørg din leder."), "wait")
        return seen_at(url_for("desk.start"))
    form = _form(formdata=None)
    wanted = request.args.get("who", "")
    if wanted in (GROUP, NEW, UNNAMED) or _citizen(wanted):
        form.who.data = wanted
    _remember_last(form)
    return _page(form)


@blueprint.post("/contacts")
@allow(Act.RECORD_CONTACT)
def create() -> Response:
    """Keep the contact; the row is on «Min dag» and marked. Without script, the search comes here too."""
    form = _form()
    if "search" in request.form:
        searching = HitsForm()
        found = _hits(searching.q.data or "") if searching.validate() else []
        return _page(form, 422 if searching.errors else 200, hits=found, problems=searching.q.errors)
    citizen = _citizen(form.who.data)
    if form.new_alias.data and not form.who.data:
        form.who.data = NEW
        form.who.raw_data = [NEW]
    namesakes = _namesakes(form)
    if not form.validate() or not _sound(form, citizen, namesakes):
        return _page(form, status=422, hits=namesakes)
    again = "again" in request.form

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
            form.talk(), citizen=about, at=centre, controller_id=controller_id, by=current_user.account
        )
        if again:
            flash(_("Kontakten er gemt."), "good")
            return url_for("outreach.new")
        return url_for("desk.start", saved=contact.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        _show(form, refusal.reason)
        return _page(form, status=422)


@blueprint.post("/hits")
@allow(Act.RECORD_CONTACT)
def hits() -> Response:
    """The part of the page that lists whom the typed letters begin."""
    form = HitsForm()
    fine = form.validate()
    found = _hits(form.q.data or "") if fine else []
    return page(
        "outreach/_hits.html",
        status=200 if fine else 422,
        hits=found,
        q=form.q.data,
        problems=form.q.errors,
        who=request.form.get("who"),
    )


@blueprint.get("/contacts/<id:contact_id>")
@allow(Act.OPEN_CONTACT, to=Contact)
def contact(contact: Contact) -> Response:
    """One contact, with what the reader may read of it."""
    works_with = contact.citizen_id is not None and queries.works_with(current_user.account_id, contact.citizen_id)
    reader = reader_for(current_user.person, works_with)
    note = citizens.readable_notes([contact.id], reader).get(contact.id)
    log.opened(contact, also=[one for one in (contact.citizen, note) if one])
    return page(
        "outreach/opened.html",
        contact=contact,
        who=who(contact),
        where=where(contact),
        kind=KINDS[contact.kind],
        length=LENGTHS.get(contact.minutes, f"{contact.minutes} min."),
        topics=readable_topics(contact, reader),
        note=note,
        has_closed_note=note is None and citizens.has_note(contact.id),
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
    last = queries.latest_of(current_user.account_id)
    own = {centre.id for centre in _own_centres()}
    form.place.data = last.place.value if last else Place.CENTRE.value
    form.duration.data = last.minutes if last and last.minutes in LENGTHS else form.duration.default
    here = current_user.centre_id
    form.centre.data = here if here in own else min(own, default=None)
    form.time.data = clock_time(clock.now())


def _page(form: ContactForm, status: int = 200, hits: Sequence[Citizen] = (), problems: Sequence[str] = ()) -> Response:
    recent = queries.talked_with_lately(current_user.person, RECENT_IN_ALL)
    chosen = _citizen(form.who.data)
    if chosen and chosen not in recent:
        recent = [chosen, *recent]
    log.listed({*recent, *hits})
    form.who.choices = [
        *(_choice(citizen) for citizen in recent),
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
    )


def _choice(citizen: Citizen) -> SelectChoice:
    """A citizen as an option; the mark says that «known before?» has been asked."""
    return SelectChoice(str(citizen.id), citizen.name, {"data-known": ""} if citizen.known_before else {})


def _hits(typed: str) -> list[Citizen]:
    found, _more = citizens.found(current_user.person, typed, MOST_HITS)
    log.searched(found)
    return found


def _citizen(chosen: str | None) -> Citizen | None:
    """The citizen that was chosen, if it is one of one's own."""
    if not chosen or not chosen.isascii() or not chosen.isdigit() or len(chosen) > 10 or int(chosen) > BIGGEST_ID:
        return None
    found = citizens.own(current_user.person, Act.RECORD_CONTACT, [int(chosen)]).get(int(chosen))
    if found:
        log.listed([found])
    return found


def _namesakes(form: ContactForm) -> list[Citizen]:
    """Those who are called what somebody new is to be called; they are shown, since one of them may be meant."""
    if form.who.data != NEW:
        return []
    found = citizens.namesakes(current_user.person, form.new_alias.data or "")
    log.searched(found)
    return found


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


def _show(form: ContactForm, reason: Reason) -> None:
    field = {
        Reason.NO_TOPIC: form.topics,
        Reason.GROUP_SIZE: form.group_size,
        Reason.LENGTH: form.duration,
        Reason.ANOTHER_CONTROLLER: form.centre,
    }.get(reason, form.time)
    field.errors = [REFUSALS[reason]]


def _own_centres() -> Sequence[Centre]:
    return places.centres(among=centres_for(current_user.person, Act.RECORD_CONTACT))
