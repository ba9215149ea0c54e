"""What indicators share: rows of citizens with their base, rows of additive counts, and the words of rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from flask_babel import LazyString

from app.citizens.models import NOT_NOTED
from app.monitoring import people_behind
from app.monitoring.grid import BASE, Cell, Column, Line, RowSum, Unit

if TYPE_CHECKING:
    from app.monitoring.indicators import Asked


def citizens_in(order: Sequence[str], counted: Mapping[str, int], base: int, *, one_each: bool) -> Column:
    """Rows of citizens out of a base. `one_each`: a citizen is in one row alone; «not noted» stands beside."""
    beside = [NOT_NOTED] if NOT_NOTED in counted else []
    lines = [Line(key, Unit.CITIZENS) for key in order]
    lines += [Line(key, Unit.CITIZENS, in_percent=False) for key in beside]
    return Column(
        tuple(lines),
        {line.key: citizens(counted.get(line.key, 0)) for line in lines},
        citizens(base),
        (RowSum(BASE, tuple(order), exact=one_each, covers=one_each),) if order else (),
    )


def tallied(asked: "Asked", kind: str, order: Sequence[str], unit: Unit) -> Column:
    """Rows of records by what they say, each in one row alone, out of all of them."""
    counted = asked.kept.tally(kind)
    people = people_behind.of_tally(kind, asked.scope) if asked.behind else None
    rows = [*order, *sorted(row for row, number in counted.items() if number and row not in order)]
    return Column(
        tuple(Line(row, unit) for row in rows),
        {row: Cell(counted.get(row, 0), None if people is None else people.get(row, 0)) for row in rows},
        Cell(sum(counted.values()), None if people is None else people[BASE]),
        (RowSum(BASE, tuple(rows)),),
    )


def citizens(number: int) -> Cell:
    """A cell that counts citizens."""
    return Cell(number, number)


def words_of(rows: Mapping[str, LazyString]) -> Callable[[str], str]:
    """What says the label of a row, from the words of each."""
    return lambda row: str(rows.get(row, row))
