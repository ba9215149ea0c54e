"""What a correction changed in a conversation: plain rules, no database (rules R15)."""

from dataclasses import dataclass
from enum import StrEnum

from app.casework.conversation import Deed, Recurrence, Unsettled
from app.casework.visit import BroughtBy
from app.citizens.challenge import Challenge


class Part(StrEnum):
    """What of a conversation can be corrected, apart from its note; in the order of its page."""

    TOPICS = "topics"
    OUTCOME = "outcome"
    MINUTES = "minutes"
    RECURRENCE = "recurrence"
    PRESENT = "present"
    CENTRE_WORKER = "centre_worker"
    BROUGHT_BY = "brought_by"
    DEEDS = "deeds"


@dataclass(frozen=True)
class Wording:
    """What a conversation says at one time. `present`: the accounts of those who were there, the author among them."""

    topics: frozenset[Challenge]
    unsettled: Unsettled | None
    unsettled_words: str
    minutes: int
    recurrence: Recurrence
    present: frozenset[int]
    centre_worker_present: bool
    brought_by: BroughtBy
    deeds: frozenset[Deed]


def changed(before: Wording, after: Wording) -> tuple[Part, ...]:
    """The parts that say something else afterwards."""
    pairs: dict[Part, tuple[object, object]] = {
        Part.TOPICS: (before.topics, after.topics),
        Part.OUTCOME: ((before.unsettled, before.unsettled_words), (after.unsettled, after.unsettled_words)),
        Part.MINUTES: (before.minutes, after.minutes),
        Part.RECURRENCE: (before.recurrence, after.recurrence),
        Part.PRESENT: (before.present, after.present),
        Part.CENTRE_WORKER: (before.centre_worker_present, after.centre_worker_present),
        Part.BROUGHT_BY: (before.brought_by, after.brought_by),
        Part.DEEDS: (before.deeds, after.deeds),
    }
    return tuple(part for part in Part if pairs[part][0] != pairs[part][1])
