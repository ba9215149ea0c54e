"""Job interviews: those that come and those that were, a new one, its own page, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow, may
from app.accounts.permissions import pairs
from app.citizens.models import Citizen
from app.days import OTHER
from app.db import BIGGEST_ID, db, hold
from app.followups import colleagues
from app.followups.words import how_late
from app.form import choices
from app.hotline import queries, reading, recording
from app.hotline.forms import InterviewForm, OutcomeForm, TapForm
from app.hotline.interview import NEXT, Outcome, Reason, Refusal, due_on, is_due
from app.hotline.models import JobInterviewFollowUp
from app.hotline.views import blueprint
from app.hotline.words import INTERVIEW_REFUSALS, OUTCOMES
from app.language import day
from app.outreach.forms import clock_words
from app.page import page

LATELY = timedelta(days=90)
FROM_A_LIST = {"day": "desk.start", "list": "hotline.interviews"}


@dataclass(frozen=True)
class Row:
    """An interview in a list."""

    id: int
    href: str
    who: str
    line: str
    due: bool
    late: str
    is_late: bool
    outcome: Outcome
    said: str
    key: TapForm
    following: tuple[tuple[str, str], ...]


@blueprint.get("/interviews")
@allow(Act.FOLLOW_INTERVIEWS)
def interviews() -> Response:
    """Those whose day has passed, those that come, and what came of the others."""
    person = current_user.person
    waiting = queries.interviews_waiting(person)
    said = queries.interviews_said(person, clock.today() - LATELY)
    _log_listed([*waiting, *said])
    rows = [_row(one) for one in waiting]
    return page(
        "hotline/interviews.html",
        due=[row for row in rows if row.due],
        coming=[row for row in rows if not row.due],
        said=[_row(one) for one in said],
        numbers=[(OUTCOMES[one], sum(found.outcome is one for found in said)) for one in OUTCOMES if one in _ENDS],
    )


@blueprint.get("/citizens/<id:citizen_id>/interviews/new")
@allow(Act.FOLLOW_INTERVIEWS, to=Citizen)
def new_interview(citizen: Citizen) -> Response:
    """The form for an interview; `again` proposes the place of an earlier one of the same citizen."""
    log.opened(citizen)
    form = _form(InterviewForm(formdata=None), citizen)
    before = _earlier(citizen, request.args.get("again", type=int))
    if before is not None and not form.from_draft:
        form.where.data = before.place
    return _new_page(form, citizen)


@blueprint.post("/citizens/<id:citizen_id>/interviews")
@allow(Act.FOLLOW_INTERVIEWS, to=Citizen)
def create_interview(citizen: Citizen) -> Response:
    """Keep it; it stands on Min dag of whoever asks how it went, when its day has passed."""
    log.opened(citizen)
    form = _form(InterviewForm(), citizen)
    if not form.validate() or not _sound(form, citizen):
        return _new_page(form, citizen, status=422)

    def store() -> str:
        hold(citizen)
        recording.plan_interview(
            citizen,
            form.where.data,
            held_on=form.held_on(),
            held_at=form.held_at(),
            at=next(one.centre for one in citizen.centres if one.centre_id == form.centre.data),
            responsible_id=form.responsible.data,
            by=current_user.account,
        )
        flash(_("Jobsamtalen er gemt."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        _show(form, refusal.reason)
        log.opened(citizen)
        return _new_page(form, citizen, status=422)


@blueprint.get("/interviews/<id:job_interview_follow_up_id>")
@allow(Act.FOLLOW_INTERVIEWS, to=JobInterviewFollowUp)
def interview(job_interview_follow_up: JobInterviewFollowUp) -> Response:
    """One interview: where and when, and what came of it."""
    return _opened(_known(job_interview_follow_up))


@blueprint.post("/interviews/<id:job_interview_follow_up_id>")
@allow(Act.FOLLOW_INTERVIEWS, to=JobInterviewFollowUp)
def change_interview(job_interview_follow_up: JobInterviewFollowUp) -> Response:
    """It is somewhere else, or at another time; where somebody else changed it meanwhile both are shown."""
    kept = _known(job_interview_follow_up)
    hold(kept)
    form = _change_form(kept)
    form.name_the_day()
    clash = conflict.between(form, kept.version, _told(kept), kept)
    here = url_for("hotline.interview", job_interview_follow_up_id=kept.id)
    if not form.validate():
        return _opened(kept, status=422, form=form)
    if clash:
        log.opened(kept, also=[kept.citizen])
        return conflict.conflict_page(clash, form, heading=_("Jobsamtale"), action=request.path, back=here)

    def store() -> str:
        recording.change_interview(kept, form.where.data, held_on=form.held_on(), held_at=form.held_at())
        flash(_("Gemt."), "good")
        return here

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(kept)
        _show(form, refusal.reason)
        return _opened(kept, status=422, form=form)


@blueprint.post("/interviews/<id:job_interview_follow_up_id>/outcome")
@allow(Act.FOLLOW_INTERVIEWS, to=JobInterviewFollowUp)
def interview_outcome(job_interview_follow_up: JobInterviewFollowUp) -> Response:
    """Say what came of it; a next talk leads to the form for that one."""
    kept = _known(job_interview_follow_up)
    form = _outcome_form(kept, empty=False)
    if not form.validate():
        return _opened(kept, status=422, outcome_form=form)
    said = Outcome(form.outcome.data)

    def store() -> str:
        recording.say_outcome(kept, said, form.words.data or "", by=current_user.account)
        flash(_("Gemt: %(outcome)s.", outcome=str(OUTCOMES[said]).lower()), "good")
        if said is Outcome.NEXT_TALK:
            return url_for("hotline.new_interview", citizen_id=kept.citizen_id, again=kept.id)
        back = FROM_A_LIST.get(request.form.get("back", ""))
        return url_for(back) if back else url_for("hotline.interview", job_interview_follow_up_id=kept.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(kept)
        form.outcome.errors = [INTERVIEW_REFUSALS[refusal.reason]]
        return _opened(kept, status=409 if refusal.reason is Reason.ALREADY_SAID else 422, outcome_form=form)


@blueprint.app_template_global()
def interviews_of_day() -> list[Row]:
    """What «Min dag» shows: one's own interviews whose day has passed, logged. Never what came of them."""
    if not may(Act.FOLLOW_INTERVIEWS):
        return []
    due = queries.interviews_due([current_user.account_id], current_user.person, clock.today())
    _log_listed(due)
    return [_row(one) for one in due]


