"""When a batch takes answers, and when it is counted. Plain rules, no database; days are local dates."""

from datetime import date, timedelta
from enum import StrEnum

GRACE = timedelta(days=14)
"""After the quarter has ended: for answers on paper, and whoever was asked on its last day."""


class Phase(StrEnum):
    """How a batch stands on a day."""

    COMING = "coming"
    RUNNING = "running"
    GRACE = "grace"
    DUE = "due"
    """Over, and to be counted."""
    CLOSED = "closed"
    """Takes no answers any more, and is not counted yet."""
    ENDED = "ended"


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter that a day lies in."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, next_quarter(first) - timedelta(days=1)


def next_quarter(day: date) -> date:
    """The first day of the quarter after the one that a day lies in."""
    month = 3 * ((day.month - 1) // 3) + 4
    return date(day.year + (month > 12), (month - 1) % 12 + 1, 1)


def name_of(first: date) -> str:
    """How commands and files call the quarter that begins on this day: 2026-Q4."""
    return f"{first.year:04}-Q{(first.month + 2) // 3}"


def named(name: str) -> date:
    """The first day of the quarter of this name; raises ValueError."""
    year, _, number = name.partition("-Q")
    first = date(int(year), 3 * int(number) - 2, 1)
    if name_of(first) != name:
        raise ValueError(name)
    return first


def needing_keys(today: date) -> list[str]:
    """The names of the quarters that must have a key today: this one and the next."""
    return [name_of(quarter_of(today)[0]), name_of(next_quarter(today))]


def phase(starts_on: date, ends_on: date, closed_on: date | None, ended_on: date | None, today: date) -> Phase:
    """How a batch of these days stands today."""
    if ended_on is not None:
        return Phase.ENDED
    if closed_on is not None:
        return Phase.CLOSED
    if today < starts_on:
        return Phase.COMING
    if today <= ends_on:
        return Phase.RUNNING
    return Phase.GRACE if today <= ends_on + GRACE else Phase.DUE
