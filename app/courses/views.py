"""Addiction courses: the page with the clocks, a wish in two taps, one course with its steps, and the deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow, may
from app.accounts.permissions import centres_for, controller_at
from app.casework.models import Conversation
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.courses import queries, reading, recording
from app.courses.course import NEXT, Clock, Reason, Refusal, State, Step, Urgency, Wish, clock_of
from app.courses.forms import AboutForm, CourseStepForm, RuleForm, WhoForm, WishForm
from app.courses.models import AddictionCourse, CourseStep
from app.courses.recording import Origin
from app.courses.words import COURSE_REFUSALS, ENDINGS, STATES, STEPS, WISHES, said_clock, tone
from app.db import BIGGEST_ID, Base, Model, db
from app.form import choices
from app.outreach.models import Bridge, Contact
from app.page import page

blueprint = Blueprint("courses", __name__, url_prefix="/courses")

A_YEAR = timedelta(days=365)
MOST_HITS = 8


@dataclass(frozen=True)
class Row:
    """A course in a list: its code or the citizen's name, and how the clock stands, in words."""

    id: int
    href: str
    who: str
    code: str
    line: str
    said: str
    tone: str
    mark: str
    state: State


@blueprint.get("/")
@allow(Act.KEEP_COURSES)
def courses() -> Response:
    """The clocks: what is late and what is soon, first; who is in treatment; who ended; and the figures of a year."""
    person, today = current_user.person, clock.today()
    running, over = queries.kept_by(person), queries.over(person, today - A_YEAR)
    _log_listed([*running, *over])
    wanted = (request.args.get("code") or "").strip()[:80]
    found = queries.called(wanted, person) if wanted else None
    if found is not None:
        _log_listed([found])
    rows = [row_of(one) for one in running]
    return page(
        "courses/courses.html",
        waiting=[row for row in rows if row.state is not State.STARTED],
        in_treatment=[row for row in rows if row.state is State.STARTED],
        over=[row_of(one) for one in over],
        figures=queries.figures(person, today - A_YEAR, today),
        rules=queries.rules(today),
        wishes=WISHES,
        wanted=wanted,
        found=row_of(found) if found else None,
    )


@blueprint.get("/wishes/new")
@allow(Act.NOTE_WISH_FOR_TREATMENT)
def new_wish() -> Response:
    """Two buttons; `who` names a citizen, and `contact`, `conversation` or `bridge` where the wish was said."""
    form = _wish_form(WishForm(formdata=None))
    citizen = _citizen(request.args.get("who"))
    for name, (model, act) in _ORIGINS.items():
        found = _origin(model, act, request.args.get(name))
        if found is not None:
            form[f"{name}_id"].data = str(found.id)
            citizen = citizen or (_citizen(str(found.citizen_id)) if found.citizen_id else None)
    form.citizen_id.data = str(citizen.id) if citizen else ""
    return _wish_page(form, citizen)


