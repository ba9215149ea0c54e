"""What hangs together in a release: each table's cells and sums, what tables share, and what was released before.

Pure: takes grids as they were counted, answers with the cells and the sums that `disclosure` protects.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import NamedTuple

from app.monitoring.disclosure import Cell, Key, Standing, Sum
from app.monitoring.grid import BASE, Grid, Place, Unit
from app.monitoring.grid import Cell as Counted
from app.period import Period

AMOUNTS = frozenset({Unit.MINUTES, Unit.ORE})
PART_OF_AN_AMOUNT = 5
"""An amount is hidden well enough where it could be a fifth more or less."""


class At(NamedTuple):
    """A cell among everything that was ever released; the version is that of the indicator's definition."""

    period: str
    indicator: str
    version: int
    place: Place


class Apart(NamedTuple):
    """Those who are in one cell and not in the other; no table shows them."""

    whole: Key
    part: Key


@dataclass(frozen=True)
class Link:
    """What holds between the places of several indicators, of one scope."""

    whole: tuple[str, Place]
    parts: tuple[tuple[str, Place], ...]
    exact: bool


@dataclass(frozen=True)
class Table:
    """A table that is to be published; `sensitive`: that nobody or everybody is in a row tells something."""

    grid: Grid
    sensitive: bool


@dataclass(frozen=True)
class Before:
    """A cell that was released: as it was counted then, and whether it was shown."""

    at: At
    value: int
    people: int
    sensitive: bool
    spread: int
    shown: bool

    @property
    def cell(self) -> Cell:
        """The cell, of which nothing can be decided any more."""
        return Cell(
            self.value, self.people, self.sensitive, self.spread, Standing.SHOWN if self.shown else Standing.HIDDEN
        )


