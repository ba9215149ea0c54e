"""Activities at the citizens' door: what there is, a task to take; and, with the three words, one's own plan."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app import clock, log
from app.access import Act, SessionKind, allow
from app.activities import calendar, queries, starting
from app.activities.activity import OPEN, Reason, Refusal, State
from app.activities.forms import ButtonForm, CalledForm, MeetingForm, TaskForm
from app.activities.models import Activity, ActivityMeeting, ActivityRole
from app.activities.views import blueprint, next_meeting
from app.activities.words import STATES, refused
from app.applications import application as applying
from app.applications import door
from app.applications.doorway import Way, way
from app.applications.models import Application
from app.applications.showing import Section, section
from app.log import Ground
from app.page import page, seen_at

DOOR = (SessionKind.DOOR,)

way(Way("activities.here", _l("Det sker her"), _l("Kom og vær med."), "calendar-month"))


@section
def _of_application(application: Application, at_door: bool) -> Section | None:
    """On the page of a granted application: the way to its plan."""
    if application.state is not applying.State.GRANTED:
        return None
    return Section(
        "activities/_of_application.html", {"at_door": at_door, "activity_id": queries.id_of(application.id)}
    )


@blueprint.get("/door")
@allow(Act.STAND_AT_DOOR, kinds=DOOR, reads_only=True)
def here() -> Response:
    """What happens at this centre, and the tasks that nobody has taken."""
    at = current_user.centre_id
    return page(
        "activities/here.html",
        meetings=calendar.meetings(at, clock.now()),
        roles=calendar.open_roles(at),
        centre=current_user.centre,
    )


@blueprint.route("/door/roles/<id:activity_role_id>", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, to=ActivityRole, kinds=DOOR)
def role(activity_role: ActivityRole) -> Response:
    """Take a task, under a name of one's own choosing."""
    activity = activity_role.activity
    if activity.centre_id != current_user.centre_id or activity.state not in OPEN:
        log.nothing_shown()
        abort(404)
    form = CalledForm()
    if not form.is_submitted() or not form.validate():
        return _role(activity_role, form, status=422 if form.errors else 200)

    def store() -> str:
        starting.take(activity_role, form.called.data)
        log.changed(activity)
        flash(_("Tak. Nu er det din opgave."), "good")
        return url_for("activities.here")

    try:
        return form.once(store)
    except Refusal as refusal:
        # Who has it the group can see, and nobody else.
        taken = refusal.reason is Reason.TAKEN
        form.called.errors = [_("En anden har taget den. Vælg en anden.") if taken else refused(refusal)]
        return _role(activity_role, form, status=409)


@blueprint.get("/door/own")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def own() -> Response:
    """The plan of the group whose code has opened it; before there is one, a button that makes it."""
    application = door.opened()
    activity = queries.of_application(application.id)
    if activity is None:
        if application.state is not applying.State.GRANTED:
            return seen_at(url_for("applications.application"))
        return page("activities/start.html", application=application, form=ButtonForm(formdata=None))
    return plan(activity)


@blueprint.post("/door/own")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def start() -> Response:
    """The grant becomes a plan; or the plan goes on to its days."""
    application, form = door.opened(), ButtonForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        activity = queries.of_application(application.id)
        if activity is None:
            log.created(starting.start(application), ground=Ground.OWN_TASK)
        elif form.did.data == "begin":
            starting.begin(activity)
            log.changed(activity, ground=Ground.OWN_TASK)
            flash(_("I er i gang. God fornøjelse."), "good")
        return url_for("activities.own")

    try:
        return form.once(store)
    except Refusal as refusal:
        known = queries.of_application(application.id)
        return plan(known, refused(refusal), status=409) if known else seen_at(url_for("applications.application"))


