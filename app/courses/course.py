"""From the wish for treatment to its end, and the clock that runs from the wish (rules R3). Plain rules, no database.

Days are local dates, so a change of the clocks moves no deadline.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_WORDS = 500
LONGEST_CODE = 40
OLDEST = timedelta(days=366)
SOON_DAYS = 3
"""So many days before the last one, the clock is amber."""


class Wish(StrEnum):
    """Treatment for what."""

    ALCOHOL = "alcohol"
    DRUGS = "drugs"


class State(StrEnum):
    """Where the steps have led."""

    WISHED = "wished"
    OFFERED = "offered"
    STARTED = "started"
    ENDED = "ended"


class Step(StrEnum):
    """What happened: a first talk was offered for a day, treatment started, it ended. A step is a row; one that was
    wrong is taken back, and then counts no more.
    """

    OFFERED = "offered"
    STARTED = "started"
    ENDED = "ended"


class Ending(StrEnum):
    """How it ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    OTHER_TREATMENT = "other_treatment"
    CHANGED_MIND = "changed_mind"
    LOST = "lost"
    TWICE = "twice"


NEXT: dict[State, dict[Step, State]] = {
    State.WISHED: {Step.OFFERED: State.OFFERED, Step.STARTED: State.STARTED, Step.ENDED: State.ENDED},
    State.OFFERED: {Step.OFFERED: State.OFFERED, Step.STARTED: State.STARTED, Step.ENDED: State.ENDED},
    State.STARTED: {Step.ENDED: State.ENDED},
    State.ENDED: {},
}
"""Which steps can be taken in a state, and where each leads."""


class Reason(StrEnum):
    """Why a wish or a step is refused."""

    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    BEFORE_THE_WISH = "before_the_wish"
    TOO_FAR = "too_far"
    NOT_NOW = "not_now"
    HOW = "how"


class Refusal(ValueError):
    """This cannot be kept; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Urgency(StrEnum):
    """How the clock stands."""

    OVERDUE = "overdue"
    SOON = "soon"
    RUNNING = "running"
    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Clock:
    """The clock on a day: how urgent, and the days that are left (negative: late), or that the start took."""

    urgency: Urgency
    days: int


def after(state: State, step: Step) -> State:
    """The state after a step; raises Refusal(NOT_NOW) where it cannot be taken."""
    if step not in NEXT[state]:
        raise Refusal(Reason.NOT_NOW)
    return NEXT[state][step]


def state_of(steps: Iterable[Step]) -> State:
    """Where these steps, in their order, have led; raises Refusal(NOT_NOW) for an order that cannot be."""
    state = State.WISHED
    for step in steps:
        state = after(state, step)
    return state


def due_on(wished_on: date, days: int) -> date:
    """The last day on which treatment starts in time."""
    return wished_on + timedelta(days=days)


def refuse_wish(wished_on: date, today: date) -> None:
    """Raise Refusal for a wish of a day to come, or of over a year ago."""
    if wished_on > today:
        raise Refusal(Reason.IN_THE_FUTURE)
    if wished_on < today - OLDEST:
        raise Refusal(Reason.TOO_LONG_AGO)


def refuse_step(step: Step, happened_on: date, ending: Ending | None, wished_on: date, today: date) -> None:
    """Raise Refusal for a day before the wish; for one to come, unless a talk is offered for it; and for an end of
    which nobody says how.
    """
    if happened_on < wished_on:
        raise Refusal(Reason.BEFORE_THE_WISH)
    if step is not Step.OFFERED and happened_on > today:
        raise Refusal(Reason.IN_THE_FUTURE)
    if happened_on > today + OLDEST:
        raise Refusal(Reason.TOO_FAR)
    if (step is Step.ENDED) != (ending is not None):
        raise Refusal(Reason.HOW)


def clock_of(wished_on: date, due: date, started_on: date | None, state: State, today: date) -> Clock:
    """How the clock stands today; one who ended before a start has none that runs."""
    if started_on is not None:
        took = (started_on - wished_on).days
        return Clock(Urgency.IN_TIME if started_on <= due else Urgency.TOO_LATE, took)
    if state is State.ENDED:
        return Clock(Urgency.STOPPED, 0)
    left = (due - today).days
    if left < 0:
        return Clock(Urgency.OVERDUE, left)
    return Clock(Urgency.SOON if left <= SOON_DAYS else Urgency.RUNNING, left)


WORDS = (
    "Ahorn",
    "Birk",
    "Bølge",
    "Eg",
    "Fyr",
    "Gran",
    "Hassel",
    "Havre",
    "Hyld",
    "Kastanje",
    "Klint",
    "Kløver",
    "Lind",
    "Lyng",
    "Lærk",
    "Mos",
    "Måge",
    "Pil",
    "Poppel",
    "Ravn",
    "Rose",
    "Rug",
    "Skov",
    "Snegl",
    "Sol",
    "Spurv",
    "Strand",
    "Svale",
    "Tang",
    "Timian",
    "Vikke",
    "Ørred",
)


def code_of(number: int) -> str:
    """What somebody without a record can say to be found again: a word and a number, each only once («Birk 12»).

    It names nobody, and opens nothing: who may see a course is decided without it.
    """
    return f"{WORDS[number % len(WORDS)]} {10 + number // len(WORDS)}"
