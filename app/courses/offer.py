"""Offers at the centres, and who came: plain rules, no database. Days are local dates."""

from datetime import date, timedelta
from enum import StrEnum

LONGEST_NAME = 120
LONGEST_RUN_BY = 120
LONGEST_WHEN = 200
MOST_AT_ONCE = 200
OLDEST = timedelta(days=366)


class Topic(StrEnum):
    """What an offer is about: who came to one about health or addiction is known by need alone (rules R12)."""

    GENERAL = "general"
    HEALTH = "health"
    ADDICTION = "addiction"


class Reason(StrEnum):
    """Why an offer, or an attendance, is refused."""

    NO_NAME = "no_name"
    NO_CENTRE = "no_centre"
    ENDS_FIRST = "ends_first"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    NOT_OFFERED = "not_offered"
    ALREADY_THERE = "already_there"
    NOBODY = "nobody"
    CENTRE = "centre"


class Refusal(ValueError):
    """This cannot be kept; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refuse_offer(name: str, centre_ids: frozenset[int], from_on: date, to_on: date | None) -> None:
    """Raise Refusal unless it has a name, a centre, and days in order."""
    if not name.strip():
        raise Refusal(Reason.NO_NAME)
    if not centre_ids:
        raise Refusal(Reason.NO_CENTRE)
    if to_on is not None and to_on < from_on:
        raise Refusal(Reason.ENDS_FIRST)


def refuse_day(on: date, from_on: date, to_on: date | None, today: date) -> None:
    """Raise Refusal for a day to come, of over a year ago, or on which it was not offered."""
    if on > today:
        raise Refusal(Reason.IN_THE_FUTURE)
    if on < today - OLDEST:
        raise Refusal(Reason.TOO_LONG_AGO)
    if on < from_on or (to_on is not None and on > to_on):
        raise Refusal(Reason.NOT_OFFERED)


def counted(before: int, more: int) -> int:
    """How many came without a name, after `more` were added or (negative) taken back; never below nobody."""
    return max(0, min(before + more, MOST_AT_ONCE))
