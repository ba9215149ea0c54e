"""Meetings for whoever keeps them: the list, planning, the desk with who is there and what is taken up."""

from collections.abc import Callable, Sequence

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, SessionKind, allow, may
from app.applications.models import Application
from app.committee import meetings as meeting_steps
from app.committee import queries, voting
from app.committee.forms import AgendaForm, MeetingForm, StepForm
from app.committee.meeting import MeetingState, MeetingStep, PointState, Reason, Refusal
from app.committee.meetings import Planned
from app.committee.models import AgendaPoint, CommitteeMeeting, CommitteeSeat, CriteriaVersion
from app.committee.views import blueprint
from app.committee.words import MEETING_STATES, said
from app.db import db, hold
from app.page import page

COMING = (MeetingState.OPEN, MeetingState.PLANNED)
PAST = (MeetingState.CLOSED, MeetingState.CANCELLED)
CAME, LEFT = "came", "left"


@blueprint.get("/meetings")
@allow(Act.SEE_MEETINGS, kinds=(SessionKind.STAFF, SessionKind.COMMITTEE), reads_only=True)
def meetings() -> Response:
    """The meetings that come, and those that were held."""
    return page(
        "committee/meetings.html",
        coming=queries.meetings(COMING),
        past=queries.meetings(PAST, latest_first=True),
        states=MEETING_STATES,
        held=MeetingState.CLOSED,
    )


@blueprint.route("/meetings/new", methods=["GET", "POST"])
@allow(Act.KEEP_COMMITTEE)
def new_meeting() -> Response:
    """Plan a meeting."""
    form = MeetingForm()
    if not form.is_submitted():
        return page("committee/meeting_form.html", form=form, meeting=None)

    def store() -> str:
        meeting = meeting_steps.plan(_planned(form), by=current_user.account)
        db.session.flush()
        flash(_("Mødet er planlagt. Sæt nu ansøgninger på."), "good")
        return url_for("committee.meeting", committee_meeting_id=meeting.id)

    if form.validate():
        try:
            return form.once(store)
        except Refusal as refusal:
            form.held_on.errors = [said(refusal)]
    return page("committee/meeting_form.html", status=422, form=form, meeting=None)


@blueprint.get("/meetings/<id:committee_meeting_id>")
@allow(Act.KEEP_COMMITTEE, to=CommitteeMeeting)
def meeting(committee_meeting: CommitteeMeeting) -> Response:
    """The desk of a meeting: who is there, whether they are enough, and the agenda."""
    return _desk(committee_meeting)


@blueprint.route("/meetings/<id:committee_meeting_id>/details", methods=["GET", "POST"])
@allow(Act.KEEP_COMMITTEE, to=CommitteeMeeting)
def meeting_details(committee_meeting: CommitteeMeeting) -> Response:
    """When and where, and what else goes into the minutes."""
    form = MeetingForm()
    here = url_for("committee.meeting", committee_meeting_id=committee_meeting.id)
    if not form.is_submitted():
        told = _told(committee_meeting)
        if not form.from_draft:
            for name, value in told.items():
                form[name].data = value
        conflict.opened(form, committee_meeting.version, told)
        return page("committee/meeting_form.html", form=form, meeting=committee_meeting)
    hold(committee_meeting)
    clash = conflict.between(form, committee_meeting.version, _told(committee_meeting), committee_meeting)
    if not form.validate():
        return page("committee/meeting_form.html", status=422, form=form, meeting=committee_meeting)
    if clash:
        return conflict.conflict_page(clash, form, heading=_("Møde"), action=request.path, back=here)

    def store() -> str:
        meeting_steps.change(committee_meeting, _planned(form))
        flash(_("Gemt."), "good")
        return here

    try:
        return form.once(store)
    except Refusal as refusal:
        form.held_on.errors = [said(refusal)]
        return page("committee/meeting_form.html", status=422, form=form, meeting=committee_meeting)


@blueprint.post("/meetings/<id:committee_meeting_id>/steps")
@allow(Act.KEEP_COMMITTEE, to=CommitteeMeeting)
def meeting_steps_taken(committee_meeting: CommitteeMeeting) -> Response:
    """Open, close or cancel the meeting."""

    def act(form: StepForm) -> None:
        step = next((one for one in MeetingStep if one.value == form.step.data), None)
        if step is None:
            raise Refusal(Reason.NOT_NOW)
        meeting_steps.take(committee_meeting, step, by=current_user.account)

    return _tapped(committee_meeting, act)


