"""The figures for the working group: an overview, and a page for each theme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from app import clock, log
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.form import choices
from app.monitoring import indicators, published
from app.monitoring.forms import ScopeForm
from app.monitoring.grid import ALL_TOGETHER, Grid
from app.monitoring.indicators import By, Indicator, Theme
from app.monitoring.kept import Reading
from app.monitoring.periods import before, months_until, quarter, year_before
from app.monitoring.showing import bars, section
from app.monitoring.table import Scope
from app.monitoring.telling import BEFORE, YEAR_BEFORE, facts, headline
from app.monitoring.words import THEMES, column_label
from app.page import page

blueprint = Blueprint("monitoring", __name__, url_prefix="/monitoring")

MONTHS = 13
"""In a small chart: a year, and the month that it began with."""
WITH_TRENDS = ("citizens", "settled", "waiting", "bridges")
"""What the overview lays beside earlier periods; `ONLY_NOW` it only counts now."""
ONLY_NOW = ("challenges", "income_groups")
MOST_TOPICS = 5


@dataclass(frozen=True)
class Chosen:
    """What is to be shown: the form, and its scope where it is in order; `centre` by name, where one is chosen."""

    form: ScopeForm
    scope: Scope | None
    centre: str | None

    @property
    def status(self) -> int:
        """422 where something is wrong with it."""
        return 422 if self.scope is None else 200

    @property
    def address(self) -> dict[str, Any]:
        """What leads to the same on another page."""
        if self.scope is None:
            return {}
        return {"first": self.scope.first, "last": self.scope.last, "centre": self.form.centre.data or 0}


@blueprint.get("/")
@allow(Act.SEE_FIGURES, reads_only=True)
def figures() -> Response:
    """How it is going: a few figures with their trends, and what is talked about."""
    chosen = _chosen()
    if chosen.scope is None:
        return page("monitoring/overview.html", status=422, chosen=chosen, presets=_presets())
    _logged("", chosen.scope)
    grids = _overview(chosen.scope)
    challenges = indicators.ALL["challenges"]
    return page(
        "monitoring/overview.html",
        chosen=chosen,
        presets=_presets(),
        headline=headline(grids, challenges),
        facts=facts(grids, _months(chosen.scope)),
        topics=bars(challenges, grids["challenges"])[:MOST_TOPICS],
        citizens=int(grids["citizens"].cell("citizens").value or 0),
        themes=_themes(chosen),
        sees_all=centres_for(current_user.person, Act.SEE_FIGURES) is None,
    )


@blueprint.get("/themes")
@allow(Act.SEE_FIGURES, reads_only=True)
def themes() -> Response:
    """What there are pages about."""
    chosen = _chosen()
    return page("monitoring/themes.html", status=chosen.status, chosen=chosen, themes=_themes(chosen))


@blueprint.get("/themes/<theme>")
@allow(Act.SEE_FIGURES, reads_only=True)
def theme(theme: str) -> Response:
    """A theme: its tables and charts, beside earlier periods or centre by centre."""
    shown = next((one for one in indicators.themes() if one.value == theme), None)
    if shown is None:
        abort(404)
    title = str(THEMES[shown.value][0])
    chosen = _chosen()
    by_centre = request.args.get("by") == By.CENTRE.value
    if chosen.scope is None:
        return page("monitoring/theme.html", status=422, chosen=chosen, presets=_presets(), theme=shown, title=title)
    _logged(shown.value, chosen.scope)
    counted = indicators.of_theme(shown)
    grids = _centre_by_centre(counted, chosen.scope) if by_centre else _beside(counted, chosen.scope)
    return page(
        "monitoring/theme.html",
        chosen=chosen,
        presets=_presets(),
        theme=shown,
        title=title,
        by_centre=by_centre,
        sections=[section(one, grids[one.key], with_printed=_is_the_source(chosen.scope)) for one in counted],
        months=_months_shown(chosen.scope) if shown is Theme.PEOPLE and not by_centre else None,
    )


def _overview(scope: Scope) -> dict[str, Grid]:
    with_trends = [indicators.ALL[key] for key in WITH_TRENDS]
    only_now = [indicators.ALL[key] for key in ONLY_NOW]
    return {**_beside(with_trends, scope), **indicators.compute_together(only_now, scope)}


def _centre_by_centre(counted: list[Indicator], scope: Scope) -> dict[str, Grid]:
    """What is not of one centre stands in one column."""
    by_centre = [one for one in counted if By.CENTRE in one.by]
    together = [one for one in counted if By.CENTRE not in one.by]
    found = indicators.compute_together(by_centre, scope, By.CENTRE)
    return {**found, **(indicators.compute_together(together, scope) if together else {})}


def _beside(counted: list[Indicator], scope: Scope) -> dict[str, Grid]:
    """A year ago, the period before (where that is another), and now."""
    scopes = {YEAR_BEFORE: year_before(scope), BEFORE: before(scope), ALL_TOGETHER: scope}
    if scopes[BEFORE] == scopes[YEAR_BEFORE]:
        del scopes[BEFORE]
    return indicators.side_by_side(counted, scopes)


def _months(scope: Scope) -> list[tuple[str, int, int]]:
    """The months until the last day, with their citizens and contacts."""
    months = months_until(min(scope.last, clock.today()), MONTHS)
    reading = Reading(Scope(first, last, scope.centre_ids) for first, last in months)
    kept = [(column_label(f"{month.first:%Y-%m}"), reading.of(month)) for month in reading.scopes]
    return [(name, month.citizens, month.contacts.contacts) for name, month in kept]


def _months_shown(scope: Scope) -> dict[str, Any]:
    months = _months(scope)
    return {
        "bars": [{"label": month, "value": people} for month, people, _contacts in months],
        "table": {
            "caption": _("Borgere og kontakter måned for måned"),
            "columns": [_("Måned"), _("Borgere"), _("Kontakter")],
            "rows": [{"label": month, "cells": numbers} for month, *numbers in months],
        },
    }


def _chosen() -> Chosen:
    own = centres_for(current_user.person, Act.SEE_FIGURES)
    offered = {centre.id: centre.name for centre in places.centres(among=own)}
    form = ScopeForm(MultiDict(request.args) if "first" in request.args else None, data=_this_quarter())
    form.centre.choices = choices({0: _("Alle væresteder") if own is None else _("Alle dine væresteder")} | offered)
    if "first" in request.args and not form.validate():
        return Chosen(form, None, None)
    among = frozenset({form.centre.data}) if form.centre.data else own
    return Chosen(form, Scope(form.first.data, form.last.data, among), offered.get(form.centre.data))


def _logged(what: str, scope: Scope) -> None:
    log.saw_report(f"{what} {scope.first}/{scope.last}".strip())


def _themes(chosen: Chosen) -> list[Mapping[str, object]]:
    return [
        {
            "title": THEMES[one.value][0],
            "mark": THEMES[one.value][1],
            "line": THEMES[one.value][2],
            "href": url_for("monitoring.theme", theme=one.value, **chosen.address),
        }
        for one in indicators.themes()
    ]


def _is_the_source(scope: Scope) -> bool:
    """Whether it is what Haderslev printed: the same days, everywhere."""
    return (scope.first, scope.last, scope.centre_ids) == (published.FIRST, published.LAST, None)


def _this_quarter() -> dict[str, object]:
    today = clock.today()
    return {"first": quarter(today)[0], "last": today}


def _presets() -> list[tuple[str, date, date]]:
    today = clock.today()
    this_quarter = quarter(today)[0]
    last_quarter = quarter(this_quarter - timedelta(days=1))
    last_month = today.replace(day=1) - timedelta(days=1)
    return [
        (_("Dette kvartal"), this_quarter, today),
        (_("Sidste måned"), last_month.replace(day=1), last_month),
        (_("Sidste kvartal"), *last_quarter),
        (_("I år"), date(today.year, 1, 1), today),
        (_("Sidste år"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        (_("Som i Haderslevs rapport"), published.FIRST, published.LAST),
    ]
