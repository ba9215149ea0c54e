"""How a record stands: open, closed, dead or moved away; how long a safety note lasts; which days can be meant."""

from datetime import date, timedelta
from enum import StrEnum

LONGEST_BACK = timedelta(days=20 * 366)
SAFETY_USUALLY_MONTHS = 3
SAFETY_AT_MOST_MONTHS = 12


class Status(StrEnum):
    """An open record stands in lists and is found; the others are found only when asked for."""

    OPEN = "open"
    CLOSED = "closed"
    DEAD = "dead"
    MOVED = "moved"


NEXT: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.CLOSED, Status.DEAD, Status.MOVED}),
    Status.CLOSED: frozenset({Status.OPEN, Status.DEAD, Status.MOVED}),
    Status.MOVED: frozenset({Status.OPEN, Status.DEAD, Status.CLOSED}),
    Status.DEAD: frozenset({Status.OPEN}),
}
"""What can follow what. Every step can be taken back by a new one; a death only as a mistake."""


class Problem(StrEnum):
    """Why something cannot be kept about a record."""

    NOT_FROM_HERE = "not_from_here"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    NO_REASON = "no_reason"
    OVER = "over"
    TOO_LONG = "too_long"


class NotKept(ValueError):
    """This cannot be kept; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def refuse_step(before: Status, after: Status, reason: str) -> None:
    """Raise NotKept unless this status can follow that one. Closing a record says why."""
    if after not in NEXT[before]:
        raise NotKept(Problem.NOT_FROM_HERE)
    if after is Status.CLOSED and not reason.strip():
        raise NotKept(Problem.NO_REASON)


def refuse_day(on: date, today: date) -> None:
    """Raise NotKept unless something can have happened on this day: not in the future, nor over twenty years ago."""
    if on > today:
        raise NotKept(Problem.IN_THE_FUTURE)
    if on < today - LONGEST_BACK:
        raise NotKept(Problem.TOO_LONG_AGO)


def refuse_expiry(until: date, today: date) -> None:
    """Raise NotKept unless a safety note can stand until this day: today or later, at most twelve months away."""
    if until < today:
        raise NotKept(Problem.OVER)
    if until > months_after(today, SAFETY_AT_MOST_MONTHS):
        raise NotKept(Problem.TOO_LONG)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, clamped to that month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))
