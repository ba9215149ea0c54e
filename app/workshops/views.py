"""Workshops for staff: planning one, leading it from round to round, its slips and what was said."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict
from app.access import Act, allow
from app.accounts.permissions import centres_for, controller_at
from app.centres import queries as places
from app.centres.models import Centre
from app.db import BIGGEST_ID, db, hold
from app.form import StoringForm, choices
from app.page import page
from app.workshops import holding, queries
from app.workshops.forms import AboutForm, HideForm, IdeaForm, PlanForm, SlipsForm, StageForm
from app.workshops.holding import Plan
from app.workshops.models import Workshop, WorkshopIdea
from app.workshops.words import QUESTIONS, REFUSALS, ROUNDS, STAGES, STEPS
from app.workshops.workshop import NEXT, OVER, Phase, Reason, Refusal, Stage

blueprint = Blueprint("workshops", __name__, url_prefix="/workshops")


@blueprint.get("/")
@allow(Act.HOLD_WORKSHOPS)
def workshops() -> Response:
    """The workshops at one's own centres: those that come or run, and those that were held."""
    found = queries.of_staff(current_user.person)
    return page(
        "workshops/workshops.html",
        coming=sorted((one for one in found if one.stage not in OVER), key=lambda one: one.starts_at),
        past=[one for one in found if one.stage in OVER],
        stages=STAGES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Act.HOLD_WORKSHOPS)
def new() -> Response:
    """Plan one."""
    form = _plan_form(PlanForm())
    if not form.is_submitted():
        own = [choice.value for choice in form.centre.choices]
        if not form.from_draft and current_user.centre_id in own:
            form.centre.data = current_user.centre_id
        return page("workshops/plan.html", form=form, workshop=None)
    if not form.validate():
        return page("workshops/plan.html", status=422, form=form, workshop=None)

    def store() -> str:
        at = db.session.get_one(Centre, form.centre.data)
        made = holding.plan(_planned(form), at=at, controller_id=_controller(at), by=current_user.account)
        flash(_("Værkstedet er planlagt. Lav sedler, før I begynder."), "good")
        db.session.flush()
        return url_for("workshops.workshop", workshop_id=made.id)

    return form.once(store)


@blueprint.get("/<id:workshop_id>")
@allow(Act.HOLD_WORKSHOPS, to=Workshop)
def workshop(workshop: Workshop) -> Response:
    """Leading a workshop: what the room does now, and what comes next."""
    return _led(workshop)


@blueprint.get("/<id:workshop_id>/board")
@allow(Act.HOLD_WORKSHOPS, to=Workshop, reads_only=True, poll=True)
def led_board(workshop: Workshop) -> Response:
    """What the room has said, again; 204 where nothing is new."""
    if request.args.get("seen") == str(workshop.board_version):
        return Response(status=204)
    return page("workshops/_led.html", **_shown(workshop))


@blueprint.post("/<id:workshop_id>/stages")
@allow(Act.HOLD_WORKSHOPS, to=Workshop)
def stages(workshop: Workshop) -> Response:
    """Open or close a round."""
    form = StageForm()
    to = form.stage() if form.validate() else None
    if to is None:
        return _led(workshop, str(REFUSALS[Reason.NOT_NEXT]), status=422)

    def store() -> str:
        holding.go_on(workshop, to, seen=form.seen.data or "")
        return url_for("workshops.workshop", workshop_id=workshop.id)

    return _once(form, store, workshop)


@blueprint.post("/<id:workshop_id>/ideas")
@allow(Act.HOLD_WORKSHOPS, to=Workshop)
def ideas(workshop: Workshop) -> Response:
    """An idea that staff write down for somebody, or have themselves."""
    form = IdeaForm()
    if not form.validate():
        return _led(workshop, status=422, idea_form=form)

    def store() -> str:
        round_ = next((one for one in ROUNDS if one.value == form.round.data), None)
        if round_ is None:
            raise Refusal(Reason.ROUND_CLOSED)
        holding.say(workshop, round_, form.words.data, by=current_user.account)
        return url_for("workshops.workshop", workshop_id=workshop.id)

    return _once(form, store, workshop, idea_form=form)


@blueprint.route("/ideas/<id:workshop_idea_id>/hiding", methods=["GET", "POST"])
@allow(Act.HOLD_WORKSHOPS, to=WorkshopIdea)
def hiding(workshop_idea: WorkshopIdea) -> Response:
    """Take an idea off the screens, with a reason: it names somebody, or stands there already."""
    form = HideForm()
    if not form.is_submitted() or not form.validate():
        return page("workshops/hiding.html", status=422 if form.errors else 200, form=form, idea=workshop_idea)

    def store() -> str:
        holding.hide(workshop_idea, form.reason.data, by=current_user.account)
        flash(_("Idéen er taget ned."), "good")
        return url_for("workshops.workshop", workshop_id=workshop_idea.workshop_id)

    return _once(form, store, workshop_idea.workshop)


@blueprint.post("/<id:workshop_id>/winner")
@allow(Act.HOLD_WORKSHOPS, to=Workshop)
def winner(workshop: Workshop) -> Response:
    """Several had as many dots: the room has agreed on this one."""
    form = AboutForm()
    if not form.validate():
        return _led(workshop, str(REFUSALS[Reason.NOT_A_WINNER]), status=422)

    def store() -> str:
        idea = db.session.get(WorkshopIdea, number(form.about.data))
        if idea is None or idea.workshop_id != workshop.id:
            raise Refusal(Reason.NOT_A_WINNER)
        holding.choose(workshop, idea)
        return url_for("workshops.workshop", workshop_id=workshop.id)

    return _once(form, store, workshop)