_ENDS = frozenset({Outcome.GOT_THE_JOB, Outcome.NEXT_TALK, Outcome.NO, Outcome.DID_NOT_GO})


def _known(kept: JobInterviewFollowUp) -> JobInterviewFollowUp:
    if not reading.may_see_interview(current_user.person, kept):
        log.nothing_shown()
        abort(404)
    return kept


def said_when(kept: JobInterviewFollowUp) -> str:
    """«24. nov. kl. 9.30», or the day alone."""
    said = day(kept.held_on)
    return _("%(day)s kl. %(time)s", day=said, time=clock_words(kept.held_at)) if kept.held_at else said


def _row(kept: JobInterviewFollowUp) -> Row:
    today = clock.today()
    parts = [kept.place, said_when(kept)]
    if kept.responsible_id != current_user.account_id:
        parts.append(_("følges af %(name)s", name=kept.responsible.name))
    return Row(
        kept.id,
        url_for("hotline.interview", job_interview_follow_up_id=kept.id),
        kept.citizen.name,
        " · ".join(parts),
        is_due(kept.outcome, kept.held_on, today),
        how_late(due_on(kept.held_on), today),
        due_on(kept.held_on) < today,
        kept.outcome,
        str(OUTCOMES[kept.outcome]),
        TapForm(formdata=None),
        tuple((one.value, str(OUTCOMES[one])) for one in OUTCOMES if one in NEXT[kept.outcome]),
    )


