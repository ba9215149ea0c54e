"""Periods that are released one after the other: what the first hides, no later one tells.

The auditor knows what every reader knows: each figure of records is the sum of its months at its centres, and citizens
of a part are among those of the whole. What was hidden only to protect a small figure may be told by a later release,
as long as the small one stays uncertain.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Hashable, Iterable, Mapping

import pytest

from app.monitoring import linkage
from app.monitoring.cells import Refused
from app.monitoring.disclosure import protect
from app.monitoring.grid import ALL_TOGETHER, Cell, Column, Grid, Line, Unit, laid_out
from app.monitoring.linkage import Before, Earlier, Table, behind, cells_of, linked
from app.monitoring.over_time import between, side_by_side, touching
from app.monitoring.reckoning import At
from app.period import Period
from tests.monitoring.auditor import Known, worked_out

SETS = int(os.environ.get("RANDOM_TABLES", "8"))
"""2,000 in the full round."""
KEY = "contacts"
Numbers = Mapping[str, int]


def _grid(unit: Unit, version: int, column: Numbers, people: Numbers | None = None) -> Grid:
    """One row, by column."""
    line = Line("row", unit, in_percent=False)
    columns = {
        name: Column((line,), {"row": Cell(value, value if people is None else people[name])})
        for name, value in column.items()
    }
    return laid_out(KEY, version, columns, [name for name in column if name != ALL_TOGETHER])


class Releases:
    """Periods that are released one after the other, each checked against those before. `left`: what there is in days
    between them.
    """

    def __init__(self, unit: Unit, left: Callable[[Period], list[Numbers]] = lambda _days: []) -> None:
        self.unit, self.left = unit, left
        self.earlier: list[Earlier] = []

    def release(self, code: str, people: Numbers | None = None, version: int = 1, **column: int) -> set[str]:
        """Release a table of a period; answers with the columns that are hidden."""
        return self.release_all(code, [_grid(self.unit, version, column, people)])

    def release_all(self, code: str, grids: list[Grid]) -> set[str]:
        """Release several; raises Refused."""
        period = Period.named(code)
        tables = [Table(grid, False) for grid in grids]
        found = linked(period, tables, [], [*self.earlier, *self._between(period)])
        hidden = protect(found.cells, found.sums)
        kept = behind(period, grids, found, hidden)
        self.earlier += [Earlier(period, grid, before) for grid, before in zip(grids, kept, strict=True)]
        return {one.at.place.column for before in kept for one in before if not one.shown}

    def _between(self, period: Period) -> list[Earlier]:
        found = []
        for days in between({period, *(one.period for one in self.earlier)}):
            for column in self.left(days):
                grid = _grid(self.unit, 1, column)
                cells = cells_of(Table(grid, False)).items()
                before = (Before.of(At(days.code, KEY, 1, place), cell, None) for place, cell in cells)
                found.append(Earlier(days, grid, tuple(before)))
        return found


def test_three_quarters_and_the_nine_months_that_they_are() -> None:
    """30, 30 and a hidden one; then 63 of all three."""
    contacts = Releases(Unit.CONTACTS)
    assert not contacts.release("2026-Q1", all=30)
    assert not contacts.release("2026-Q2", all=30)
    assert contacts.release("2026-Q3", all=3) == {"all"}
    assert contacts.release("2026-01--2026-09", all=63) == {"all"}


def test_a_half_year_less_a_quarter_is_the_many_contacts_of_one_person() -> None:
    contacts = Releases(Unit.CONTACTS)
    assert not contacts.release("2026-Q1", {"all": 20}, all=100)
    assert contacts.release("2026-Q2", {"all": 1}, all=26) == {"all"}
    assert contacts.release("2026-01--2026-06", {"all": 21}, all=126) == {"all"}


def test_minutes_of_a_half_year_less_a_quarter_stay_uncertain() -> None:
    minutes = Releases(Unit.MINUTES)
    assert not minutes.release("2026-Q1", {"all": 20}, all=1000)
    assert minutes.release("2026-Q2", {"all": 2}, all=600) == {"all"}
    assert minutes.release("2026-01--2026-06", {"all": 22}, all=1600) == {"all"}


def test_a_month_by_itself_is_the_month_of_its_quarter() -> None:
    """April was hidden, and May with it; May by itself would give April back."""
    contacts = Releases(Unit.CONTACTS)
    months = {"2026-04": 3, "2026-05": 12, "2026-06": 40, "all": 55}
    assert contacts.release("2026-Q2", **months) == {"2026-04", "2026-05"}
    assert contacts.release("2026-05--2026-05", all=12) == {"all"}


def test_two_months_less_one_that_stands_in_the_quarter() -> None:
    contacts = Releases(Unit.CONTACTS)
    months = {"2026-04": 3, "2026-05": 12, "2026-06": 40, "all": 55}
    assert contacts.release("2026-Q2", **months) == {"2026-04", "2026-05"}
    assert not contacts.release("2026-04--2026-05", all=15)
    assert contacts.release("2026-05--2026-06", all=52) == {"all"}


def test_what_a_quarter_hides_is_not_told_by_a_half_year_that_shows_its_neighbour() -> None:
    """Of the first quarter 28 was shown, 13 at C, and 3 and 12 hidden. 52 less 40 is the 12, and so tells of the 3."""
    contacts = Releases(Unit.CONTACTS)
    assert contacts.release("2026-Q1", **{"1": 3, "2": 12, "3": 13, "all": 28}) == {"1", "2"}
    assert not contacts.release("2026-Q2", **{"1": 20, "2": 40, "3": 20, "all": 80})
    assert contacts.release("2026-01--2026-06", **{"1": 23, "2": 52, "3": 33, "all": 108}) >= {"1", "2"}


def test_a_longer_period_by_another_definition_is_laid_beside_its_quarters() -> None:
    citizens = Releases(Unit.CITIZENS)
    assert not citizens.release("2026-Q1", all=30)
    assert citizens.release("2026-01--2026-06", version=2, all=33) == {"all"}


def test_a_half_year_is_at_most_what_its_quarters_are_together() -> None:
    """33 came in half a year, 30 in its first quarter: at least 3 in the second; they can be no more than 6."""
    citizens = Releases(Unit.CITIZENS)
    assert not citizens.release("2026-Q1", all=30)
    assert citizens.release("2026-Q2", **{"2026-04": 4, "2026-05": 0, "2026-06": 0, "all": 4}) >= {"all"}
    assert citizens.release("2026-01--2026-06", all=34) == {"all"}


def _in_quarters(*columns: Numbers) -> Callable[[Period], list[Numbers]]:
    """What there is in any days of 2026 that begin and end with a quarter, by column."""

    def left(days: Period) -> list[Numbers]:
        of = columns[days.first.month // 3 : days.last.month // 3]
        return [{name: sum(one[name] for one in of) for name in of[0]}]

    return left


def test_of_days_that_nobody_shows_no_mark_tells_that_there_is_somebody() -> None:
    """8 in a year and a hidden 3 in its second quarter: closing the third takes nothing from what the 3 could be but
    the one that its own mark tells of.
    """
    contacts = Releases(Unit.CONTACTS, _in_quarters({"all": 1}, {"all": 3}, {"all": 2}, {"all": 2}))
    assert contacts.release("2026-Q2", all=3) == {"all"}
    assert not contacts.release("2026-01--2026-12", all=8)
    assert contacts.release("2026-Q3", all=2) == {"all"}
    assert contacts.release("2026-Q4", all=2) == {"all"}
    assert not _audited(contacts)


def test_where_marks_alone_would_tell_nobody_is_hidden_as_well() -> None:
    """Four marks of at least one, 8 together: none could be more than 5. Nobody was at the other centre in the first
    quarter; hidden, too, it makes each mark of that release one that can be nobody.
    """
    quarters: list[Numbers] = [
        {"1": 1, "2": 0, "all": 1},
        {"1": 3, "2": 20, "all": 23},
        {"1": 2, "2": 20, "all": 22},
        {"1": 2, "2": 20, "all": 22},
    ]
    contacts = Releases(Unit.CONTACTS, _in_quarters(*quarters))
    assert "1" in contacts.release("2026-Q2", **quarters[1])
    assert not contacts.release("2026-01--2026-12", **{"1": 8, "2": 60, "all": 68})
    assert "1" in contacts.release("2026-Q3", **quarters[2])
    assert "1" in contacts.release("2026-Q4", **quarters[3])
    assert all(one.shown is not None for earlier in contacts.earlier for one in earlier.before)
    assert contacts.release("2026-Q1", **quarters[0]) == {"1", "2", "all"}
    assert {one.shown for one in contacts.earlier[-1].before} == {None}
    assert not _audited(contacts)


MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
CENTRES = ("1", "2")
CODES = (
    *(f"2026-Q{number}" for number in (1, 2, 3, 4)),
    *("2026-01--2026-06", "2026-07--2026-12", "2026-01--2026-12", "2026-01--2026-09", "2026-04--2026-12"),
    *("2026-02--2026-05", "2026-05--2026-08", "2026-04--2026-05", "2026-05--2026-05", "2026-11--2026-11"),
)
Seen = frozenset[tuple[str, str]]
"""The months and centres at which somebody was."""


def _months(period: Period) -> list[str]:
    return [one for one in MONTHS if period.first.strftime("%Y-%m") <= one <= period.last.strftime("%Y-%m")]


def _tables(period: Period, number: Callable[[list[str], tuple[str, ...]], int]) -> list[Numbers]:
    """By centre, and in a quarter by month."""
    months = _months(period)
    together = {ALL_TOGETHER: number(months, CENTRES)}
    by_centre = {centre: number(months, (centre,)) for centre in CENTRES} | together
    by_month = {month: number([month], CENTRES) for month in months} | together
    return [by_centre, by_month] if period.is_quarter else [by_centre]


def _released(chance: random.Random, unit: Unit, number: Callable[[list[str], tuple[str, ...]], int]) -> Releases:
    """Some periods in some order; those that would tell something are refused."""
    made = Releases(unit, lambda days: _tables(days, number) if unit is not Unit.CITIZENS else [])
    for code in chance.sample(CODES, 6):
        try:
            made.release_all(code, [_grid(unit, 1, one) for one in _tables(Period.named(code), number)])
        except Refused:
            continue
    return made


def _cells(made: Releases) -> dict[Hashable, tuple[int, bool]]:
    """Value, and whether it is shown, by code and column."""
    return {
        (one.period.code, before.at.place.column): (before.value, bool(before.shown))
        for one in made.earlier
        for before in one.before
    }


def _scope(key: Hashable) -> tuple[list[str], tuple[str, ...]]:
    """The months and centres of a cell."""
    code, column = key
    months = _months(Period.named(code))
    if column == ALL_TOGETHER:
        return months, CENTRES
    return ([column], CENTRES) if column in MONTHS else (months, (column,))


def _known(cells: Mapping[Hashable, tuple[int, bool]], unit: Unit, left: Iterable[Hashable] = ()) -> Known:
    """What a reader knows: that a mark is at least 1, unless nobody is hidden in the same release. Of what is `left`
    between periods there is no mark.
    """
    shown = {key: value for key, (value, is_shown) in cells.items() if is_shown}
    with_nobody = {key[0] for key, (value, is_shown) in cells.items() if not value and not is_shown}
    hidden = {key: int(key[0] not in with_nobody) for key in cells if key not in shown}
    sums: list[tuple[Hashable, tuple[Hashable, ...]]] = []
    unions: list[tuple[Hashable, tuple[Hashable, ...]]] = []
    atoms = {
        key: {(month, centre) for month in months for centre in centres}
        for key in (*cells, *left)
        for months, centres in [_scope(key)]
    }
    if unit is not Unit.CITIZENS:
        hidden |= dict.fromkeys(left, 0) | {(month, centre): 0 for month in MONTHS for centre in CENTRES}
        sums = [(key, tuple(sorted(its))) for key, its in atoms.items()]
    else:
        for whole, its in atoms.items():
            parts = [part for part in cells if part != whole and atoms[part] <= its]
            for part in parts:
                hidden["not", whole, part] = 0
                sums.append((whole, (part, ("not", whole, part))))
            smallest = [part for part in parts if not any(atoms[part] < atoms[other] for other in parts)]
            if smallest and set().union(*(atoms[part] for part in smallest)) == its:
                unions.append((whole, tuple(smallest)))
    return Known(shown, hidden, tuple(sums), tuple(unions))


def _audited(made: Releases, unit: Unit = Unit.CONTACTS) -> dict[Hashable, tuple[int, int]]:
    """What the auditor works out: of what was released, and of days that are left between."""
    cells = _cells(made)
    left: dict[Hashable, int] = {
        (days.code, column): number
        for days in between({one.period for one in made.earlier})
        for of in made.left(days)
        for column, number in of.items()
    }
    every = {key: value for key, (value, _is_shown) in cells.items()} | left
    small = [key for key, value in every.items() if 0 < value < 5]
    return worked_out(_known(cells, unit, left), small, 5)


def _told(seed: int, unit: Unit) -> tuple[Mapping[Hashable, tuple[int, bool]], dict[Hashable, tuple[int, int]]]:
    chance = random.Random(seed)
    if unit is Unit.CITIZENS:
        people: list[Seen] = [
            frozenset(
                (chance.choice(MONTHS), chance.choices(CENTRES, weights=[5, 1])[0]) for _ in range(chance.randint(1, 4))
            )
            for _ in range(chance.randint(10, 80))
        ]

        def number(months: list[str], centres: tuple[str, ...]) -> int:
            return sum(any(month in months and centre in centres for month, centre in one) for one in people)

    else:
        counted = {
            (month, centre): chance.choice((0, chance.randint(0, 4), chance.randint(3, 20)))
            for month in MONTHS
            for centre in CENTRES
        }

        def number(months: list[str], centres: tuple[str, ...]) -> int:
            return sum(counted[month, centre] for month in months for centre in centres)

    made = _released(chance, unit, number)
    return _cells(made), _audited(made, unit)


@pytest.mark.parametrize("unit", [Unit.CONTACTS, Unit.CITIZENS])
def test_any_periods_one_after_the_other_give_nothing_away(unit: Unit) -> None:
    every = shown = told = 0
    rounds = max(SETS // 4, 4)
    for seed in range(1, 1 + rounds):
        cells, found = _told(seed, unit)
        every, shown, told = every + len(cells), shown + sum(one for _, one in cells.values()), told + bool(found)
        assert not found, f"seed {seed}: {found}"
    print(f"{rounds} rows of releases of {unit}, {told} with a hidden cell told, {100 * shown // every} % shown")
    assert shown * 3 > every


def test_a_release_that_is_not_laid_beside_other_periods_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkage, "add_over_time", lambda _found: None)
    assert any(_told(seed, Unit.CONTACTS)[1] for seed in range(1, 5))
    assert any(_told(seed, Unit.CITIZENS)[1] for seed in range(1, 9))


def test_what_is_left_between_periods_is_counted_only_where_they_touch() -> None:
    named = [Period.named(code) for code in ("2014-11--2016-10", "2014-Q4", "2016-Q2", "2019-Q1", "2019-01--2019-06")]
    assert touching(named[2], named) == set(named[:3])
    assert touching(Period.named("2018-Q1"), named) == {Period.named("2018-Q1")}
    assert [one.code for one in between(named[:3])] == [
        "2014-10--2014-10",
        "2014-11--2014-12",
        "2015-01--2016-03",
        "2016-07--2016-10",
    ]
    assert between(named[2:4]) == []


def test_periods_are_laid_beside_each_other_the_longest_first() -> None:
    def ways(*codes: str) -> list[list[str]]:
        return sorted(sorted(one.code for one in way) for way in side_by_side([Period.named(code) for code in codes]))

    assert ways("2026-04--2026-04", "2026-Q1", "2026-Q2", "2026-07--2026-07") == [
        ["2026-07--2026-07", "2026-Q1", "2026-Q2"]
    ]
    assert ways("2026-01--2026-06", "2026-04--2026-09", "2026-Q1", "2026-Q3") == [
        ["2026-01--2026-06", "2026-Q3"],
        ["2026-04--2026-09", "2026-Q1"],
    ]
