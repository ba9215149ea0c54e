"""Series of sessions: made, changed from a day on, and ended."""

from datetime import timedelta

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Field

from app import clock, conflict
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.calendar_dk import day_off
from app.casework import plan_queries as queries
from app.casework import planning
from app.casework.models import SessionSeries
from app.casework.plan_forms import ChangeSeriesForm, EndSeriesForm, SeriesForm, next_day, written
from app.casework.plan_words import REFUSALS, daily, from_to, how_long, how_often, made
from app.casework.planning import Hours
from app.casework.series import AHEAD, Reason, Refusal
from app.casework.views import blueprint
from app.centres import queries as centres
from app.centres.models import Centre, EffortKind
from app.db import db, hold
from app.form import choices
from app.page import page

PLANNED = (EffortKind.CASEWORK, EffortKind.ADDICTION, EffortKind.HEALTH)


@blueprint.get("/series/")
@allow(Act.PLAN_SESSIONS, reads_only=True)
def every_series() -> Response:
    """The series that go on, at the centres whose plan one makes."""
    among = centres_for(current_user.person, Act.PLAN_SESSIONS)
    return page(
        "casework/every_series.html",
        rows=[_row(one) for one in queries.series_at(among)],
    )


@blueprint.route("/series/new", methods=["GET", "POST"])
@allow(Act.PLAN_SESSIONS)
def new_series() -> Response:
    """Plan sessions week by week, or a single one."""
    form = SeriesForm()
    houses = _offer(form)
    if request.method == "GET":
        if not form.from_draft:
            form.starts.data, form.ends.data = "10.00", "12.00"
            if len(houses) == 1:
                form.house.data = next(iter(houses))
        return _new(form)
    if not form.validate():
        return _new(form, 422)

    def store() -> str:
        effort = next(one for one in centres.efforts(*PLANNED) if one.id == form.effort.data)
        series = planning.make_series(
            effort,
            houses[form.house.data].centres,
            form.rhythm(),
            form.hours(),
            form.team.data,
            by=current_user.account,
        )
        flash(made(len(queries.coming(series))), "good")
        return _at(series)

    try:
        return form.once(store)
    except Refusal as refusal:
        _refused(form, refusal)
        return _new(form, 422)


@blueprint.get("/series/<id:session_series_id>")
@allow(Act.PLAN_SESSIONS, to=SessionSeries, reads_only=True)
def series(session_series: SessionSeries) -> Response:
    """What a series says, its next sessions, and the days that are skipped."""
    return _series(session_series)


@blueprint.route("/series/<id:session_series_id>/details", methods=["GET", "POST"])
@allow(Act.PLAN_SESSIONS, to=SessionSeries)
def change_series(session_series: SessionSeries) -> Response:
    """Another time, rhythm or team from a day on."""
    series = session_series
    if request.method == "POST":
        hold(series)
    form = ChangeSeriesForm()
    _offer_team(form, series.centres, {one.account_id: one.account.name for one in series.team})
    hours = Hours(series.starts_at, series.ends_at)
    if request.method == "GET":
        if not form.from_draft:
            form.show(series.rhythm, hours)
            first = series.rhythm.days(max(clock.today() + timedelta(days=1), series.from_on), clock.today() + AHEAD)
            form.from_on.data = next_day(first)
            form.team.data = [one.account_id for one in series.team]
            conflict.opened(form, series.version, _said_now(series))
        return _changing(form, series)
    clash = conflict.between(form, series.version, _said_now(series), series)
    if clash:
        return conflict.conflict_page(
            clash,
            form,
            heading=_("Ret serien"),
            action=url_for("casework.change_series", session_series_id=series.id),
            back=_at(series),
        )
    if not form.validate():
        return _changing(form, series, 422)

    def store() -> str:
        changed = planning.change_series(series, form.rhythm(), form.hours(), form.team.data, by=current_user.account)
        flash(_("Serien er rettet. %(made)s", made=made(len(queries.coming(changed)))), "good")
        return _at(changed)

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(series)
        _refused(form, refusal)
        return _changing(form, series, 422)


@blueprint.post("/series/<id:session_series_id>/ending")
@allow(Act.PLAN_SESSIONS, to=SessionSeries)
def ending_series(session_series: SessionSeries) -> Response:
    """The last day; what was planned after it goes, unless somebody came."""
    series = session_series
    form = EndSeriesForm()
    if not form.validate():
        return _series(series, 422, form)

    def store() -> str:
        gone = planning.end_series(series, form.last_on.data)
        flash(_("Serien slutter. %(number)s planlagte gange er slettet.", number=gone), "good")
        return url_for("casework.every_series")

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(series)
        form.last_on.errors = [REFUSALS[refusal.reason]]
        return _series(series, 422, form)


