"""For the working group: every figure of the source that is released as something else, and the rule that it is due to.

The source printed rows of 1 % of 372, which are 2 to 5 people. We hide those, and what would give them away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import Response, abort
from flask_login import current_user

from app import log
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.language import number, percent
from app.monitoring import ledger, published
from app.monitoring.grid import ALL_TOGETHER, BASE, Place
from app.monitoring.release_models import ClosedPeriod
from app.monitoring.release_words import RULES, alone
from app.monitoring.released import read
from app.monitoring.report import Mark
from app.monitoring.reporting import released
from app.monitoring.views import blueprint
from app.monitoring.words import TITLES
from app.page import page
from app.period import Period

PERIOD = Period(published.FIRST, published.LAST)
NUMBERS = {"citizens": {"citizens": published.CITIZENS}}
"""What the source printed as numbers (SIV-50); the rest are percentages."""
EVERYTHING = {**NUMBERS, **published.PRINTED, **published.SURVEY}
NOTHING = "–"


class Rule(StrEnum):
    """Why a released figure is not the printed one."""

    SMALL = "small"
    PROTECTS = "protects"
    BASE = "base"
    OTHER_DAY = "other_day"
    COUNTED = "counted"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True)
class Difference:
    """A row of the source: what was printed, what is released (None: hidden), and why they differ."""

    table: str
    row: str
    printed: int
    now: int | None
    rule: Rule


@dataclass(frozen=True)
class _Released:
    """An indicator as it was released, and what is behind it."""

    figures: dict[str, int | Mark]
    people: dict[Place, int]
    shown: dict[Place, bool | None]
    threshold: int


@blueprint.get("/source/differences")
@allow(Act.CLOSE_PERIOD)
def source_differences() -> Response:
    """Every figure of the source that is released as something else."""
    if centres_for(current_user.person, Act.CLOSE_PERIOD) is not None:
        abort(403)
    row = ledger.closed(PERIOD)
    if row is not None:
        log.opened(row)
    labels, every = (_labels(row), list(differences(row))) if row else ({}, [])
    return page(
        "monitoring/source_differences.html",
        closed=row,
        period=alone(PERIOD),
        tables=[
            (
                TITLES[key],
                [
                    {
                        "label": labels.get((key, one.row), one.row),
                        "printed": _said(one, one.printed),
                        "now": NOTHING if one.rule is Rule.NOT_COUNTED else _said(one, one.now),
                        "why": RULES[one.rule],
                    }
                    for one in found
                ],
            )
            for key in EVERYTHING
            if (found := [one for one in every if one.table == key])
        ],
        same=sum(map(len, EVERYTHING.values())) - len(every),
    )


def differences(row: ClosedPeriod) -> Iterator[Difference]:
    """The rows of the source that differ from what was released of its period."""
    tables = {key: _read(row, key) for key in EVERYTHING}
    for key, rows in EVERYTHING.items():
        found = tables[key]
        for name, printed in rows.items():
            now = found.figures.get(name) if found else None
            if found is None or now is None or now is Mark.NOTHING:
                yield Difference(key, name, printed, None, Rule.NOT_COUNTED)
            elif isinstance(now, Mark):
                yield Difference(key, name, printed, None, _why_hidden(found, name))
            elif now != printed:
                yield Difference(key, name, printed, now, Rule.OTHER_DAY if key in OTHER_DAY else Rule.COUNTED)


OTHER_DAY = frozenset({"challenge_groups"})
"""The source counted these on another day than the rows that they are made of."""


def _why_hidden(found: _Released, row: str) -> Rule:
    place = Place(row, ALL_TOGETHER)
    if found.shown.get(place):
        return Rule.BASE
    return Rule.SMALL if found.people.get(place, 0) < found.threshold else Rule.PROTECTS


def _read(row: ClosedPeriod, key: str) -> _Released | None:
    for table, behind, threshold in ledger.with_behind(row):
        if table.indicator == key and ALL_TOGETHER in table.body["columns"]:
            grid, _words = read(key, table.version, table.body, "da")
            base = grid.base.get(ALL_TOGETHER)
            figures: dict[str, int | Mark] = {}
            for line in grid.lines:
                cell = grid.cell(line.key)
                share = None if base is not None and not base.value else grid.percent(line.key)
                now = cell.value if key in NUMBERS else share
                hidden = cell.hidden or (base is not None and base.hidden)
                figures[line.key] = Mark.HIDDEN if hidden else Mark.NOTHING if now is None else int(now)
            cells = {Place(one[0], one[1]): one for one in behind}
            return _Released(
                figures,
                {place: one[3] for place, one in cells.items()},
                {place: one[6] for place, one in cells.items()},
                threshold,
            )
    return None


def _said(one: Difference, figure: int | None) -> str | None:
    if figure is None:
        return None
    return number(figure) if one.table in NUMBERS else percent(figure)


def _labels(row: ClosedPeriod) -> dict[tuple[str, str], str]:
    return {
        (table.key, line.key): line.label for table in released(row).tables for line in table.rows if line.key != BASE
    }
