"""A table as it is written down when it leaves: its figures and all its words, in Danish and English.

So it reads the same in five years, whatever rows, centres and definitions are called by then.

    theme   lines: [key, unit, in_percent]   columns: [key]
    cells: {column: {row: number, null (nothing to say) or "·"}}   base: {column: the same}
    words: {language: {title, question, counted, of, rows, columns, version}}
    sums: [whole, parts, exact, covers], each place as [row, column]; what holds between the figures, for later releases
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale

from app.language import LANGUAGES
from app.monitoring.cells import HIDDEN_MARK
from app.monitoring.grid import HIDDEN, Cell, Grid, Line, Place, Sum, Unit
from app.monitoring.indicators import Indicator
from app.monitoring.release_words import column_label, definition, row_label


@dataclass(frozen=True)
class Words:
    """What a table says in one language."""

    title: str
    question: str
    counted: str
    of: str
    version: str
    rows: Mapping[str, str]
    columns: Mapping[str, str]


def body(indicator: Indicator, grid: Grid) -> dict[str, Any]:
    """What is stored of a masked table."""
    said = {}
    for language in LANGUAGES:
        with force_locale(language):
            said[language] = vars(words(indicator, grid))
    return {
        "theme": indicator.theme.value,
        "lines": [[line.key, line.unit.value, line.in_percent] for line in grid.lines],
        "columns": list(grid.columns),
        "cells": {
            column: {line.key: _written(grid.cell(line.key, column)) for line in grid.lines} for column in grid.columns
        },
        "base": {column: _written(cell) for column, cell in grid.base.items()},
        "words": said,
        "sums": [[one.whole, one.parts, one.exact, one.covers] for one in grid.sums],
    }


def words(indicator: Indicator, grid: Grid) -> Words:
    """The words of a table, in the language of now."""
    return Words(
        str(indicator.title),
        str(indicator.question),
        str(indicator.counted),
        str(indicator.of or ""),
        definition(indicator.key, grid.version),
        {line.key: row_label(indicator, grid.version, line.key) for line in grid.lines},
        {column: column_label(column) for column in grid.columns},
    )


def read(key: str, version: int, stored: Mapping[str, Any], language: str) -> tuple[Grid, Words]:
    """The table again, and its words."""
    return grid_of(key, version, stored), Words(**stored["words"][language])


def grid_of(key: str, version: int, stored: Mapping[str, Any]) -> Grid:
    """The table without its words."""
    cells = {
        Place(row, column): _cell(value) for column, rows in stored["cells"].items() for row, value in rows.items()
    }
    return Grid(
        key,
        version,
        tuple(Line(row, Unit(unit), in_percent) for row, unit, in_percent in stored["lines"]),
        tuple(stored["columns"]),
        cells,
        {column: _cell(value) for column, value in stored["base"].items()},
        tuple(
            Sum(Place(*whole), tuple(Place(*part) for part in parts), exact, covers)
            for whole, parts, exact, covers in stored.get("sums") or ()
        ),
    )


def _written(cell: Cell) -> float | str | None:
    return HIDDEN_MARK if cell.hidden else cell.value


def _cell(value: float | str | None) -> Cell:
    return HIDDEN if isinstance(value, str) else Cell(value)