@dataclass
class Linked:
    """Cells and sums; what is added that was there before stays as it was."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def add(self, one: Sum) -> None:
        """Add a sum. Where records were corrected between two releases it may not hold any more: then those by whom
        it is wrong are few, and guarded like others.
        """
        if any(key not in self.cells for key in (one.whole, *one.parts)):
            return
        if one.exact:
            self._add_exact(one)
            return
        whole = self.cells[one.whole].value
        for part in one.parts:
            if self.cells[part].value > whole:
                self.add_part(part, one.whole)
        inside = tuple(part for part in one.parts if self.cells[part].value <= whole)
        covers = one.covers and sum(self.cells[part].value for part in inside) >= whole
        self.sums.append(Sum(one.whole, inside, exact=False, covers=covers))

    def add_part(self, whole: Key, part: Key) -> None:
        """Whoever is in the part is in the whole; those who are not are guarded as well."""
        rest = self.cells[whole].value - self.cells[part].value
        if rest < 0 or whole == part:
            return
        sensitive = self.cells[part].sensitive
        apart = Apart(whole, part)
        self.cells[apart] = Cell(rest, rest, sensitive, standing=Standing.HIDDEN)
        self.sums.append(Sum(whole, (part, apart)))

    def _add_exact(self, one: Sum) -> None:
        parts = tuple(part for part in one.parts if part != one.whole)
        off = self.cells[one.whole].value - sum(self.cells[part].value for part in parts)
        if off == 0:
            self.sums.append(Sum(one.whole, parts))
        elif off > 0:
            self._with_rest(one.whole, parts, off)
        elif len(parts) == 1:
            self._with_rest(parts[0], (one.whole,), -off)

    def _with_rest(self, whole: Key, parts: tuple[Key, ...], off: int) -> None:
        rest = Apart(whole, parts)
        self.cells[rest] = Cell(off, off, standing=Standing.HIDDEN)
        self.sums.append(Sum(whole, (*parts, rest)))


def linked(period: Period, tables: Sequence[Table], links: Iterable[Link], before: Iterable[Before]) -> Linked:
    """Everything that a reader of these tables, and of all that was released before, could reckon with."""
    found = Linked()
    earlier = list(before)
    found.cells |= {one.at: one.cell for one in earlier}
    for table in tables:
        _add_table(found, period, table)
    versions = {table.grid.key: table.grid.version for table in tables}
    for link in links:
        ends = [
            At(period.code, key, versions[key], place) for key, place in (link.whole, *link.parts) if key in versions
        ]
        if len(ends) == 1 + len(link.parts):
            found.add(Sum(ends[0], tuple(ends[1:]), link.exact))
    _add_earlier_versions(found, period, tables, earlier)
    _add_longer_periods(found)
    _nobody_says_the_same(found)
    return found


def beside_the_sums(table: Table, threshold: int) -> frozenset[Place]:
    """The figures of a table that no sum holds, and that are of too few people."""
    return frozenset(
        place
        for place, counted in _counted(table.grid)
        if _cell(table, place, counted) is None and counted.people is not None and 0 < counted.people < threshold
    )


def _add_table(found: Linked, period: Period, table: Table) -> None:
    grid = table.grid
    at = {
        place: At(period.code, grid.key, grid.version, place)
        for place, counted in _counted(grid)
        if _cell(table, place, counted) is not None
    }
    for place, counted in _counted(grid):
        cell = _cell(table, place, counted)
        if cell is not None:
            found.cells.setdefault(at[place], cell)
    for one in grid.sums:
        if one.whole in at and all(part in at for part in one.parts):
            found.add(Sum(at[one.whole], tuple(at[part] for part in one.parts), one.exact, one.covers))
    for line in grid.lines:
        for column in grid.base:
            row, base = Place(line.key, column), Place(BASE, column)
            if line.in_percent and row in at and base in at:
                found.add_part(at[base], at[row])


def _add_earlier_versions(found: Linked, period: Period, tables: Sequence[Table], before: Sequence[Before]) -> None:
    """The same place by another version of the definition: those by whom they differ are guarded."""
    new = {(table.grid.key, place): table.grid.version for table in tables for place in table.grid.places()}
    for one in before:
        version = new.get((one.at.indicator, one.at.place))
        if one.at.period != period.code or version in (None, one.at.version):
            continue
        ours = one.at._replace(version=version)
        if ours in found.cells:
            wider, other = (ours, one.at) if found.cells[ours].value >= one.value else (one.at, ours)
            found.add_part(wider, other)


def _add_longer_periods(found: Linked) -> None:
    """A quarter inside a longer period: those of the long one who are not of the quarter are guarded."""
    cells = [key for key in found.cells if isinstance(key, At)]
    periods = {code: Period.named(code) for code in {key.period for key in cells}}
    for outer, long in periods.items():
        inside = [code for code, one in periods.items() if long.contains(one)]
        for key in cells:
            if key.period != outer:
                continue
            for code in inside:
                part = key._replace(period=code)
                if part in found.cells:
                    found.add_part(key, part)


def _nobody_says_the_same(found: Linked) -> None:
    """Where nobody is in a whole, nobody is in its parts, and either says the other: sensitive together."""
    nobody = [one for one in found.sums if found.cells[one.whole].value == 0]
    spread = True
    while spread:
        spread = False
        for one in nobody:
            keys = (one.whole, *one.parts)
            said = [found.cells[key].sensitive for key in keys]
            if any(said) and not all(said):
                spread = True
                found.cells |= {key: replace(found.cells[key], sensitive=True) for key in keys}


def _counted(grid: Grid) -> Iterable[tuple[Place, Counted]]:
    return ((place, grid.at(place)) for place in grid.places())


def _cell(table: Table, place: Place, counted: Counted) -> Cell | None:
    """The cell to protect; none for what is about no person, and for what no sum holds."""
    if counted.value is None or counted.people is None:
        return None
    unit = None if place.row == BASE else table.grid.line(place.row).unit
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


def standings(found: Mapping[Key, Cell], hidden: frozenset[Key]) -> dict[At, bool]:
    """Of each new cell, whether it is shown."""
    return {
        key: key not in hidden for key, cell in found.items() if isinstance(key, At) and cell.standing is Standing.NEW
    }
