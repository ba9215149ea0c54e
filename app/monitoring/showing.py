"""How a grid is shown, plain or masked: bars, a table, and the sentences that explain it.

Everything comes from the cells that are shown, so a hidden cell gives no bar, no percentage and no place in the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.language import day, hours, number, percent
from app.money import written
from app.monitoring import defining, published
from app.monitoring.grid import ALL_TOGETHER, Cell, Grid, Unit, unit_of_base
from app.monitoring.indicators import Indicator
from app.monitoring.words import column_label

NOTHING = "–"


@dataclass(frozen=True)
class Section:
    """An indicator on a page. `base` says what the percentages are of. Without `bars` only the table is shown."""

    key: str
    title: str
    question: str
    counted: str
    base: str
    version: str
    bars: list[dict[str, Any]]
    beside: list[str]
    table: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    says_nothing: bool = False
    """There is no figure in it at all."""


def section(indicator: Indicator, grid: Grid, with_printed: bool = False) -> Section:
    """A grid as a page shows it; with what Haderslev printed beside it, where that is asked for."""
    return Section(
        key=grid.key,
        title=str(indicator.title),
        question=str(indicator.question),
        counted=words_of(indicator, grid.version),
        base=_base(indicator, grid),
        version=version_words(grid),
        bars=bars(indicator, grid),
        beside=[_beside(indicator, grid, line.key) for line in grid.lines if _is_beside(grid, line.key)],
        table=table(indicator, grid, with_printed),
        says_nothing=all(cell.value is None and not cell.hidden for cell in grid.cells.values()),
    )


def bars(indicator: Indicator, grid: Grid, column: str = ALL_TOGETHER) -> list[dict[str, Any]]:
    """A bar for each row that has a percentage, the longest first; hidden ones last, in the order of the rows."""
    if not grid.base and not grid.is_shares:
        return []
    shares = [(line.key, grid.percent(line.key, column)) for line in grid.lines if line.in_percent]
    known = [(row, share) for row, share in shares if share is not None]
    hidden = [(row, None) for row, share in shares if share is None and grid.cell(row, column).hidden]
    return [
        {"label": indicator.label(row), "value": share}
        for row, share in (*sorted(known, key=lambda pair: -pair[1]), *hidden)
    ]


def table(indicator: Indicator, grid: Grid, with_printed: bool = False) -> dict[str, Any]:
    """Every row and column: numbers, with their percentages beside them (one column) or behind them (several)."""
    printed = published.PRINTED.get(grid.key, {}) if with_printed else {}
    alone = len(grid.columns) == 1
    columns = (
        [_("Procent") if grid.is_shares else _("Antal"), *([_("Procent")] if grid.base else [])]
        if alone
        else list(map(column_label, grid.columns))
    )
    return {
        "caption": str(indicator.title),
        "columns": [_("Række"), *columns, *([_("Trykt i 2017")] if printed else [])],
        "rows": [
            {
                "label": indicator.label(line.key),
                "cells": [
                    *(_alone(grid, line.key) if alone else [_both(grid, line.key, one) for one in grid.columns]),
                    *([_printed(printed.get(line.key))] if printed else []),
                ],
            }
            for line in grid.lines
        ],
    }


def figure(unit: Unit, cell: Cell) -> str | None:
    """A cell in words; none where it is hidden."""
    if cell.hidden:
        return None
    if cell.value is None:
        return NOTHING
    if unit is Unit.MINUTES:
        return hours(int(cell.value))
    if unit is Unit.DAYS:
        return ngettext("%(days)s dag", "%(days)s dage", 1 if cell.value == 1 else 2, days=number(_whole(cell.value)))
    if unit is Unit.ORE:
        sign = "−" if cell.value < 0 else ""
        return _("%(amount)s kr.", amount=sign + written(abs(int(cell.value))).removesuffix(",00"))
    if unit is Unit.PERCENT:
        return percent(int(cell.value))
    return number(int(cell.value))


def version_words(grid: Grid) -> str:
    """By which version of its definition it was counted."""
    made = defining.adopted(grid.key, grid.version)
    if made is None or made.valid_from is None:
        return _("Definition 1, fra programmet blev taget i brug")
    return _("Definition %(number)s, vedtaget %(on)s", number=made.number, on=day(made.valid_from))


def words_of(indicator: Indicator, version: int) -> str:
    """How a version counts, in words."""
    made = defining.adopted(indicator.key, version)
    return str(indicator.counted) if made is None else made.words


def _base(indicator: Indicator, grid: Grid) -> str:
    cell = grid.base.get(ALL_TOGETHER)
    if cell is None or indicator.of is None or (cell.value is None and not cell.hidden):
        return ""
    told = figure(unit_of_base(grid.lines), cell)
    if told is None:
        return _("Procent af %(what)s.", what=indicator.of)
    return _("Procent af %(what)s: %(number)s.", what=indicator.of, number=told.removesuffix("."))


def _is_beside(grid: Grid, row: str) -> bool:
    """Whether a row stands beside others that have percentages, and says something."""
    cell = grid.cell(row)
    return bool(grid.base) and not grid.line(row).in_percent and bool(cell.value or cell.hidden)


def _beside(indicator: Indicator, grid: Grid, row: str) -> str:
    told = figure(grid.line(row).unit, grid.cell(row))
    return f"{indicator.label(row)}: {_('skjult') if told is None else told}"


def _alone(grid: Grid, row: str) -> Sequence[str | None]:
    cell, share = grid.cell(row), grid.percent(row)
    told = figure(grid.line(row).unit, cell)
    if not grid.base:
        return [told]
    return [told, None if cell.hidden else NOTHING if share is None else percent(share)]


def _both(grid: Grid, row: str, column: str) -> str | None:
    told, share = figure(grid.line(row).unit, grid.cell(row, column)), grid.percent(row, column)
    if told is None or share is None or grid.is_shares:
        return told
    return f"{told}\n({percent(share)})"


def _printed(share: int | None) -> str:
    return NOTHING if share is None else percent(share)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value
