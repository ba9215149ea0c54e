"""What happens to a record: a name given or taken back, closed or opened again, protected, not to be visited alone."""

from collections.abc import Callable

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow
from app.citizens import openings, register, standings
from app.citizens.across import Shown
from app.citizens.forms import (
    GiveNameForm,
    ProtectionForm,
    ReasonForm,
    SafetyEndForm,
    SafetyForm,
    StatusForm,
    StepForm,
    TakeNameBackForm,
)
from app.citizens.identity import IdentityLevel
from app.citizens.models import Citizen
from app.citizens.register import Move
from app.citizens.standing import SAFETY_USUALLY_MONTHS, NotKept, Problem, Status, months_after
from app.citizens.standing_models import SafetyNote
from app.citizens.views import blueprint, held, here, lead_to
from app.citizens.words import PROBLEMS
from app.form import StoringForm
from app.page import page


@blueprint.get("/<id:citizen_id>/level")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def level(citizen: Citizen) -> Response:
    """Giving a name, or taking it back."""
    return _level(citizen, _level_form(citizen, empty=True))


@blueprint.post("/<id:citizen_id>/level")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def level_change(citizen: Citizen) -> Response:
    """Move the citizen up or down a level, as the citizen wishes."""
    held(citizen)
    form = _level_form(citizen)
    if ("full_name" in request.form) != isinstance(form, GiveNameForm):
        return _stale(citizen)
    if not form.validate() or not _called_something(citizen, form):
        return _level(citizen, form, status=422)

    def store() -> str:
        move = Move(form.on.data, form.reason.data.strip(), here(citizen), current_user.account)
        if isinstance(form, GiveNameForm):
            register.give_name(citizen, form.full_name.data, form.phone.data or "", move)
            flash(_("Navnet er gemt."), "good")
        else:
            register.take_name_back(citizen, form.alias.data or "", move)
            flash(_("Navn og telefon er slettet her og i søgningen."), "good")
        return _back(citizen)

    return _kept(form, store, lambda: _level(citizen, form, status=422))


@blueprint.get("/<id:citizen_id>/status")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def status(citizen: Citizen) -> Response:
    """Closing the record, or saying that the citizen moved away or died."""
    return _status(citizen, StatusForm(formdata=None))


@blueprint.post("/<id:citizen_id>/status")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def status_change(citizen: Citizen) -> Response:
    """Keep what happened; the record leaves the lists."""
    held(citizen)
    form = StatusForm()
    if not form.validate():
        return _status(citizen, form, status=422)

    def store() -> str:
        standings.change_status(
            citizen,
            Status(form.status.data),
            on=form.on.data,
            reason=form.reason.data or "",
            at=here(citizen),
            by=current_user.account,
            is_approximate=form.is_approximate.data,
            moved_to=form.moved_to.data or "",
        )
        flash(_("Gemt. Siden står ikke længere i lister og søgning."), "good")
        return _back(citizen)

    return _kept(form, store, lambda: _status(citizen, form, status=422))


@blueprint.post("/<id:citizen_id>/status/open")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def reopened(citizen: Citizen) -> Response:
    """Open the record again, with one tap."""
    held(citizen)
    form = StepForm()
    form.validate()
    if citizen.status is Status.OPEN:
        return _stale(citizen)

    def store() -> str:
        standings.change_status(
            citizen, Status.OPEN, on=clock.today(), reason="", at=here(citizen), by=current_user.account
        )
        flash(_("Siden er åben igen."), "good")
        return _back(citizen)

    return form.once(store)


@blueprint.get("/<id:citizen_id>/protection")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def protection(citizen: Citizen) -> Response:
    """Name and address protection: whether it holds, and how to mark or end it."""
    return _protection(citizen, ProtectionForm(formdata=None))


@blueprint.post("/<id:citizen_id>/protection")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def protect(citizen: Citizen) -> Response:
    """Name and address are protected from a day."""
    held(citizen)
    form = ProtectionForm()
    if not form.validate():
        return _protection(citizen, form, status=422)
    if citizen.protected_since is not None:
        return _stale(citizen)

    def store() -> str:
        standings.protect(citizen, on=form.on.data, at=here(citizen), by=current_user.account)
        flash(_("Navn og adresse er beskyttet."), "good")
        return _back(citizen)

    return _kept(form, store, lambda: _protection(citizen, form, status=422))


@blueprint.post("/<id:citizen_id>/protection/ended")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def protection_ended(citizen: Citizen) -> Response:
    """Name and address are no longer protected."""
    held(citizen)
    form = StepForm()
    form.validate()
    if citizen.protected_since is None:
        return _stale(citizen)

    def store() -> str:
        standings.end_protection(citizen, by=current_user.account)
        flash(_("Navn og adresse er ikke længere beskyttet."), "good")
        return _back(citizen)

    return form.once(store)


@blueprint.route("/<id:citizen_id>/protected", methods=["GET", "POST"])
@allow(Act.SEE_PROTECTED, to=Citizen)
def protected(citizen: Citizen) -> Response:
    """Say why one must see a protected name; then it is shown for the rest of the day."""
    return _reason(citizen, Shown.PROTECTED, _("Se navn og telefon"))


@blueprint.route("/<id:citizen_id>/other-centres", methods=["GET", "POST"])
@allow(Act.OPEN_CITIZEN, to=Citizen)
def other_centres(citizen: Citizen) -> Response:
    """Say why one must read what other centres wrote; then general notes are open for the rest of the day."""
    return _reason(citizen, Shown.RECORD, _("Læs, hvad andre væresteder har skrevet"))


