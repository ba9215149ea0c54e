"""Looking beyond one's own centres: opening somebody known elsewhere, welcoming them, and asking another operator.

Also the list of legal grounds, which administrators keep.
"""

from flask import Response, flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow
from app.accounts.permissions import centres_for, pairs
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import openings
from app.citizens.across import Basis, Given, Shown
from app.citizens.forms import AcrossForm, LegalGroundForm, ReasonForm, StepForm
from app.citizens.models import Citizen
from app.citizens.opening_models import LegalGround
from app.citizens.openings import Asked
from app.citizens.views import blueprint, citizen_of, held, lead_to, welcoming
from app.db import db, hold
from app.form import choices
from app.page import page

FOUND_NOBODY, FOUND_SEVERAL = "nobody", "several"
GROUND_SAYS = ("danish", "english", "paragraph", "is_uncertain", "valid_from", "valid_to")
"""What is entered about a legal ground, by field and column."""


@blueprint.post("/elsewhere")
@allow(Act.LOOK_ACROSS)
def elsewhere() -> Response:
    """A hit elsewhere was tapped: ask why. Nothing of the record is shown."""
    form = ReasonForm(formdata=None)
    form.hit.data = request.form.get("hit", "")[:500]
    return page("citizens/elsewhere.html", form=form)


@blueprint.post("/openings")
@allow(Act.LOOK_ACROSS)
def opening() -> Response:
    """Open the record of somebody known elsewhere until the day ends, with the reason that was typed."""
    form = ReasonForm()
    fine = form.validate()
    citizen = citizen_of(form.hit.data) if fine else None
    if citizen and citizen.controller_id not in {by for _at, by in pairs(current_user.person, Act.LOOK_ACROSS)}:
        citizen = None
    if fine and citizen is None:
        form.form_errors.append(_("Det er for længe siden, du søgte. Find personen igen."))
    if citizen is None:
        return page("citizens/elsewhere.html", status=422, form=form)

    def store() -> str:
        openings.open_with_reason(citizen, Shown.RECORD, form.reason.data, by=current_user.account)
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.post("/<id:citizen_id>/centres")
@allow(Act.WELCOME_CITIZEN, to=Citizen)
def welcomed(citizen: Citizen) -> Response:
    """The citizen comes to one's own centre too. Never across operators (rules R10)."""
    held(citizen)
    form = StepForm()
    form.validate()
    open_to_it = welcoming(citizen)
    at_work = next((one for one in open_to_it if one.id == current_user.centre_id), None)
    centre = at_work or (open_to_it[0] if open_to_it else None)
    if centre is None:
        flash(_("Personen kommer allerede hos jer, eller er skrevet op hos en anden driftsherre."), "wait")
        return lead_to(url_for("citizens.citizen", citizen_id=citizen.id))

    def store() -> str:
        openings.welcome(citizen, centre, current_user.person)
        flash(_("Skrevet: kommer også på %(centre)s.", centre=centre.name), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.get("/other-operators")
@allow(Act.LOOK_ACROSS_OPERATORS)
def other_operators() -> Response:
    """The form for asking another operator; and what the last asking found, where it found no one person."""
    return _across(AcrossForm(formdata=None), outcome=request.args.get("found", ""))


@blueprint.post("/other-operators")
@allow(Act.LOOK_ACROSS_OPERATORS)
def look_up() -> Response:
    """Ask, on a ground that is kept. Nobody, and nobody who may be found, are answered alike."""
    form = _with_grounds(AcrossForm())
    if not form.validate():
        return _across(form, status=422)

    def store() -> str:
        by_consent = form.basis.data == Basis.CONSENT.value
        asked = Asked(
            Basis(form.basis.data),
            form.purpose.data,
            given=Given(form.given.data) if by_consent else None,
            legal_ground_id=None if by_consent else form.legal_ground.data,
        )
        centre = _centre()
        ids = openings.look_up(current_user.person, form.q.data, asked, at=centre, by=current_user.account)
        if ids is not None and len(ids) == 1:
            return url_for("citizens.citizen", citizen_id=ids[0])
        return url_for("citizens.other_operators", found=FOUND_NOBODY if ids == [] else FOUND_SEVERAL)

    return form.once(store)


@blueprint.get("/legal-grounds")
@allow(Act.MANAGE_LEGAL_GROUNDS, reads_only=True)
def legal_grounds() -> Response:
    """Every legal ground, past ones too."""
    return page("citizens/legal_grounds.html", grounds=openings.legal_grounds(), today=clock.today(), said=_said)


@blueprint.route("/legal-grounds/new", methods=["GET", "POST"])
@allow(Act.MANAGE_LEGAL_GROUNDS)
def new_legal_ground() -> Response:
    """Another legal ground."""
    return _edit(None, LegalGroundForm())


@blueprint.route("/legal-grounds/<id:legal_ground_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_LEGAL_GROUNDS, to=LegalGround)
def legal_ground(legal_ground: LegalGround) -> Response:
    """Change a legal ground, or say when it ended."""
    if request.method == "POST":
        hold(legal_ground)
    return _edit(legal_ground, LegalGroundForm(obj=legal_ground))


def _edit(kept: LegalGround | None, form: LegalGroundForm) -> Response:
    def show(status: int = 200) -> Response:
        return page("citizens/legal_ground.html", status=status, form=form, ground=kept)

    if not form.is_submitted():
        if kept is not None:
            conflict.opened(form, kept.version, _told(kept))
        return show()
    clash = conflict.between(form, kept.version, _told(kept), kept) if kept is not None else None
    if not form.validate():
        return show(422)
    if clash:
        back = url_for("citizens.legal_grounds")
        return conflict.conflict_page(clash, form, heading=_("Lovhjemmel"), action=request.path, back=back)

    def store() -> str:
        ground = kept or LegalGround(version=0)
        for name in GROUND_SAYS:
            given = form[name].data
            setattr(ground, name, (given or "").strip() if name in form.one_only else given)
        ground.version += 1
        db.session.add(ground)
        log.created(ground) if kept is None else log.changed(ground)
        flash(_("Gemt."), "good")
        return url_for("citizens.legal_grounds")

    return form.once(store)


def _told(ground: LegalGround) -> dict[str, object]:
    """What the record says now, as the form's fields say it."""
    return {name: getattr(ground, name) for name in GROUND_SAYS}


def _across(form: AcrossForm, status: int = 200, outcome: str = "") -> Response:
    _with_grounds(form)
    grounds = openings.legal_grounds(clock.today())
    return page("citizens/other_operators.html", status=status, form=form, outcome=outcome, grounds=grounds, said=_said)


def _with_grounds(form: AcrossForm) -> AcrossForm:
    words = {one.id: f"{_said(one)} ({one.paragraph})" for one in openings.legal_grounds(clock.today())}
    form.legal_ground.choices = choices({0: _("Vælg"), **words})
    return form


def _said(ground: LegalGround) -> str:
    return ground.english or ground.danish if str(get_locale()) == "en" else ground.danish


def _centre() -> Centre:
    own = places.centres(among=centres_for(current_user.person, Act.LOOK_ACROSS_OPERATORS))
    return next((one for one in own if one.id == current_user.centre_id), own[0])
