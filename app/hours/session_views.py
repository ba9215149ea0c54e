"""Hours of sessions: agreed with each department at each centre, and held."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.access import Act, allow, may
from app.centres import queries as places
from app.centres.models import Centre
from app.duration import minutes_of
from app.form import choices
from app.hours import held
from app.hours.agreed import Days, From, after, agreed, before
from app.hours.forms import SessionHoursForm
from app.hours.views import EARLIEST, LATEST, asked_period, blueprint
from app.hours.words import UNITS, difference, period_name
from app.language import hours_alone
from app.page import page


@blueprint.get("/sessions")
@allow(Act.SEE_PLAN, reads_only=True)
def sessions() -> Response:
    """Agreed against held at every centre, department by department, in the week, month or quarter of a day."""
    unit, days = asked_period()
    centres = places.centres()
    rows = held.agreed_by_department(centre.id for centre in centres)
    found = held.held(days)
    names = {one.id: one.name for one in places.departments()}
    return page(
        "hours/sessions.html",
        unit=unit,
        units=UNITS,
        days=days,
        name=period_name(unit, days),
        before=before(unit, days).first if days.first.year > EARLIEST else None,
        after=after(unit, days).first if days.last.year < LATEST else None,
        today=clock.today(),
        now=days.first <= clock.today() <= days.last,
        centres=[_centre(centre, names, days, rows, found) for centre in centres],
    )


@blueprint.route("/sessions/centres/<id:centre_id>", methods=["GET", "POST"])
@allow(Act.PLAN_SESSIONS, to=Centre)
def session_setting(centre: Centre) -> Response:
    """What was agreed with the departments for a centre, and the form for what is agreed from a day on."""
    form = SessionHoursForm()
    form.department.choices = choices({one.id: one.name for one in places.departments()})
    if not form.is_submitted():
        form.from_on.data = clock.today()
        return _setting(form, centre)
    if not form.validate():
        return _setting(form, centre, 422)

    def store() -> str:
        minutes = minutes_of(form.hours.data) or 0
        held.agree(centre, form.department.data, minutes, form.from_on.data, current_user.account_id)
        flash(_("Timerne er gemt."), "good")
        return url_for("hours.session_setting", centre_id=centre.id)

    return form.once(store)


def _centre(
    centre: Centre,
    names: Mapping[int, str],
    days: Days,
    rows: Mapping[tuple[int, int], Sequence[From]],
    found: Mapping[tuple[int, int], Fraction],
) -> dict[str, object]:
    today = clock.today()
    running = days.first <= today < days.last
    until = days.until(today) if running else days
    departments = [id for id in names if (centre.id, id) in rows or (centre.id, id) in found]
    in_all = {id: round(agreed(rows.get((centre.id, id), []), days)) for id in departments}
    by_now = {id: round(agreed(rows.get((centre.id, id), []), until)) for id in departments}
    sat = {id: round(found.get((centre.id, id), Fraction(0))) for id in departments}
    spent, wanted = sum(sat.values()), sum(in_all.values())
    return {
        "centre": centre,
        "may_set": may(Act.PLAN_SESSIONS, centre),
        "agreed": wanted,
        "held": spent,
        "known": bool(departments),
        "difference": None if days.first > today else difference(spent, sum(by_now.values()), running),
        "table": {
            "caption": _("Timer i rådgivningen på %(centre)s", centre=centre.name),
            "columns": [_("Afdeling"), _("Aftalt"), _("Holdt")],
            "rows": [
                *({"label": names[id], "cells": [hours_alone(in_all[id]), hours_alone(sat[id])]} for id in departments),
                {"label": _("I alt"), "cells": [hours_alone(wanted), hours_alone(spent)], "sum": True},
            ],
        },
    }


def _setting(form: SessionHoursForm, centre: Centre, status: int = 200) -> Response:
    rows = held.set_with(centre)
    today = clock.today()
    in_force: set[int] = set()
    said = []
    for one in rows:
        holds = one.from_on <= today and one.department_id not in in_force
        if holds:
            in_force.add(one.department_id)
        said.append((one, holds))
    return page("hours/session_setting.html", status=status, form=form, centre=centre, rows=said, today=today)
