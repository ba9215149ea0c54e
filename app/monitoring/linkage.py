"""What hangs together in a release: each table's cells and sums, what tables share, and what was released before.

Pure: takes grids as they were counted, answers with the cells and the sums that `disclosure` protects.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from app.monitoring.cells import Cell, Key, Standing, Sum, a_mark_can_be_nobody
from app.monitoring.grid import ADDED, BASE, Grid, Place, Unit
from app.monitoring.grid import Cell as Counted
from app.monitoring.over_time import add_over_time
from app.monitoring.reckoning import At, Link, Linked
from app.period import Period

AMOUNTS = frozenset({Unit.MINUTES, Unit.ORE})
PART_OF_AN_AMOUNT = 5
"""An amount is hidden well enough where it could be a fifth more or less."""


@dataclass(frozen=True)
class Table:
    """A table that is to be published; `sensitive`: that nobody or everybody is in a row tells something."""

    grid: Grid
    sensitive: bool


@dataclass(frozen=True)
class Before:
    """A cell that was released: as it was counted then, and whether it was shown (True) or under a mark that says that
    there is somebody (False). None: not even such a mark tells of it.
    """

    at: At
    value: int
    people: int
    sensitive: bool
    spread: int
    shown: bool | None

    @classmethod
    def of(cls, at: At, cell: Cell, shown: bool | None) -> "Before":
        """This cell."""
        return cls(at, cell.value, cell.people, cell.sensitive, cell.spread, shown)

    @property
    def cell(self) -> Cell:
        """The cell, of which nothing can be decided any more."""
        return Cell(self.value, self.people, self.sensitive, self.spread, STANDING[self.shown])


STANDING = {True: Standing.SHOWN, False: Standing.HIDDEN, None: Standing.UNSEEN}


@dataclass(frozen=True)
class Earlier:
    """A table that was released before: its rows, columns and sums, and what it shows and hides."""

    period: Period
    grid: Grid
    before: tuple[Before, ...]


def linked(period: Period, tables: Sequence[Table], links: Iterable[Link], earlier: Iterable[Earlier]) -> Linked:
    """Everything that a reader of these tables, and of all that was released before, could reckon with."""
    found = Linked()
    for one in earlier:
        _add_table(found, one.period, one.grid, {before.at.place: before.cell for before in one.before})
    for table in tables:
        _add_table(found, period, table.grid, cells_of(table))
    for link in links:
        found.add_link(link)
    add_over_time(found)
    _nobody_says_the_same(found)
    return found


def behind(period: Period, grids: Sequence[Grid], found: Linked, hidden: Collection[Key]) -> list[tuple[Before, ...]]:
    """What is to be known later of the cells of these tables, which leave together: those to hide are `hidden`, and
    whatever was hidden before.
    """
    kept = [
        [at for place in grid.places() if (at := At(period.code, grid.key, grid.version, place)) in found.cells]
        for grid in grids
    ]
    is_shown = {
        at: at not in hidden and found.cells[at].standing is not Standing.HIDDEN for cells in kept for at in cells
    }
    under_a_mark = None if a_mark_can_be_nobody(found.cells[at] for at in is_shown if not is_shown[at]) else False
    return [tuple(Before.of(at, found.cells[at], is_shown[at] or under_a_mark) for at in cells) for cells in kept]


def beside_the_sums(table: Table, threshold: int) -> frozenset[Place]:
    """The figures of a table that no sum holds, and that are of too few people."""
    cells = cells_of(table)
    return frozenset(
        place
        for place, counted in _counted(table.grid)
        if place not in cells and counted.people is not None and 0 < counted.people < threshold
    )


def cells_of(table: Table) -> dict[Place, Cell]:
    """The cells to protect; not what is about no person, and what no sum holds."""
    found = {place: _cell(table, place, counted) for place, counted in _counted(table.grid)}
    return {place: cell for place, cell in found.items() if cell is not None}


def _add_table(found: Linked, period: Period, grid: Grid, cells: Mapping[Place, Cell]) -> None:
    at = {place: At(period.code, grid.key, grid.version, place) for place in cells}
    for place, cell in cells.items():
        found.cells.setdefault(at[place], cell)
        if grid.unit(place) in ADDED:
            found.added.add(at[place])
    for one in grid.sums:
        if one.whole in at and all(part in at for part in one.parts):
            found.add(Sum(at[one.whole], tuple(at[part] for part in one.parts), one.exact, one.covers))
    for line in grid.lines:
        for column in grid.base:
            row, base = Place(line.key, column), Place(BASE, column)
            if line.in_percent and row in at and base in at:
                found.add_part(at[base], at[row])


def _nobody_says_the_same(found: Linked) -> None:
    """Where nobody is in a whole, nobody is in its parts: a sensitive part makes the whole sensitive. The other way
    only parts that make up the whole say so; one that is sensitive is enough to hide it, else all are.
    """
    nobody = [one for one in found.sums if found.cells[one.whole].value == 0]
    spread = True
    while spread:
        spread = False
        for one in nobody:
            whole, part = found.cells[one.whole].sensitive, any(found.cells[key].sensitive for key in one.parts)
            if whole == part or (whole and not (one.exact or one.covers)):
                continue
            spread = True
            keys = one.parts if whole else (one.whole,)
            found.cells |= {key: replace(found.cells[key], sensitive=True) for key in keys}


def _counted(grid: Grid) -> Iterator[tuple[Place, Counted]]:
    return ((place, grid.at(place)) for place in grid.places())


def _cell(table: Table, place: Place, counted: Counted) -> Cell | None:
    if counted.value is None or counted.people is None:
        return None
    unit = table.grid.unit(place)
    if unit is Unit.DAYS or counted.value != int(counted.value):
        return None
    value = int(counted.value)
    spread = ceil(value / PART_OF_AN_AMOUNT) if unit in AMOUNTS else 0
    sensitive = table.sensitive and place.row != BASE and _anybody_there(table.grid, place.column)
    return Cell(value, max(counted.people, 1) if value else 0, sensitive, spread)


def _anybody_there(grid: Grid, column: str) -> bool:
    """Of nobody nothing can be said."""
    of = grid.base.get(column)
    if of is not None:
        return bool(of.value)
    return any(grid.cells[Place(line.key, column)].value for line in grid.lines)
