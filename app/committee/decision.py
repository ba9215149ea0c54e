"""What the committee can decide about a point, and when: plain rules, no database. Amounts are øre."""

from enum import StrEnum

from app.committee.ballot import Result
from app.committee.meeting import Reason, Refusal


class Outcome(StrEnum):
    """What was decided."""

    FULL = "full"
    PART = "part"
    DECLINED = "declined"
    ASKED = "asked"
    POSTPONED = "postponed"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    GONE = "gone"
    """The applicants took it back before it was decided."""


OF_APPLICATIONS = (Outcome.FULL, Outcome.PART, Outcome.DECLINED, Outcome.ASKED, Outcome.POSTPONED)
GRANTS = frozenset({Outcome.FULL, Outcome.PART})
WITHOUT_A_VOTE = frozenset({Outcome.ASKED, Outcome.POSTPONED, Outcome.GONE})
"""Nothing is decided by these, so they need neither a vote nor a quorum."""


def granted_by(proposed_ore: int, asked_ore: int) -> Outcome:
    """What a carried motion of so much is."""
    return Outcome.FULL if proposed_ore == asked_ore else Outcome.PART


def refuse_motion(proposed_ore: int | None, asked_ore: int) -> None:
    """Raise Refusal for a motion of nothing, or of more than is asked for."""
    if not proposed_ore or proposed_ore <= 0:
        raise Refusal(Reason.NO_AMOUNT)
    if proposed_ore > asked_ore:
        raise Refusal(Reason.MORE_THAN_ASKED)


def open_to(result: Result | None) -> tuple[Outcome, ...]:
    """What can be decided about an application after its last vote came to this (None: none was held)."""
    if result is Result.CARRIED:
        return (Outcome.FULL, Outcome.PART, Outcome.ASKED, Outcome.POSTPONED)
    if result in (Result.REJECTED, Result.TIED):
        return (Outcome.DECLINED, Outcome.ASKED, Outcome.POSTPONED)
    return (Outcome.ASKED, Outcome.POSTPONED)


def refuse(outcome: Outcome, result: Result | None, proposed_ore: int, asked_ore: int) -> None:
    """Raise Refusal for what the last vote does not bear."""
    if outcome in WITHOUT_A_VOTE:
        return
    if result is None:
        raise Refusal(Reason.NO_VOTE)
    if result is Result.NO_QUORUM:
        raise Refusal(Reason.NO_QUORUM)
    if outcome in (Outcome.FULL, Outcome.PART, Outcome.ADOPTED) and result is not Result.CARRIED:
        raise Refusal(Reason.NOT_CARRIED)
    if outcome in (Outcome.DECLINED, Outcome.NOT_ADOPTED) and result is Result.CARRIED:
        raise Refusal(Reason.CARRIED)
    if outcome in GRANTS and outcome is not granted_by(proposed_ore, asked_ore):
        raise Refusal(Reason.NOT_THE_MOTION)
