"""A point at the secretary's hand: the motion, the vote with who has voted and never how, and what was decided."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import log
from app.access import Act, allow
from app.applications.application import State
from app.committee import deciding, queries, voting
from app.committee.ballot import counted
from app.committee.deciding import Decided, checked
from app.committee.decision import Outcome, granted_by, open_to
from app.committee.forms import DecisionForm, HandsForm, MotionForm, StepForm
from app.committee.meeting import PointState, Reason, Refusal
from app.committee.models import AgendaPoint, Ballot, CommitteeSeat
from app.committee.views import blueprint
from app.committee.words import CHOICES, OUTCOMES, RESULTS, said
from app.db import db
from app.form import choices
from app.page import page
from app.pool import balance
from app.pool import queries as pools

MET, NOT_MET = "met", "not_met"


@blueprint.get("/points/<id:agenda_point_id>/voting")
@allow(Act.KEEP_COMMITTEE, to=AgendaPoint)
def voting_page(agenda_point: AgendaPoint) -> Response:
    """The secretary's page of a point."""
    return _shown(agenda_point)


@blueprint.post("/points/<id:agenda_point_id>/ballots")
@allow(Act.KEEP_COMMITTEE, to=AgendaPoint)
def ballots(agenda_point: AgendaPoint) -> Response:
    """Open a vote."""
    form = MotionForm()

    def store() -> str:
        voting.open_ballot(
            agenda_point,
            proposed_ore=form.amount.data,
            conditions=form.conditions.data or "",
            by=current_user.account,
        )
        flash(_("Afstemningen er åben. Ingen kan se stemmerne, før du lukker den."), "good")
        return _here(agenda_point)

    if not form.validate():
        return _shown(agenda_point, motion=form)
    try:
        return form.once(store)
    except Refusal as refusal:
        if refusal.reason in (Reason.NO_AMOUNT, Reason.MORE_THAN_ASKED):
            form.amount.errors = [said(refusal)]
            return _shown(agenda_point, motion=form)
        return _shown(agenda_point, refused=said(refusal))


@blueprint.post("/ballots/<id:ballot_id>/closing")
@allow(Act.KEEP_COMMITTEE, to=Ballot)
def closing(ballot: Ballot) -> Response:
    """Close the vote and count it."""
    form, point = StepForm(), ballot.point
    if not form.validate():
        abort(400)

    def store() -> str:
        voting.close(ballot, by=current_user.account)
        return _here(point)

    try:
        return form.once(store)
    except Refusal as refusal:
        return _shown(point, refused=said(refusal))


@blueprint.post("/ballots/<id:ballot_id>/hands")
@allow(Act.KEEP_COMMITTEE, to=Ballot)
def hands(ballot: Ballot) -> Response:
    """How somebody raised their hand."""
    form, point = HandsForm(), ballot.point
    if not form.validate():
        return _shown(point, refused=_("Vælg For, Imod eller Hverken eller for en, der kan stemme."))

    def store() -> str:
        seat = db.session.get(CommitteeSeat, form.about.data)
        if seat is None:
            raise Refusal(Reason.NO_VOTE)
        voting.mark_hand(ballot, seat, form.choice.data, by=current_user.account)
        flash(_("%(name)s har stemt.", name=seat.name), "good")
        return _here(point) + "#voters"

    try:
        return form.once(store)
    except Refusal as refusal:
        return _shown(point, refused=said(refusal))


@blueprint.post("/points/<id:agenda_point_id>/named-interests")
@allow(Act.KEEP_COMMITTEE, to=AgendaPoint)
def named_interests(agenda_point: AgendaPoint) -> Response:
    """Somebody says aloud that they are too close to it."""
    form = StepForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        seat = db.session.get(CommitteeSeat, form.about.data or 0)
        if seat is None or seat.id not in agenda_point.meeting.present:
            raise Refusal(Reason.NOT_PRESENT)
        if form.step.data == "undo":
            voting.withdraw_interest(agenda_point, seat)
        else:
            voting.declare_interest(agenda_point, seat, by=current_user.account)
        return _here(agenda_point) + "#voters"

    try:
        return form.once(store)
    except Refusal as refusal:
        return _shown(agenda_point, refused=said(refusal))


