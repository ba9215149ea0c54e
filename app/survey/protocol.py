"""What can happen to a batch, in order. Plain rules, no database."""

from enum import StrEnum


class Event(StrEnum):
    """A line of the protocol."""

    PUBLISHED = "published"
    BOX_LOST = "box_lost"
    """The veil of the box is lost with the machine that kept it, and with it what lay in the box until then."""
    CLOSED = "closed"
    COUNTED = "counted"
    TOO_FEW = "too_few"
    KEY_LOST = "key_lost"
    KEY_DESTROYED = "key_destroyed"


NEXT: dict[Event, frozenset[Event]] = {
    Event.PUBLISHED: frozenset({Event.BOX_LOST, Event.CLOSED, Event.KEY_LOST}),
    Event.BOX_LOST: frozenset({Event.BOX_LOST, Event.CLOSED, Event.KEY_LOST}),
    Event.CLOSED: frozenset({Event.COUNTED, Event.TOO_FEW, Event.KEY_LOST}),
    Event.COUNTED: frozenset({Event.KEY_DESTROYED}),
    Event.TOO_FEW: frozenset({Event.KEY_DESTROYED}),
    Event.KEY_LOST: frozenset(),
    Event.KEY_DESTROYED: frozenset(),
}
"""What can come next. A batch whose key is lost is over: nobody can read its envelopes, and they are deleted."""
