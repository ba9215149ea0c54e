"""«Bestil besøg»: a centre asks for a visit, and those who would come answer."""

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Field

from app import clock
from app.access import Act, allow, may
from app.accounts.permissions import centres_for
from app.casework import plan_queries as queries
from app.casework import requesting
from app.casework.models import VisitRequest
from app.casework.plan_forms import YES, AnswerForm, VisitRequestForm
from app.casework.plan_words import REFUSALS, when
from app.casework.series import Reason, Refusal
from app.casework.views import blueprint
from app.centres import queries as centres
from app.centres.models import EffortKind
from app.db import db
from app.form import choices
from app.language import day
from app.page import page, seen_at


@blueprint.route("/visit-requests/new", methods=["GET", "POST"])
@allow(Act.ASK_FOR_VISIT)
def new_visit_request() -> Response:
    """Ask the addiction effort for a visit at one's own centre (SIV-30)."""
    form = VisitRequestForm()
    efforts = {one.id: one for one in centres.efforts(EffortKind.ADDICTION)}
    own = {one.id: one for one in centres.centres(centres_for(current_user.person, Act.ASK_FOR_VISIT))}
    form.effort.choices = choices({id: one.name for id, one in efforts.items()})
    form.centre.choices = choices({id: one.name for id, one in own.items()})
    if not efforts or not own:
        flash(_("Der er ingen, man kan bestille besøg af lige nu. Spørg din leder."), "wait")
        return seen_at(url_for("casework.plan"))
    if request.method == "GET":
        if not form.from_draft:
            form.effort.data = next(iter(efforts)) if len(efforts) == 1 else None
            form.centre.data = current_user.centre_id if current_user.centre_id in own else next(iter(own))
        return page("casework/new_request.html", form=form)
    if not form.validate():
        return page("casework/new_request.html", status=422, form=form)

    def store() -> str:
        made = requesting.ask(
            efforts[form.effort.data],
            own[form.centre.data],
            form.wished.data,
            form.why.data,
            by=current_user.account,
        )
        flash(_("Besøget er bestilt. Svaret står på planen."), "good")
        return _at(made)

    return form.once(store)


@blueprint.get("/visit-requests/<id:visit_request_id>")
@allow(Act.SEE_VISIT_REQUEST, to=VisitRequest, reads_only=True)
def visit_request(visit_request: VisitRequest) -> Response:
    """What was asked, and the answer; for those who may answer, the form."""
    return _request(visit_request)


@blueprint.post("/visit-requests/<id:visit_request_id>/answers")
@allow(Act.ANSWER_VISIT_REQUEST, to=VisitRequest)
def answers(visit_request: VisitRequest) -> Response:
    """Yes, with a session that is planned by it; or no, with the reason."""
    asked = visit_request
    form = _offered(AnswerForm(), asked)
    if not form.validate():
        return _request(asked, 422, form)

    def store() -> str:
        if form.answer.data == YES:
            requesting.say_yes(asked, form.day.data, form.hours(), form.team.data, by=current_user.account)
            flash(_("Besøget er planlagt, og værestedet kan se det."), "good")
        else:
            requesting.say_no(asked, form.reason.data, by=current_user.account)
            flash(_("Svaret er sendt."), "good")
        return _at(asked)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(asked)
        _refused(form, refusal, asked)
        return _request(asked, 409 if refusal.reason is Reason.ANSWERED else 422, form)


def _at(asked: VisitRequest) -> str:
    return url_for("casework.visit_request", visit_request_id=asked.id)


def _request(asked: VisitRequest, status: int = 200, form: AnswerForm | None = None) -> Response:
    may_answer = may(Act.ANSWER_VISIT_REQUEST, asked)
    open_for_yes = asked.answered_at is None
    promised = asked.session is not None and asked.session.ends_at > clock.now()
    if may_answer and form is None and (open_for_yes or promised):
        form = _offered(AnswerForm(formdata=None), asked)
        form.starts.data, form.ends.data = "10.00", "12.00"
        form.answer.data = None if open_for_yes else "no"
        if current_user.account_id in {choice.value for choice in form.team.choices}:
            form.team.data = [current_user.account_id]
    return page(
        "casework/request.html",
        status=status,
        asked=asked,
        session=asked.session,
        when=when(asked.session, begins=True) if asked.session else "",
        may_see_session=asked.session is not None,
        form=form if may_answer and (open_for_yes or promised or (form and form.errors)) else None,
        open_for_yes=open_for_yes,
        explain={one.account_id: one.place for one in queries.visitors(asked.effort.kind, clock.today())},
    )


def _offered(form: AnswerForm, asked: VisitRequest) -> AnswerForm:
    found = queries.visitors(asked.effort.kind, clock.today())
    form.team.choices = choices({one.account_id: one.name for one in found})
    return form


def _refused(form: AnswerForm, refusal: Refusal, asked: VisitRequest) -> None:
    fields: dict[Reason, Field] = {
        Reason.PAST: form.day,
        Reason.TOO_FAR: form.day,
        Reason.DAY_OFF: form.day,
        Reason.NOBODY: form.team,
        Reason.NOT_THERE: form.team,
        Reason.NO_REASON: form.reason,
    }
    field = fields.get(refusal.reason)
    if field is not None:
        field.errors = [REFUSALS[refusal.reason]]
    elif refusal.reason is Reason.ANSWERED and asked.answered_by and asked.answered_at:
        form.form_errors.append(
            _("%(name)s har svaret %(when)s.", name=asked.answered_by.name, when=day(asked.answered_at))
        )
    else:
        form.form_errors.append(REFUSALS[refusal.reason])