@blueprint.post("/points/<id:agenda_point_id>/decision")
@allow(Act.KEEP_COMMITTEE, to=AgendaPoint)
def decision(agenda_point: AgendaPoint) -> Response:
    """Write down what was decided; money leaves the pool and the applicants can read it at once."""
    form = _decision_form(agenda_point, DecisionForm())
    if not form.validate():
        return _shown(agenda_point, decision_form=form)

    def store() -> str:
        decided = Decided(
            Outcome(form.outcome.data),
            _judged(agenda_point),
            form.words.data or "",
            form.set_aside.data,
        )
        deciding.decide(agenda_point, decided, by=current_user.account)
        flash(_("Det er skrevet ned."), "good")
        return _here(agenda_point)

    try:
        return form.once(store)
    except Refusal as refusal:
        field = form.words if refusal.reason is Reason.NO_WORDS else form.outcome
        field.errors = [said(refusal)]
        return _shown(agenda_point, decision_form=form)
    except balance.Refusal as refusal:
        form.outcome.errors = [said(refusal)]
        return _shown(agenda_point, decision_form=form)


def _shown(
    point: AgendaPoint,
    *,
    refused: str = "",
    motion: MotionForm | None = None,
    decision_form: DecisionForm | None = None,
) -> Response:
    # Whom the rules looked at before they refused is not on the page.
    log.nothing_shown()
    meeting, ballot, application = point.meeting, point.last_ballot, point.application
    open_now = ballot is not None and ballot.closed_at is None
    seats = {one.id: one for one in queries.seats_on(meeting.held_on)}
    places = {voter.place_id: voter.seat_id for voter in ballot.voters} if ballot else voting.could_vote(point)
    present = [one for id, one in seats.items() if id in meeting.present]
    log.listed([*seats.values(), *([application] if application else [])])
    if motion is None:
        motion = MotionForm() if request.method == "GET" else MotionForm(formdata=None)
        if not motion.from_draft:
            motion.amount.data = application.asked_ore if application else None
    bad = bool(refused or (motion.errors) or (decision_form and decision_form.errors))
    return page(
        "committee/voting.html",
        status=422 if bad else 200,
        refused=refused,
        point=point,
        meeting=meeting,
        application=application,
        withdrawn=application is not None and application.state is State.WITHDRAWN,
        ballot=ballot,
        open_now=open_now,
        places=[(seats[seat], seats[place]) for place, seat in places.items() if seat in seats and place in seats],
        voted=queries.voted(ballot) if ballot and open_now else frozenset(),
        by_tablet=queries.voted_on_tablet(ballot) if ballot and open_now else frozenset(),
        counts=_counts(ballot),
        result=RESULTS[ballot.result] if ballot and ballot.result else None,
        quorum=meeting.quorum or queries.quorum(meeting.held_on).least,
        present=present,
        interested=[seats[id] for id in point.interested if id in seats],
        absent_places=len([one for one in seats.values() if one.place == 0]) - len(places),
        checked=checked(application) if application else [],
        judged=_judged(point) if decision_form else {},
        states=PointState,
        choices=CHOICES,
        outcomes=OUTCOMES,
        totals=pools.totals(meeting.held_on.year),
        motion=motion,
        form=decision_form if decision_form and decision_form.errors else motion if motion.errors else None,
        decision_form=decision_form or _decision_form(point, DecisionForm(formdata=None)),
        hands_form=HandsForm(formdata=None),
        step=StepForm(formdata=None),
    )


def _counts(ballot: Ballot | None) -> object:
    """Only once it is closed."""
    if ballot is None or ballot.closed_at is None:
        return None
    return counted(queries.choices_in(ballot).values(), len(ballot.voters))


def _decision_form(point: AgendaPoint, form: DecisionForm) -> DecisionForm:
    """Only what the last vote bears can be chosen."""
    ballot = point.last_ballot
    result = ballot.result if ballot and not point.must_vote_again else None
    if point.criteria_version:
        possible = [one for one in (Outcome.ADOPTED, Outcome.NOT_ADOPTED) if result] + [Outcome.POSTPONED]
    elif point.application and point.application.state is State.WITHDRAWN:
        possible = [Outcome.GONE]
    else:
        grant = granted_by(ballot.proposed_ore, point.application.asked_ore) if ballot and point.application else None
        possible = [one for one in open_to(result) if one not in (Outcome.FULL, Outcome.PART) or one is grant]
    form.outcome.choices = choices({one: OUTCOMES[one] for one in possible})
    return form


def _judged(point: AgendaPoint) -> dict[int, bool]:
    if point.application is None:
        return {}
    chosen = {one.id: request.form.get(f"criterion-{one.id}") for one, _met in checked(point.application)}
    return {id: said == MET for id, said in chosen.items() if said in (MET, NOT_MET)}


def _here(point: AgendaPoint) -> str:
    return url_for("committee.voting_page", agenda_point_id=point.id)