@blueprint.route("/door/own/meetings", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def meetings() -> Response:
    """The group's days, and another one."""
    activity, form = of_group(), MeetingForm()
    if not form.is_submitted():
        form.place.data = form.place.data or (activity.meetings[-1].place if activity.meetings else "")
        return _meetings(activity, form)
    if not form.validate():
        return _meetings(activity, form, status=422)

    def store() -> str:
        starting.meet(activity, *form.span(), form.place.data or "")
        log.changed(activity, ground=Ground.OWN_TASK)
        flash(_("Dagen er gemt."), "good")
        return url_for("activities.meetings")

    try:
        return form.once(store)
    except Refusal as refusal:
        wrong = form.on if refusal.reason in (Reason.TOO_FAR, Reason.TOO_LONG_AGO) else form.ends
        wrong.errors = [refused(refusal)]
        return _meetings(activity, form, status=422)


@blueprint.post("/door/own/meetings/<id:activity_meeting_id>/cancelling")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def cancelling(activity_meeting_id: int) -> Response:
    """It is not held."""
    activity, form = of_group(), ButtonForm()
    meeting = meeting_of(activity, activity_meeting_id)
    if not form.validate():
        abort(400)

    def store() -> str:
        starting.cancel(meeting)
        log.changed(activity, ground=Ground.OWN_TASK)
        flash(_("Dagen er aflyst."), "good")
        return url_for("activities.meetings")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _meetings(activity, MeetingForm(formdata=None), status=409, problem=refused(refusal))


@blueprint.route("/door/own/roles", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def roles() -> Response:
    """Who does what in the group, and another task."""
    activity, form = of_group(), TaskForm()
    if not form.is_submitted() or not form.validate():
        return _roles(activity, form, status=422 if form.errors else 200)

    def store() -> str:
        starting.need(activity, form.task.data)
        log.changed(activity, ground=Ground.OWN_TASK)
        return url_for("activities.roles")

    try:
        return form.once(store)
    except Refusal as refusal:
        form.task.errors = [refused(refusal)]
        return _roles(activity, form, status=422)


@blueprint.post("/door/own/roles/<id:activity_role_id>")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def role_steps(activity_role_id: int) -> Response:
    """Somebody cannot after all, or nobody needs to do it."""
    activity, form = of_group(), ButtonForm()
    one = next((role for role in activity.roles if role.id == activity_role_id), None)
    if one is None:
        log.nothing_shown()
        abort(404)
    if not form.validate() or form.did.data not in ("give_up", "drop"):
        return _roles(activity, TaskForm(formdata=None), status=422, problem=_("Vælg en af mulighederne."))

    def store() -> str:
        (starting.give_up if form.did.data == "give_up" else starting.drop)(one)
        log.changed(activity, ground=Ground.OWN_TASK)
        return url_for("activities.roles")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _roles(activity, TaskForm(formdata=None), status=409, problem=refused(refusal))


def of_group() -> Activity:
    """The activity of the group whose code has opened it, logged; else the request ends where it can begin."""
    activity = queries.of_application(door.opened().id)
    if activity is None:
        abort(seen_at(url_for("activities.own")))
    log.opened(activity, ground=Ground.OWN_TASK)
    return activity


def meeting_of(activity: Activity, meeting_id: int) -> ActivityMeeting:
    """One of its days; of others nothing is said."""
    found = next((one for one in activity.meetings if one.id == meeting_id), None)
    if found is None:
        log.nothing_shown()
        abort(404)
    return found


def page_of(activity: Activity, template: str, **shown: object) -> Response:
    """A page of the group; the look at it is logged, also where something was refused and taken back."""
    log.opened(activity, also=[activity.application], ground=Ground.OWN_TASK)
    return page(template, activity=activity, **shown)  # type: ignore[arg-type]  # `status` and `part` are among them


def plan(activity: Activity, problem: str = "", status: int = 200) -> Response:
    """The page of the group: what comes next, and the ways to everything."""
    held = [one for one in activity.meetings if one.cancelled_at is None]
    sums = queries.money(activity)
    return page_of(
        activity,
        "activities/own.html",
        status=status,
        problem=problem,
        state=STATES[activity.state],
        next_at=next_meeting(activity),
        held=held,
        unnoted=[one for one in held if one.noted_at is None and one.ends_at < clock.now()],
        open_roles=sum(not one.called for one in activity.roles),
        money=sums,
        steps=len(queries.steps(activity.id)),
        may_write=activity.state in OPEN,
        form=None,
        begin_form=ButtonForm(formdata=None),
        State=State,
        waits=queries.rest_that_waits(activity.id),
    )


def _role(one: ActivityRole, form: CalledForm, status: int = 200) -> Response:
    log.opened(one.activity)
    return page("activities/role.html", status=status, form=form, role=one, activity=one.activity)


def _meetings(activity: Activity, form: MeetingForm, status: int = 200, problem: str = "") -> Response:
    return page_of(
        activity,
        "activities/meetings.html",
        status=status,
        problem=problem,
        form=form,
        today=clock.today(),
        local=clock.local,
        may_write=activity.state in OPEN,
        cancel_form=ButtonForm(formdata=None),
    )


def _roles(activity: Activity, form: TaskForm, status: int = 200, problem: str = "") -> Response:
    return page_of(
        activity,
        "activities/roles.html",
        status=status,
        problem=problem,
        form=form,
        may_write=activity.state in OPEN,
        step_form=ButtonForm(formdata=None),
    )
