"""Calls to Borgerservice: the list, a new one, its answer; and what «Min dag» shows of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow, may
from app.accounts.permissions import centres_for, controller_at
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.db import BIGGEST_ID, Base, db
from app.form import choices
from app.hotline import queries, reading, recording
from app.hotline.call import USUAL_MINUTES, How, Reason, Refusal, State, Step
from app.hotline.forms import GOT_IT, AnswerForm, CallForm, CallStepForm
from app.hotline.models import HotlineCall
from app.hotline.words import CALL_REFUSALS, CALL_STATES, HOW, waited
from app.language import day_time
from app.page import page

blueprint = Blueprint("hotline", __name__, url_prefix="/hotline")

LATELY = timedelta(days=30)
ON_THE_DAY = 5


@dataclass(frozen=True)
class Row:
    """A call in a list. `who` is empty where nobody is named, or the reader may not know the name."""

    id: int
    href: str
    question: str
    line: str
    state: State
    said: str
    key: CallStepForm


@blueprint.get("/")
@allow(Act.NOTE_CALL)
def calls() -> Response:
    """What waits for an answer, the longest first; what was answered lately; and how long the calls took."""
    person, seats = current_user.person, reading.seats_of(current_user.account)
    since = clock.now() - LATELY
    waiting, closed = queries.open_calls(person, seats), queries.closed_calls(person, seats, since)
    _log_listed([*waiting, *closed])
    answered, minutes = queries.minutes_since(person, seats, since)
    return page(
        "hotline/calls.html",
        answering=bool(seats),
        waiting=[_row(call) for call in waiting],
        closed=[_row(call) for call in closed],
        answered=answered,
        minutes=minutes,
    )


@blueprint.get("/calls/new")
@allow(Act.NOTE_CALL)
def new_call() -> Response:
    """The form for a question; `who` names a citizen, and without one it is about nobody by name."""
    form = _form(CallForm(formdata=None))
    citizen = _citizen(request.args.get("who") or form.citizen_id.data)
    form.citizen_id.data = str(citizen.id) if citizen else ""
    return _new_page(form, citizen)


@blueprint.post("/calls")
@allow(Act.NOTE_CALL)
def create_call() -> Response:
    """Keep a question; and its answer, where it was given on the phone."""
    form = _form(CallForm())
    citizen = _citizen(form.citizen_id.data)
    if form.citizen_id.data and citizen is None:
        abort(404)
    if not form.validate() or not _sound_place(form, citizen):
        return _new_page(form, citizen, status=422)
    got_it = request.form.get("done") == GOT_IT

    def store() -> str:
        centre = db.session.get_one(Centre, form.centre.data)
        call = recording.ask(
            form.question.data,
            how=How.PHONE if got_it else How.WRITTEN,
            citizen=citizen,
            at=centre,
            controller_id=controller_at(current_user.person, Act.NOTE_CALL, centre.id),
            department=queries.answering_department(),
            by=current_user.account,
        )
        if got_it:
            db.session.flush()
            recording.answer(call, form.answered(by_phone=True), by=current_user.account)
            flash(_("Opkaldet er gemt."), "good")
        else:
            flash(_("Spørgsmålet er sendt. Svaret kommer på Min dag."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id) if citizen else url_for("hotline.calls")

    try:
        return form.once(store)
    except Refusal as refusal:
        form.show(refusal.reason)
        return _new_page(form, _citizen(form.citizen_id.data), status=422)


@blueprint.get("/calls/<id:hotline_call_id>")
@allow(Act.NOTE_CALL, to=HotlineCall)
def call(hotline_call: HotlineCall) -> Response:
    """One call: the question, how long it has waited, and the answer."""
    return _opened(_known(hotline_call))


@blueprint.post("/calls/<id:hotline_call_id>/answer")
@allow(Act.NOTE_CALL, to=HotlineCall)
def answer(hotline_call: HotlineCall) -> Response:
    """Keep the answer: given by Borgerservice themselves, or written down by somebody who rang."""
    call = _known(hotline_call)
    form = AnswerForm()
    if not form.validate():
        return _opened(call, form, status=422)
    by_phone = request.form.get("done") == GOT_IT or not reading.may_answer(current_user.account, call)

    def store() -> str:
        recording.answer(call, form.answered(by_phone), by=current_user.account)
        flash(_("Svaret er gemt."), "good")
        return url_for("hotline.call", hotline_call_id=call.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(call)
        if refusal.reason is Reason.NOT_NOW:
            return _opened(call, status=409, refused=str(CALL_REFUSALS[refusal.reason]))
        form.show(refusal.reason)
        return _opened(call, form, status=422)


@blueprint.post("/calls/<id:hotline_call_id>/steps")
@allow(Act.NOTE_CALL, to=HotlineCall)
def call_steps(hotline_call: HotlineCall) -> Response:
    """The answer was read, nobody needs it any more, or it was no answer: one tap."""
    call = _known(hotline_call)
    form = CallStepForm()
    if not form.validate():
        return _opened(call, status=422, refused=_("Vælg en af mulighederne."))

    def store() -> str:
        if form.step.data == CallStepForm.READ:
            if current_user.account_id == call.waits_id:
                recording.read(call)
            return url_for("desk.start")
        recording.drop(call) if form.step.data == Step.DROPPED.value else recording.reopen(call)
        return url_for("hotline.call", hotline_call_id=call.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(call)
        return _opened(call, status=409, refused=str(CALL_REFUSALS[refusal.reason]))


@blueprint.app_template_global()
def hotline_of_day() -> dict[str, object] | None:
    """What «Min dag» shows of calls: answers that one waits for and has not read, and what is asked of one's own
    department; the longest first, logged. Never about whom, or what: the tablet lies open.
    """
    if not may(Act.NOTE_CALL):
        return None
    person, seats = current_user.person, reading.seats_of(current_user.account)
    answers = queries.unread_answers([current_user.account_id], person)[:ON_THE_DAY]
    asked = queries.asked_of(seats, ON_THE_DAY)
    _log_listed([*answers, *asked])
    return {"answers": [_row(one) for one in answers], "asked": [_row(one) for one in asked]}


def _known(call: HotlineCall) -> HotlineCall:
    """The call, if the person may know of it (404)."""
    if not reading.may_see(current_user.person, current_user.account, call):
        log.nothing_shown()
        abort(404)
    return call


def _row(call: HotlineCall) -> Row:
    """A call in a list; the reader's own rules are asked by whoever chose it."""
    who = reading.name_for(current_user.person, call.citizen)
    parts = [who, call.centre.name, call.noted_by.name]
    if call.state is State.OPEN:
        parts.append(_("har ventet %(time)s", time=waited(call.noted_at)))
    else:
        parts.append(day_time(call.answered_at or call.noted_at))
    if call.minutes:
        parts.append(_("%(num)s min.", num=call.minutes))
    return Row(
        call.id,
        url_for("hotline.call", hotline_call_id=call.id),
        call.question,
        " · ".join(part for part in parts if part),
        call.state,
        str(CALL_STATES[call.state]),
        CallStepForm(formdata=None),
    )