def _at(series: SessionSeries) -> str:
    return url_for("casework.series", session_series_id=series.id)


def _row(series: SessionSeries) -> dict[str, object]:
    team = [one.account.name for one in series.team]
    time = daily(series.starts_at, series.ends_at)
    return {
        "title": f"{_where(series)}: {series.effort.name}",
        "line": " · ".join(
            part for part in (f"{how_often(series.rhythm)} {time}", how_long(series.rhythm), ", ".join(team)) if part
        ),
        "href": _at(series),
    }


def _where(series: SessionSeries) -> str:
    return " · ".join(centre.name for centre in series.centres)


def _series(series: SessionSeries, status: int = 200, form: EndSeriesForm | None = None) -> Response:
    if form is None:
        form = EndSeriesForm(formdata=None)
        form.last_on.data = clock.today()
    today = clock.today()
    skipped = series.rhythm.skipped(max(today, series.from_on), max(today, series.from_on) + AHEAD)
    return page(
        "casework/series.html",
        status=status,
        series=series,
        where=_where(series),
        often=how_often(series.rhythm),
        long=how_long(series.rhythm),
        daily=daily(series.starts_at, series.ends_at),
        sessions=queries.coming(series),
        skipped=[(day, str(day_off(day))) for day in skipped],
        ended=series.to_on is not None and series.to_on < today,
        from_to=from_to,
        form=form,
    )


def _new(form: SeriesForm, status: int = 200) -> Response:
    return page("casework/new_series.html", status=status, form=form, explain=_explained())


def _changing(form: ChangeSeriesForm, series: SessionSeries, status: int = 200) -> Response:
    return page(
        "casework/change_series.html",
        status=status,
        form=form,
        series=series,
        where=_where(series),
        often=how_often(series.rhythm),
        daily=daily(series.starts_at, series.ends_at),
        explain={one.account_id: one.place for one in queries.seats(clock.today(), series.centre_ids)},
    )


def _offer(form: SeriesForm) -> dict[int, queries.House]:
    """What can be chosen: the efforts that come in sessions, one's own centres by house, and who works there."""
    among = centres_for(current_user.person, Act.PLAN_SESSIONS)
    houses = {one.key: one for one in queries.houses(among)}
    form.effort.choices = choices({one.id: one.name for one in centres.efforts(*PLANNED)})
    form.house.choices = choices({key: house.name for key, house in houses.items()})
    form.team.choices = choices({one.account_id: one.name for one in _seats(houses)})
    return houses


def _seats(houses: dict[int, queries.House]) -> list[queries.Seat]:
    ids = [centre.id for house in houses.values() for centre in house.centres]
    return queries.seats(clock.today(), ids)


def _explained() -> dict[int, str]:
    among = centres_for(current_user.person, Act.PLAN_SESSIONS)
    return {one.account_id: one.place for one in _seats({one.key: one for one in queries.houses(among)})}


def _offer_team(form: ChangeSeriesForm, at: list[Centre], known: dict[int, str]) -> None:
    found = {one.account_id: one.name for one in queries.seats(clock.today(), {centre.id for centre in at})}
    form.team.choices = choices(known | found)


def _said_now(series: SessionSeries) -> dict[str, object]:
    form = ChangeSeriesForm(formdata=None)
    form.show(series.rhythm, Hours(series.starts_at, series.ends_at))
    return {
        "starts": written(series.starts_at),
        "ends": written(series.ends_at),
        "often": form.often.data,
        "until": form.until.data,
        "to_on": form.to_on.data,
        "team": [one.account_id for one in series.team],
    }


def _refused(form: SeriesForm | ChangeSeriesForm, refusal: Refusal) -> None:
    fields: dict[Reason, Field] = {
        Reason.PAST: form.from_on,
        Reason.TOO_FAR: form.from_on,
        Reason.DAY_OFF: form.from_on,
        Reason.ENDS_FIRST: form.to_on,
        Reason.NOBODY: form.team,
        Reason.NOT_THERE: form.team,
        Reason.ALREADY_PLANNED: form.starts,
    }
    field = fields.get(refusal.reason)
    if field is None:
        form.form_errors.append(REFUSALS[refusal.reason])
    else:
        field.errors = [REFUSALS[refusal.reason]]
