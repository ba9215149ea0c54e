"""SKP hours: agreed and used, period by period; and setting what is agreed."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow, may
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.centres.models import Centre
from app.db import db
from app.duration import minutes_of
from app.hours import queries
from app.hours.agreed import Days, From, Unit, after, agreed, before, parts, period
from app.hours.forms import HoursForm
from app.hours.models import SkpHours
from app.hours.words import UNITS, difference, part_name, period_name
from app.language import hours_alone
from app.page import page

blueprint = Blueprint("hours", __name__, url_prefix="/hours")

EARLIEST, LATEST = 2000, 2100


@blueprint.get("/")
@allow(Act.SEE_SKP_HOURS, reads_only=True)
def hours() -> Response:
    """Agreed against used at one's own centres, in the week, month or quarter of a day."""
    unit, days = asked_period()
    centres = places.centres(among=centres_for(current_user.person, Act.SEE_SKP_HOURS))
    ids = [centre.id for centre in centres]
    pieces = parts(unit, days)
    rows, used = queries.agreed_at(ids), queries.used(ids, pieces)
    nothing = [0] * len(pieces)
    return page(
        "hours/hours.html",
        unit=unit,
        units=UNITS,
        days=days,
        name=period_name(unit, days),
        before=before(unit, days).first if days.first.year > EARLIEST else None,
        after=after(unit, days).first if days.last.year < LATEST else None,
        today=clock.today(),
        now=days.first <= clock.today() <= days.last,
        centres=[
            _centre(centre, unit, days, pieces, rows.get(centre.id, []), used.get(centre.id, nothing))
            for centre in centres
        ],
    )


@blueprint.route("/centres/<id:centre_id>", methods=["GET", "POST"])
@allow(Act.SET_SKP_HOURS, to=Centre)
def setting(centre: Centre) -> Response:
    """What was agreed for a centre through the years, and the form for what is agreed from a day on."""
    form = HoursForm()
    if not form.is_submitted():
        form.from_on.data = clock.today()
        return _setting_page(form, centre)
    if not form.validate():
        return _setting_page(form, centre, status=422)

    def store() -> str:
        set_hours(centre, minutes_of(form.hours.data) or 0, form.from_on.data, current_user.account_id)
        flash(_("SKP-timerne er gemt."), "good")
        return url_for("hours.setting", centre_id=centre.id)

    return form.once(store)


def set_hours(centre: Centre, minutes_a_week: int, from_on: date, by_id: int) -> SkpHours:
    """Agree on so much a week from a day on; what was agreed before stays to be read. Callers commit."""
    row = SkpHours(
        centre_id=centre.id,
        minutes_a_week=minutes_a_week,
        from_on=from_on,
        set_by_id=by_id,
        set_at=clock.now(),
    )
    db.session.add(row)
    log.created(row)
    return row


def asked_period() -> tuple[Unit, Days]:
    """The period that the address names; this week where it names none."""
    wanted = request.args.get("unit", "")
    unit = Unit(wanted) if wanted in [one.value for one in Unit] else Unit.WEEK
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        day = clock.today()
    if not EARLIEST <= day.year <= LATEST:
        day = clock.today()
    return unit, period(unit, day)


def _centre(
    centre: Centre, unit: Unit, days: Days, pieces: Sequence[Days], rows: Sequence[From], used: Sequence[int]
) -> dict[str, object]:
    today = clock.today()
    running = days.first <= today < days.last
    in_all, so_far, spent = round(agreed(rows, days)), round(agreed(rows, days.until(today))), sum(used)
    bars = [{"label": _("Aftalt"), "value": _hours(in_all)}, {"label": _("Brugt"), "value": _hours(spent)}]
    if running:
        bars.insert(1, {"label": _("Aftalt til og med i dag"), "value": _hours(so_far)})
    return {
        "centre": centre,
        "may_set": may(Act.SET_SKP_HOURS, centre),
        "agreed": in_all,
        "used": spent,
        "known": bool(rows),
        "difference": None if days.first > today else difference(spent, so_far if running else in_all, running),
        "bars": bars,
        "table": {
            "caption": _("%(centre)s, %(period)s: timer", centre=centre.name, period=period_name(unit, days)),
            "columns": [_("Dag") if unit is Unit.WEEK else _("Uge"), _("Aftalt"), _("Brugt")],
            "rows": [
                *(
                    {
                        "label": part_name(unit, part),
                        "cells": [hours_alone(round(agreed(rows, part))), hours_alone(minutes)],
                    }
                    for part, minutes in zip(pieces, used, strict=True)
                ),
                {"label": _("I alt"), "cells": [hours_alone(in_all), hours_alone(spent)], "sum": True},
            ],
        },
    }


def _hours(minutes: int) -> float:
    return round(minutes / 60, 2)


def _setting_page(form: HoursForm, centre: Centre, status: int = 200) -> Response:
    return page(
        "hours/setting.html", status=status, form=form, centre=centre, rows=queries.set_at(centre), today=clock.today()
    )
