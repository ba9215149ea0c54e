"""What a bridge is (SIV-12): somebody is sent on to another kind of help, and one sees whether they got there.

Plain rules, no database: the places one can be sent to, the states, and which state may follow which.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from app.citizens.reading import Information

LONGEST_WHY = 500


class Destination(StrEnum):
    """Where somebody is sent; «another» is told in a few words."""

    CASEWORK = "casework"
    ADDICTION = "addiction"
    HEALTH = "health"
    JOBCENTRE = "jobcentre"
    BENEFITS = "benefits"
    HOME_SUPPORT = "home_support"
    DOCTOR = "doctor"
    HOUSING = "housing"
    ANOTHER = "another_place"


class State(StrEnum):
    """How a bridge stands."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    DID_NOT_ARRIVE = "did_not_arrive"
    NOT_RELEVANT = "not_relevant"


NEXT: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.ARRIVED, State.DID_NOT_ARRIVE, State.NOT_RELEVANT}),
    State.ARRIVED: frozenset({State.WAITING}),
    State.DID_NOT_ARRIVE: frozenset({State.WAITING, State.ARRIVED, State.NOT_RELEVANT}),
    State.NOT_RELEVANT: frozenset({State.WAITING}),
}
"""What can be said next. Whoever did not come may come later; a slip of the finger is set right by waiting again."""

ABOUT: dict[Destination, Information] = {
    Destination.ADDICTION: Information.ADDICTION,
    Destination.HEALTH: Information.HEALTH,
    Destination.DOCTOR: Information.HEALTH,
}
"""Places that tell something sensitive about whoever is sent there (rules R12); the others are general."""


class Reason(StrEnum):
    """Why something is refused as the outcome of a bridge."""

    NOT_NEXT = "not_next"
    IN_THE_FUTURE = "in_the_future"


class Refusal(ValueError):
    """This cannot be the outcome; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Sent:
    """What was entered about a bridge. Without a destination it lacks information, and is kept nonetheless."""

    to: Destination | None = None
    elsewhere: str = ""
    planned_on: date | None = None
    planned_at: time | None = None
    accompanied: bool = False

    @property
    def complete(self) -> bool:
        """Whether it says where to."""
        return self.to is not None and (self.to is not Destination.ANOTHER or bool(self.elsewhere.strip()))


def information_about(to: Destination | None) -> Information:
    """The kind of information that the destination itself gives."""
    return ABOUT.get(to, Information.GENERAL) if to else Information.GENERAL


def refuse_outcome(before: State, after: State, on: date, today: date) -> None:
    """Raise Refusal unless this can be said of the bridge now, of a day that has come."""
    if after not in NEXT[before]:
        raise Refusal(Reason.NOT_NEXT)
    if on > today:
        raise Refusal(Reason.IN_THE_FUTURE)
