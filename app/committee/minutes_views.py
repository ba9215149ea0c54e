"""The minutes: members read who voted what, as long as they have a seat; everybody else the counts."""

from flask import Response, flash, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log, pdf
from app.access import Act, SessionKind, allow
from app.committee import minutes, queries
from app.committee.meeting import MeetingState
from app.committee.models import CommitteeMeeting
from app.committee.views import blueprint
from app.page import download, page, seen_at

READERS = (SessionKind.STAFF, SessionKind.COMMITTEE)


@blueprint.get("/meetings/<id:committee_meeting_id>/minutes")
@allow(Act.SEE_MEETINGS, to=CommitteeMeeting, kinds=READERS)
def meeting_minutes(committee_meeting: CommitteeMeeting) -> Response:
    """What happened, to read and to print."""
    return _shown(committee_meeting)


@blueprint.get("/meetings/<id:committee_meeting_id>/minutes/pdf")
@allow(Act.SEE_MEETINGS, to=CommitteeMeeting, kinds=READERS)
def minutes_file(committee_meeting: CommitteeMeeting) -> Response:
    """The same as a PDF, with the counts alone: what leaves the program may be passed on."""
    if committee_meeting.state is not MeetingState.CLOSED:
        flash(_("Referatet kan hentes, når mødet er slut."), "wait")
        return seen_at(url_for("committee.meeting_minutes", committee_meeting_id=committee_meeting.id))
    held = minutes.of(committee_meeting, with_names=False)
    log.exported(held.people)
    with force_locale("da"):
        html = render_template("committee/minutes_file.html", minutes=held)
    try:
        content = pdf.made_of(html)
    except pdf.Unavailable:
        flash(_("PDF-filen kan ikke laves på denne maskine lige nu. Udskriv siden i stedet."), "stop")
        return _shown(committee_meeting, 503)
    name = _("referat-%(day)s", day=committee_meeting.held_on.isoformat()) + ".pdf"
    return download(content, name=name, mimetype="application/pdf")


def _shown(meeting: CommitteeMeeting, status: int = 200) -> Response:
    sits = current_user.kind is SessionKind.COMMITTEE
    seat = queries.seat_of(current_user.account_id, clock.today()) if sits else None
    held = minutes.of(meeting, with_names=seat is not None)
    log.listed([*held.people, *([seat] if seat else [])])
    return page(
        "committee/minutes.html",
        status=status,
        minutes=held,
        meeting=meeting,
        is_over=meeting.state is MeetingState.CLOSED,
    )
