"""How a pool adds up, and what can be done with it: plain rules, no database. Amounts are whole øre."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_REASON = 300
MOST = 1_000_000_000
"""Øre; ten million kroner a year is more than any such pool, and fits into a column of both databases."""
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Kind(StrEnum):
    """What a line of the ledger moves."""

    BUDGET = "budget"
    FRAME = "frame"
    RESERVED = "reserved"
    RELEASED = "released"
    GRANTED = "granted"
    PAID = "paid"
    RETURNED = "returned"


COLUMN: dict[Kind, str] = {
    Kind.BUDGET: "budget",
    Kind.FRAME: "frame",
    Kind.RESERVED: "reserved",
    Kind.RELEASED: "reserved",
    Kind.GRANTED: "granted",
    Kind.PAID: "paid",
    Kind.RETURNED: "returned",
}
"""Which sum each kind belongs to. What is released is written below nothing: every sum is the sum of its lines."""


class Reason(StrEnum):
    """Why something cannot be done with the pool."""

    NOT_ENOUGH = "not_enough"
    FRAME_ABOVE_BUDGET = "frame_above_budget"
    NOT_RESERVED = "not_reserved"
    NOT_GRANTED = "not_granted"
    ABOVE_THE_GRANT = "above_the_grant"
    ABOVE_WHAT_WAS_PAID = "above_what_was_paid"
    GRANTED_BEFORE = "granted_before"
    NO_POOL = "no_pool"
    TOO_MUCH = "too_much"
    NOTHING = "nothing"
    NO_REASON = "no_reason"
    IS_A_CORRECTION = "is_a_correction"
    BELOW_NOTHING = "below_nothing"
    YEAR_TAKEN = "year_taken"


class Refusal(ValueError):
    """This cannot be done; `reason` says why, `left` how many øre there are to take from."""

    def __init__(self, reason: Reason, left: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.left = left


@dataclass(frozen=True)
class Totals:
    """The sums of a pool, or of one grant of it, in øre."""

    budget: int = 0
    frame: int = 0
    reserved: int = 0
    granted: int = 0
    paid: int = 0
    returned: int = 0

    @property
    def remaining(self) -> int:
        """What can still be given."""
        return self.frame - self.reserved - self.granted + self.returned

    @property
    def kept(self) -> int:
        """What is given and was not given back."""
        return self.granted - self.returned

    @property
    def to_pay(self) -> int:
        """What is granted and not paid out."""
        return self.granted - self.paid

    @property
    def to_return(self) -> int:
        """What is paid out and not given back."""
        return self.paid - self.returned


def moved(totals: Totals, kind: Kind, ore: int) -> Totals:
    """The sums after another line; whether they can be is for `refuse` to say."""
    column = COLUMN[kind]
    return replace(totals, **{column: getattr(totals, column) + ore})


def added_up(lines: Iterable[tuple[Kind, int]]) -> Totals:
    """The sums of these lines."""
    totals = Totals()
    for kind, ore in lines:
        totals = moved(totals, kind, ore)
    return totals


def refuse(before: Totals, after: Totals) -> None:
    """Raise Refusal for sums of a year that cannot be: more given than there is, more paid than given, and so on."""
    if after.remaining < 0:
        raise Refusal(Reason.NOT_ENOUGH, max(0, before.remaining))
    if after.frame > after.budget:
        raise Refusal(Reason.FRAME_ABOVE_BUDGET, before.budget)
    if after.budget > MOST:
        raise Refusal(Reason.TOO_MUCH, MOST)
    refuse_parts(before, after)


def refuse_parts(before: Totals, after: Totals) -> None:
    """Raise Refusal for sums of a year, or of one grant, of which a part is more than the whole."""
    if after.reserved < 0:
        raise Refusal(Reason.NOT_RESERVED, before.reserved)
    if after.paid > after.granted:
        raise Refusal(Reason.ABOVE_THE_GRANT if before.granted else Reason.NOT_GRANTED, before.to_pay)
    if after.returned > after.paid:
        raise Refusal(Reason.ABOVE_WHAT_WAS_PAID, before.to_return)
    if min(after.budget, after.frame, after.granted, after.paid, after.returned) < 0:
        raise Refusal(Reason.BELOW_NOTHING)
