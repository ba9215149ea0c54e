"""The competence plan, for everybody who works with decisions to read; and for administrators to keep, with the lists
of kinds and legal grounds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock, conflict, log
from app.access import Act, allow, may
from app.centres import queries as places
from app.centres.models import Department
from app.db import db, hold
from app.decisions import queries, recording
from app.decisions.competence import Reason, Refusal
from app.decisions.forms import CompetenceForm, GroundForm, KindForm, LastDayForm
from app.decisions.models import Competence, DecisionGround, DecisionKind
from app.decisions.views import blueprint
from app.decisions.words import REFUSALS, said
from app.language import day
from app.page import page

KIND_SAYS = ("danish", "english", "is_benefit", "valid_from", "valid_to")
GROUND_SAYS = ("paragraph", "danish", "english", "is_uncertain", "valid_from", "valid_to")
"""What is entered, by field and column."""


@dataclass(frozen=True)
class Cell:
    """A row of the plan in the table: until or from when, where that is to be said; where it is ended."""

    words: str
    holds: bool
    href: str | None


@blueprint.get("/competence")
@allow(Act.SEE_COMPETENCE, reads_only=True)
def competence() -> Response:
    """Who decides what today and from when, as a table of departments and kinds; and what was before."""
    today = clock.today()
    plan = queries.plan()
    keeps = may(Act.MANAGE_COMPETENCE)
    current = [one for one in plan if _is_current(one, today)]
    kinds = {one.kind_id: one.kind for one in sorted(current, key=lambda one: one.kind_id)}
    departments = {one.department_id: one.department for one in current}
    return page(
        "decisions/competence.html",
        kinds=list(kinds.values()),
        table=[
            (
                department,
                [
                    [_cell(one, today, keeps) for one in current if (one.department_id, one.kind_id) == (id, kind_id)]
                    for kind_id in kinds
                ],
            )
            for id, department in departments.items()
        ],
        past=sorted((one for one in plan if one not in current), key=lambda one: one.valid_to or today, reverse=True),
        nobody=[
            said(one) for one in queries.kinds(today) if one.id not in {row.kind_id for row in queries.rows(today)}
        ],
        keeps=keeps,
        today=today,
    )


@blueprint.route("/competence/new", methods=["GET", "POST"])
@allow(Act.MANAGE_COMPETENCE)
def new_competence() -> Response:
    """A department may decide a kind from a day on."""
    today = clock.today()
    form = CompetenceForm()
    departments = {one.id: one for one in places.departments()}
    kinds = {one.id: one for one in queries.kinds() if one.valid_to is None or one.valid_to >= today}
    form.department.choices = [SelectChoice(0, _("Vælg"))] + [
        SelectChoice(one.id, one.name) for one in departments.values()
    ]
    form.kind.choices = [SelectChoice(0, _("Vælg"))] + [SelectChoice(one.id, said(one)) for one in kinds.values()]

    def show(status: int = 200) -> Response:
        return page("decisions/new_competence.html", status=status, form=form)

    def store() -> str:
        recording.give_competence(
            departments[form.department.data],
            kinds[form.kind.data],
            form.valid_from.data,
            form.valid_to.data,
            current_user.account,
        )
        flash(_("Gemt. Planen gælder fra den dag, du valgte."), "good")
        return url_for("decisions.competence")

    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)
    try:
        return form.once(store)
    except Refusal as refusal:
        field = {Reason.IN_THE_PAST: form.valid_from, Reason.ENDS_BEFORE: form.valid_to}.get(refusal.reason, form.kind)
        field.errors = [REFUSALS[refusal.reason]]
        return show(422)


@blueprint.route("/competence/<id:competence_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_COMPETENCE, to=Competence)
def competence_row(competence: Competence) -> Response:
    """One row of the plan: since when, and its last day."""
    form = LastDayForm()

    def show(status: int = 200) -> Response:
        return page(
            "decisions/competence_row.html",
            status=status,
            form=form,
            row=competence,
            ended=competence.valid_to is not None and competence.valid_to < clock.today(),
        )

    def store() -> str:
        recording.end_competence(competence, form.last.data, current_user.account)
        flash(_("Gemt. Rækken bliver stående under «Det, der har været»."), "good")
        return url_for("decisions.competence")

    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)
    try:
        return form.once(store)
    except Refusal as refusal:
        form.last.errors = [
            _("Vælg en dag fra i går og frem. Det, der har været, bliver stående.")
            if refusal.reason is Reason.IN_THE_PAST
            else REFUSALS[refusal.reason]
        ]
        return show(422)


@blueprint.get("/kinds")
@allow(Act.MANAGE_COMPETENCE, reads_only=True)
def kinds() -> Response:
    """Every kind of decision, past ones too."""
    return page("decisions/kinds.html", kinds=queries.kinds(), today=clock.today())


@blueprint.route("/kinds/new", methods=["GET", "POST"])
@allow(Act.MANAGE_COMPETENCE)
def new_kind() -> Response:
    """Another kind of decision."""
    return _edit_kind(None, KindForm())


@blueprint.route("/kinds/<id:decision_kind_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_COMPETENCE, to=DecisionKind)
def kind(decision_kind: DecisionKind) -> Response:
    """Change a kind of decision, or say when it ended."""
    if request.method == "POST":
        hold(decision_kind)
    return _edit_kind(decision_kind, KindForm(obj=decision_kind))


@blueprint.get("/grounds")
@allow(Act.MANAGE_COMPETENCE, reads_only=True)
def grounds() -> Response:
    """Every legal ground of decisions, past ones too."""
    return page("decisions/grounds.html", grounds=queries.grounds(), today=clock.today())


@blueprint.route("/grounds/new", methods=["GET", "POST"])
@allow(Act.MANAGE_COMPETENCE)
def new_ground() -> Response:
    """Another legal ground."""
    return _edit_ground(None, GroundForm())


@blueprint.route("/grounds/<id:decision_ground_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_COMPETENCE, to=DecisionGround)
def ground(decision_ground: DecisionGround) -> Response:
    """Change a legal ground, or say when it ended."""
    if request.method == "POST":
        hold(decision_ground)
    return _edit_ground(decision_ground, GroundForm(obj=decision_ground))


def _edit_kind(kept: DecisionKind | None, form: KindForm) -> Response:
    back = url_for("decisions.kinds")

    def make() -> DecisionKind:
        return DecisionKind(version=0)

    return _edit(kept, make, form, KIND_SAYS, _("Slags afgørelse"), "decisions/kind.html", back)


def _edit_ground(kept: DecisionGround | None, form: GroundForm) -> Response:
    back = url_for("decisions.grounds")

    def make() -> DecisionGround:
        return DecisionGround(version=0)

    return _edit(kept, make, form, GROUND_SAYS, _("Lovhjemmel til afgørelser"), "decisions/ground.html", back)


def _edit(
    kept: DecisionKind | DecisionGround | None,
    make: Callable[[], DecisionKind | DecisionGround],
    form: KindForm | GroundForm,
    says: tuple[str, ...],
    heading: str,
    template: str,
    back: str,
) -> Response:
    told = {name: getattr(kept, name) for name in says} if kept is not None else {}
    if not form.is_submitted():
        if kept is not None:
            conflict.opened(form, kept.version, told)
        return page(template, form=form, heading=heading, back=back)
    clash = conflict.between(form, kept.version, told, kept) if kept is not None else None
    if not form.validate():
        return page(template, status=422, form=form, heading=heading, back=back)
    if clash:
        return conflict.conflict_page(clash, form, heading=heading, action=request.path, back=back)

    def store() -> str:
        record = kept or make()
        for name in says:
            given = form[name].data
            setattr(record, name, (given or "").strip() if name in form.one_only else given)
        record.version += 1
        db.session.add(record)
        log.created(record) if kept is None else log.changed(record)
        flash(_("Gemt."), "good")
        return back

    return form.once(store)


def _is_current(one: Competence, today: date) -> bool:
    """Whether a row holds or is coming, in a department that is open."""
    ended = one.valid_to is not None and (one.valid_to < today or one.valid_to < one.valid_from)
    return not ended and _is_open(one.department, today)


def _is_open(department: Department, today: date) -> bool:
    return department.closed_on is None or department.closed_on > today


def _cell(one: Competence, today: date, keeps: bool) -> Cell:
    words = []
    if one.valid_from > today:
        words.append(_("fra %(day)s", day=day(one.valid_from)))
    if one.valid_to is not None:
        words.append(_("til og med %(day)s", day=day(one.valid_to)))
    href = url_for("decisions.competence_row", competence_id=one.id) if keeps else None
    return Cell(", ".join(words), one.row.holds_on(today), href)
