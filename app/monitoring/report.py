"""A report as it is laid out, before it becomes a page, a workbook, a CSV file or a PDF: all four say the same figures.

Plain objects, made of grids; what is hidden in them stays hidden in every form, since nothing else is known here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from app.monitoring.grid import ALL_TOGETHER, BASE, Cell, Grid, Unit, unit_of_base
from app.monitoring.indicators import By, Theme
from app.monitoring.released import Words


class Mark(Enum):
    """What stands where there is no number."""

    HIDDEN = "hidden"
    NOTHING = "nothing"


Figure = float | Mark
ORE_IN_A_KRONE = 100


@dataclass(frozen=True)
class Row:
    """A row with its figures, and their percentages of the base, both column by column. `percents` is None for a row
    that is beside the others; `is_base` marks the row of what the percentages are of.
    """

    key: str
    label: str
    unit: Unit | None
    figures: tuple[Figure, ...]
    percents: tuple[Figure, ...] | None
    is_base: bool = False


@dataclass(frozen=True)
class Shown:
    """A table of a report with its words. The first column is everything together."""

    key: str
    theme: Theme
    by: By
    words: Words
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """What it is called in files: the indicator and what the columns are."""
        return f"{self.key}-{self.by.value}"

    @property
    def together(self) -> int:
        """The place of the column of everything together."""
        return self.columns.index(ALL_TOGETHER)

    def bars(self) -> list[tuple[str, Figure]]:
        """The chart: what is in percent, of everything together; the largest that is shown first, what is hidden last
        and in the order of the table.
        """
        rows = [
            (row.label, (row.figures if row.unit is Unit.PERCENT else row.percents or ())[self.together])
            for row in self.rows
            if row.percents is not None or row.unit is Unit.PERCENT
        ]
        shown = [bar for bar in rows if not isinstance(bar[1], Mark)]
        hidden = [bar for bar in rows if bar[1] is Mark.HIDDEN]
        return [*sorted(shown, key=lambda bar: _number(bar[1]), reverse=True), *hidden]

    @property
    def hides(self) -> bool:
        """Whether anything in it is hidden."""
        return any(figure is Mark.HIDDEN for row in self.rows for figure in row.figures)


@dataclass(frozen=True)
class Report:
    """Tables of a period, with what whoever holds it must know. `threshold`: below how many citizens figures are
    hidden; None for the working group's own, which hides nothing and must not be passed on.
    """

    code: str
    title: str
    days: str
    places: str
    made_at: datetime
    first: date
    last: date
    threshold: int | None
    tables: tuple[Shown, ...]

    @property
    def is_plain(self) -> bool:
        """Whether small numbers stand in it as they are."""
        return self.threshold is None

    def themes(self) -> list[tuple[Theme, list[Shown]]]:
        """Its tables by theme, in their order."""
        found: dict[Theme, list[Shown]] = {}
        for table in self.tables:
            found.setdefault(table.theme, []).append(table)
        return [(theme, found[theme]) for theme in Theme if theme in found]

    def of_theme(self, theme: Theme) -> list[Shown]:
        """The tables of one theme."""
        return [table for table in self.tables if table.theme is theme]


def shown(theme: Theme, by: By, grid: Grid, words: Words, base_label: str) -> Shown:
    """A grid as it is laid out, plain or masked: everything together is the first column, as it is read first."""
    columns = (ALL_TOGETHER, *(column for column in grid.columns if column != ALL_TOGETHER))
    rows = [
        Row(
            line.key,
            words.rows[line.key],
            line.unit,
            tuple(_figure(grid.cell(line.key, column), line.unit) for column in columns),
            tuple(_percent(grid, line.key, column) for column in columns) if grid.base and line.in_percent else None,
        )
        for line in grid.lines
    ]
    if grid.base:
        unit = unit_of_base(grid.lines)
        figures = tuple(_figure(grid.base[column], unit) if column in grid.base else Mark.NOTHING for column in columns)
        rows.append(Row(BASE, base_label, None, figures, None, is_base=True))
    labels = tuple(words.columns[column] for column in columns)
    return Shown(grid.key, theme, by, words, columns, labels, tuple(rows))


def flat(tables: Iterable[Shown]) -> Sequence[tuple[Shown, Row, str, Figure, Figure]]:
    """Every figure of some tables, one by one: table, row, label of the column, figure, percentage."""
    return [
        (table, row, label, row.figures[place], row.percents[place] if row.percents else Mark.NOTHING)
        for table in tables
        for row in table.rows
        for place, label in enumerate(table.labels)
    ]


def _figure(cell: Cell, unit: Unit) -> Figure:
    """Money is said in kroner, whole ones without a fraction."""
    if cell.hidden:
        return Mark.HIDDEN
    if cell.value is None:
        return Mark.NOTHING
    if unit is not Unit.ORE:
        return cell.value
    kroner, ore = divmod(int(cell.value), ORE_IN_A_KRONE)
    return kroner if ore == 0 else cell.value / ORE_IN_A_KRONE


def _percent(grid: Grid, row: str, column: str) -> Figure:
    part, base = grid.cell(row, column), grid.base.get(column)
    if part.hidden or (base is not None and base.hidden):
        return Mark.HIDDEN
    found = grid.percent(row, column) if base is not None and base.value else None
    return Mark.NOTHING if found is None else found


def _number(figure: Figure) -> float:
    return 0 if isinstance(figure, Mark) else figure
