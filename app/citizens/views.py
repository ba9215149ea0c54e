"""Finding a citizen, the citizen's page, and what staff change on it."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, current_app, flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from itsdangerous import BadData, URLSafeTimedSerializer

from app import clock, conflict, draft, log
from app.access import Act, allow
from app.accounts.permissions import centres_for, controller_at, pairs
from app.centres import queries as places
from app.centres.duty import told
from app.centres.models import Centre
from app.citizens import children, links, names, openings, queries, readers, register, sections, standings, timeline
from app.citizens import search as search_rules
from app.citizens.forms import (
    ChildrenForm,
    CitizenForm,
    IncomeForm,
    KnownBeforeForm,
    NotificationForm,
    SearchForm,
    StepForm,
)
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen, IncomeSource
from app.citizens.register import Details
from app.citizens.standing import Status
from app.citizens.words import KNOWN_BEFORE, LEVELS, STATUSES
from app.db import db, hold
from app.form import choices
from app.page import page, seen_at

blueprint = Blueprint("citizens", __name__, url_prefix="/citizens")

MOST_HITS = 20
TICKET_LASTS = 12 * 60 * 60
"""Seconds."""
NEWEST_SHOWN = 50


@blueprint.get("/")
@allow(Act.FIND_CITIZENS)
def register_of_own() -> Response:
    """The newest records of one's own centres, and the search."""
    newest = queries.newest(current_user.person, NEWEST_SHOWN)
    log.listed(newest)
    return page("citizens/citizens.html", form=SearchForm(), newest=newest, hits=None)


@blueprint.post("/search")
@allow(Act.FIND_CITIZENS)
def search() -> Response:
    """Those whose alias or name begins like what was typed; and whether somebody elsewhere is called exactly that."""
    form = SearchForm()
    fine = form.validate()
    typed = (form.q.data or "").strip()
    asked = typed if fine else ""
    hits, more = queries.found(current_user.person, asked, MOST_HITS, form.closed_too.data)
    elsewhere, too_many = openings.elsewhere(current_user.person, asked, form.closed_too.data)
    log.searched(hits)
    return page(
        "citizens/citizens.html",
        part="citizens/_found.html",
        status=200 if fine else 422,
        form=form,
        newest=[],
        hits=hits,
        more=more,
        too_short=fine and len(typed) < search_rules.SHORTEST,
        elsewhere=[ticket_for(citizen_id) for citizen_id in elsewhere],
        too_many_elsewhere=too_many,
        statuses=STATUSES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Act.CREATE_CITIZEN)
def new() -> Response:
    """The form for somebody who wants to be known; what was searched for comes as a POST, never in the address."""
    form = _details_form(_own_centres(), formdata=None)
    searched = SearchForm()
    if searched.is_submitted() and searched.validate():
        form.alias.data = (searched.q.data or "").strip()
    return page("citizens/new.html", form=form)


@blueprint.post("/")
@allow(Act.CREATE_CITIZEN)
def create() -> Response:
    """Make the record."""
    centres = _own_centres()
    form = _details_form(centres)
    if not _sound(form):
        return page("citizens/new.html", status=422, form=form)

    def store() -> str:
        centre = next(centre for centre in centres if centre.id == form.centre.data)
        citizen = register.record(
            _details(form),
            at=centre,
            controller_id=controller_at(current_user.person, Act.CREATE_CITIZEN, centre.id),
            by=current_user.account,
        )
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.get("/<id:citizen_id>")
@allow(Act.OPEN_CITIZEN, to=Citizen)
def citizen(citizen: Citizen) -> Response:
    """The citizen's page: what is known, the income, and what happened."""
    return opened(citizen)


@blueprint.get("/<id:citizen_id>/details")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def details(citizen: Citizen) -> Response:
    """The form for what the citizen tells; what is protected needs its reason first."""
    if not openings.sees_protected(current_user.person, citizen):
        return lead_to(url_for("citizens.protected", citizen_id=citizen.id))
    log.opened(citizen)
    form = _details_form(_own_centres(), citizen)
    conflict.opened(form, citizen.version, _told(citizen))
    return page("citizens/details.html", citizen=citizen, form=form)


