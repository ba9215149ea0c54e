"""Mentor agreements: one's own, those of a citizen, and for leaders how many there are."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock, conflict, log
from app.access import Act, allow, may
from app.accounts.permissions import centres_for, pairs
from app.accounts.role import Person
from app.centres import queries as places
from app.citizens import sections
from app.citizens.models import Citizen
from app.citizens.sections import Section
from app.db import hold
from app.duration import FULL_WEEK, minutes_of
from app.form import choices
from app.language import hours_alone
from app.mentoring import keeping, queries
from app.mentoring.agreement import Reason, Refusal, ends_soon
from app.mentoring.forms import AgreementForm, EndingForm
from app.mentoring.keeping import Terms
from app.mentoring.models import MentorAgreement
from app.mentoring.words import REFUSALS
from app.page import page

blueprint = Blueprint("mentoring", __name__, url_prefix="/mentoring")


@blueprint.get("/")
@allow(Act.KEEP_MENTOR_AGREEMENTS)
def agreements() -> Response:
    """One's own agreements with the sum of their hours, and those of colleagues at one's own centres."""
    every = queries.open_at_own(current_user.person)
    log.listed([*every, *(one.citizen for one in every)])
    return page(
        "mentoring/agreements.html",
        mine=[_row(one) for one in every if one.worker_id == current_user.account_id],
        others=[_row(one) for one in every if one.worker_id != current_user.account_id],
        minutes=queries.minutes_a_week(current_user.account_id, clock.today()),
        full_week=FULL_WEEK,
    )


@blueprint.get("/loads")
@allow(Act.COUNT_MENTOR_AGREEMENTS, reads_only=True)
def loads() -> Response:
    """For leaders: how many agreements and hours each worker has, and how many end soon. No citizen."""
    return page(
        "mentoring/loads.html",
        loads=queries.loads(centres_for(current_user.person, Act.COUNT_MENTOR_AGREEMENTS)),
        full_week=FULL_WEEK,
    )


@blueprint.get("/citizens/<id:citizen_id>/agreements/new")
@allow(Act.KEEP_MENTOR_AGREEMENTS, to=Citizen)
def new(citizen: Citizen) -> Response:
    """The form of a new agreement."""
    log.opened(citizen)
    return _form_page(_form(citizen), citizen)


@blueprint.post("/citizens/<id:citizen_id>/agreements")
@allow(Act.KEEP_MENTOR_AGREEMENTS, to=Citizen)
def create(citizen: Citizen) -> Response:
    """Agree on mentor support for a citizen."""
    form = _form(citizen)
    log.opened(citizen)
    if not form.validate():
        return _form_page(form, citizen, status=422)

    def store() -> str:
        agreement = keeping.make(citizen, _terms(form), current_user.account)
        flash(_("Mentoraftalen er gemt."), "good")
        _say_if_too_much(agreement.worker_id)
        return url_for("citizens.citizen", citizen_id=citizen.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        _show(form, refusal.reason)
        log.opened(citizen)
        return _form_page(form, citizen, status=422)


@blueprint.get("/agreements/<id:mentor_agreement_id>")
@allow(Act.KEEP_MENTOR_AGREEMENTS, to=MentorAgreement)
def agreement(mentor_agreement: MentorAgreement) -> Response:
    """One agreement: what it says, what it said before, and how it is changed or ended."""
    return _agreement_page(mentor_agreement)


@blueprint.post("/agreements/<id:mentor_agreement_id>")
@allow(Act.KEEP_MENTOR_AGREEMENTS, to=MentorAgreement)
def change(mentor_agreement: MentorAgreement) -> Response:
    """Agree on something else."""
    hold(mentor_agreement)
    form = _form(mentor_agreement.citizen, mentor_agreement)
    clash = conflict.between(form, mentor_agreement.version, _told(mentor_agreement), mentor_agreement)
    if not form.validate():
        return _agreement_page(mentor_agreement, status=422, form=form)
    if clash and mentor_agreement.ended_at is None:
        log.opened(mentor_agreement, also=[mentor_agreement.citizen])
        back = url_for("mentoring.agreement", mentor_agreement_id=mentor_agreement.id)
        return conflict.conflict_page(clash, form, heading=_("Mentoraftale"), action=request.path, back=back)

    def store() -> str:
        keeping.change(mentor_agreement, _terms(form), current_user.account)
        flash(_("Ændringen er gemt."), "good")
        _say_if_too_much(mentor_agreement.worker_id)
        return url_for("mentoring.agreement", mentor_agreement_id=mentor_agreement.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        _show(form, refusal.reason)
        return _agreement_page(mentor_agreement, status=422, form=form)


@blueprint.post("/agreements/<id:mentor_agreement_id>/ending")
@allow(Act.KEEP_MENTOR_AGREEMENTS, to=MentorAgreement)
def ending(mentor_agreement: MentorAgreement) -> Response:
    """End an agreement before its last day, with the reason."""
    form = EndingForm(prefix="end-")
    if not form.validate():
        return _agreement_page(mentor_agreement, status=422, end_form=form)

    def store() -> str:
        keeping.end(mentor_agreement, form.reason.data, current_user.account)
        flash(_("Aftalen er sluttet i dag."), "good")
        return url_for("mentoring.agreement", mentor_agreement_id=mentor_agreement.id)

    return form.once(store)


@sections.section
def on_the_citizens_page(citizen: Citizen, reader: Person) -> Section | None:
    """The citizen's agreements at the reader's own centres, for those who may keep them."""
    if not may(Act.KEEP_MENTOR_AGREEMENTS, citizen):
        return None
    found = queries.agreements_with(citizen, reader)
    today = clock.today()
    shows = {
        "citizen": citizen,
        "running": [_row(one) for one in found if one.span.to_on >= today],
        "past": [_row(one) for one in found if one.span.to_on < today],
    }
    return Section("mentoring/_agreements_of_citizen.html", shows, found)


def _row(agreement: MentorAgreement) -> dict[str, object]:
    """An agreement as a row in a list."""
    today = clock.today()
    return {
        "agreement": agreement,
        "href": url_for("mentoring.agreement", mentor_agreement_id=agreement.id),
        "begins": agreement.from_on > today,
        "ends_soon": agreement.ended_at is None and ends_soon(agreement.to_on, today),
        "last_on": agreement.span.to_on,
    }


def _form_page(form: AgreementForm, citizen: Citizen, status: int = 200) -> Response:
    return page("mentoring/new.html", status=status, form=form, citizen=citizen)


def _agreement_page(
    agreement: MentorAgreement,
    status: int = 200,
    form: AgreementForm | None = None,
    end_form: EndingForm | None = None,
) -> Response:
    log.opened(agreement, also=[agreement.citizen])
    return page(
        "mentoring/agreement.html",
        status=status,
        row=_row(agreement),
        agreement=agreement,
        terms=queries.terms_of(agreement),
        form=form or _form(agreement.citizen, agreement, empty=True),
        end_form=end_form or EndingForm(formdata=None, prefix="end-"),
    )


def _form(citizen: Citizen, agreement: MentorAgreement | None = None, empty: bool = False) -> AgreementForm:
    """The form with those who can be mentor for this citizen, and the departments; what is agreed already is kept."""
    form = AgreementForm(formdata=None, obj=agreement) if empty else AgreementForm(obj=agreement)
    own = {
        (at, controller)
        for at, controller in pairs(current_user.person, Act.KEEP_MENTOR_AGREEMENTS)
        if at in citizen.centre_ids and controller == citizen.controller_id
    }
    offered = {
        _mentor(account.id, centre.id): f"{account.name} · {centre.name}"
        for account, centre in queries.hosts_at(own, clock.today())
    }
    departments = {one.id: one.name for one in places.departments()}
    if agreement is not None:
        # Whoever has left, and whatever department has closed, still stands in what was agreed.
        now = _mentor(agreement.worker_id, agreement.centre_id)
        offered = {now: f"{agreement.worker.name} · {agreement.centre.name}"} | offered
        departments = {agreement.department_id: agreement.department.name} | departments
    form.mentor.choices = [SelectChoice("", _("Vælg")), *choices(offered)] if agreement is None else choices(offered)
    form.department.choices = choices(departments)
    if not form.is_submitted() or empty:
        me = next((value for value in offered if value.startswith(f"{current_user.account_id}-")), "")
        form.mentor.data = _mentor(agreement.worker_id, agreement.centre_id) if agreement else me
        if agreement:
            form.department.data = agreement.department_id
            form.hours.data = hours_alone(agreement.minutes_a_week)
            conflict.opened(form, agreement.version, _told(agreement))
        else:
            form.from_on.data = clock.today()
    return form


def _told(agreement: MentorAgreement) -> dict[str, object]:
    """What the agreement says now, as the form's fields say it."""
    return {
        "mentor": _mentor(agreement.worker_id, agreement.centre_id),
        "department": agreement.department_id,
        "hours": hours_alone(agreement.minutes_a_week),
        "from_on": agreement.from_on,
        "to_on": agreement.to_on,
    }


def _mentor(account_id: int, centre_id: int) -> str:
    return f"{account_id}-{centre_id}"


def _terms(form: AgreementForm) -> Terms:
    worker_id, centre_id = map(int, form.mentor.data.split("-"))
    return Terms(
        worker_id=worker_id,
        centre_id=centre_id,
        department_id=form.department.data,
        minutes_a_week=minutes_of(form.hours.data) or 0,
        from_on=form.from_on.data,
        to_on=form.to_on.data,
    )


def _show(form: AgreementForm, reason: Reason) -> None:
    field = {
        Reason.HOURS: form.hours,
        Reason.WORKER: form.mentor,
        Reason.ENDS_BEFORE_IT_BEGINS: form.to_on,
        Reason.OVER_A_YEAR: form.to_on,
    }.get(reason, form.from_on)
    field.errors = [REFUSALS[reason]]


def _say_if_too_much(worker_id: int) -> None:
    minutes = queries.minutes_a_week(worker_id, clock.today())
    if minutes > FULL_WEEK:
        flash(
            _("Mentoren har nu aftalt %(hours)s timer om ugen, mere end 37.", hours=hours_alone(minutes)),
            "wait",
        )
