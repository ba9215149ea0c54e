"""What a table of monitoring is: rows of citizens out of a base, in whole percent. Plain objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Scope:
    """What is counted: the local days from first to last, both included; all centres, or these."""

    first: date
    last: date
    centre_ids: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on or after the day it begins")


@dataclass(frozen=True)
class Row:
    """Citizens in a row, or conversations in a table of them; percent of the base, or None for a row that is beside it
    («not noted»).
    """

    key: str
    citizens: int
    percent: int | None


@dataclass(frozen=True)
class Table:
    """A table with its base: the number of citizens, or of conversations, that the percentages are of."""

    key: str
    rows: tuple[Row, ...]
    base: int


@dataclass(frozen=True)
class Figures:
    """All tables of one scope, and what is counted beside them, in no percentage."""

    scope: Scope
    citizens: int
    contacts: int
    contacts_without_record: int
    people_without_record: int
    conversations: int
    conversations_without_record: int
    tables: tuple[Table, ...]

    def table(self, key: str) -> Table:
        """The table with this key; raises KeyError."""
        return {table.key: table for table in self.tables}[key]


def percent(part: int, whole: int) -> int:
    """Whole percent, halves up, as in print; 0 of nobody."""
    if whole == 0:
        return 0
    return int((Decimal(100 * part) / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP))


def table(key: str, order: Sequence[str], counted: Mapping[str, int], base: int, beside: Sequence[str] = ()) -> Table:
    """A table with its rows in the order given; the rows beside come last and have no percentage."""
    inside = [Row(row, counted.get(row, 0), percent(counted.get(row, 0), base)) for row in order]
    outside = [Row(row, counted.get(row, 0), None) for row in beside]
    return Table(key, (*inside, *outside), base)
