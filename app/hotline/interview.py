"""What becomes of a job interview: plain rules, no database. Days are local dates."""

from datetime import date, timedelta
from enum import StrEnum

LONGEST_WHERE = 200
LONGEST_WORDS = 500
FURTHEST = timedelta(days=366)


class Outcome(StrEnum):
    """What came of it; nobody knows yet while it is `waiting`."""

    WAITING = "waiting"
    GOT_THE_JOB = "got_the_job"
    NEXT_TALK = "next_talk"
    NO = "no"
    DID_NOT_GO = "did_not_go"


KNOWN = frozenset(Outcome) - {Outcome.WAITING}

NEXT: dict[Outcome, frozenset[Outcome]] = {
    Outcome.WAITING: KNOWN,
    **{known: frozenset(Outcome) - {known} for known in Outcome if known is not Outcome.WAITING},
}
"""What can be said after what was said before: an answer can be set right, or taken back."""


class Reason(StrEnum):
    """Why an interview, or what came of it, is refused."""

    NO_PLACE = "no_place"
    TOO_FAR = "too_far"
    NOT_YET = "not_yet"
    ALREADY_SAID = "already_said"
    ELSEWHERE = "elsewhere"


class Refusal(ValueError):
    """This cannot be kept; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refuse_plan(where: str, held_on: date, today: date) -> None:
    """Raise Refusal unless it says where, and lies within a year of today."""
    if not where.strip():
        raise Refusal(Reason.NO_PLACE)
    if not today - FURTHEST <= held_on <= today + FURTHEST:
        raise Refusal(Reason.TOO_FAR)


def refuse_outcome(before: Outcome, said: Outcome, held_on: date, today: date) -> None:
    """Raise Refusal for what does not follow, or is said before the day; that somebody will not go is known earlier."""
    if said not in NEXT[before]:
        raise Refusal(Reason.ALREADY_SAID)
    if held_on > today and said not in (Outcome.WAITING, Outcome.DID_NOT_GO):
        raise Refusal(Reason.NOT_YET)


def is_due(outcome: Outcome, held_on: date, today: date) -> bool:
    """Whether somebody should ask now how it went: its day has passed."""
    return outcome is Outcome.WAITING and held_on < today


def due_on(held_on: date) -> date:
    """The day from which somebody asks: the one after."""
    return held_on + timedelta(days=1)
