"""What a transaction has written so far that the figures must hear of. Plain objects."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from app import clock
from app.monitoring import lanes
from app.monitoring.lanes import EVER_SINCE, Span


class Moment(NamedTuple):
    """A citizen, at a centre, on a day."""

    citizen_id: int
    centre_id: int
    day: date


class Tallied(NamedTuple):
    """Records of a kind, at a centre, on a day."""

    kind: str
    centre_id: int
    day: date


def _nothing() -> list[int]:
    return [0, 0, 0, 0]


@dataclass
class Touched:
    """What must be added or counted anew: contacts in the order of `ContactsRolledUp`, bits of citizens, days of
    records, and whose waiting may have ended otherwise than it did (`met`: they had one more contact, on that day).
    """

    contacts: dict[tuple[int, date], list[int]] = field(default_factory=lambda: defaultdict(_nothing))
    added: dict[Moment, int] = field(default_factory=lambda: defaultdict(int))
    seen: set[Moment] = field(default_factory=set)
    incomes: set[tuple[int, date]] = field(default_factory=set)
    known: dict[int, int] = field(default_factory=dict)
    tallied: set[Tallied] = field(default_factory=set)
    bridges: set[int] = field(default_factory=set)
    waits: set[int] = field(default_factory=set)
    met: dict[int, date] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)

    def gates(self) -> set[tuple[Span, date]]:
        """The years that are touched (and «ever»): who writes them holds their rows first, and others wait."""
        days = {day for _, day in self.contacts} | {day for _, day in self.incomes}
        days |= {moment.day for moment in (*self.seen, *self.added)} | {one.day for one in self.tallied}
        years = {(Span.YEAR, lanes.first_day(Span.YEAR, day)) for day in days}
        return years | ({(Span.EVER, EVER_SINCE)} if self.known or self.waits or self.met else set())

    def count_contact(self, centre_id: int, day: date, one: tuple[int, ...]) -> None:
        """Add a contact, or take it away."""
        kept = self.contacts[centre_id, day]
        for place, number in enumerate(one):
            kept[place] += number


def contact_counts(citizen_id: int | None, people: int, minutes: int, *, sign: int = 1) -> tuple[int, int, int, int]:
    """What a contact adds to contacts, those without a record, the people of those, and minutes."""
    nobody = citizen_id is None
    return sign, sign * nobody, sign * people * nobody, sign * minutes


def day_of(at: datetime | date) -> date:
    """The local day of an instant, or the day itself."""
    return clock.local(at).date() if isinstance(at, datetime) else at
