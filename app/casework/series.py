"""On which days the sessions of a series fall, and what cannot be planned. Plain rules, no database.

Days are those of a Danish wall calendar, and a session begins at the same local time all year, so the night when the
clock changes moves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from app.calendar_dk import day_off

AHEAD = timedelta(weeks=8)
"""So far ahead the sessions of a series are planned."""
FARTHEST = timedelta(days=2 * 366)
MOST_WEEKS = 12
EARLIEST, LATEST = time(6), time(23)
LONGEST_HOURS = 8
LONGEST_WISH = 200

WEEK = timedelta(weeks=1)


class Reason(StrEnum):
    """Why something is not planned, moved, cancelled or answered."""

    PAST = "past"
    TOO_FAR = "too_far"
    ENDS_FIRST = "ends_first"
    OUT_OF_ORDER = "out_of_order"
    TOO_LONG = "too_long"
    NIGHT = "night"
    DAY_OFF = "day_off"
    ALREADY_PLANNED = "already_planned"
    NOBODY = "nobody"
    NOT_THERE = "not_there"
    NO_REASON = "no_reason"
    SAME_TIME = "same_time"
    HAS_VISITS = "has_visits"
    OVER = "over"
    CANCELLED = "cancelled"
    NOT_CANCELLED = "not_cancelled"
    ANSWERED = "answered"
    ENDED = "ended"


class Refusal(ValueError):
    """This is not done; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Rhythm:
    """Every so many weeks on the weekday of the first day; without a last day it goes on."""

    from_on: date
    every_weeks: int = 1
    to_on: date | None = None

    def turns(self, first: date, last: date) -> Iterator[date]:
        """Every day between these, both included, whose turn it is, days off too."""
        step = self.every_weeks * WEEK
        day = self.from_on
        if first > day:
            day += -(-(first - day) // step) * step
        until = min(last, self.to_on) if self.to_on else last
        while day <= until:
            yield day
            day += step

    def days(self, first: date, last: date) -> list[date]:
        """The days on which there is a session: each turn but the days off."""
        return [day for day in self.turns(first, last) if day_off(day) is None]

    def skipped(self, first: date, last: date) -> list[date]:
        """The turns that fall on days off."""
        return [day for day in self.turns(first, last) if day_off(day) is not None]

    def meets(self, other: "Rhythm", first: date, last: date) -> bool:
        """Whether the two share a day between these."""
        return not set(self.turns(first, last)).isdisjoint(other.turns(first, last))


def refuse_times(starts_at: time, ends_at: time) -> None:
    """Raise Refusal unless these are hours of one day at which a centre can be open."""
    if ends_at <= starts_at:
        raise Refusal(Reason.OUT_OF_ORDER)
    if starts_at < EARLIEST or ends_at > LATEST:
        raise Refusal(Reason.NIGHT)
    if minutes_between(starts_at, ends_at) > LONGEST_HOURS * 60:
        raise Refusal(Reason.TOO_LONG)


def refuse_day(day: date, today: date) -> None:
    """Raise Refusal unless a session can be planned for this day."""
    if day < today:
        raise Refusal(Reason.PAST)
    if day - today > FARTHEST:
        raise Refusal(Reason.TOO_FAR)
    if day_off(day) is not None:
        raise Refusal(Reason.DAY_OFF)


def refuse_rhythm(rhythm: Rhythm, today: date) -> None:
    """Raise Refusal unless a series can be planned like this; one that is held once is not held on a day off."""
    if rhythm.from_on < today:
        raise Refusal(Reason.PAST)
    if rhythm.from_on - today > FARTHEST:
        raise Refusal(Reason.TOO_FAR)
    if rhythm.to_on is None:
        return
    if rhythm.to_on < rhythm.from_on:
        raise Refusal(Reason.ENDS_FIRST)
    if rhythm.to_on - today > FARTHEST + AHEAD:
        raise Refusal(Reason.TOO_FAR)
    if not rhythm.days(rhythm.from_on, rhythm.to_on):
        raise Refusal(Reason.DAY_OFF)


def minutes_between(starts_at: time, ends_at: time) -> int:
    """Minutes from one local time of a day to a later one."""
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
