"""What a correction changed, and when a contact may be taken back altogether: plain rules, no database.

A contact that was wrong is corrected or moved, and what it said before stays to be read (rules R15). Only what was
saved by a slip of the finger a moment ago can be taken back whole, by whoever saved it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.citizens.challenge import Challenge
from app.outreach.contact import Kind, Place

TAKE_BACK_WITHIN = timedelta(minutes=10)


class Part(StrEnum):
    """What of a contact can be corrected, apart from its note."""

    KIND = "kind"
    TOPICS = "topics"
    HAPPENED_AT = "happened_at"
    PLACE = "place"
    CENTRE = "centre"
    MINUTES = "minutes"
    PEOPLE = "people"


class WhyNot(StrEnum):
    """Why a contact cannot be taken back."""

    ANOTHERS = "anothers"
    TOO_LATE = "too_late"
    IN_USE = "in_use"


class StaysAsItIs(ValueError):
    """The contact cannot be taken back; `why` says why."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Wording:
    """What a contact says at one time; minutes, and the number of people."""

    kind: Kind
    topics: frozenset[Challenge]
    happened_at: datetime
    place: Place
    centre_id: int
    minutes: int
    people: int


def changed(before: Wording, after: Wording) -> tuple[Part, ...]:
    """The parts that say something else afterwards, in their order on the page."""
    pairs = {
        Part.KIND: (before.kind, after.kind),
        Part.TOPICS: (before.topics, after.topics),
        Part.HAPPENED_AT: (before.happened_at, after.happened_at),
        Part.PLACE: (before.place, after.place),
        Part.CENTRE: (before.centre_id, after.centre_id),
        Part.MINUTES: (before.minutes, after.minutes),
        Part.PEOPLE: (before.people, after.people),
    }
    return tuple(part for part in Part if pairs[part][0] != pairs[part][1])


def refuse_to_take_back(author_id: int, recorded_at: datetime, by: int, now: datetime, in_use: bool = False) -> None:
    """Raise StaysAsItIs unless this person saved it, less than ten minutes ago, and nobody has built on it since."""
    if author_id != by:
        raise StaysAsItIs(WhyNot.ANOTHERS)
    if now - recorded_at > TAKE_BACK_WITHIN:
        raise StaysAsItIs(WhyNot.TOO_LATE)
    if in_use:
        raise StaysAsItIs(WhyNot.IN_USE)
