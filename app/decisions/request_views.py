"""Asking a colleague for a decision; passing the request on, sending it back, closing it."""

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock, log
from app.access import Act, allow
from app.accounts.forms import StepForm
from app.casework.models import Conversation
from app.citizens.models import Citizen
from app.decisions import queries, recording
from app.decisions.competence import Refusal, decidable, deciding
from app.decisions.forms import AskForm, PassOnForm, ReturnForm
from app.decisions.models import DecisionRequest, RequestState, RequestStep
from app.decisions.recording import About
from app.decisions.views import (
    ask_at,
    blueprint,
    deciders,
    new_at,
    of_citizen,
    of_conversation,
    only_own,
    own_departments,
    with_presence,
)
from app.decisions.words import REFUSALS, STATES
from app.page import page, seen_at


@blueprint.route("/conversations/<id:conversation_id>/requests/new", methods=["GET", "POST"])
@allow(Act.ASK_FOR_DECISION, to=Conversation)
def ask(conversation: Conversation) -> Response:
    """Ask a colleague on the team for a decision that one may not make."""
    about = of_conversation(conversation)
    return seen_at(new_at(conversation=conversation)) if about is None else _ask(about)


@blueprint.route("/citizens/<id:citizen_id>/requests/new", methods=["GET", "POST"])
@allow(Act.ASK_FOR_DECISION, to=Citizen)
def ask_of_citizen(citizen: Citizen) -> Response:
    """Ask a colleague for a decision about a citizen."""
    return _ask(of_citizen(citizen))


@blueprint.get("/requests/<id:decision_request_id>")
@allow(Act.ASK_FOR_DECISION, to=DecisionRequest)
def asked(decision_request: DecisionRequest) -> Response:
    """What a colleague is asked to decide, and what was done about it."""
    return _asked(decision_request)


@blueprint.post("/requests/<id:decision_request_id>/passing")
@allow(Act.ASK_FOR_DECISION, to=DecisionRequest)
def pass_on(decision_request: DecisionRequest) -> Response:
    """Let another who has the competence decide."""
    only_own(decision_request)
    form = PassOnForm(prefix="pass-")
    form.to.choices = _receivers(decision_request)

    def store() -> str:
        recording.pass_on(decision_request, form.to.data, by=current_user.account)
        flash(_("Givet videre."), "good")
        return url_for("decisions.asked", decision_request_id=decision_request.id)

    if not form.validate():
        return _asked(decision_request, status=422, pass_form=form)
    try:
        return form.once(store)
    except Refusal as refusal:
        form.form_errors.append(REFUSALS[refusal.reason])
        return _asked(decision_request, status=422, pass_form=form)


@blueprint.post("/requests/<id:decision_request_id>/return")
@allow(Act.ASK_FOR_DECISION, to=DecisionRequest)
def give_back(decision_request: DecisionRequest) -> Response:
    """Send it back with a sentence."""
    only_own(decision_request)
    form = ReturnForm(prefix="return-")

    def store() -> str:
        recording.give_back(decision_request, form.words.data, by=current_user.account)
        flash(_("Sendt tilbage til %(name)s.", name=decision_request.asked_by.name), "good")
        return url_for("decisions.asked", decision_request_id=decision_request.id)

    if not form.validate():
        return _asked(decision_request, status=422, return_form=form)
    try:
        return form.once(store)
    except Refusal as refusal:
        form.form_errors.append(REFUSALS[refusal.reason])
        return _asked(decision_request, status=422, return_form=form)


@blueprint.post("/requests/<id:decision_request_id>/closing")
@allow(Act.ASK_FOR_DECISION, to=DecisionRequest)
def close(decision_request: DecisionRequest) -> Response:
    """It came back and was read, or is no longer needed."""
    only_own(decision_request)
    form = StepForm()

    def store() -> str:
        recording.close(decision_request, by=current_user.account)
        flash(_("Lukket."), "good")
        return url_for("decisions.asked", decision_request_id=decision_request.id)

    form.validate()
    try:
        return form.once(store)
    except Refusal as refusal:
        log.nothing_shown()
        flash(REFUSALS[refusal.reason], "wait")
        return seen_at(url_for("decisions.asked", decision_request_id=decision_request.id))