@blueprint.post("/<id:citizen_id>/details")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def change(citizen: Citizen) -> Response:
    """Keep what the citizen tells now. Where it is protected and no reason was given today, it waits as a draft."""
    held(citizen)
    if not openings.sees_protected(current_user.person, citizen):
        draft.rescued(current_user.account_id)
        return lead_to(url_for("citizens.protected", citizen_id=citizen.id))
    form = _details_form(_own_centres(), citizen)
    log.opened(citizen)
    clash = conflict.between(form, citizen.version, _told(citizen), citizen)
    if not _sound(form, citizen):
        return page("citizens/details.html", status=422, citizen=citizen, form=form)
    if clash:
        return conflict.conflict_page(
            clash,
            form,
            heading=citizen.name,
            action=url_for("citizens.change", citizen_id=citizen.id),
            back=url_for("citizens.citizen", citizen_id=citizen.id),
        )

    def store() -> str:
        register.change(citizen, _details(form))
        flash(_("Gemt."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.post("/<id:citizen_id>/income")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def income(citizen: Citizen) -> Response:
    """Note what the citizen lives on, as of today."""
    held(citizen)
    form = _income_form()
    if not form.validate():
        return opened(citizen, status=422, income_form=form)

    def store() -> str:
        source = db.session.get_one(IncomeSource, form.source.data)
        register.note_income(citizen, source, on=clock.today(), at=here(citizen), by=current_user.account)
        flash(_("Indkomsten er noteret."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.post("/<id:citizen_id>/known-before")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def known_before(citizen: Citizen) -> Response:
    """Keep the answer to what is asked once."""
    held(citizen)
    form = KnownBeforeForm()
    if not form.validate():
        return opened(citizen, status=422, known_form=form)

    def store() -> str:
        register.ask_known_before(citizen, KnownBefore(form.known_before.data))
        log.changed(citizen)
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


def opened(
    citizen: Citizen,
    status: int = 200,
    income_form: IncomeForm | None = None,
    known_form: KnownBeforeForm | None = None,
    notification_form: NotificationForm | None = None,
) -> Response:
    person = current_user.person
    events = timeline.of(citizen, person)
    standing_links = links.links_of(citizen)
    linked = names.linked_to(citizen) if standing_links else []
    warnings = standings.standing_warnings(citizen)
    shown = [one for event in events for one in (event.note, event.record) if one]
    added = sections.of(citizen, person)
    ground = readers.ground_for(person, citizen)
    seen = [*shown, *linked, *warnings, *(one for part in added for one in part.records)]
    log.opened(citizen, also=seen, ground=ground)
    incomes = queries.incomes(citizen)
    levels = queries.level_changes(citizen)
    return page(
        "citizens/citizen.html",
        status=status,
        citizen=citizen,
        level=LEVELS[citizen.level],
        level_since=next((one for one in levels if one.to_level is citizen.level), levels[0]).happened_at,
        opened=openings.is_opened(person, citizen),
        by_consent=ground is log.Ground.CONSENT and not openings.is_open_today(person, citizen),
        may_welcome=bool(welcoming(citizen)),
        sees=openings.sees_protected(person, citizen),
        reads_all=bool(openings.opened_under(person, citizen)),
        linked=linked,
        links=standing_links,
        undoable=standing_links[0] if standing_links else None,
        warnings=warnings,
        last_change=standings.status_changes(citizen)[0] if citizen.status is not Status.OPEN else None,
        statuses=STATUSES,
        step=StepForm(formdata=None),
        incomes=incomes,
        income_form=income_form or _income_form(empty=True),
        known_before=KNOWN_BEFORE[citizen.known_before] if citizen.known_before else None,
        known_form=known_form or KnownBeforeForm(formdata=None),
        events=events,
        sections=added,
        income_word=_income_word,
        children=children.latest(citizen),
        children_form=ChildrenForm(formdata=None),
        notification_form=notification_form or NotificationForm(formdata=None),
        notifications=children.notifications(citizen, current_user.person),
        told=told(citizen.controller_id),
        just_noted=request.args.get("noted") == "children",
    )


def _income_word(source: IncomeSource) -> str:
    return source.english if str(get_locale()) == "en" else source.danish


def _income_form(empty: bool = False) -> IncomeForm:
    form = IncomeForm(formdata=None) if empty else IncomeForm()
    form.source.choices = choices({source.id: _income_word(source) for source in queries.income_sources(clock.today())})
    return form


def _details_form(centres: Sequence[Centre], citizen: Citizen | None = None, formdata: object = ...) -> CitizenForm:
    form = CitizenForm(obj=citizen) if formdata is ... else CitizenForm(formdata=None)
    if citizen is not None:
        # Giving a name or taking it back is an act of its own.
        del form.full_name, form.reason
    form.centre.choices = choices({centre.id: centre.name for centre in centres})
    if form.centre.data is None and centres:
        own = {centre.id for centre in centres}
        form.centre.data = current_user.centre_id if current_user.centre_id in own else centres[0].id
    return form


def _sound(form: CitizenForm, citizen: Citizen | None = None) -> bool:
    fine = form.validate()
    if not fine:
        return False
    full_name = citizen.full_name if citizen else form.full_name.data or ""
    if not (form.alias.data or "").strip() and not full_name.strip():
        form.alias.errors = [_("Skriv et alias eller et navn. Uden et af dem er der ingen at gemme noget om.")]
        return False
    if citizen is None and form.alias.data and _taken(form.alias.data):
        form.alias.errors = [
            _("Der er allerede en med det alias. Find personen, eller skriv lidt mere, så de kan skelnes.")
        ]
        return False
    if form.birth_date.data and not 0 <= (clock.today() - form.birth_date.data).days <= 120 * 366:
        form.birth_date.errors = [_("Fødselsdatoen ligger i fremtiden eller er over 120 år siden. Ret datoen.")]
        return False
    return True


def _taken(alias: str) -> bool:
    namesakes = queries.namesakes(current_user.person, alias)
    log.searched(namesakes)
    return bool(namesakes)


def _details(form: CitizenForm) -> Details:
    return Details(
        alias=form.alias.data or "",
        full_name=form.full_name.data or "" if "full_name" in form else "",
        phone=form.phone.data or "",
        may_be_called=form.may_be_called.data,
        spoken_language=form.spoken_language.data or "",
        birth_date=form.birth_date.data,
        birth_date_is_approximate=form.birth_date_is_approximate.data,
        reason=form.reason.data or "" if "reason" in form else "",
    )


def _told(citizen: Citizen) -> dict[str, object]:
    """What the record says now, as the form's fields say it."""
    return {
        "alias": citizen.alias,
        "full_name": citizen.full_name,
        "phone": citizen.phone,
        "may_be_called": citizen.may_be_called,
        "spoken_language": citizen.spoken_language,
        "birth_date": citizen.birth_date,
        "birth_date_is_approximate": citizen.birth_date_is_approximate,
    }


def _own_centres() -> Sequence[Centre]:
    return places.centres(among=centres_for(current_user.person, Act.CREATE_CITIZEN))


def lead_to(target: str) -> Response:
    """Lead to another page; nothing that was read for this one is shown."""
    log.nothing_shown()
    return seen_at(target)


def held(citizen: Citizen) -> None:
    """Keep others from changing the record meanwhile; one that was linked to another just now is 409."""
    hold(citizen)
    if citizen.kept_as_id is not None:
        abort(409)


def welcoming(citizen: Citizen) -> list[Centre]:
    """The person's own centres, under the citizen's controller, that the citizen does not belong to yet."""
    own = {at for at, by in pairs(current_user.person, Act.WELCOME_CITIZEN) if by == citizen.controller_id}
    return list(places.centres(among=own - citizen.centre_ids))


def ticket_for(citizen_id: int) -> str:
    """What a hit elsewhere is asked for with: signed, for this account, for a day; so no number can be guessed."""
    return str(_tickets().dumps([current_user.account_id, citizen_id]))


def citizen_of(ticket: str | None) -> Citizen | None:
    """Whom a ticket of this account stands for; nobody, where it is not ours or too old."""
    try:
        account_id, citizen_id = _tickets().loads(ticket or "", max_age=TICKET_LASTS)
    except (BadData, ValueError, TypeError):
        return None
    found = db.session.get(Citizen, citizen_id) if account_id == current_user.account_id else None
    return found.leads_to or found if found else None


def _tickets() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="known elsewhere")


def here(citizen: Citizen) -> Centre:
    """The centre at which the person on the tablet has to do with the citizen."""
    own = {centre_id for centre_id, _ in pairs(current_user.person, Act.CHANGE_CITIZEN)}
    shared = sorted(citizen.centre_ids & own)
    if current_user.centre_id in shared:
        return current_user.centre
    return db.session.get_one(Centre, shared[0])
