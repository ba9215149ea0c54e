"""What a member of the committee sees and does: the meeting's applications, one of them to read and vote about."""

from flask import Blueprint, Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, SessionKind, allow
from app.committee import queries, voting
from app.committee.deciding import checked
from app.committee.forms import StepForm, VoteForm
from app.committee.meeting import MeetingState, PointState, Refusal
from app.committee.models import AgendaPoint, Ballot, CommitteeSeat
from app.committee.words import CHOICE_ICONS, CHOICES, criterion_words, outcome_line, place_words, said, title_of
from app.page import page
from app.pool import queries as pools

blueprint = Blueprint("committee", __name__, url_prefix="/committee")
for _filter in (title_of, outcome_line, criterion_words, place_words):
    blueprint.add_app_template_filter(_filter)

MEMBERS = (SessionKind.COMMITTEE,)


@blueprint.get("/")
@allow(Act.SIT_ON_COMMITTEE, kinds=MEMBERS)
def start() -> Response:
    """Where a citizen on the committee starts: the meeting at hand and what it takes up."""
    seat = queries.seat_of(current_user.account_id, clock.today())
    meeting = queries.at_hand()
    points = list(meeting.points) if meeting and seat else []
    log.listed([*_seats(seat), *(one.application for one in points if one.application)])
    return page(
        "committee/start.html",
        seat=seat,
        meeting=meeting,
        is_open=meeting is not None and meeting.state is MeetingState.OPEN,
        rows=[(one, _stands(one, seat)) for one in points],
        today=clock.today(),
    )


@blueprint.get("/points/<id:agenda_point_id>")
@allow(Act.SIT_ON_COMMITTEE, to=AgendaPoint, kinds=MEMBERS)
def point(agenda_point: AgendaPoint) -> Response:
    """One application to read, and to vote about while the vote is open."""
    return _point(agenda_point)


@blueprint.post("/points/<id:agenda_point_id>/interests")
@allow(Act.SIT_ON_COMMITTEE, to=AgendaPoint, kinds=MEMBERS)
def interests(agenda_point: AgendaPoint) -> Response:
    """«Ja, jeg er for tæt på»."""
    form, seat = StepForm(), _own_seat()
    if not form.validate():
        abort(400)

    def store() -> str:
        voting.declare_interest(agenda_point, seat, by=current_user.account)
        flash(_("Det er skrevet ned. Du stemmer ikke om den her."), "good")
        return url_for("committee.point", agenda_point_id=agenda_point.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        return _point(agenda_point, said(refusal))


@blueprint.post("/points/<id:agenda_point_id>/ended-interests")
@allow(Act.SIT_ON_COMMITTEE, to=AgendaPoint, kinds=MEMBERS)
def ended_interests(agenda_point: AgendaPoint) -> Response:
    """It was a slip of the finger."""
    form, seat = StepForm(), _own_seat()
    if not form.validate():
        abort(400)

    def store() -> str:
        voting.withdraw_interest(agenda_point, seat)
        flash(_("Du er med igen."), "good")
        return url_for("committee.point", agenda_point_id=agenda_point.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        return _point(agenda_point, said(refusal))


@blueprint.post("/ballots/<id:ballot_id>/votes")
@allow(Act.SIT_ON_COMMITTEE, to=Ballot, kinds=MEMBERS)
def votes(ballot: Ballot) -> Response:
    """Vote, or change one's vote."""
    form, seat = VoteForm(), _own_seat()
    point = ballot.point
    if not form.validate():
        return _point(point, _("Vælg For, Imod eller Hverken eller."))

    def store() -> str:
        voting.cast(ballot, seat, form.choice.data, by=current_user.account)
        return url_for("committee.point", agenda_point_id=point.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        return _point(point, said(refusal))


@blueprint.get("/ballots/<id:ballot_id>/own-vote")
@allow(Act.SIT_ON_COMMITTEE, to=Ballot, kinds=MEMBERS)
def own_vote(ballot: Ballot) -> Response:
    """«Vis, hvad jeg stemte»: one's own vote, only when one asks for it."""
    seat = _own_seat()
    vote = queries.own_vote(ballot, seat)
    if vote is None:
        abort(404)
    log.listed([*_seats(seat), *([ballot.point.application] if ballot.point.application else [])])
    return page("committee/own_vote.html", ballot=ballot, point=ballot.point, vote=vote, choice=CHOICES[vote.choice])


def _point(point: AgendaPoint, refused: str = "") -> Response:
    today = clock.today()
    if refused:
        # Whom the rules looked at before they refused is not on the page.
        log.nothing_shown()
    seat = queries.seat_of(current_user.account_id, today)
    if seat is None:
        # Whoever has no seat any more, or none yet, has nothing to read here.
        abort(404)
    meeting, ballot, application = point.meeting, point.last_ballot, point.application
    open_now = ballot is not None and ballot.closed_at is None
    mine = queries.own_vote(ballot, seat) if ballot else None
    others = [one for one in meeting.points if one.application_id]
    after = next((one for one in meeting.points if one.position > point.position), None)
    choices = queries.choices_in(ballot) if ballot else {}
    voters = [(voter.seat, choices.get(voter.seat_id)) for voter in ballot.voters] if ballot and choices else []
    log.listed([seat, *(one for one, _choice in voters), *([application] if application else [])])
    return page(
        "committee/point.html",
        status=422 if refused else 200,
        refused=refused,
        point=point,
        meeting=meeting,
        application=application,
        number=others.index(point) + 1 if point in others else None,
        of=len(others),
        after=after,
        seat=seat,
        ballot=ballot,
        open_now=open_now,
        may_vote=open_now and ballot is not None and _is_voter(ballot, seat),
        has_interest=seat.id in point.interested,
        may_declare=application is not None and point.state is not PointState.SETTLED,
        may_undo=point.state is PointState.WAITING,
        mine=mine,
        voters=voters,
        checked=checked(application) if application else [],
        version=queries.version_for(application) if application else point.criteria_version,
        totals=pools.totals(today.year),
        year=today.year,
        choices=CHOICES,
        icons=CHOICE_ICONS,
        form=VoteForm(formdata=None),
        step=StepForm(formdata=None),
    )


def _stands(point: AgendaPoint, seat: CommitteeSeat | None) -> str:
    """How a point stands for whoever looks at the list: a word that the template knows."""
    ballot = point.last_ballot
    if seat and seat.id in point.interested:
        return "interest"
    if point.state is PointState.VOTING and ballot:
        if seat is None or not _is_voter(ballot, seat):
            return "others_vote"
        return "voted" if queries.own_vote(ballot, seat) else "vote_now"
    return point.state.value


def _is_voter(ballot: Ballot, seat: CommitteeSeat) -> bool:
    return seat.id in {voter.seat_id for voter in ballot.voters}


def _own_seat() -> CommitteeSeat:
    seat = queries.seat_of(current_user.account_id, clock.today())
    if seat is None:
        abort(403)
    return seat


def _seats(seat: CommitteeSeat | None) -> list[CommitteeSeat]:
    return [seat] if seat else []