def _ask(about: About) -> Response:
    today = clock.today()
    wanted = request.args.get("kind", type=int)
    kind = next((one for one in queries.kinds(today) if one.id == wanted), None)
    if kind is None:
        return seen_at(new_at(about))
    plan = queries.rows(today)
    among = deciding(kind.id, plan, today)
    able = [one for one in deciders(about) if one.department_ids & among and one.id != current_user.account_id]
    form = AskForm()
    form.to.choices = [SelectChoice(one.id, one.name) for one in able]
    if not form.is_submitted() and not form.from_draft and len(able) == 1:
        form.to.data = able[0].id

    def show(status: int = 200) -> Response:
        log.opened(about.citizen, also=[about.conversation] if about.conversation else [])
        return page(
            "decisions/ask.html",
            status=status,
            form=form,
            about=about,
            kind=kind,
            address=ask_at(about, kind),
            explained={one.id: with_presence(one.named(among), one.presence) for one in able},
            departments=queries.departments_deciding(kind.id, plan, today, about.controller_id),
            back=new_at(about),
        )

    def store() -> str:
        made = recording.ask(kind.id, form.to.data, form.text.data, about, by=current_user.account)
        flash(_("%(name)s har fået den på Min dag.", name=made.responsible.name), "good")
        return url_for("decisions.asked", decision_request_id=made.id)

    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)
    try:
        return form.once(store)
    except Refusal as refusal:
        form.to.errors = [REFUSALS[refusal.reason]]
        return show(422)


def _asked(
    one: DecisionRequest,
    status: int = 200,
    pass_form: PassOnForm | None = None,
    return_form: ReturnForm | None = None,
) -> Response:
    only_own(one)
    log.opened(one, also=[record for record in (one.citizen, one.conversation) if record])
    passing = pass_form or PassOnForm(prefix="pass-", formdata=None)
    passing.to.choices = _receivers(one)
    about = About(one.citizen, one.centre, one.controller_id, one.conversation)
    may_decide = one.kind_id in decidable(own_departments(about), queries.rows(clock.today()), clock.today())
    return page(
        "decisions/asked.html",
        status=status,
        asked=one,
        state=STATES[one.state],
        is_open=one.state is RequestState.OPEN,
        is_back=one.state is RequestState.RETURNED,
        mine=one.asked_by_id == current_user.account_id,
        may_decide=may_decide,
        pass_form=passing,
        return_form=return_form or ReturnForm(prefix="return-", formdata=None),
        step=StepForm(formdata=None),
        history=[
            (step.happened_at, _done(step.step, step.by.name, step.to.name if step.to else ""), step.words)
            for step in reversed(one.steps)
        ],
    )


def _done(step: RequestStep, by: str, to: str) -> str:
    return {
        RequestStep.PASSED_ON: _("%(name)s gav den videre til %(to)s", name=by, to=to),
        RequestStep.RETURNED: _("%(name)s sendte den tilbage", name=by),
        RequestStep.DECIDED: _("%(name)s traf afgørelsen", name=by),
        RequestStep.SEEN: _("%(name)s lukkede den", name=by),
    }[step]


def _receivers(one: DecisionRequest) -> list[SelectChoice]:
    """Everybody who may decide it and does not have it."""
    among = deciding(one.kind_id, queries.rows(clock.today()), clock.today())
    able = deciders(About(one.citizen, one.centre, one.controller_id, one.conversation))
    without = {one.responsible_id, current_user.account_id}
    return [
        SelectChoice(each.id, f"{each.name}, {each.named(among)}")
        for each in able
        if each.department_ids & among and each.id not in without
    ]