def _opened(
    kept: JobInterviewFollowUp,
    status: int = 200,
    form: InterviewForm | None = None,
    outcome_form: OutcomeForm | None = None,
) -> Response:
    log.opened(kept, also=[kept.citizen])
    return page(
        "hotline/interview.html",
        status=status,
        interview=kept,
        when=said_when(kept),
        form=form or _change_form(kept, empty=True),
        outcome_form=outcome_form or _outcome_form(kept),
        said=OUTCOMES[kept.outcome],
        waiting=kept.outcome is Outcome.WAITING,
    )


def _log_listed(found: Sequence[JobInterviewFollowUp]) -> None:
    log.listed([*found, *{one.citizen for one in found}])


def _new_page(form: InterviewForm, citizen: Citizen, status: int = 200) -> Response:
    return page("hotline/new_interview.html", status=status, form=form, citizen=citizen)


def _places(citizen: Citizen) -> set[tuple[int, int]]:
    """Where the person follows interviews and the citizen comes."""
    return {
        place
        for place in pairs(current_user.person, Act.FOLLOW_INTERVIEWS)
        if place[0] in citizen.centre_ids and place[1] == citizen.controller_id
    }


def _form(form: InterviewForm, citizen: Citizen) -> InterviewForm:
    """The form with the centres that the two have in common, and who works there."""
    own = _places(citizen)
    names = {one.centre_id: one.centre.name for one in citizen.centres}
    form.centre.choices = choices({at: names[at] for at, _controller in sorted(own)})
    me = current_user.account_id
    others = {one.id: one.name for one in colleagues.at(frozenset(own), without=me)}
    form.responsible.choices = choices({me: _("Mig")} | others)
    if form.centre.data is None:
        here = current_user.centre_id
        form.centre.data = here if here in {at for at, _by in own} else next((at for at, _by in sorted(own)), None)
    if form.responsible.data is None:
        form.responsible.data = me
    return form


def _sound(form: InterviewForm, citizen: Citizen) -> bool:
    """Whether whoever is to ask works at the chosen centre."""
    if form.responsible.data == current_user.account_id:
        return True
    if (form.centre.data, citizen.controller_id) in colleagues.places_of(form.responsible.data):
        return True
    form.responsible.errors = [_("Kollegaen arbejder ikke på stedet. Vælg en anden.")]
    return False


def _change_form(kept: JobInterviewFollowUp, empty: bool = False) -> InterviewForm:
    form = InterviewForm(formdata=None) if empty else InterviewForm()
    del form.centre, form.responsible
    if empty:
        told = _told(kept)
        for name, value in told.items():
            form[name].data = value
        conflict.opened(form, kept.version, told)
    return form


def _told(kept: JobInterviewFollowUp) -> dict[str, object]:
    """What the interview says now, as the form's fields say it."""
    return {
        "where": kept.place,
        "day": OTHER,
        "date": kept.held_on,
        "time": clock_words(kept.held_at) if kept.held_at else "",
    }


def _outcome_form(kept: JobInterviewFollowUp, empty: bool = True) -> OutcomeForm:
    """The answers that can follow; one that cannot is refused by its rule, with a sentence."""
    form = OutcomeForm(formdata=None) if empty else OutcomeForm()
    form.offer(NEXT[kept.outcome] if empty else frozenset(Outcome))
    return form


def _show(form: InterviewForm, reason: Reason) -> None:
    field = {Reason.NO_PLACE: form.where, Reason.TOO_FAR: form.date}.get(reason)
    if field is None:
        field = form.centre if "centre" in form else form.where
    field.errors = [INTERVIEW_REFUSALS[reason]]


def _earlier(citizen: Citizen, id: int | None) -> JobInterviewFollowUp | None:
    if not id or not 0 < id <= BIGGEST_ID:
        return None
    every = queries.interviews_of(citizen)
    log.listed(every)
    found = next((one for one in every if one.id == id), None)
    return found if found and reading.may_see_interview(current_user.person, found) else None