@blueprint.post("/wishes")
@allow(Act.NOTE_WISH_FOR_TREATMENT)
def create_wish() -> Response:
    """Note the wish: the clock runs from its day, with a name or without."""
    form = _wish_form(WishForm())
    citizen = _citizen(form.citizen_id.data)
    if form.citizen_id.data and citizen is None:
        abort(404)
    if not form.validate() or not _sound_place(form, citizen):
        return _wish_page(form, citizen, status=422)
    wanted = Wish(form.wish.data)

    def store() -> str:
        before = queries.open_wish(citizen, wanted, current_user.person) if citizen else None
        if before is not None:
            flash(_("Ønsket står her allerede. Uret løber."), "wait")
            return url_for("courses.course", addiction_course_id=before.id)
        origins = {name: _origin(model, act, form[f"{name}_id"].data) for name, (model, act) in _ORIGINS.items()}
        centre = db.session.get_one(Centre, form.centre.data)
        course = recording.wish(
            wanted,
            wished_on=form.wished_on(),
            citizen=citizen,
            at=centre,
            controller_id=controller_at(current_user.person, Act.NOTE_WISH_FOR_TREATMENT, centre.id),
            by=current_user.account,
            origin=Origin(**{f"{name}_id": one.id if one else None for name, one in origins.items()}),
        )
        flash(_("Gemt. Uret løber fra dagen, ønsket blev sagt."), "good")
        return url_for("courses.course", addiction_course_id=course.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        (form.date if form.day.data == "other" else form.day).errors = [COURSE_REFUSALS[refusal.reason]]
        return _wish_page(form, _citizen(form.citizen_id.data), status=422)


@blueprint.get("/<id:addiction_course_id>")
@allow(Act.NOTE_WISH_FOR_TREATMENT, to=AddictionCourse)
def course(addiction_course: AddictionCourse) -> Response:
    """One course: its clock, its steps, and for those who see to it what can happen next."""
    return _opened(_known(addiction_course))


@blueprint.post("/<id:addiction_course_id>/steps")
@allow(Act.KEEP_COURSES, to=AddictionCourse)
def steps(addiction_course: AddictionCourse) -> Response:
    """A first talk offered, treatment begun, or ended."""
    kept = _kept(addiction_course)
    form = CourseStepForm()
    if not form.validate():
        return _opened(kept, form, status=422)
    step, ending = form.taken()

    def store() -> str:
        on = form.happened_on()
        recording.take(kept, step, on=on, by=current_user.account, ending=ending, words=form.words.data or "")
        flash(_("Gemt: %(step)s.", step=str(STEPS[step]).lower()), "good")
        return url_for("courses.course", addiction_course_id=kept.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(kept)
        if refusal.reason is Reason.NOT_NOW:
            return _opened(kept, status=409, refused=str(COURSE_REFUSALS[refusal.reason]))
        field = form.ending if refusal.reason is Reason.HOW else form.date if form.day.data == "other" else form.day
        field.errors = [COURSE_REFUSALS[refusal.reason]]
        return _opened(kept, form, status=422)


@blueprint.post("/<id:addiction_course_id>/taken-back")
@allow(Act.KEEP_COURSES, to=AddictionCourse)
def taken_back(addiction_course: AddictionCourse) -> Response:
    """The last step was wrong: it counts no more, and stays to be read."""
    kept = _kept(addiction_course)
    form = AboutForm()
    if not form.validate():
        return _opened(kept, status=422, refused=_("Vælg en af mulighederne."))

    def store() -> str:
        recording.take_back(kept, _number(form.about.data), by=current_user.account)
        flash(_("Det tæller ikke mere."), "good")
        return url_for("courses.course", addiction_course_id=kept.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(kept)
        return _opened(kept, status=409, refused=str(COURSE_REFUSALS[refusal.reason]))


@blueprint.post("/<id:addiction_course_id>/citizen")
@allow(Act.KEEP_COURSES, to=AddictionCourse)
def named(addiction_course: AddictionCourse) -> Response:
    """Somebody who came without a record has one now: search, then choose."""
    kept = _kept(addiction_course)
    if "search" in request.form:
        form = WhoForm()
        fine = form.validate()
        hits, _more = citizens.found(current_user.person, form.q.data or "", MOST_HITS) if fine else ([], False)
        log.searched(hits)
        return _opened(kept, status=200 if fine else 422, who_form=form, hits=hits)
    form = AboutForm()
    citizen = _citizen(form.about.data)
    if not form.validate() or citizen is None:
        return _opened(kept, status=422, refused=_("Vælg, hvem det er."))

    def store() -> str:
        recording.name_citizen(kept, citizen)
        flash(_("Forløbet står nu på borgerens side."), "good")
        return url_for("courses.course", addiction_course_id=kept.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(kept)
        return _opened(kept, status=409, refused=str(COURSE_REFUSALS[refusal.reason]))


@blueprint.route("/rules", methods=["GET", "POST"])
@allow(Act.MANAGE_TREATMENT_RULES)
def rules() -> Response:
    """The deadlines with their paragraph and source, and another one from a day on."""
    form = RuleForm()

    def show(status: int = 200) -> Response:
        holding = {one.id for one in queries.rules(clock.today())}
        return page(
            "courses/rules.html",
            status=status,
            form=form,
            rules=queries.every_rule(),
            holding=holding,
            today=clock.today(),
            wishes=WISHES,
        )

    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)

    def store() -> str:
        recording.rule(
            form.chosen(),
            days=form.days.data,
            paragraph=form.paragraph.data,
            source=form.source.data,
            valid_from=form.valid_from.data,
            by=current_user.account,
        )
        flash(_("Gemt."), "good")
        return url_for("courses.rules")

    return form.once(store)


@blueprint.app_template_global()
def clocks_of_day() -> tuple[int, int] | None:
    """What «Min dag» shows of clocks: how many are over and how many end soon, and of whom nothing; it lies open."""
    if not may(Act.KEEP_COURSES):
        return None
    return queries.clocks_of(current_user.person, clock.today())


def row_of(one: AddictionCourse) -> Row:
    """A course in a list, for somebody who may know of it."""
    now = _clock(one)
    parts = [str(WISHES[one.wish]), str(STATES[one.state]).lower(), one.centre.name]
    return Row(
        one.id,
        url_for("courses.course", addiction_course_id=one.id),
        reading.name_for(current_user.person, one.citizen) or one.called or "",
        one.called or "",
        " · ".join(parts),
        said_clock(now),
        tone(now),
        "warning" if tone(now) == "late" else "check" if now.urgency is Urgency.IN_TIME else "time",
        one.state,
    )


def _clock(one: AddictionCourse) -> Clock:
    return clock_of(one.wished_on, one.due_on, one.started_on, one.state, clock.today())


def _known(one: AddictionCourse) -> AddictionCourse:
    """The course, if the person may know that there is one (404)."""
    if not reading.may_see(current_user.person, reading.standing_of(one)):
        log.nothing_shown()
        abort(404)
    return one


def _kept(one: AddictionCourse) -> AddictionCourse:
    """The course, if the person sees to it (404)."""
    if not reading.may_keep(current_user.person, reading.standing_of(one)):
        log.nothing_shown()
        abort(404)
    return one


def _opened(
    one: AddictionCourse,
    form: CourseStepForm | None = None,
    status: int = 200,
    refused: str = "",
    who_form: WhoForm | None = None,
    hits: Sequence[Citizen] = (),
) -> Response:
    log.opened(one, also=[one.citizen] if one.citizen else [])
    now = _clock(one)
    standing: list[CourseStep] = [step for step in one.steps if step.withdrawn_at is None]
    return page(
        "courses/course.html",
        status=status,
        course=one,
        who=reading.name_for(current_user.person, one.citizen),
        wish=WISHES[one.wish],
        state=STATES[one.state],
        said=said_clock(now),
        tone=tone(now),
        running=now.urgency in (Urgency.OVERDUE, Urgency.SOON, Urgency.RUNNING),
        rule=queries.rule(one.wish, one.wished_on),
        days=(one.due_on - one.wished_on).days,
        keeps=reading.may_keep(current_user.person, reading.standing_of(one)),
        following=[step for step in Step if step in NEXT[one.state]],
        last=standing[-1] if standing else None,
        steps=STEPS,
        endings=ENDINGS,
        form=form or CourseStepForm(formdata=None),
        step=AboutForm(formdata=None),
        who_form=who_form or WhoForm(formdata=None),
        hits=hits,
        searched=who_form is not None,
        refused=refused,
        just_noted=one.noted_by_id == current_user.account_id,
    )


def _log_listed(found: Sequence[AddictionCourse]) -> None:
    shown: list[Base] = [*found, *{one.citizen for one in found if one.citizen}]
    log.listed(shown)


def _wish_page(form: WishForm, citizen: Citizen | None, status: int = 200) -> Response:
    return page("courses/new_wish.html", status=status, form=form, citizen=citizen, rules=queries.rules(clock.today()))


def _wish_form(form: WishForm) -> WishForm:
    own = places.centres(among=centres_for(current_user.person, Act.NOTE_WISH_FOR_TREATMENT))
    form.centre.choices = choices({centre.id: centre.name for centre in own})
    if form.centre.data is None and own:
        ids = {centre.id for centre in own}
        form.centre.data = current_user.centre_id if current_user.centre_id in ids else own[0].id
    return form


def _sound_place(form: WishForm, citizen: Citizen | None) -> bool:
    """Whether the citizen, where there is one, is known where it was said."""
    if citizen is None or form.centre.data in citizen.centre_ids:
        return True
    form.centre.errors = [_("Vælg et sted, hvor personen kommer.")]
    return False


def _citizen(chosen: str | None) -> Citizen | None:
    """The citizen that is named, if it is one of one's own; not linked to another before this transaction ends."""
    id = _number(chosen)
    if not id:
        return None
    found = citizens.pickable(current_user.person, [id], Act.NOTE_WISH_FOR_TREATMENT, closed_too=True).get(id)
    if found:
        log.listed([found])
    return found


_ORIGINS: dict[str, tuple[type[Model], Act]] = {
    "contact": (Contact, Act.OPEN_CONTACT),
    "conversation": (Conversation, Act.OPEN_CONVERSATION),
    "bridge": (Bridge, Act.FOLLOW_BRIDGES),
}
"""Where a wish can have been said, and who may say that it was there."""


def _origin(model: type[Model], act: Act, chosen: str | None) -> Contact | Conversation | Bridge | None:
    """The record that a wish came from, if the person may open it."""
    id = _number(chosen)
    found = db.session.get(model, id) if id else None
    if not isinstance(found, Contact | Conversation | Bridge):
        return None
    log.listed([found])
    return found if may(act, found) else None


def _number(text: str | None) -> int:
    fine = text and text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= BIGGEST_ID
    return int(text) if fine and text else 0
