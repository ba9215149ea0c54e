"""A period that is reported on: a local quarter, or whole months from one to another. Plain objects.

Its code names it in commands, addresses and file names: 2016-Q3, or 2014-11--2016-10.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTHS = re.compile(r"(\d{4})-(\d{2})--(\d{4})-(\d{2})")
FIRST_YEAR, LAST_YEAR = 1900, 2999


class NoPeriod(ValueError):
    """The code names no period."""


@dataclass(frozen=True, order=True)
class Period:
    """The local days from first to last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first.day != 1 or self.last < self.first or (self.last + timedelta(days=1)).day != 1:
            raise NoPeriod("a period is whole months")

    @classmethod
    def quarter(cls, year: int, number: int) -> "Period":
        """One quarter, 1 to 4, of a year."""
        return cls.of_months(year, 3 * number - 2, year, 3 * number)

    @classmethod
    def of_months(cls, year: int, month: int, to_year: int, to_month: int) -> "Period":
        """From a month to a month, both included; raises NoPeriod."""
        if not (1 <= month <= 12 and 1 <= to_month <= 12 and FIRST_YEAR <= year <= to_year <= LAST_YEAR):
            raise NoPeriod("there is no such month")
        after = date(to_year + to_month // 12, to_month % 12 + 1, 1)
        return cls(date(year, month, 1), after - timedelta(days=1))

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        """The quarter that a day lies in."""
        return cls.quarter(day.year, (day.month + 2) // 3)

    @classmethod
    def named(cls, code: str) -> "Period":
        """The period with this code; raises NoPeriod."""
        if (found := _QUARTER.fullmatch(code)) and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            return cls.quarter(int(found[1]), int(found[2]))
        if found := _MONTHS.fullmatch(code):
            return cls.of_months(*map(int, found.groups()))
        raise NoPeriod(f"{code!r} is no period; write 2016-Q3 or 2014-11--2016-10")

    @property
    def is_quarter(self) -> bool:
        """Whether it is one of the four quarters of a year."""
        return self.first.month % 3 == 1 and self == Period.quarter_of(self.first)

    @property
    def number(self) -> int:
        """Which quarter of its year it begins in."""
        return (self.first.month + 2) // 3

    @property
    def code(self) -> str:
        """What it is called in commands, addresses and file names."""
        if self.is_quarter:
            return f"{self.first.year}-Q{self.number}"
        return f"{self.first:%Y-%m}--{self.last:%Y-%m}"

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.last < today

    def before(self) -> "Period":
        """The quarter before this one."""
        return Period.quarter_of(self.first - timedelta(days=1))

    def contains(self, other: "Period") -> bool:
        """Whether the other one lies in this one, and is shorter."""
        return self != other and self.first <= other.first and other.last <= self.last


def quarters(first: date, last: date) -> Iterator[Period]:
    """The quarters that touch these days, the latest first."""
    one = Period.quarter_of(last)
    while one.last >= first:
        yield one
        one = one.before()