def _opened(call: HotlineCall, form: AnswerForm | None = None, status: int = 200, refused: str = "") -> Response:
    citizen = call.citizen
    log.opened(call, also=[citizen] if citizen else [])
    form = form or AnswerForm(formdata=None)
    if not form.is_submitted() and form.minutes.data is None:
        form.minutes.data = USUAL_MINUTES
    return page(
        "hotline/call.html",
        status=status,
        call=call,
        who=reading.name_for(current_user.person, citizen),
        form=form,
        step=CallStepForm(formdata=None),
        refused=refused,
        how=HOW[call.how],
        state=CALL_STATES[call.state],
        waited=waited(call.noted_at),
        answering=reading.may_answer(current_user.account, call),
        mine=call.waits_id == current_user.account_id,
    )


def _log_listed(found: Sequence[HotlineCall]) -> None:
    shown: list[Base] = [*found, *{call.citizen for call in found if call.citizen}]
    log.listed(shown)


def _new_page(form: CallForm, citizen: Citizen | None, status: int = 200) -> Response:
    department = queries.answering_department()
    return page("hotline/new_call.html", status=status, form=form, citizen=citizen, department=department)


def _form(form: CallForm) -> CallForm:
    own = places.centres(among=centres_for(current_user.person, Act.NOTE_CALL))
    form.centre.choices = choices({centre.id: centre.name for centre in own})
    if form.centre.data is None and own:
        ids = {centre.id for centre in own}
        form.centre.data = current_user.centre_id if current_user.centre_id in ids else own[0].id
    return form


def _sound_place(form: CallForm, citizen: Citizen | None) -> bool:
    """Whether the citizen, where there is one, is known where it is asked from."""
    if citizen is None or form.centre.data in citizen.centre_ids:
        return True
    form.centre.errors = [_("Vælg et sted, hvor personen kommer.")]
    return False


def _citizen(chosen: str | None) -> Citizen | None:
    """The citizen that is named, if it is one of one's own; not linked to another before this transaction ends."""
    if not chosen or not chosen.isascii() or not chosen.isdigit() or len(chosen) > 10 or int(chosen) > BIGGEST_ID:
        return None
    found = citizens.pickable(current_user.person, [int(chosen)], Act.NOTE_CALL, closed_too=True).get(int(chosen))
    if found:
        log.listed([found])
    return found
