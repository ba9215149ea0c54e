"""The plan by week and centre, and one session of it: moved, cancelled, its team and substitutes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Field

from app import clock, conflict
from app.access import Act, allow, may
from app.calendar_dk import day_off
from app.casework import plan_queries as queries
from app.casework import planning
from app.casework.models import CaseworkSession
from app.casework.plan_forms import CancelForm, MoveForm, SubstituteForm, TapForm, written
from app.casework.plan_words import REFUSALS, from_to, is_running, news_of, week_name, when, where
from app.casework.series import Reason, Refusal
from app.casework.views import blueprint
from app.centres import queries as centres
from app.db import db, hold
from app.form import StoringForm, choices
from app.language import day, day_time
from app.page import page

EARLIEST, LATEST = 2000, 2100
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day of the plan: what keeps it shut, its sessions, and those that were moved away from it."""

    on: date
    off: str
    sessions: Sequence[CaseworkSession]
    away: Sequence[CaseworkSession]


@blueprint.get("/plan")
@allow(Act.SEE_PLAN, reads_only=True)
def plan() -> Response:
    """A week of sessions, at every centre or at one; and who has asked for a visit."""
    monday = _asked_week()
    known = {centre.id: centre for centre in centres.centres()}
    chosen = known.get(request.args.get("centre", 0, type=int))
    sunday = monday + 6 * ONE_DAY
    id = chosen.id if chosen else None
    found, away = queries.planned(monday, sunday, id), queries.moved_away(monday, sunday, id)
    requests = queries.requests(current_user.person) if may(Act.SEE_VISIT_REQUEST) else []
    return page(
        "casework/plan.html",
        monday=monday,
        sunday=sunday,
        before=monday - 7 * ONE_DAY if monday.year > EARLIEST else None,
        after=monday + 7 * ONE_DAY if monday.year < LATEST else None,
        now=monday <= clock.today() <= sunday,
        today=clock.today(),
        centres=known.values(),
        chosen=chosen,
        days=[_day(monday + turn * ONE_DAY, found, away) for turn in range(7)],
        any=bool(found or away),
        from_to=from_to,
        where=where,
        is_running=is_running,
        name=week_name(monday),
        mine=current_user.account_id,
        requests=requests,
    )


@blueprint.get("/sessions/<id:casework_session_id>/plan")
@allow(Act.SEE_PLAN, to=CaseworkSession, reads_only=True)
def planned(casework_session: CaseworkSession) -> Response:
    """One session: where, when, who comes, and what was changed."""
    return _planned(casework_session)


@blueprint.route("/sessions/<id:casework_session_id>/time", methods=["GET", "POST"])
@allow(Act.CHANGE_SESSION, to=CaseworkSession)
def moving(casework_session: CaseworkSession) -> Response:
    """Another time for this session alone, with the reason."""
    session = casework_session
    if request.method == "POST":
        hold(session)
    form = MoveForm()
    if request.method == "GET":
        if not form.from_draft:
            said = _said_now(session)
            form.day.data, form.starts.data, form.ends.data = said["day"], said["starts"], said["ends"]
            conflict.opened(form, session.version, said)
        return _moving(form, session)
    # A time that the other has changed meanwhile is shown beside mine; the reason is each one's own.
    clash = conflict.between(form, session.version, _said_now(session), session)
    if clash:
        return conflict.conflict_page(
            clash,
            form,
            heading=_("Flyt rådgivningen"),
            action=url_for("casework.moving", casework_session_id=session.id),
            back=_at(session),
        )
    if not form.validate():
        return _moving(form, session, 422)

    def store() -> str:
        planning.move(session, form.day.data, form.hours(), form.reason.data, by=current_user.account)
        flash(_("Flyttet. Teamet får det at vide på Min dag."), "good")
        return _at(session)

    try:
        return form.once(store)
    except Refusal as refusal:
        field = {Reason.PAST: form.day, Reason.TOO_FAR: form.day, Reason.DAY_OFF: form.day}.get(refusal.reason)
        _refused(form, refusal, field)
        return _moving(form, session, 422)


@blueprint.route("/sessions/<id:casework_session_id>/cancellation", methods=["GET", "POST"])
@allow(Act.CHANGE_SESSION, to=CaseworkSession)
def cancelling(casework_session: CaseworkSession) -> Response:
    """Cancel this session, with the reason."""
    session = casework_session
    form = CancelForm()
    if request.method == "GET" or not form.validate():
        status = 200 if request.method == "GET" else 422
        return page("casework/cancelling.html", status=status, form=form, session=session, when=when, where=where)

    def store() -> str:
        planning.cancel(session, form.reason.data, by=current_user.account)
        flash(_("Aflyst. Teamet får det at vide på Min dag."), "good")
        return _at(session)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(session)
        _refused(form, refusal)
        return page("casework/cancelling.html", status=422, form=form, session=session, when=when, where=where)


@blueprint.post("/sessions/<id:casework_session_id>/reopening")
@allow(Act.CHANGE_SESSION, to=CaseworkSession)
def reopened(casework_session: CaseworkSession) -> Response:
    """It is held after all."""
    form = TapForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        planning.reopen(casework_session, by=current_user.account)
        flash(_("Den holdes alligevel. Teamet får det at vide på Min dag."), "good")
        return _at(casework_session)

    return _taken(form, store, casework_session)


