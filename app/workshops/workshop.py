"""How a future workshop goes on, and what gives dots: plain rules, no database.

Three rounds (kritik, drømme, virkelighed). In each, ideas are collected, then dots are given, then they are counted;
how many an idea has is known when its round is counted, and not before. A room that is short of time may skip the dots
of the first two rounds, and end when it likes.
"""

from collections.abc import Mapping
from enum import StrEnum

LONGEST_TITLE = 120
LONGEST_ABOUT = 300
LONGEST_IDEA = 140
LONGEST_REASON = 200
MOST_IDEAS = 60
"""In one round; more cannot be read by a room."""
DOTS_USUALLY = 3
MOST_DOTS = 5
MOST_SLIPS = 60


class Round(StrEnum):
    """What a round is about."""

    CRITIQUE = "critique"
    DREAMS = "dreams"
    REALITY = "reality"


class Phase(StrEnum):
    """What a round does now."""

    IDEAS = "ideas"
    DOTS = "dots"
    COUNTED = "counted"


class Stage(StrEnum):
    """How far a workshop is."""

    PLANNED = "planned"
    CRITIQUE = "critique"
    CRITIQUE_DOTS = "critique_dots"
    CRITIQUE_COUNTED = "critique_counted"
    DREAMS = "dreams"
    DREAMS_DOTS = "dreams_dots"
    DREAMS_COUNTED = "dreams_counted"
    REALITY = "reality"
    REALITY_DOTS = "reality_dots"
    REALITY_COUNTED = "reality_counted"
    ENDED = "ended"
    CANCELLED = "cancelled"

    @property
    def round(self) -> Round | None:
        """The round that it is in; none before and after."""
        return WHERE[self][0] if self in WHERE else None

    @property
    def phase(self) -> Phase | None:
        """What the round does now; nothing before and after."""
        return WHERE[self][1] if self in WHERE else None


WHERE: dict[Stage, tuple[Round, Phase]] = {
    Stage.CRITIQUE: (Round.CRITIQUE, Phase.IDEAS),
    Stage.CRITIQUE_DOTS: (Round.CRITIQUE, Phase.DOTS),
    Stage.CRITIQUE_COUNTED: (Round.CRITIQUE, Phase.COUNTED),
    Stage.DREAMS: (Round.DREAMS, Phase.IDEAS),
    Stage.DREAMS_DOTS: (Round.DREAMS, Phase.DOTS),
    Stage.DREAMS_COUNTED: (Round.DREAMS, Phase.COUNTED),
    Stage.REALITY: (Round.REALITY, Phase.IDEAS),
    Stage.REALITY_DOTS: (Round.REALITY, Phase.DOTS),
    Stage.REALITY_COUNTED: (Round.REALITY, Phase.COUNTED),
}

NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.PLANNED: frozenset({Stage.CRITIQUE, Stage.CANCELLED}),
    Stage.CRITIQUE: frozenset({Stage.CRITIQUE_DOTS, Stage.DREAMS, Stage.ENDED}),
    Stage.CRITIQUE_DOTS: frozenset({Stage.CRITIQUE_COUNTED}),
    Stage.CRITIQUE_COUNTED: frozenset({Stage.DREAMS, Stage.ENDED}),
    Stage.DREAMS: frozenset({Stage.DREAMS_DOTS, Stage.REALITY, Stage.ENDED}),
    Stage.DREAMS_DOTS: frozenset({Stage.DREAMS_COUNTED}),
    Stage.DREAMS_COUNTED: frozenset({Stage.REALITY, Stage.ENDED}),
    Stage.REALITY: frozenset({Stage.REALITY_DOTS, Stage.ENDED}),
    Stage.REALITY_DOTS: frozenset({Stage.REALITY_COUNTED}),
    Stage.REALITY_COUNTED: frozenset({Stage.ENDED}),
    Stage.ENDED: frozenset(),
    Stage.CANCELLED: frozenset(),
}
"""What can come next. A round that was closed is never opened again, and dots that were given are counted."""

OVER = frozenset({Stage.ENDED, Stage.CANCELLED})
RUNNING = frozenset(WHERE)
BEGINS_AFTER_WINNING = frozenset({Stage.REALITY_COUNTED, Stage.ENDED})
"""Stages in which the winner can become an application."""


class Reason(StrEnum):
    """Why something at a workshop is refused."""

    NOT_NEXT = "not_next"
    NO_IDEAS = "no_ideas"
    NO_SLIPS = "no_slips"
    ROUND_CLOSED = "round_closed"
    NO_WORDS = "no_words"
    TOO_MANY_IDEAS = "too_many_ideas"
    GONE = "gone"
    NO_DOTS_LEFT = "no_dots_left"
    NO_DOT_THERE = "no_dot_there"
    NO_SUCH_SLIP = "no_such_slip"
    TOO_MANY_SLIPS = "too_many_slips"
    OVER = "over"
    NOT_A_WINNER = "not_a_winner"
    BEGUN_ALREADY = "begun_already"


class Refusal(ValueError):
    """This does not happen; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refuse_stage(before: Stage, after: Stage, ideas: int, slips: int) -> None:
    """Raise Refusal unless this may follow now: `ideas` are those of the round, `slips` those that were made."""
    if after not in NEXT[before]:
        raise Refusal(Reason.NOT_NEXT)
    if after.phase is Phase.DOTS and not ideas:
        raise Refusal(Reason.NO_IDEAS)
    if after.phase is Phase.DOTS and not slips:
        raise Refusal(Reason.NO_SLIPS)


def refuse_idea(stage: Stage, words: str, so_far: int) -> None:
    """Raise Refusal unless the round takes this idea; `so_far` it has so many."""
    if stage.phase is not Phase.IDEAS:
        raise Refusal(Reason.ROUND_CLOSED)
    if not words.strip():
        raise Refusal(Reason.NO_WORDS)
    if so_far >= MOST_IDEAS:
        raise Refusal(Reason.TOO_MANY_IDEAS)


def refuse_dot(stage: Stage, round_: Round, hidden: bool, given: int, each: int) -> None:
    """Raise Refusal unless this slip, which has `given` so many of `each` in the round, can give the idea one more."""
    refuse_change_of_dots(stage, round_)
    if hidden:
        raise Refusal(Reason.GONE)
    if given >= each:
        raise Refusal(Reason.NO_DOTS_LEFT)


def refuse_change_of_dots(stage: Stage, round_: Round) -> None:
    """Raise Refusal unless dots of this round are given now."""
    if stage.round is not round_ or stage.phase is not Phase.DOTS:
        raise Refusal(Reason.ROUND_CLOSED)


def leading(dots: Mapping[int, int]) -> frozenset[int]:
    """The ideas with most dots; several where they have as many, none where nobody gave any."""
    most = max(dots.values(), default=0)
    return frozenset(idea for idea, number in dots.items() if number == most) if most else frozenset()
