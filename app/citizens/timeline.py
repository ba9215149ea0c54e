"""What happened with a citizen, as far as the reader may know it. Features add what they know at start-up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.accounts.role import Person
from app.citizens import queries
from app.citizens.identity import IdentityLevel
from app.citizens.models import Citizen, Note


@dataclass(frozen=True)
class Event:
    """One line of the timeline. What is not shared shows that something happened, not what.

    `note` is the note whose text the line shows, so that its reading is logged too.
    """

    happened_at: datetime
    title: str
    detail: str = ""
    shared: bool = True
    note: Note | None = None
    href: str | None = None


Source = Callable[[Citizen, Person], Iterable[Event]]

_sources: list[Source] = []


def source(adds: Source) -> Source:
    """Register a function that knows some of what happened with a citizen."""
    _sources.append(adds)
    return adds


def of(citizen: Citizen, reader: Person) -> list[Event]:
    """Everything the reader may know, the latest first."""
    events = [event for adds in _sources for event in adds(citizen, reader)]
    return sorted(events, key=lambda event: event.happened_at)[::-1]


@source
def _levels(citizen: Citizen, _reader: Person) -> Iterable[Event]:
    for change in queries.level_changes(citizen):
        yield Event(change.happened_at, _level_title(change.from_level, change.to_level), change.reason)


def _level_title(before: IdentityLevel | None, after: IdentityLevel) -> str:
    if before is None:
        return _("Ville gerne kendes ved alias") if after is IdentityLevel.ALIAS else _("Gav sit navn")
    return _("Gav sit navn") if after is IdentityLevel.IDENTIFIED else _("Vil kun kendes ved alias")
