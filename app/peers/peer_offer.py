"""What can be hung up, for how long, and what becomes of it: plain rules, no database. Days are local dates."""

from datetime import date, timedelta
from enum import StrEnum

LONGEST_WHAT = 200
LONGEST_CALLED = 60
LONGEST_FOUND = 140
LONGEST_REASON = 200
MOST_UP = 60
"""At one centre; more is not read."""
DAYS_UP = (14, 30, 60)
USUALLY_UP = 30


class Kind(StrEnum):
    """Somebody offers something, or asks for it."""

    OFFERED = "offered"
    WANTED = "wanted"


class State(StrEnum):
    """How it hangs. Whether its days are over is asked of `hangs`."""

    UP = "up"
    HIDDEN = "hidden"
    TAKEN_DOWN = "taken_down"


NEXT: dict[State, frozenset[State]] = {
    State.UP: frozenset({State.HIDDEN, State.TAKEN_DOWN}),
    State.HIDDEN: frozenset({State.UP, State.TAKEN_DOWN}),
    State.TAKEN_DOWN: frozenset(),
}
"""What can come next: what staff hid can be shown again; what was taken down is written anew."""


class Reason(StrEnum):
    """Why it cannot be hung up, hidden or taken down."""

    BOARD_FULL = "board_full"
    NOT_NOW = "not_now"
    NO_REASON = "no_reason"
    NO_DAYS = "no_days"


class Refusal(ValueError):
    """This is not done; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refuse_step(before: State, after: State) -> None:
    """Raise Refusal unless this may follow."""
    if after not in NEXT[before]:
        raise Refusal(Reason.NOT_NOW)


def hangs(state: State, until: date, today: date) -> bool:
    """Whether it is read by all; the last day counts."""
    return state is State.UP and today <= until


def until(days: int, today: date) -> date:
    """The last day of something hung up today for so many days; raises Refusal for any other number."""
    if days not in DAYS_UP:
        raise Refusal(Reason.NO_DAYS)
    return today + timedelta(days=days)
