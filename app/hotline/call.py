"""What can happen to a call, and who answers it: plain rules, no database."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_QUESTION = 1000
LONGEST_ANSWER = 2000
LONGEST_NAME = 120
MOST_MINUTES = 240
USUAL_MINUTES = 5
ANSWERING_DEPARTMENT = "borgerservice"
"""How the name of the department begins that answers the hotline, without regard to case."""


class How(StrEnum):
    """How it was asked: on the phone now, or in writing, to be answered when somebody can."""

    PHONE = "phone"
    WRITTEN = "written"


class State(StrEnum):
    """Where a call stands."""

    OPEN = "open"
    ANSWERED = "answered"
    DROPPED = "dropped"


class Step(StrEnum):
    """What can be done about a call."""

    ANSWERED = "answered"
    DROPPED = "dropped"
    REOPENED = "reopened"


NEXT: dict[State, dict[Step, State]] = {
    State.OPEN: {Step.ANSWERED: State.ANSWERED, Step.DROPPED: State.DROPPED},
    State.ANSWERED: {Step.REOPENED: State.OPEN},
    State.DROPPED: {Step.REOPENED: State.OPEN},
}
"""Which steps can be taken in a state, and where each leads."""


class Reason(StrEnum):
    """Why a call or an answer is refused."""

    NO_QUESTION = "no_question"
    NO_ANSWER = "no_answer"
    MINUTES = "minutes"
    NOT_NOW = "not_now"
    NOBODY_THERE = "nobody_there"


class Refusal(ValueError):
    """This cannot be asked or answered so; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Answered:
    """The answer: in words, how long the call took (none where it was written), and who gave it, where somebody else
    writes it down. On the phone the words may be missing: the asker heard them.
    """

    words: str = ""
    minutes: int | None = None
    given_by: str = ""


def after(state: State, step: Step) -> State:
    """The state after a step; raises Refusal(NOT_NOW) where it cannot be taken."""
    if step not in NEXT[state]:
        raise Refusal(Reason.NOT_NOW)
    return NEXT[state][step]


def refuse_answer(answered: Answered) -> None:
    """Raise Refusal for an answer that is neither words nor a call, or for minutes that no call takes."""
    if answered.minutes is not None and not 1 <= answered.minutes <= MOST_MINUTES:
        raise Refusal(Reason.MINUTES)
    if answered.minutes is None and not answered.words.strip():
        raise Refusal(Reason.NO_ANSWER)


@dataclass(frozen=True)
class Seat:
    """A role that somebody holds now: at which centre, under which controller, and for a caseworker the department."""

    centre_id: int
    controller_id: int
    department_id: int | None


def answers(seats: frozenset[Seat], department_id: int, centre_id: int) -> bool:
    """Whether somebody answers this department's calls from this centre: as a caseworker of the department there."""
    return any(seat.department_id == department_id and seat.centre_id == centre_id for seat in seats)