@blueprint.get("/<id:citizen_id>/safety")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def safety(citizen: Citizen) -> Response:
    """The safety notes: what holds, what held, and a new one."""
    return _safety(citizen)


@blueprint.post("/<id:citizen_id>/safety")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def safety_note(citizen: Citizen) -> Response:
    """Nobody goes alone from now on."""
    held(citizen)
    form = SafetyForm()
    if not form.validate():
        return _safety(citizen, form, status=422)

    def store() -> str:
        standings.warn(citizen, form.text.data, until=form.until.data, at=here(citizen), by=current_user.account)
        flash(_("Gemt. Den står øverst på personens side."), "good")
        return _back(citizen)

    return _kept(form, store, lambda: _safety(citizen, form, status=422), field="until")


@blueprint.post("/<id:citizen_id>/safety/longer")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def safety_longer(citizen: Citizen) -> Response:
    """The same note for another three months, with one tap."""
    held(citizen)
    form = StepForm()
    form.validate()
    note = _note(citizen, form.about.data)
    if note is None:
        return _stale(citizen)

    def store() -> str:
        standings.warn_longer(note, citizen, at=here(citizen), by=current_user.account)
        flash(_("Forlænget."), "good")
        return url_for("citizens.safety", citizen_id=citizen.id)

    return form.once(store)


@blueprint.post("/<id:citizen_id>/safety/ended")
@allow(Act.CHANGE_CITIZEN, to=Citizen)
def safety_ended(citizen: Citizen) -> Response:
    """The note holds no more, and why."""
    held(citizen)
    form = SafetyEndForm()
    if not form.validate():
        return _safety(citizen, end_form=form, status=422)
    note = _note(citizen, form.about.data)
    if note is None:
        return _stale(citizen)

    def store() -> str:
        standings.end_warning(note, citizen, form.reason.data, by=current_user.account)
        flash(_("Den gælder ikke mere."), "good")
        return _back(citizen)

    return form.once(store)


def _level_form(citizen: Citizen, empty: bool = False) -> GiveNameForm | TakeNameBackForm:
    kind = GiveNameForm if citizen.level is IdentityLevel.ALIAS else TakeNameBackForm
    form = kind(formdata=None) if empty else kind()
    if isinstance(form, TakeNameBackForm):
        form.full_name = citizen.full_name
    return form


def _called_something(citizen: Citizen, form: GiveNameForm | TakeNameBackForm) -> bool:
    if isinstance(form, GiveNameForm) or citizen.alias.strip() or (form.alias.data or "").strip():
        return True
    form.alias.errors = [_("Skriv, hvad personen vil kaldes, når navnet er væk.")]
    return False


def _level(citizen: Citizen, form: GiveNameForm | TakeNameBackForm, status: int = 200) -> Response:
    log.opened(citizen)
    return page(
        "citizens/level.html",
        status=status,
        citizen=citizen,
        form=form,
        up=isinstance(form, GiveNameForm),
        sees=openings.sees_protected(current_user.person, citizen),
    )


def _status(citizen: Citizen, form: StatusForm, status: int = 200) -> Response:
    log.opened(citizen)
    return page("citizens/status.html", status=status, citizen=citizen, form=form)


def _protection(citizen: Citizen, form: ProtectionForm, status: int = 200) -> Response:
    log.opened(citizen)
    return page("citizens/protection.html", status=status, citizen=citizen, form=form, step=StepForm(formdata=None))


def _safety(
    citizen: Citizen, form: SafetyForm | None = None, end_form: SafetyEndForm | None = None, status: int = 200
) -> Response:
    notes = standings.warnings(citizen)
    log.opened(citizen, also=notes)
    if form is None:
        form = SafetyForm(formdata=None)
        form.until.data = months_after(clock.today(), SAFETY_USUALLY_MONTHS)
    return page(
        "citizens/safety.html",
        status=status,
        citizen=citizen,
        form=form,
        end_form=end_form or SafetyEndForm(formdata=None),
        step=StepForm(formdata=None),
        standing=[note for note in notes if note.stands_on(clock.today())],
        over=[note for note in notes if not note.stands_on(clock.today())],
    )


def _reason(citizen: Citizen, shown: Shown, heading: str) -> Response:
    form = ReasonForm()
    if not form.is_submitted():
        log.opened(citizen, ground=openings.ground_for(current_user.person, citizen))
        return page("citizens/reason.html", citizen=citizen, form=ReasonForm(formdata=None), heading=heading)
    if not form.validate():
        log.opened(citizen, ground=openings.ground_for(current_user.person, citizen))
        return page("citizens/reason.html", status=422, citizen=citizen, form=form, heading=heading)

    def store() -> str:
        openings.open_with_reason(citizen, shown, form.reason.data, by=current_user.account)
        return _back(citizen)

    return form.once(store)


def _note(citizen: Citizen, number: str | None) -> SafetyNote | None:
    """The standing safety note of this number."""
    return next((note for note in standings.standing_warnings(citizen) if str(note.id) == number), None)


def _kept(form: StoringForm, store: Callable[[], str], again: Callable[[], Response], field: str = "on") -> Response:
    """Store; what is refused is shown again with the sentence beside its field."""
    try:
        return form.once(store)
    except NotKept as refused:
        wrong = {Problem.NO_REASON: "reason", Problem.NOT_FROM_HERE: "status"}.get(refused.problem, field)
        form[wrong].errors = [PROBLEMS[refused.problem]]
        return again()


def _stale(citizen: Citizen) -> Response:
    flash(PROBLEMS[Problem.NOT_FROM_HERE], "wait")
    return lead_to(_back(citizen))


def _back(citizen: Citizen) -> str:
    return url_for("citizens.citizen", citizen_id=citizen.id)
