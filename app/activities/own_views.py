"""One's own activity at the door, with the three words: who came, what people can do now, and the report."""

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app import clock, conflict, log
from app.access import Act, allow
from app.activities import queries, running
from app.activities.activity import OPEN, Reason, Refusal
from app.activities.door_views import DOOR, meeting_of, of_group, page_of
from app.activities.forms import ButtonForm, CalledForm, ReportForm, StepForm
from app.activities.models import Activity, ActivityMeeting
from app.activities.views import blueprint, number
from app.activities.words import refused
from app.db import hold
from app.log import Ground

ONE_MORE, ONE_LESS, NOBODY, NAMED, NOT_THEM = "one_more", "one_less", "nobody", "named", "not_them"


@blueprint.route("/door/own/meetings/<id:activity_meeting_id>", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def attendance(activity_meeting_id: int) -> Response:
    """Who came: a tap for somebody without a name, or the name that somebody wants written."""
    activity = of_group()
    meeting = meeting_of(activity, activity_meeting_id)
    button, form = ButtonForm(), CalledForm()
    if not button.is_submitted():
        return _attendance(activity, meeting, form)
    did = button.did.data
    named = did == NAMED
    if not (form if named else button).validate() or did not in (ONE_MORE, ONE_LESS, NOBODY, NAMED, NOT_THEM):
        return _attendance(activity, meeting, form if named else CalledForm(formdata=None), status=422)

    def store() -> str:
        if did == NAMED:
            running.came(meeting, form.called.data)
        elif did == NOT_THEM:
            running.did_not_come(meeting, number(button.about.data))
        else:
            running.count(meeting, {ONE_MORE: 1, ONE_LESS: -1}.get(did, 0))
        log.changed(activity, ground=Ground.OWN_TASK)
        return url_for("activities.attendance", activity_meeting_id=meeting.id)

    try:
        return (form if named else button).once(store)
    except Refusal as refusal:
        if named:
            form.called.errors = [refused(refusal)]
            return _attendance(activity, meeting, form, status=422)
        return _attendance(activity, meeting, CalledForm(formdata=None), status=409, problem=refused(refusal))


@blueprint.route("/door/own/progress", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def progress() -> Response:
    """What people can do now, and another small step."""
    activity, form, button = of_group(), StepForm(), ButtonForm()
    removing = button.did.data == "drop"
    if not form.is_submitted():
        return _progress(activity, form)
    if not (button if removing else form).validate():
        return _progress(activity, form, status=422)

    def store() -> str:
        if removing:
            running.unlearned(activity, number(button.about.data))
        else:
            running.learned(activity, form.words.data, form.called.data or "")
            flash(_("Flot. Det står her nu."), "good")
        log.changed(activity, ground=Ground.OWN_TASK)
        return url_for("activities.progress")

    try:
        return (button if removing else form).once(store)
    except Refusal as refusal:
        return _progress(activity, form, status=409, problem=refused(refusal))


@blueprint.route("/door/own/report", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def own_report() -> Response:
    """How it went, in the group's own words; kept for another day, or given."""
    activity = of_group()
    if request.method == "GET":
        form = ReportForm(formdata=None)
        told = _told(activity)
        for name, value in told.items():
            form[name].data = value
        conflict.opened(form, activity.version, told)
        return _report(activity, form)
    hold(activity)
    form = ReportForm()
    clash = conflict.between(form, activity.version, _told(activity), activity)
    if not form.validate():
        return _report(activity, form, status=422)
    if clash:
        back = url_for("activities.own")
        return conflict.conflict_page(clash, form, heading=_("Sådan gik det"), action=request.path, back=back)
    keeping = request.form.get("did") == "keep"

    def store() -> str:
        (running.keep_report if keeping else running.report)(activity, form.said())
        log.changed(activity, ground=Ground.OWN_TASK)
        flash(_("Det er gemt. Skriv videre, når I vil.") if keeping else _("Tak. Personalet læser det."), "good")
        return url_for("activities.own")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _report(activity, form, status=422, refusal=refusal)


def _told(activity: Activity) -> dict[str, object]:
    return {"went_well": activity.went_well, "can_now": activity.can_now, "next_time": activity.next_time}


def _attendance(
    activity: Activity, meeting: ActivityMeeting, form: CalledForm, status: int = 200, problem: str = ""
) -> Response:
    on = clock.local(meeting.starts_at).date()
    return page_of(
        activity,
        "activities/attendance.html",
        status=status,
        problem=problem,
        meeting=meeting,
        form=form,
        button_form=ButtonForm(formdata=None),
        may_write=activity.state in OPEN and meeting.cancelled_at is None and on <= clock.today(),
        too_early=on > clock.today(),
    )


def _progress(activity: Activity, form: StepForm, status: int = 200, problem: str = "") -> Response:
    return page_of(
        activity,
        "activities/progress.html",
        status=status,
        problem=problem,
        steps=queries.steps(activity.id),
        form=form,
        button_form=ButtonForm(formdata=None),
        may_write=activity.state in OPEN,
    )


def _report(activity: Activity, form: ReportForm, status: int = 200, refusal: Refusal | None = None) -> Response:
    if refusal is not None:
        wrong = form.went_well if refusal.reason is Reason.NO_REPORT else form.next_time
        wrong.errors = [refused(refusal)]
    return page_of(
        activity,
        "activities/report.html",
        status=status,
        form=form,
        steps=queries.steps(activity.id),
        count_first=refusal is not None and refusal.reason is Reason.COUNT_FIRST,
        may_write=activity.state in OPEN,
        money=queries.money(activity),
        waits=queries.rest_that_waits(activity.id),
    )
