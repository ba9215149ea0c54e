"""How an activity stands, what its money adds up to, and what it lacks: plain rules, no database.

Amounts are whole øre, days local dates, instants aware.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_CALLED = 60
LONGEST_TASK = 140
LONGEST_STEP = 200
LONGEST_WHAT = 140
LONGEST_PLACE = 140
LONGEST_REPORT = 2000
LONGEST_WORDS = 300
MOST_MEETINGS = 60
MOST_ROLES = 30
MOST_CAME = 200
MOST_EXPENSES = 200
MOST_STEPS = 500
LONGEST_MEETING = timedelta(hours=14)
FURTHEST = timedelta(days=550)
OLDEST = timedelta(days=366)
REPORT_WITHIN = timedelta(days=14)
"""After the last day; then the list says that the report is missing."""


class State(StrEnum):
    """How an activity stands."""

    PLANNING = "planning"
    RUNNING = "running"
    REPORTED = "reported"
    CLOSED = "closed"


NEXT: dict[State, frozenset[State]] = {
    State.PLANNING: frozenset({State.RUNNING, State.REPORTED}),
    State.RUNNING: frozenset({State.REPORTED}),
    State.REPORTED: frozenset({State.RUNNING, State.CLOSED}),
    State.CLOSED: frozenset(),
}
"""What can come next. One that never began is reported too: the money goes back. A report that lacks something is
handed back by staff, with words.
"""

OPEN = frozenset({State.PLANNING, State.RUNNING})
"""The citizens write in it."""


class Reason(StrEnum):
    """Why something about an activity is refused."""

    NOT_GRANTED = "not_granted"
    NOT_NOW = "not_now"
    NO_DATES = "no_dates"
    ENDS_FIRST = "ends_first"
    TOO_LONG = "too_long"
    TOO_FAR = "too_far"
    TOO_LONG_AGO = "too_long_ago"
    IN_THE_FUTURE = "in_the_future"
    NOT_BEGUN = "not_begun"
    CANCELLED = "cancelled"
    CAME = "came"
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    ALREADY_THERE = "already_there"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    NO_REPORT = "no_report"
    COUNT_FIRST = "count_first"
    COUNTED_ALREADY = "counted_already"
    MORE_THAN_PAID = "more_than_paid"
    NOTHING_COUNTED = "nothing_counted"
    REST_WAITS = "rest_waits"
    NO_WORDS = "no_words"
    MONEY_MOVED = "money_moved"


class Refusal(ValueError):
    """This is not done; `reason` says why, `about` who or what was in the way."""

    def __init__(self, reason: Reason, about: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.about = about


class Missing(StrEnum):
    """What an activity lacks, in the order in which it is needed."""

    DATES = "dates"
    ROLES = "roles"
    PAYMENT = "payment"
    ATTENDANCE = "attendance"
    RECEIPTS = "receipts"
    REPORT = "report"
    REST_TO_RECEIVE = "rest_to_receive"
    CLOSING = "closing"


@dataclass(frozen=True)
class Money:
    """What was granted, paid out, spent by the receipts, and given back (øre)."""

    granted: int = 0
    paid: int = 0
    spent: int = 0
    returned: int = 0

    @property
    def to_pay(self) -> int:
        """What can still be paid out."""
        return self.granted - self.paid

    @property
    def held(self) -> int:
        """What the group was given and has not given back."""
        return self.paid - self.returned

    @property
    def left(self) -> int:
        """What should be in the box; below nothing where the group has laid money out."""
        return self.held - self.spent


@dataclass(frozen=True)
class Facts:
    """What an activity's state is judged by."""

    state: State
    meetings: int
    last_on: date | None
    unnoted: int
    """Meetings that were held, and of which nobody has said who came."""
    open_roles: int
    without_receipt: int
    rest_waits: bool
    money: Money


def refuse_step(before: State, after: State) -> None:
    """Raise Refusal unless this may follow."""
    if after not in NEXT[before]:
        raise Refusal(Reason.NOT_NOW)


def refuse_unless_open(state: State) -> None:
    """Raise Refusal where the citizens no longer write in it."""
    if state not in OPEN:
        raise Refusal(Reason.NOT_NOW)


