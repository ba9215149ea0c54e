"""What a meeting and its points can come to, seats and their terms, and what is refused: plain rules, no database.

Days are local dates.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

LONGEST_NAME = 80
LONGEST_PLACE = 200
LONGEST_REMARKS = 4_000
LONGEST_CONDITIONS = 1_000
LONGEST_WORDS = 4_000
LONGEST_SOURCE = 300
MOST_SUBSTITUTES = 20
FURTHEST = timedelta(days=366)
LONGEST_TERM = timedelta(days=4 * 366)


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class MeetingStep(StrEnum):
    """What is done with a meeting."""

    OPEN = "open"
    CLOSE = "close"
    CANCEL = "cancel"


NEXT: Mapping[MeetingState, Mapping[MeetingStep, MeetingState]] = {
    MeetingState.PLANNED: {MeetingStep.OPEN: MeetingState.OPEN, MeetingStep.CANCEL: MeetingState.CANCELLED},
    MeetingState.OPEN: {MeetingStep.CLOSE: MeetingState.CLOSED},
    MeetingState.CLOSED: {},
    MeetingState.CANCELLED: {},
}


class PointState(StrEnum):
    """Where a point of the agenda stands."""

    WAITING = "waiting"
    VOTING = "voting"
    VOTED = "voted"
    SETTLED = "settled"


class PointStep(StrEnum):
    """What is done with a point."""

    OPEN_VOTE = "open_vote"
    CLOSE_VOTE = "close_vote"
    SETTLE = "settle"


NEXT_OF_POINT: Mapping[PointState, Mapping[PointStep, PointState]] = {
    PointState.WAITING: {PointStep.OPEN_VOTE: PointState.VOTING, PointStep.SETTLE: PointState.SETTLED},
    PointState.VOTING: {PointStep.CLOSE_VOTE: PointState.VOTED},
    PointState.VOTED: {PointStep.OPEN_VOTE: PointState.VOTING, PointStep.SETTLE: PointState.SETTLED},
    PointState.SETTLED: {},
}


class Reason(StrEnum):
    """Why something is refused."""

    NOT_NOW = "not_now"
    NOT_OPEN = "not_open"
    VOTE_IS_OPEN = "vote_is_open"
    POINTS_WAIT = "points_wait"
    IN_THE_PAST = "in_the_past"
    TOO_FAR = "too_far"
    NOT_THE_DAY = "not_the_day"
    ALREADY_ON_AN_AGENDA = "already_on_an_agenda"
    NOT_WAITING = "not_waiting"
    NO_VOTE = "no_vote"
    HAS_INTEREST = "has_interest"
    VOTED_ON_TABLET = "voted_on_tablet"
    VOTE_CLOSED = "vote_closed"
    TOO_LATE = "too_late"
    NOT_PRESENT = "not_present"
    NO_QUORUM = "no_quorum"
    NOT_CARRIED = "not_carried"
    CARRIED = "carried"
    NOT_THE_MOTION = "not_the_motion"
    VOTE_AGAIN = "vote_again"
    NO_AMOUNT = "no_amount"
    MORE_THAN_ASKED = "more_than_asked"
    NO_WORDS = "no_words"
    NOT_JUDGED = "not_judged"
    NO_CRITERIA = "no_criteria"
    ADOPTED = "adopted"
    NO_NAME = "no_name"
    NAME_TAKEN = "name_taken"
    ENDS_FIRST = "ends_first"
    TERM_TOO_LONG = "term_too_long"
    NOT_A_MEMBER = "not_a_member"
    ACCOUNT_TAKEN = "account_taken"
    PLACE_TAKEN = "place_taken"
    HAS_VOTED = "has_voted"


class Refusal(ValueError):
    """This cannot be done; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def after(state: MeetingState, step: MeetingStep) -> MeetingState:
    """The meeting's state after a step; raises Refusal(NOT_NOW) where it cannot be taken."""
    if step not in NEXT[state]:
        raise Refusal(Reason.NOT_NOW)
    return NEXT[state][step]


def point_after(state: PointState, step: PointStep) -> PointState:
    """The point's state after a step; raises Refusal where it cannot be taken."""
    if step not in NEXT_OF_POINT[state]:
        raise Refusal(Reason.VOTE_IS_OPEN if state is PointState.VOTING else Reason.NOT_NOW)
    return NEXT_OF_POINT[state][step]


def refuse_day(held_on: date, today: date) -> None:
    """Raise Refusal for a meeting of a day gone by, or over a year ahead."""
    if held_on < today:
        raise Refusal(Reason.IN_THE_PAST)
    if held_on > today + FURTHEST:
        raise Refusal(Reason.TOO_FAR)


def refuse_seat(name: str, from_on: date, to_on: date) -> None:
    """Raise Refusal for a seat without a name, or a term that ends before it begins or lasts over four years."""
    if not name.strip():
        raise Refusal(Reason.NO_NAME)
    if to_on < from_on:
        raise Refusal(Reason.ENDS_FIRST)
    if to_on - from_on > LONGEST_TERM:
        raise Refusal(Reason.TERM_TOO_LONG)
