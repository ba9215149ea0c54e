"""How somebody who came to a session stands: waiting, talking, seen or gone. Plain rules, no database."""

from enum import StrEnum


class State(StrEnum):
    """How a visit stands."""

    WAITING = "waiting"
    TALKING = "talking"
    SEEN = "seen"
    LEFT = "left"


ON_THE_BOARD = (State.WAITING, State.TALKING)
"""States in which somebody is there."""

NEXT: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.TALKING, State.LEFT}),
    State.TALKING: frozenset({State.SEEN, State.WAITING, State.LEFT}),
    State.SEEN: frozenset({State.WAITING, State.TALKING}),
    State.LEFT: frozenset({State.WAITING}),
}
"""What can come next. Whoever was handed on waits again; whoever left may come back; a slip of the finger is undone by
waiting again.
"""


class BroughtBy(StrEnum):
    """Who brought somebody to the session (SIV-21)."""

    SELF = "self"
    SKP = "skp"
    CENTRE_WORKER = "centre_worker"
    CALLED_IN = "called_in"
    HOSPITAL = "hospital"
    HOME_SUPPORT = "home_support"
    PROBATION = "probation"
    ANOTHER = "another_partner"


class Reason(StrEnum):
    """Why a step on the board is refused."""

    TAKEN = "taken"
    NOT_NEXT = "not_next"
    SESSION_CLOSED = "session_closed"
    NOT_YET = "not_yet"
    ALREADY_HERE = "already_here"


class Refusal(ValueError):
    """This step is not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refuse_step(before: State, after: State) -> None:
    """Raise Refusal unless this may follow: TAKEN where somebody else was first, else NOT_NEXT."""
    if after in NEXT[before]:
        return
    raise Refusal(Reason.TAKEN if before is after is State.TALKING else Reason.NOT_NEXT)
