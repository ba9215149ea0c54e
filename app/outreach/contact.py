"""What a contact is (SIV-11), and what is refused as one: plain rules, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.reading import Information

LARGEST_GROUP = 200
MOST_HEADS = 2_000
LONGEST_MINUTES = 12 * 60
OLDEST = timedelta(days=366)
CLOCKS_DIFFER = timedelta(minutes=5)


class Kind(StrEnum):
    """The six kinds of contact (SIV-11)."""

    OUTREACH = "outreach"
    DRAWING_IN = "drawing_in"
    CONTACT_MAKING = "contact_making"
    QUICK_INTERVENTION = "quick_intervention"
    BRIDGING = "bridging"
    FOLLOW_UP = "follow_up"


class Place(StrEnum):
    """Where it took place; the centre that it counts for is said apart."""

    CENTRE = "centre"
    STREET = "street"
    HOME = "home"
    HOSPITAL = "hospital"
    PHONE = "phone"
    OTHER = "other"


class Reason(StrEnum):
    """Why something is refused as a contact."""

    NO_TOPIC = "no_topic"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    GROUP_SIZE = "group_size"
    LENGTH = "length"
    ANOTHER_CONTROLLER = "another_controller"
    ALREADY_THERE = "already_there"


class Refusal(ValueError):
    """This cannot be a contact; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Talk:
    """What was entered about a contact, apart from who it was with. Minutes; people counts the citizens."""

    kind: Kind
    topics: frozenset[Challenge]
    place: Place
    happened_at: datetime
    minutes: int
    people: int = 1
    known_before: KnownBefore | None = None
    note: str = ""
    information: Information = Information.GENERAL


def refuse_nonsense(talk: Talk, now: datetime) -> None:
    """Raise Refusal unless this can have taken place, and is about something."""
    if not talk.topics:
        raise Refusal(Reason.NO_TOPIC)
    if talk.happened_at > now + CLOCKS_DIFFER:
        raise Refusal(Reason.IN_THE_FUTURE)
    if talk.happened_at < now - OLDEST:
        raise Refusal(Reason.TOO_LONG_AGO)
    if not 1 <= talk.people <= LARGEST_GROUP:
        raise Refusal(Reason.GROUP_SIZE)
    if not 1 <= talk.minutes <= LONGEST_MINUTES:
        raise Refusal(Reason.LENGTH)


def refuse_other_controller(citizen_controller: int, recorder_controller: int) -> None:
    """Raise Refusal when a private centre and the municipality would mix their records (rules R10)."""
    if citizen_controller != recorder_controller:
        raise Refusal(Reason.ANOTHER_CONTROLLER)
