"""Who may decide what (SIV-23): one rule over the rows of the competence plan, the departments that somebody is there
for, and the day. Plain rules, no database; asked by every page, and enforced where a decision is stored.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_TEXT = 4000
LONGEST_REASON = 500
"""Letters: why a decision is replaced, what somebody is asked to decide, why it was sent back."""


@dataclass(frozen=True)
class Row:
    """The plan says: this department decides this kind, from the first of these days to the last (none: no end)."""

    department_id: int
    kind_id: int
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the row is valid on the day; both its days are among them."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Reason(StrEnum):
    """Why a decision is not recorded, or a request or a row of the plan refused."""

    NO_CITIZEN = "no_citizen"
    KIND = "kind"
    GROUND = "ground"
    NOT_THERE_FOR_IT = "not_there_for_it"
    NOT_IN_THE_PLAN = "not_in_the_plan"
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_NOT_MEANT = "amount_not_meant"
    NO_TEXT = "no_text"
    NO_REASON = "no_reason"
    REPLACED = "replaced"
    ANOTHERS = "anothers"
    ANSWERED = "answered"
    RECEIVER = "receiver"
    IN_THE_PAST = "in_the_past"
    OVERLAPS = "overlaps"
    ENDS_BEFORE = "ends_before"
    ENDED = "ended"


class Refusal(ValueError):
    """This is not done; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def deciding(kind_id: int, plan: Iterable[Row], day: date) -> frozenset[int]:
    """The departments (their ids) that decide this kind on the day."""
    return frozenset(row.department_id for row in plan if row.kind_id == kind_id and row.holds_on(day))


def decidable(department_ids: Collection[int], plan: Iterable[Row], day: date) -> frozenset[int]:
    """The kinds (their ids) that these departments decide on the day."""
    return frozenset(row.kind_id for row in plan if row.department_id in department_ids and row.holds_on(day))


def refuse_incompetent(kind_id: int, department_id: int, plan: Iterable[Row], held: Collection[int], day: date) -> None:
    """Raise Refusal unless this department decides this kind on the day, and is among those (`held`) that whoever
    decides is there for.
    """
    if department_id not in held:
        raise Refusal(Reason.NOT_THERE_FOR_IT)
    if department_id not in deciding(kind_id, plan, day):
        raise Refusal(Reason.NOT_IN_THE_PLAN)


def refuse_words(text: str, *, is_benefit: bool, amount: int | None, reason: str | None) -> None:
    """Raise Refusal unless it says what was decided, with an amount (øre) exactly where it is a single benefit, and
    with the reason where it replaces another (`reason` is not None).
    """
    if not text.strip():
        raise Refusal(Reason.NO_TEXT)
    if is_benefit and amount is None:
        raise Refusal(Reason.AMOUNT_MISSING)
    if not is_benefit and amount is not None:
        raise Refusal(Reason.AMOUNT_NOT_MEANT)
    if reason is not None and not reason.strip():
        raise Refusal(Reason.NO_REASON)


def refuse_replacing(department_id: int, of_department_id: int, *, is_closed: bool, is_replaced: bool) -> None:
    """Raise Refusal unless a decision can be replaced by one of this department: its own, and the first to do so. What
    a department decided that is closed now is anybody's who has the competence.
    """
    if is_replaced:
        raise Refusal(Reason.REPLACED)
    if department_id != of_department_id and not is_closed:
        raise Refusal(Reason.ANOTHERS)


def refuse_row(row: Row, others: Iterable[Row], today: date) -> None:
    """Raise Refusal unless the row can be added to the plan: from today on, in order, and no second one at a time."""
    if row.valid_from < today:
        raise Refusal(Reason.IN_THE_PAST)
    if row.valid_to is not None and row.valid_to < row.valid_from:
        raise Refusal(Reason.ENDS_BEFORE)
    for other in others:
        same = (other.department_id, other.kind_id) == (row.department_id, row.kind_id)
        if same and _meet(row, other):
            raise Refusal(Reason.OVERLAPS)


def refuse_last_day(row: Row, last_on: date, today: date) -> None:
    """Raise Refusal unless a row that holds, or is coming, can end on this day. Yesterday ends it at once; a row that
    was a mistake ends before it began, and never held. Earlier, what was decided under it would look unfounded.
    """
    if row.valid_to is not None and row.valid_to < today:
        raise Refusal(Reason.ENDED)
    if last_on < today - timedelta(days=1):
        raise Refusal(Reason.IN_THE_PAST)


def _meet(one: Row, other: Row) -> bool:
    first = max(one.valid_from, other.valid_from)
    return one.holds_on(first) and other.holds_on(first)


@dataclass(frozen=True)
class Made:
    """What decides who may read a decision: which department made it about whom, who decided, who was at the talk."""

    department_id: int
    decided_by_id: int
    present: frozenset[int] = frozenset()
    citizen_id: int = 0


@dataclass(frozen=True)
class Reads:
    """Who wants to read a decision: their account, and the departments that they are there for today."""

    account_id: int
    department_ids: frozenset[int] = frozenset()
    shared: frozenset[tuple[int, int]] = frozenset()
    """Citizen and department: whose decisions about whom the reader may read now, by consent or on a legal ground."""


def may_read_decision(reader: Reads, made: Made) -> bool:
    """Whether what was decided may be shown; that something was decided, and by which department, is no secret."""
    if reader.account_id == made.decided_by_id or reader.account_id in made.present:
        return True
    return made.department_id in reader.department_ids or (made.citizen_id, made.department_id) in reader.shared


def may_open_request(
    reader: Reads, involved: Collection[int], department_ids: frozenset[int], covered: frozenset[int]
) -> bool:
    """Whether a request is for the reader: one of those involved (who asked, who is asked), somebody who covers for
    one of them (`covered`: whom the reader covers for), or a colleague in one of their departments.
    """
    return bool(({reader.account_id} | covered) & set(involved)) or bool(reader.department_ids & department_ids)
