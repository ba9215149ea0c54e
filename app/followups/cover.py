"""Who covers for whom, from which day to which: plain rules, no database (SIV-05)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST = timedelta(days=366)


class Reason(StrEnum):
    """Why an arrangement is refused."""

    SELF = "self"
    ENDS_FIRST = "ends_first"
    OVER = "over"
    TOO_LONG = "too_long"
    ALREADY_COVERED = "already_covered"
    AWAY_TOO = "away_too"
    NO_SHARED_PLACE = "no_shared_place"
    NOT_YOURS = "not_yours"


class Refusal(ValueError):
    """This cannot be arranged; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Span:
    """Somebody's tasks are covered by somebody, from the first day to the last, both included."""

    absent_id: int
    covering_id: int
    first_on: date
    last_on: date

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.first_on <= day <= self.last_on

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return self.first_on <= other.last_on and other.first_on <= self.last_on


def refuse_nonsense(wanted: Span, others: Iterable[Span], today: date) -> None:
    """Raise Refusal unless this can be arranged beside the others that are not ended."""
    if wanted.absent_id == wanted.covering_id:
        raise Refusal(Reason.SELF)
    if wanted.last_on < wanted.first_on:
        raise Refusal(Reason.ENDS_FIRST)
    if wanted.last_on < today:
        raise Refusal(Reason.OVER)
    if wanted.last_on - wanted.first_on > LONGEST:
        raise Refusal(Reason.TOO_LONG)
    for other in others:
        if not wanted.meets(other):
            continue
        if other.absent_id == wanted.absent_id:
            raise Refusal(Reason.ALREADY_COVERED)
        if other.absent_id == wanted.covering_id:
            raise Refusal(Reason.AWAY_TOO)