@blueprint.post("/meetings/<id:committee_meeting_id>/attendance")
@allow(Act.KEEP_COMMITTEE, to=CommitteeMeeting)
def attendance(committee_meeting: CommitteeMeeting) -> Response:
    """Somebody came, or left."""

    def act(form: StepForm) -> None:
        seat = db.session.get(CommitteeSeat, form.about.data or 0)
        if seat is None or form.step.data not in (CAME, LEFT):
            raise Refusal(Reason.NOT_NOW)
        (meeting_steps.came if form.step.data == CAME else meeting_steps.left)(committee_meeting, seat)

    return _tapped(committee_meeting, act, "#present")


@blueprint.post("/meetings/<id:committee_meeting_id>/points")
@allow(Act.KEEP_COMMITTEE, to=CommitteeMeeting)
def points(committee_meeting: CommitteeMeeting) -> Response:
    """Put an application, or the new criteria, on the agenda."""
    form = AgendaForm()
    if not form.validate():
        return _desk(committee_meeting, _("Vælg, hvad der skal på mødet."))

    def store() -> str:
        about: Application | CriteriaVersion | None = db.session.get(Application, form.application.data or 0)
        about = about or db.session.get(CriteriaVersion, form.version.data or 0)
        if about is None:
            raise Refusal(Reason.NOT_NOW)
        meeting_steps.take_up(committee_meeting, about)
        return _here(committee_meeting) + "#agenda"

    return _kept(form, store, committee_meeting)


@blueprint.post("/points/<id:agenda_point_id>/removal")
@allow(Act.KEEP_COMMITTEE, to=AgendaPoint)
def removal(agenda_point: AgendaPoint) -> Response:
    """Take a point off the agenda."""
    meeting = agenda_point.meeting
    return _tapped(meeting, lambda _form: meeting_steps.take_off(agenda_point), "#agenda")


def _tapped(meeting: CommitteeMeeting, act: Callable[[StepForm], None], part: str = "") -> Response:
    form = StepForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        act(form)
        return _here(meeting) + part

    return _kept(form, store, meeting)


def _kept(form: StepForm | AgendaForm, store: Callable[[], str], meeting: CommitteeMeeting) -> Response:
    try:
        return form.once(store)
    except Refusal as refusal:
        return _desk(meeting, said(refusal))


def _desk(meeting: CommitteeMeeting, refused: str = "") -> Response:
    # Whom the rules looked at before they refused is not on the page.
    log.nothing_shown()
    seats = queries.seats_on(meeting.held_on)
    waiting = queries.to_take_up() if meeting.state in COMING else []
    points = list(meeting.points)
    log.listed([*seats, *waiting, *(one.application for one in points if one.application)])
    draft = queries.draft_version()
    return page(
        "committee/meeting.html",
        status=422 if refused else 200,
        refused=refused,
        meeting=meeting,
        state=MEETING_STATES[meeting.state],
        seats=seats,
        there={one.seat_id: one for one in meeting.attendance},
        quorum=meeting.quorum or queries.quorum(meeting.held_on).least,
        would_vote=len(_places(seats, meeting)),
        points=points,
        waiting=waiting,
        draft=draft if draft and draft.id not in {one.criteria_version_id for one in points} else None,
        is_today=meeting.held_on <= clock.today(),
        unsettled=[one for one in points if one.state in (PointState.VOTING, PointState.VOTED)],
        states=MeetingState,
        step=StepForm(formdata=None),
        agenda=AgendaForm(formdata=None),
        sees_minutes=may(Act.SEE_MEETINGS),
    )


def _places(seats: Sequence[CommitteeSeat], meeting: CommitteeMeeting) -> dict[int, int]:
    return voting.places(seats, meeting.present, {})


def _planned(form: MeetingForm) -> Planned:
    return Planned(form.held_on.data, form.held_at.data, form.place.data, form.remarks.data or "")


def _told(meeting: CommitteeMeeting) -> dict[str, object]:
    return {
        "held_on": meeting.held_on,
        "held_at": meeting.held_at,
        "place": meeting.place,
        "remarks": meeting.remarks,
    }


def _here(meeting: CommitteeMeeting) -> str:
    return url_for("committee.meeting", committee_meeting_id=meeting.id)