@blueprint.post("/sessions/<id:casework_session_id>/team")
@allow(Act.CHANGE_SESSION, to=CaseworkSession)
def team(casework_session: CaseworkSession) -> Response:
    """Somebody more comes, perhaps instead of another."""
    session = casework_session
    form = _substitute_form(session)
    if not form.validate():
        return _planned(session, 422, form)

    def store() -> str:
        planning.put_on(session, form.who.data, form.instead.data or None, by=current_user.account)
        flash(_("Gemt."), "good")
        return _at(session)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(session)
        _refused(form, refusal, form.who if refusal.reason is Reason.NOT_THERE else None)
        return _planned(session, 422, form)


@blueprint.post("/sessions/<id:casework_session_id>/absences")
@allow(Act.CHANGE_SESSION, to=CaseworkSession)
def absences(casework_session: CaseworkSession) -> Response:
    """Somebody of the team does not come, or comes after all (`back`)."""
    form = TapForm()
    if not form.validate():
        abort(400)
    about = form.about.data or 0
    member = next((one for one in casework_session.team if about in (one.id, -one.id)), None)
    if member is None:
        flash(_("Personen er ikke på holdet mere."), "stop")
        return _planned(casework_session, 409)

    def store() -> str:
        planning.say_absent(casework_session, member, about > 0, by=current_user.account)
        return _at(casework_session)

    return _taken(form, store, casework_session)


@blueprint.post("/news")
@allow(Act.FOLLOW_UP)
def seen_news() -> Response:
    """The news of one's sessions has been read."""
    form = TapForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        planning.seen(current_user.account_id)
        return url_for("desk.start")

    return form.once(store)


@blueprint.app_template_global()
def session_news() -> dict[str, object]:
    """For «Min dag»: what was changed about one's sessions, and how many centres wait for an answer."""
    told = [news_of(member) for member in queries.untold(current_user.account_id)] if may(Act.FOLLOW_UP) else []
    waiting = 0
    if may(Act.ANSWER_VISIT_REQUEST):
        waiting = sum(one.answered_at is None for one in queries.requests(current_user.person))
    return {"told": told, "waiting": waiting, "seen": TapForm(formdata=None)}


def _asked_week() -> date:
    """The Monday of the week that the address names; of this one where it names none."""
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        asked = clock.today()
    if not EARLIEST <= asked.year <= LATEST:
        asked = clock.today()
    return asked - asked.weekday() * ONE_DAY


def _day(on: date, found: Sequence[CaseworkSession], away: Sequence[CaseworkSession]) -> Day:
    start, end = clock.span(on, on)
    return Day(
        on,
        str(day_off(on) or ""),
        [one for one in found if start <= one.starts_at < end],
        [one for one in away if one.moved_from and start <= one.moved_from < end],
    )


def _at(session: CaseworkSession) -> str:
    return url_for("casework.planned", casework_session_id=session.id)


def _planned(session: CaseworkSession, status: int = 200, form: StoringForm | None = None) -> Response:
    may_change = may(Act.CHANGE_SESSION, session)
    over = session.closed_at is not None or session.ends_at <= clock.now()
    asked = queries.request_of(session)
    return page(
        "casework/planned.html",
        status=status,
        session=session,
        where=where(session),
        when=when(session, begins=True),
        running=is_running(session),
        over=over,
        may_change=may_change and not over,
        fixed=may_change and not over and queries.has_visits(session),
        form=form or (_substitute_form(session, empty=True) if may_change and not over else None),
        tap=TapForm(formdata=None),
        series=session.series if session.series and may(Act.PLAN_SESSIONS, session.series) else None,
        asked=asked if asked and may(Act.SEE_VISIT_REQUEST, asked) else None,
        changed=_changed(session),
        monday=clock.local(session.starts_at).date(),
    )


def _changed(session: CaseworkSession) -> list[str]:
    """Who moved or cancelled it, when, and why."""
    said = []
    if session.moved_at and session.moved_by and session.moved_from:
        said.append(
            _(
                "Flyttet fra %(before)s af %(name)s %(when)s.",
                before=day_time(session.moved_from),
                name=session.moved_by.name,
                when=day(session.moved_at),
            )
        )
    if session.cancelled_at and session.cancelled_by:
        said.append(_("Aflyst af %(name)s %(when)s.", name=session.cancelled_by.name, when=day(session.cancelled_at)))
    if said and session.reason:
        said.append(session.reason)
    return said


def _substitute_form(session: CaseworkSession, empty: bool = False) -> SubstituteForm:
    form = SubstituteForm(formdata=None) if empty else SubstituteForm()
    present = {one.account_id for one in session.team if one.absent_at is None}
    seats = queries.seats(clock.local(session.starts_at).date(), session.centre_ids)
    others = {one.account_id: f"{one.name}, {one.place}" for one in seats if one.account_id not in present}
    form.who.choices = choices({0: _("Vælg")} | others)
    form.instead.choices = choices(
        {0: _("Ingen: kommer ud over de andre")} | {one.account_id: one.account.name for one in session.team}
    )
    return form


def _said_now(session: CaseworkSession) -> dict[str, object]:
    starts_at, ends_at = clock.local(session.starts_at), clock.local(session.ends_at)
    return {"day": starts_at.date(), "starts": written(starts_at.time()), "ends": written(ends_at.time())}


def _moving(form: MoveForm, session: CaseworkSession, status: int = 200) -> Response:
    return page("casework/moving.html", status=status, form=form, session=session, when=when, where=where)


def _refused(form: StoringForm, refusal: Refusal, field: Field | None = None) -> None:
    """Say the refusal at its field, or on top."""
    if field is None:
        form.form_errors.append(REFUSALS[refusal.reason])
    else:
        field.errors = [REFUSALS[refusal.reason]]


def _taken(form: TapForm, store: Callable[[], str], session: CaseworkSession) -> Response:
    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(session)
        flash(str(REFUSALS[refusal.reason]), "stop")
        return _planned(session, 409)
