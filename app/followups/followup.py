"""What can happen to a follow-up, when it is late, and what is refused as one: plain rules, no database.

Days are local dates, so a change of the clocks moves no due day.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Step(StrEnum):
    """What somebody did about a follow-up. A step is a row, with who and when."""

    DONE = "done"
    POSTPONED = "postponed"
    NOT_RELEVANT = "not_relevant"
    TAKEN_OVER = "taken_over"
    REWORDED = "reworded"
    REOPENED = "reopened"


class State(StrEnum):
    """Where the steps have led."""

    OPEN = "open"
    DONE = "done"
    NOT_RELEVANT = "not_relevant"


NEXT: dict[State, dict[Step, State]] = {
    State.OPEN: {
        Step.DONE: State.DONE,
        Step.POSTPONED: State.OPEN,
        Step.NOT_RELEVANT: State.NOT_RELEVANT,
        Step.TAKEN_OVER: State.OPEN,
        Step.REWORDED: State.OPEN,
    },
    State.DONE: {Step.REOPENED: State.OPEN},
    State.NOT_RELEVANT: {Step.REOPENED: State.OPEN},
}
"""Which steps can be taken in a state, and where each leads."""


class When(StrEnum):
    """How urgent an open follow-up is on a day."""

    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    LATER = "later"


COMING_DAYS = 7
FURTHEST = timedelta(days=2 * 366)
LONGEST_TEXT = 200
LONGEST_REASON = 300
UNDO_FOR = timedelta(minutes=5)
"""For how long what one has just handled stays in its place, marked, with a way to undo it."""


class Reason(StrEnum):
    """Why a follow-up, or a step of one, is refused."""

    NO_TEXT = "no_text"
    IN_THE_PAST = "in_the_past"
    TOO_FAR = "too_far"
    NO_REASON = "no_reason"
    NOT_NOW = "not_now"


class Refusal(ValueError):
    """This cannot be agreed or done; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def state_of(steps: Iterable[Step]) -> State:
    """Where these steps, in their order, have led; raises Refusal(NOT_NOW) for an order that cannot be."""
    state = State.OPEN
    for step in steps:
        state = after(state, step)
    return state


def after(state: State, step: Step) -> State:
    """The state after a step; raises Refusal(NOT_NOW) where it cannot be taken."""
    if step not in NEXT[state]:
        raise Refusal(Reason.NOT_NOW)
    return NEXT[state][step]


def refuse_text(text: str) -> None:
    """Raise Refusal unless it says what is to be done."""
    if not text.strip():
        raise Refusal(Reason.NO_TEXT)


def refuse_day(due_on: date, today: date) -> None:
    """Raise Refusal for a day that is over, or more than two years ahead. Local dates."""
    if due_on < today:
        raise Refusal(Reason.IN_THE_PAST)
    if due_on > today + FURTHEST:
        raise Refusal(Reason.TOO_FAR)


def when(due_on: date, today: date) -> When:
    """How urgent it is today. Local dates."""
    if due_on < today:
        return When.OVERDUE
    if due_on == today:
        return When.TODAY
    return When.COMING if due_on <= today + timedelta(days=COMING_DAYS) else When.LATER


def coming_until(today: date) -> date:
    """The last day that counts as coming."""
    return today + timedelta(days=COMING_DAYS)
