"""The figures for the working group, and how they are counted for everybody who may know it."""

from datetime import date, timedelta

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from app import clock
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.form import choices
from app.language import percent
from app.monitoring import published, queries
from app.monitoring.forms import ScopeForm
from app.monitoring.models import Grouped
from app.monitoring.table import Scope, Table
from app.monitoring.words import TITLES, labels
from app.page import page

blueprint = Blueprint("monitoring", __name__, url_prefix="/monitoring")


@blueprint.get("/")
@allow(Act.SEE_FIGURES, reads_only=True)
def figures() -> Response:
    """The tables of a period, at the centres that are one's own to see."""
    own = centres_for(current_user.person, Act.SEE_FIGURES)
    offered = {centre.id: centre.name for centre in places.centres(among=own)}
    form = ScopeForm(MultiDict(request.args) if "first" in request.args else None, data=_this_year())
    form.centre.choices = choices({0: _("Alle væresteder") if own is None else _("Alle dine væresteder")} | offered)
    fine = "first" not in request.args or form.validate()
    shown = None
    if fine:
        chosen = frozenset({form.centre.data}) if form.centre.data else own
        shown = queries.figures(Scope(form.first.data, form.last.data, chosen))
    return page(
        "monitoring/figures.html",
        status=200 if fine else 422,
        form=form,
        figures=shown,
        sections=[_section(table) for table in shown.tables] if shown else [],
        presets=_presets(),
        centre=offered.get(form.centre.data) if fine else None,
    )


@blueprint.get("/definitions")
@allow(Act.SEE_DEFINITIONS, reads_only=True)
def definitions() -> Response:
    """Who counts, which rows make which groups, and what Haderslev printed; no figures of our own."""
    words = {key: labels(key) for key in TITLES}
    return page(
        "monitoring/definitions.html",
        printed=[
            {
                "caption": TITLES[key],
                "columns": [_("Række"), _("Procent")],
                "rows": [{"label": words[key][row], "cells": [percent(share)]} for row, share in rows.items()],
            }
            for key, rows in published.PRINTED.items()
        ],
        groupings=[
            (
                TITLES["challenge_groups"],
                queries.grouping(Grouped.CHALLENGES),
                words["challenge_groups"],
                words["challenges"],
            ),
            (
                TITLES["income_groups"],
                queries.grouping(Grouped.INCOME),
                words["income_groups"],
                words["income"],
            ),
        ],
    )


def _section(table: Table) -> dict[str, object]:
    words = labels(table.key)
    printed = published.PRINTED.get(table.key, {})
    return {
        "key": table.key,
        "title": TITLES[table.key],
        "base": table.base,
        "bars": [
            {"label": words[row.key], "value": row.percent}
            for row in sorted(table.rows, key=lambda row: row.percent or 0, reverse=True)
            if row.percent is not None
        ],
        "rows": [{"label": words[row.key], "citizens": row.citizens, "percent": row.percent} for row in table.rows],
        "table": {
            "caption": TITLES[table.key],
            "columns": [_("Række"), _("Borgere"), _("Procent"), *([_("Trykt i 2017")] if printed else [])],
            "rows": [
                {
                    "label": words[row.key],
                    "cells": [
                        row.citizens,
                        "–" if row.percent is None else percent(row.percent),
                        *([percent(printed[row.key]) if row.key in printed else "–"] if printed else []),
                    ],
                }
                for row in table.rows
            ],
        },
    }


def _this_year() -> dict[str, object]:
    today = clock.today()
    return {"first": date(today.year, 1, 1), "last": today}


def _presets() -> list[tuple[str, date, date]]:
    today = clock.today()
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = quarter - timedelta(days=1)
    return [
        (_("I år"), date(today.year, 1, 1), today),
        (_("Dette kvartal"), quarter, today),
        (_("Sidste kvartal"), date(before.year, before.month - 2, 1), before),
        (_("Sidste år"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        (_("Som i Haderslevs rapport"), published.FIRST, published.LAST),
    ]
