"""How a definition comes about (SIV-56): somebody proposes it, the teams are heard, the steering group adopts it.

Plain rules, no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_WORDS = 1000
LONGEST_TEAM = 120
LONGEST_NOTE = 1000
MOST_GROUPS = 8
LONGEST_GROUP = 80


class State(StrEnum):
    """How a definition stands."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


NEXT: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.ADOPTED, State.WITHDRAWN}),
    State.ADOPTED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
"""What can become of it. An adopted one is replaced by the next, never changed."""


class Reason(StrEnum):
    """Why something about a definition is refused."""

    NOT_NEXT = "not_next"
    NOBODY_HEARD = "nobody_heard"
    ANOTHER_IS_OPEN = "another_is_open"
    NO_GROUPS = "no_groups"
    TWO_GROUPS = "two_groups"
    IN_THE_FUTURE = "in_the_future"
    NUMBER = "number"


class Refusal(ValueError):
    """This cannot be; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Setting:
    """A number that a definition decides: what it is in the first version, and between what it can be."""

    first: int
    lowest: int
    highest: int


def refuse_adoption(state: State, heard: int) -> None:
    """Raise Refusal unless a proposal can be adopted: it is open, and at least one team was heard."""
    refuse_step(state, State.ADOPTED)
    if heard == 0:
        raise Refusal(Reason.NOBODY_HEARD)


def refuse_step(state: State, to: State) -> None:
    """Raise Refusal(NOT_NEXT) where this cannot become of it."""
    if to not in NEXT[state]:
        raise Refusal(Reason.NOT_NEXT)


def refuse_hearing(state: State, heard_on: date, today: date) -> None:
    """Raise Refusal unless somebody can be noted as heard: the proposal is open, and the day is not to come."""
    if state is not State.PROPOSED:
        raise Refusal(Reason.NOT_NEXT)
    if heard_on > today:
        raise Refusal(Reason.IN_THE_FUTURE)


def refuse_groups(members: Sequence[Sequence[str]], may_overlap: bool) -> None:
    """Raise Refusal unless these can be the groups of a table: at least one with a member; none in two groups, where
    the groups are sums of disjoint rows.
    """
    if not any(members):
        raise Refusal(Reason.NO_GROUPS)
    everything = [member for group in members for member in group]
    if not may_overlap and len(everything) != len(set(everything)):
        raise Refusal(Reason.TWO_GROUPS)


def refuse_setting(setting: Setting | None, value: int | None) -> None:
    """Raise Refusal(NUMBER) unless the number lies where it can be."""
    if setting is not None and (value is None or not setting.lowest <= value <= setting.highest):
        raise Refusal(Reason.NUMBER)
