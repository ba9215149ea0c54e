"""How much was agreed for a period: every local day counts a seventh of the hours of a week. No database.

Days are dates on a Danish wall calendar, so the night when the clock changes makes no day longer or shorter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class Days:
    """From a day to a day, both included."""

    first: date
    last: date

    def __len__(self) -> int:
        """The number of days."""
        return max(0, (self.last - self.first).days + 1)

    def until(self, day: date) -> "Days":
        """The part of it that lies no later than a day; it may be empty."""
        return Days(self.first, min(self.last, day))


@dataclass(frozen=True)
class From:
    """So many minutes a week from this day, until the next."""

    from_on: date
    minutes_a_week: int


def period(unit: Unit, day: date) -> Days:
    """The ISO week (Monday to Sunday), the month or the quarter that a day lies in."""
    if unit is Unit.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6))
    if unit is Unit.MONTH:
        first = day.replace(day=1)
        return Days(first, _next_month(first) - ONE_DAY)
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = _next_month(first.replace(month=first.month + 2)) - ONE_DAY
    return Days(first, last)


def before(unit: Unit, days: Days) -> Days:
    """The period before this one."""
    return period(unit, days.first - ONE_DAY)


def after(unit: Unit, days: Days) -> Days:
    """The period after this one."""
    return period(unit, days.last + ONE_DAY)


def parts(unit: Unit, days: Days) -> list[Days]:
    """A week by its days; a month or a quarter by the ISO weeks that lie in it, the outer ones cut to it."""
    if unit is Unit.WEEK:
        return [Days(day, day) for day in (days.first + timedelta(days=turn) for turn in range(7))]
    found = []
    first = days.first
    while first <= days.last:
        last = min(period(Unit.WEEK, first).last, days.last)
        found.append(Days(first, last))
        first = last + ONE_DAY
    return found


def agreed(rows: Sequence[From], days: Days) -> Fraction:
    """The minutes agreed for these days: for each day a seventh of a week's under the row that is in force.

    `rows` in the order in which they were set: of two from the same day the later one holds.
    """
    in_force = {row.from_on: row.minutes_a_week for row in rows}
    begins = sorted(in_force)
    total = Fraction(0)
    for place, from_on in enumerate(begins):
        until = begins[place + 1] - ONE_DAY if place + 1 < len(begins) else days.last
        held = Days(max(from_on, days.first), min(until, days.last))
        total += Fraction(in_force[from_on] * len(held), 7)
    return total


def iso_week(day: date) -> int:
    """The number of the week by ISO 8601, as Danish calendars print it."""
    return day.isocalendar().week


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
