"""When something is to be sent to the journal of record, and for how long the file can be fetched: plain rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FETCHED_FOR = timedelta(days=30)
MOST_AT_ONCE = 200


class Standing(StrEnum):
    """Where a marked contact stands."""

    WAITING = "waiting"
    CORRECTED = "corrected"
    SENT = "sent"


@dataclass(frozen=True, order=True)
class Version:
    """Which version of a contact and of its note (0: none) this is."""

    contact: int
    note: int


def standing(now: Version, sent: Version | None) -> Standing:
    """Whether a marked contact was sent as it is now, or before it was corrected, or never."""
    if sent is None:
        return Standing.WAITING
    return Standing.SENT if sent.contact >= now.contact and sent.note >= now.note else Standing.CORRECTED


def can_be_fetched(made_at: datetime, now: datetime) -> bool:
    """Whether the file can still be fetched again."""
    return now < made_at + FETCHED_FOR
