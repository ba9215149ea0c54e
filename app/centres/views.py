"""Centres, departments, efforts and operators, as administrators keep them."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from app import clock, conflict, log
from app.access import Act, allow
from app.centres import queries
from app.centres.forms import CentreForm, DepartmentForm, EffortForm, OperatorForm
from app.centres.models import Centre, Department, Effort, EffortKind, Operator
from app.centres.words import EFFORT_KINDS, OPERATOR_KINDS
from app.db import db, hold
from app.form import StoringForm, choices
from app.page import page

blueprint = Blueprint("centres", __name__, url_prefix="/centres")

AnyPlace = Centre | Department | Effort
PlaceForm = CentreForm | DepartmentForm | EffortForm
Kept = TypeVar("Kept", Centre, Department, Effort)


@blueprint.get("/")
@allow(Act.MANAGE_CENTRES, reads_only=True)
def all_places() -> Response:
    """Everything on one page."""
    centres, departments, efforts = queries.every_place()
    return page(
        "centres/places.html",
        centres=centres,
        departments=departments,
        efforts=efforts,
        effort_kinds=EFFORT_KINDS,
        operators=queries.operators(),
        operator_kinds=OPERATOR_KINDS,
        nobody_to_call=queries.without_anybody_to_call(clock.today()),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES)
def new_centre() -> Response:
    """Another centre."""
    return _edit(Centre, None, _with_operators(CentreForm()), _("Nyt værested"))


@blueprint.route("/<id:centre_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES, to=Centre)
def centre(centre: Centre) -> Response:
    """Change a centre."""
    return _edit(Centre, centre, _filled(CentreForm, centre), centre.name)


@blueprint.route("/departments/new", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES)
def new_department() -> Response:
    """Another department."""
    return _edit(Department, None, _with_operators(DepartmentForm()), _("Ny afdeling"))


@blueprint.route("/departments/<id:department_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES, to=Department)
def department(department: Department) -> Response:
    """Change a department."""
    return _edit(Department, department, _filled(DepartmentForm, department), department.name)


@blueprint.route("/efforts/new", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES)
def new_effort() -> Response:
    """Another effort."""
    return _edit(Effort, None, EffortForm(), _("Ny indsats"))


@blueprint.route("/efforts/<id:effort_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES, to=Effort)
def effort(effort: Effort) -> Response:
    """Change an effort."""
    return _edit(Effort, effort, _filled(EffortForm, effort), effort.name)


@blueprint.route("/operators/new", methods=["GET", "POST"])
@allow(Act.MANAGE_CENTRES)
def new_operator() -> Response:
    """Another operator; who answers for the data of a centre is never changed afterwards, only added."""
    form = OperatorForm()
    if not form.is_submitted():
        return page("centres/place.html", form=form, heading=_("Ny driftsherre"))
    fine = form.validate()
    if fine and queries.name_taken(Operator, form.name.data):
        form.name.errors = [_("Navnet er optaget. Vælg et andet.")]
        fine = False
    if not fine:
        return page("centres/place.html", status=422, form=form, heading=_("Ny driftsherre"))
    operator = Operator(name=form.name.data.strip(), kind=form.kind.data)
    return form.once(_storing(operator))


def _edit(model: type[Kept], kept: Kept | None, form: PlaceForm, heading: str) -> Response:
    if not form.is_submitted():
        return page("centres/place.html", form=form, heading=heading)
    clash = None
    if kept is not None:
        hold(kept)
        clash = conflict.between(form, kept.version, _told(kept), kept)
    if not form.validate() or not _free_name(model, kept, form):
        return page("centres/place.html", status=422, form=form, heading=heading)
    if clash:
        back = url_for("centres.all_places")
        return conflict.conflict_page(clash, form, heading=heading, action=request.path, back=back)
    record = kept or model()
    return form.once(_storing(record, form))


def _storing(record: AnyPlace | Operator, form: PlaceForm | None = None) -> Callable[[], str]:
    def store() -> str:
        is_new = record.id is None
        if form is not None and not isinstance(record, Operator):
            _fill(record, form)
        db.session.add(record)
        log.created(record) if is_new else log.changed(record)
        flash(_("Gemt."), "good")
        return url_for("centres.all_places")

    return store


def _fill(record: AnyPlace, form: PlaceForm) -> None:
    for name in ("name", "town", "house", "opening_hours", "focus", "kind", "operator_id"):
        if name in form:
            given = EffortKind(form.kind.data) if name == "kind" else form[name].data
            setattr(record, name, given.strip() if isinstance(given, str) else given)
    if form.closed.data != (record.closed_on is not None):
        record.closed_on = clock.today() if form.closed.data else None
    record.version = (record.version or 0) + 1


def _filled(form: type[StoringForm], kept: AnyPlace) -> PlaceForm:
    filled: PlaceForm = form(obj=kept)
    if "operator_id" in filled:
        # Who answers for what is recorded somewhere never changes; another operator is another place.
        del filled.operator_id
    if not filled.is_submitted():
        filled.closed.data = kept.closed_on is not None
        conflict.opened(filled, kept.version, _told(kept))
    return filled


def _told(kept: AnyPlace) -> dict[str, object]:
    """What the record says now, as the form's fields say it."""
    names = ("name", "town", "focus", "opening_hours", "house", "kind")
    return {name: getattr(kept, name) for name in names if hasattr(kept, name)} | {"closed": kept.closed_on is not None}


def _with_operators(form: CentreForm | DepartmentForm) -> CentreForm | DepartmentForm:
    form.operator_id.choices = choices({one.id: one.name for one in queries.operators()})
    return form


def _free_name(model: type[Kept], kept: Kept | None, form: PlaceForm) -> bool:
    if not queries.name_taken(model, form.name.data or "", but=kept.id if kept else None):
        return True
    form.name.errors = [_("Navnet er optaget. Vælg et andet.")]
    return False
