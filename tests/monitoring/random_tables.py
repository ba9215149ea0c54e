"""Tables of small numbers by chance, linked in every way that ours are: margins, shared rows, months, unions."""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from app.monitoring.cells import Cell, Standing, Sum
from tests.monitoring.auditor import Known


@dataclass
class Tables:
    """Cells with what they add up to; `never` are those that no table shows."""

    cells: dict[Hashable, Cell] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def put(self, key: Hashable, value: int, sensitive: bool = False, standing: Standing = Standing.NEW) -> None:
        self.cells[key] = Cell(value, value, sensitive, standing=standing)

    def known(self, hidden: frozenset[Hashable]) -> Known:
        """What a reader of the published tables knows: a mark is at least 1, unless nobody is hidden beside it, whom
        showing would tell nothing.
        """
        never = {key for key, cell in self.cells.items() if cell.standing is Standing.UNSEEN}
        kept = {key for key, cell in self.cells.items() if cell.standing is Standing.HIDDEN} | hidden | never
        with_nobody = any(not self.cells[key].value and not self.cells[key].sensitive for key in hidden)
        nothing = never | (hidden if with_nobody else frozenset())
        return Known(
            shown={key: cell.value for key, cell in self.cells.items() if key not in kept},
            hidden={
                key: 0 if cell.sensitive or not cell.value or key in nothing else 1
                for key, cell in self.cells.items()
                if key in kept
            },
            sums=tuple((one.whole, one.parts) for one in self.sums if one.exact),
            unions=tuple((one.whole, one.parts) for one in self.sums if not one.exact),
            marked=hidden,
        )

    def small(self, threshold: int) -> list[Hashable]:
        """What nobody may know."""
        return [
            key
            for key, cell in self.cells.items()
            if cell.value < threshold and (cell.value or cell.sensitive) and cell.standing is not Standing.SHOWN
        ]


def tables(chance: random.Random) -> Tables:
    """One set of tables that are published together."""
    made = Tables()
    kinds = [_with_margins, _with_groups, _of_months, _with_unions, _of_shares]
    for number, kind in zip(count(), chance.sample(kinds, chance.choice((1, 1, 2))), strict=False):
        kind(made, chance, number)
    return made


def _number(chance: random.Random) -> int:
    return chance.choice(
        (0, 0, chance.randint(0, 4), chance.randint(1, 9), chance.randint(5, 40), chance.randint(20, 90))
    )


def _grid(
    made: Tables, chance: random.Random, name: Hashable, rows: int, columns: int, sensitive: bool = False
) -> None:
    for row in range(rows):
        for column in range(columns):
            made.put((name, row, column), _number(chance), sensitive)
    _margins(made, name, rows, columns)


def _margins(made: Tables, name: Hashable, rows: int, columns: int) -> None:
    for row in range(rows):
        _add(made, (name, row, "all"), [(name, row, column) for column in range(columns)])
    for column in (*range(columns), "all"):
        _add(made, (name, "all", column), [(name, row, column) for row in range(rows)])
    made.sums.append(Sum((name, "all", "all"), tuple((name, "all", column) for column in range(columns))))


def _add(made: Tables, whole: Hashable, parts: list[Hashable]) -> None:
    sensitive = all(made.cells[part].sensitive for part in parts)
    made.put(whole, sum(made.cells[part].value for part in parts), sensitive)
    made.sums.append(Sum(whole, tuple(parts)))


def _with_margins(made: Tables, chance: random.Random, name: int) -> None:
    _grid(made, chance, name, chance.randint(2, 6), chance.randint(2, 5), sensitive=chance.random() < 0.3)


def _with_groups(made: Tables, chance: random.Random, name: int) -> None:
    """A table whose rows are added up to groups in a second one, column by column."""
    rows, columns = chance.randint(4, 8), chance.randint(1, 4)
    _grid(made, chance, name, rows, columns)
    cut = chance.randint(1, rows - 1)
    for group, members in enumerate((range(cut), range(cut, rows))):
        for column in (*range(columns), "all"):
            _add(made, (name, "group", group, column), [(name, row, column) for row in members])


def _of_months(made: Tables, chance: random.Random, name: int) -> None:
    """Centres by rows for each of three months, and for the quarter: three dimensions."""
    rows, columns = chance.randint(2, 4), chance.randint(2, 3)
    for month in range(3):
        _grid(made, chance, (name, month), rows, columns)
    places = [(row, column) for row in (*range(rows), "all") for column in (*range(columns), "all")]
    for row, column in places:
        _add(made, ((name, "quarter"), row, column), [((name, month), row, column) for month in range(3)])
    for row in range(rows):
        parts = tuple(((name, "quarter"), row, column) for column in range(columns))
        made.sums.append(Sum(((name, "quarter"), row, "all"), parts))


def _with_unions(made: Tables, chance: random.Random, name: int) -> None:
    """Topics of real people, who may have several and go to several centres: groups are unions, shares have a base."""
    topics, centres, sensitive = chance.randint(3, 6), chance.randint(1, 3), chance.random() < 0.5
    people = [
        (
            frozenset(chance.sample(range(topics), chance.randint(0, 3))),
            frozenset(chance.sample(range(centres), 1 + (chance.random() < 0.2 and centres > 1))),
        )
        for _ in range(chance.randint(4, 60))
    ]
    columns: dict[Hashable, list[frozenset[int]]] = {
        column: [had for had, at in people if column in at] for column in range(centres)
    } | {"all": [had for had, _ in people]}
    groups = {"g0": {0, 1}, "g1": {1, 2}, **{topic: {topic} for topic in range(topics)}}
    for column, there in columns.items():
        made.put((name, "base", column), len(there))
        for row, members in groups.items():
            having = sum(bool(had & members) for had in there)
            made.put((name, row, column), having, sensitive and bool(there))
            made.put((name, "not", row, column), len(there) - having, sensitive and bool(there), Standing.UNSEEN)
            made.sums.append(Sum((name, "base", column), ((name, row, column), (name, "not", row, column))))
        for row, members in (("g0", (0, 1)), ("g1", (1, 2))):
            made.sums.append(Sum((name, row, column), tuple((name, one, column) for one in members), exact=False))
    for row in (*groups, "base"):
        made.sums.append(Sum((name, row, "all"), tuple((name, row, column) for column in range(centres)), exact=False))


def _of_shares(made: Tables, chance: random.Random, name: int) -> None:
    """Yes and no of a number, at centres and together."""
    _grid(made, chance, name, 2, chance.randint(2, 6))


def many(number: int, seed: int = 1) -> Iterator[tuple[int, Tables]]:
    """So many sets of tables, each with the seed that makes it again."""
    for place in range(number):
        yield seed + place, tables(random.Random(seed + place))


def hiding_only_the_small(cells: Mapping[Hashable, Cell], threshold: int) -> frozenset[Hashable]:
    """The planted fault: a suppressor that stops after the small cells."""
    return frozenset(key for key, cell in cells.items() if cell.standing is Standing.NEW and cell.is_small(threshold))