def refuse_beginning(meetings: int) -> None:
    """Raise Refusal for an activity without a day."""
    if not meetings:
        raise Refusal(Reason.NO_DATES)


def refuse_meeting(starts: datetime, ends: datetime, now: datetime, others: int) -> None:
    """Raise Refusal for a meeting that ends before it begins, or lies where nobody can have meant it."""
    if ends <= starts:
        raise Refusal(Reason.ENDS_FIRST)
    if ends - starts > LONGEST_MEETING:
        raise Refusal(Reason.TOO_LONG)
    if starts > now + FURTHEST:
        raise Refusal(Reason.TOO_FAR)
    if starts < now - OLDEST:
        raise Refusal(Reason.TOO_LONG_AGO)
    if others >= MOST_MEETINGS:
        raise Refusal(Reason.TOO_MANY)


def refuse_attendance(on: date, cancelled: bool, today: date) -> None:
    """Raise Refusal for a meeting that was cancelled or lies on a day to come; on its own day people come early."""
    if cancelled:
        raise Refusal(Reason.CANCELLED)
    if on > today:
        raise Refusal(Reason.NOT_BEGUN)


def refuse_expense(spent_on: date, today: date, others: int) -> None:
    """Raise Refusal for a day to come, or of over a year ago."""
    if spent_on > today:
        raise Refusal(Reason.IN_THE_FUTURE)
    if spent_on < today - OLDEST:
        raise Refusal(Reason.TOO_LONG_AGO)
    if others >= MOST_EXPENSES:
        raise Refusal(Reason.TOO_MANY)


def refuse_rest(counted: int, money: Money, waits: bool) -> None:
    """Raise Refusal for more than the group can have, or while another rest waits to be received."""
    if waits:
        raise Refusal(Reason.COUNTED_ALREADY)
    if counted > money.held:
        raise Refusal(Reason.MORE_THAN_PAID)


def refuse_report(went_well: str, can_now: str, money: Money, waits: bool) -> None:
    """Raise Refusal unless it says something, and what is left in the box was counted."""
    if not (went_well.strip() and can_now.strip()):
        raise Refusal(Reason.NO_REPORT)
    if money.left > 0 and not waits:
        raise Refusal(Reason.COUNT_FIRST)


def refuse_closing(state: State, waits: bool) -> None:
    """Raise Refusal unless it was reported, and the rest was received."""
    refuse_step(state, State.CLOSED)
    if waits:
        raise Refusal(Reason.REST_WAITS)


def counted(before: int, more: int) -> int:
    """How many came unnamed, after `more` were added or taken off; never below nobody."""
    return max(0, min(before + more, MOST_CAME))


def missing(facts: Facts, today: date) -> list[Missing]:
    """What it lacks now, in order."""
    over = facts.last_on is not None and facts.last_on < today
    still_open = facts.state in OPEN
    found = {
        Missing.DATES: still_open and not facts.meetings,
        Missing.ROLES: still_open and not over and facts.open_roles > 0,
        Missing.PAYMENT: still_open and facts.money.paid == 0 and facts.money.granted > 0,
        Missing.ATTENDANCE: facts.state is State.RUNNING and facts.unnoted > 0,
        Missing.RECEIPTS: facts.state is not State.CLOSED and facts.without_receipt > 0,
        Missing.REPORT: still_open and facts.last_on is not None and facts.last_on + REPORT_WITHIN < today,
        Missing.REST_TO_RECEIVE: facts.rest_waits,
        Missing.CLOSING: facts.state is State.REPORTED and not facts.rest_waits,
    }
    return [one for one in Missing if found[one]]


def tasks_in(roles: str) -> list[str]:
    """The single tasks of what an application says about who does what: one a line, or a sentence."""
    lines = [line.strip(" -–•\t") for line in roles.replace("\r", "").split("\n")]
    return _short([line for line in lines if line])[:MOST_ROLES]


def _short(lines: Collection[str]) -> list[str]:
    return [line if len(line) <= LONGEST_TASK else f"{line[: LONGEST_TASK - 1]}…" for line in lines]