@blueprint.route("/<id:workshop_id>/slips", methods=["GET", "POST"])
@allow(Act.HOLD_WORKSHOPS, to=Workshop)
def slips(workshop: Workshop) -> Response:
    """The slips to print and cut, one for each in the room; and more of them."""
    form = SlipsForm()
    if not form.is_submitted() or not form.validate():
        return _slips(workshop, form)

    def store() -> str:
        holding.make_slips(workshop, form.number.data)
        return url_for("workshops.slips", workshop_id=workshop.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        form.number.errors = [REFUSALS[refusal.reason]]
        return _slips(workshop, form)


@blueprint.route("/<id:workshop_id>/details", methods=["GET", "POST"])
@allow(Act.HOLD_WORKSHOPS, to=Workshop)
def details(workshop: Workshop) -> Response:
    """What it is called, and when it begins; where somebody else changed it meanwhile both are shown."""
    here = url_for("workshops.workshop", workshop_id=workshop.id)
    told = _told(workshop)
    if request.method == "GET":
        form = _plan_form(PlanForm(formdata=None), workshop)
        for name, value in told.items():
            form[name].data = value
        conflict.opened(form, workshop.version, told)
        return page("workshops/plan.html", form=form, workshop=workshop)
    hold(workshop)
    form = _plan_form(PlanForm(), workshop)
    clash = conflict.between(form, workshop.version, _told(workshop), workshop)
    if not form.validate():
        return page("workshops/plan.html", status=422, form=form, workshop=workshop)
    if clash:
        return conflict.conflict_page(clash, form, heading=_("Værksted"), action=request.path, back=here)

    def store() -> str:
        holding.change(workshop, _planned(form))
        flash(_("Gemt."), "good")
        return here

    try:
        return form.once(store)
    except Refusal as refusal:
        form.dots_each.errors = [REFUSALS[refusal.reason]]
        return page("workshops/plan.html", status=422, form=form, workshop=workshop)


def number(text: str | None) -> int:
    """A record's number as a button sends it; 0 for what no database could hold."""
    fine = text and text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= BIGGEST_ID
    return int(text) if fine and text else 0


def _once(
    form: StoringForm, store: Callable[[], str], workshop: Workshop, idea_form: IdeaForm | None = None
) -> Response:
    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(workshop)
        return _led(workshop, str(REFUSALS[refusal.reason]), status=409, idea_form=idea_form)


def _led(workshop: Workshop, problem: str = "", status: int = 200, idea_form: IdeaForm | None = None) -> Response:
    form = idea_form or IdeaForm(formdata=None)
    form.round.data = workshop.stage.round.value if workshop.stage.round else ""
    return page(
        "workshops/workshop.html",
        status=status,
        problem=problem,
        form=form,
        before=queries.counted_rounds(workshop.id, workshop.stage),
        gone=queries.hidden(workshop.id),
        **_shown(workshop),
    )


def _shown(workshop: Workshop) -> dict[str, Any]:
    return {
        "workshop": workshop,
        "board": queries.board(workshop.id),
        "steps": _steps(workshop),
        "stage_form": StageForm(formdata=None),
        "about_form": AboutForm(formdata=None),
        **words_of_rooms(),
    }


def words_of_rooms() -> dict[str, Any]:
    """What every page of a workshop says the same way."""
    return {"rounds": ROUNDS, "questions": QUESTIONS, "stages": STAGES, "Phase": Phase, "Stage": Stage, "over": OVER}


def _steps(workshop: Workshop) -> list[tuple[Stage, object]]:
    """What can come next, the main way first; ending and cancelling last."""
    order = list(Stage)
    coming = sorted(NEXT[workshop.stage], key=lambda one: (one in OVER, order.index(one)))
    return [(one, STEPS[one]) for one in coming]


def _slips(workshop: Workshop, form: SlipsForm) -> Response:
    drawn = queries.slips(workshop.id)
    return page(
        "workshops/slips.html",
        status=422 if form.errors else 200,
        workshop=workshop,
        slips=[(one.number, holding.words(one)) for one in drawn],
        form=form,
        over=workshop.stage in OVER,
    )


def _plan_form(form: PlanForm, workshop: Workshop | None = None) -> PlanForm:
    own = {one.id: one.name for one in places.centres(among=centres_for(current_user.person, Act.HOLD_WORKSHOPS))}
    if workshop is not None:
        own = {workshop.centre_id: workshop.centre.name}
    form.centre.choices = choices(own)
    return form


def _planned(form: PlanForm) -> Plan:
    return Plan(form.title.data, form.about.data or "", form.starts_at(), form.dots_each.data)


def _told(workshop: Workshop) -> dict[str, Any]:
    """What the plan says now, as the form's fields say it."""
    begins = clock.local(workshop.starts_at)
    return {
        "centre": workshop.centre_id,
        "title": workshop.title,
        "about": workshop.about,
        "on": begins.date(),
        "time": begins.time().replace(second=0, microsecond=0),
        "dots_each": workshop.dots_each,
    }


def _controller(centre: Centre) -> int:
    """Under whom the person does this at the centre; a leader of all, under whoever runs it."""
    try:
        return controller_at(current_user.person, Act.HOLD_WORKSHOPS, centre.id)
    except LookupError:
        return centre.operator_id
