"""What an indicator counts, laid out: rows, columns, what percentages are of, which sums hold. Plain objects.

A cell that is hidden by disclosure control keeps its place and loses its value; percentages and charts are reckoned
from the cells alone, so nothing that is hidden can come back through them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from app.monitoring.table import percent

ALL_TOGETHER = "all"
"""The column of everything together; it is the last."""
BASE = "base"
"""As a row: what the percentages of a column are of."""


class Unit(StrEnum):
    """What a row counts."""

    CITIZENS = "citizens"
    FIRST_TIMES = "first_times"
    """Citizens for whom something happened for the first time: each once in all, at one centre and on one day."""
    PEOPLE = "people"
    CONTACTS = "contacts"
    CONVERSATIONS = "conversations"
    BRIDGES = "bridges"
    COURSES = "courses"
    ATTENDANCES = "attendances"
    OFFERS = "offers"
    SESSIONS = "sessions"
    MINUTES = "minutes"
    DAYS = "days"
    APPLICATIONS = "applications"
    DECISIONS = "decisions"
    ACTIVITIES = "activities"
    MEETINGS = "meetings"
    TASKS = "tasks"
    STEPS = "steps"
    ORE = "ore"
    ANSWERS = "answers"
    PERCENT = "percent"
    """A row that is a percentage itself."""


ALONE = frozenset({Unit.DAYS, Unit.ANSWERS, Unit.PERCENT})
"""What says nothing of its parts: medians, shares, and answers of the survey, which has rules of its own."""
ADDED = frozenset(Unit) - ALONE - {Unit.CITIZENS, Unit.SESSIONS, Unit.OFFERS, Unit.ACTIVITIES}
"""What can be added up over centres and months. A citizen who came twice is one; so is a session in a shared house."""


class Place(NamedTuple):
    """Where a cell stands."""

    row: str
    column: str


@dataclass(frozen=True)
class Cell:
    """A figure; no value where there is nothing to say (the median of nobody), or where it is hidden.

    `people`: the distinct citizens behind it, each without a name counted as one; none where it is about no person.
    """

    value: float | None
    people: int | None = None
    hidden: bool = False


HIDDEN = Cell(None, None, hidden=True)


@dataclass(frozen=True)
class Line:
    """A row. One that is beside the others («not noted») has no percentage. `covers`: whether everybody who is in it
    together is in it at a centre, and in a month. `goes_with`: the row whose people it says something of; they are
    hidden together, as one of the two alone would tell whether they are few.
    """

    key: str
    unit: Unit
    in_percent: bool = True
    covers: bool = True
    goes_with: str = ""


@dataclass(frozen=True)
class Sum:
    """What holds between places: `whole` is the sum of the parts where that is exact; else it is no less than any of
    them and, where they cover it, no more than all of them together.
    """

    whole: Place
    parts: tuple[Place, ...]
    exact: bool
    covers: bool = True


class RowSum(NamedTuple):
    """What holds between rows, in every column."""

    whole: str
    parts: tuple[str, ...]
    exact: bool = True
    covers: bool = True


@dataclass(frozen=True)
class Column:
    """What an indicator counts of one scope: its rows, a cell for each, and what the percentages are of."""

    lines: tuple[Line, ...]
    cells: Mapping[str, Cell]
    base: Cell | None = None
    sums: tuple[RowSum, ...] = ()


@dataclass(frozen=True)
class Grid:
    """An indicator's table: by centre, by month, or in one column."""

    key: str
    version: int
    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    cells: Mapping[Place, Cell]
    base: Mapping[str, Cell] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()

    def cell(self, row: str, column: str = ALL_TOGETHER) -> Cell:
        """The cell of a row; raises KeyError."""
        return self.cells[Place(row, column)]

    def at(self, place: Place) -> Cell:
        """The cell at a place, bases included; raises KeyError."""
        return self.base[place.column] if place.row == BASE else self.cells[place]

    def places(self) -> Iterator[Place]:
        """Every place, row by row, the bases last."""
        for line in self.lines:
            yield from (Place(line.key, column) for column in self.columns)
        yield from (Place(BASE, column) for column in self.columns if column in self.base)

    def percent(self, row: str, column: str = ALL_TOGETHER) -> int | None:
        """Whole percent of the base, or the row itself where it is a percentage; none where the row has none, or where
        one of the two is hidden or not there.
        """
        of = self.base.get(column)
        part = self.cell(row, column)
        if self.line(row).unit is Unit.PERCENT:
            return None if part.value is None else int(part.value)
        if of is None or of.value is None or part.value is None or not self.line(row).in_percent:
            return None
        return percent(int(part.value), int(of.value))

    def line(self, row: str) -> Line:
        """The row with this key; raises KeyError."""
        return {line.key: line for line in self.lines}[row]

    def unit(self, place: Place) -> Unit:
        """What the cell at a place counts; raises KeyError."""
        return unit_of_base(self.lines) if place.row == BASE else self.line(place.row).unit

    @property
    def is_shares(self) -> bool:
        """Whether its rows are percentages, with nothing beside them."""
        return any(line.unit is Unit.PERCENT for line in self.lines)

    def masked(self, hidden: Collection[Place]) -> "Grid":
        """The same with the cells at these places hidden."""
        return replace(
            self,
            cells={place: HIDDEN if place in hidden else cell for place, cell in self.cells.items()},
            base={column: HIDDEN if Place(BASE, column) in hidden else cell for column, cell in self.base.items()},
        )


def laid_out(key: str, version: int, columns: Mapping[str, Column], parts: Sequence[str] = ()) -> Grid:
    """Columns beside each other; `parts`: those that make up the column of everything together."""
    lines = tuple({line.key: line for counted in reversed(list(columns.values())) for line in counted.lines}.values())
    sums = [
        Sum(Place(one.whole, column), tuple(Place(part, column) for part in one.parts), one.exact, one.covers)
        for column, counted in columns.items()
        for one in counted.sums
    ]
    if parts:
        rows = list(lines)
        if any(counted.base for counted in columns.values()):
            rows.append(Line(BASE, unit_of_base(lines)))
        sums += [
            Sum(
                Place(row.key, ALL_TOGETHER),
                tuple(Place(row.key, column) for column in parts),
                row.unit in ADDED,
                row.covers,
            )
            for row in rows
            if row.unit not in ALONE
        ]
    return Grid(
        key,
        version,
        lines,
        tuple(columns),
        {
            Place(line.key, column): counted.cells.get(line.key, Cell(None) if line.unit in ALONE else Cell(0, 0))
            for line in lines
            for column, counted in columns.items()
        },
        {column: counted.base for column, counted in columns.items() if counted.base is not None},
        tuple(sums),
    )


def unit_of_base(lines: Sequence[Line]) -> Unit:
    """What the percentages are of, by the first row that has one."""
    return next((line.unit for line in lines if line.in_percent), Unit.CITIZENS)
