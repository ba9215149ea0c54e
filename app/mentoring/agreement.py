"""What a mentor agreement may say, and what is refused: plain rules, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.duration import FULL_WEEK, QUARTER

WARN = timedelta(weeks=4)
"""So long before its last day an agreement is said to end soon."""


class Reason(StrEnum):
    """Why something is refused as an agreement."""

    HOURS = "hours"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    OVER_A_YEAR = "over_a_year"
    OVERLAPS = "overlaps"
    WORKER = "worker"
    ENDED = "ended"


class Refusal(ValueError):
    """This cannot be agreed; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included. An agreement that was ended runs to the day before."""

    from_on: date
    to_on: date

    def overlaps(self, other: "Span") -> bool:
        """Whether a day is in both; a span that ends before it begins has no days."""
        first, last = max(self.from_on, other.from_on), min(self.to_on, other.to_on)
        return first <= last


def refuse_nonsense(minutes_a_week: int, span: Span) -> None:
    """Raise Refusal unless somebody can work so much for so long: quarters up to a full week, a year at most."""
    if minutes_a_week % QUARTER or not QUARTER <= minutes_a_week <= FULL_WEEK:
        raise Refusal(Reason.HOURS)
    if span.to_on < span.from_on:
        raise Refusal(Reason.ENDS_BEFORE_IT_BEGINS)
    if span.to_on > a_year_from(span.from_on):
        raise Refusal(Reason.OVER_A_YEAR)


def refuse_overlap(span: Span, others: Iterable[Span]) -> None:
    """Raise Refusal when the same two have another agreement on one of the days."""
    if any(span.overlaps(other) for other in others):
        raise Refusal(Reason.OVERLAPS)


def a_year_from(first: date) -> date:
    """The last day of the year that begins on this day: 1 March to the last of February."""
    try:
        return first.replace(year=first.year + 1) - timedelta(days=1)
    except ValueError:  # from 29 February
        return date(first.year + 1, 2, 28)


def ends_soon(to_on: date, today: date) -> bool:
    """Whether it is time to agree on what comes after."""
    return today <= to_on < today + WARN
