"""Finding a citizen, the citizen's page, and what staff change on it."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow
from app.accounts.permissions import centres_for, controller_at, pairs
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import queries, register, timeline
from app.citizens import search as search_rules
from app.citizens.forms import CitizenForm, IncomeForm, KnownBeforeForm, SearchForm
from app.citizens.identity import KnownBefore, level_for
from app.citizens.models import Citizen, IncomeSource
from app.citizens.register import Details
from app.citizens.words import KNOWN_BEFORE, LEVELS
from app.db import db, hold
from app.form import choices
from app.page import page

blueprint = Blueprint("citizens", __name__, url_prefix="/citizens")

MOST_HITS = 20


@blueprint.get("/")
@allow(Act.FIND_CITIZENS)
def register_of_own() -> Response:
    """The newest records of one's own centres, and the search."""
    newest = queries.newest(current_user.person, MOST_HITS)
    log.listed(newest)
    return page("citizens/citizens.html", form=SearchForm(), newest=newest, hits=None)


@blueprint.post("/search")
@allow(Act.FIND_CITIZENS)
def search() -> Response:
    """Those whose alias or name begins like what was typed."""
    form = SearchForm()
    fine = form.validate()
    typed = (form.q.data or "").strip()
    hits, more = queries.found(current_user.person, typed if fine else "", MOST_HITS)
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
    )


@blueprint.get("/new")
@allow(Act.CREATE_CITIZEN)
def new() -> Response:
    """The form for somebody who wants to be known."""
    return page("citizens/new.html", form=_details_form(_own_centres()))


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
    return _citizen(citizen)


@blueprint.get("/<id:citizen_id>/details")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def details(citizen: Citizen) -> Response:
    """The form for what the citizen tells."""
    log.opened(citizen)
    return page("citizens/details.html", citizen=citizen, form=_details_form(_own_centres(), citizen))


@blueprint.post("/<id:citizen_id>/details")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def change(citizen: Citizen) -> Response:
    """Keep what the citizen tells now."""
    hold(citizen)
    form = _details_form(_own_centres(), citizen)
    log.opened(citizen)
    if not _sound(form, citizen):
        return page("citizens/details.html", status=422, citizen=citizen, form=form)
    if form.version.data != str(citizen.version):
        form.version.data = str(citizen.version)
        return page("citizens/details.html", status=409, citizen=citizen, form=form, conflict=True)

    def store() -> str:
        register.change(citizen, _details(form), at=_here(citizen), by=current_user.account)
        flash(_("Gemt."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.post("/<id:citizen_id>/income")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def income(citizen: Citizen) -> Response:
    """Note what the citizen lives on, as of today."""
    form = _income_form()
    if not form.validate():
        return _citizen(citizen, status=422, income_form=form)

    def store() -> str:
        source = db.session.get_one(IncomeSource, form.source.data)
        register.note_income(citizen, source, on=clock.today(), at=_here(citizen), by=current_user.account)
        flash(_("Indkomsten er noteret."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.post("/<id:citizen_id>/known-before")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def known_before(citizen: Citizen) -> Response:
    """Keep the answer to what is asked once."""
    form = KnownBeforeForm()
    if not form.validate():
        return _citizen(citizen, status=422, known_form=form)

    def store() -> str:
        register.ask_known_before(citizen, KnownBefore(form.known_before.data))
        log.changed(citizen)
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


def _citizen(
    citizen: Citizen,
    status: int = 200,
    income_form: IncomeForm | None = None,
    known_form: KnownBeforeForm | None = None,
) -> Response:
    events = timeline.of(citizen, current_user.person)
    log.opened(citizen, also=[event.note for event in events if event.note])
    incomes = queries.incomes(citizen)
    return page(
        "citizens/citizen.html",
        status=status,
        citizen=citizen,
        level=LEVELS[citizen.level],
        level_since=queries.level_changes(citizen)[0].happened_at,
        incomes=incomes,
        income_form=income_form or _income_form(empty=True),
        known_before=KNOWN_BEFORE[citizen.known_before] if citizen.known_before else None,
        known_form=known_form or KnownBeforeForm(formdata=None),
        events=events,
        income_word=_income_word,
    )


def _income_word(source: IncomeSource) -> str:
    return source.english if str(get_locale()) == "en" else source.danish


def _income_form(empty: bool = False) -> IncomeForm:
    form = IncomeForm(formdata=None) if empty else IncomeForm()
    form.source.choices = choices({source.id: _income_word(source) for source in queries.income_sources(clock.today())})
    return form


def _details_form(centres: Sequence[Centre], citizen: Citizen | None = None) -> CitizenForm:
    form = CitizenForm(obj=citizen)
    form.centre.choices = choices({centre.id: centre.name for centre in centres})
    if form.centre.data is None and centres:
        own = {centre.id for centre in centres}
        form.centre.data = current_user.centre_id if current_user.centre_id in own else centres[0].id
    return form


def _sound(form: CitizenForm, citizen: Citizen | None = None) -> bool:
    fine = form.validate()
    if not fine:
        return False
    if not (form.alias.data or "").strip() and not (form.full_name.data or "").strip():
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
    moved = citizen is not None and level_for(form.full_name.data or "") is not citizen.level
    if moved and not (form.reason.data or "").strip():
        form.reason.errors = [_("Skriv kort, hvorfor personen gerne vil give eller fjerne sit navn.")]
        return False
    return True


def _taken(alias: str) -> bool:
    namesakes = queries.namesakes(current_user.person, alias)
    log.searched(namesakes)
    return bool(namesakes)


def _details(form: CitizenForm) -> Details:
    return Details(
        alias=form.alias.data or "",
        full_name=form.full_name.data or "",
        phone=form.phone.data or "",
        may_be_called=form.may_be_called.data,
        spoken_language=form.spoken_language.data or "",
        birth_date=form.birth_date.data,
        birth_date_is_approximate=form.birth_date_is_approximate.data,
        reason=form.reason.data or "",
    )


def _own_centres() -> Sequence[Centre]:
    return places.centres(among=centres_for(current_user.person, Act.CREATE_CITIZEN))


def _here(citizen: Citizen) -> Centre:
    """The centre at which the person on the tablet has to do with the citizen."""
    own = {centre_id for centre_id, _ in pairs(current_user.person, Act.CHANGE_CITIZEN)}
    shared = sorted(citizen.centre_ids & own)
    if current_user.centre_id in shared:
        return current_user.centre
    return db.session.get_one(Centre, shared[0])
