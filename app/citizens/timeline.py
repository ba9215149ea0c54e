"""What happened with a citizen, as far as the reader may know it. Features add what they know at start-up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app import clock
from app.accounts.role import Person
from app.citizens import links, openings, queries, standings
from app.citizens.identity import IdentityLevel
from app.citizens.models import Citizen, Note
from app.citizens.standing import Status
from app.citizens.standing_models import StatusChange
from app.db import Base
from app.language import day


@dataclass(frozen=True)
class Event:
    """One line of the timeline. What is not shared shows that something happened, not what.

    `note` is the note whose text the line shows, so that its reading is logged too; so is that of `record`, another
    record about the person that the line tells of. `tag`: a word or two of how it stands.
    """

    happened_at: datetime
    title: str
    detail: str = ""
    shared: bool = True
    note: Note | None = None
    href: str | None = None
    tag: str = ""
    tag_kind: str = ""
    record: Base | None = None
    opens_with_reason: bool = False
    """Whether a typed reason would open it to the reader until the day ends."""


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
    return (
        _("Gav sit navn")
        if after is IdentityLevel.IDENTIFIED
        else _("Tog sit navn tilbage. Navn og telefon er slettet")
    )


@source
def _statuses(citizen: Citizen, reader: Person) -> Iterable[Event]:
    sees = openings.sees_protected(reader, citizen)
    for change in standings.status_changes(citizen):
        detail = [_status_day(change), change.reason]
        yield Event(change.recorded_at, _status_title(change, sees), ". ".join(part for part in detail if part))


def _status_title(change: StatusChange, sees: bool) -> str:
    """What happened; where somebody moved to is their address, and protected like it."""
    tells = change.moved_to and sees
    moved = _("Flyttet til %(where)s", where=change.moved_to) if tells else _("Flyttet")
    return {
        Status.OPEN: _("Siden blev åbnet igen"),
        Status.CLOSED: _("Afsluttet"),
        Status.DEAD: _("Død"),
        Status.MOVED: moved,
    }[change.to_status]


def _status_day(change: StatusChange) -> str:
    if change.to_status is Status.OPEN or change.happened_on == clock.local(change.recorded_at).date():
        return _("Cirka") if change.is_approximate else ""
    said = day(change.happened_on)
    return _("Cirka %(day)s", day=said) if change.is_approximate else said.capitalize()


@source
def _protections(citizen: Citizen, _reader: Person) -> Iterable[Event]:
    for one in standings.protections(citizen):
        yield Event(one.recorded_at, _("Navn og adresse beskyttet fra %(day)s", day=day(one.from_on)))
        if one.ended_at:
            yield Event(one.ended_at, _("Navn og adresse er ikke længere beskyttet"))


@source
def _warnings(citizen: Citizen, _reader: Person) -> Iterable[Event]:
    """That a note was written, made longer or ended; its text stands in the notice alone, for as long as it holds."""
    told = standings.told_of_warnings(citizen)
    followed = {row.earlier_id for row in told}
    for row in told:
        until = day(row.until)
        longer, new = _("«Gå ikke alene», nu til %(day)s", day=until), _("«Gå ikke alene» til %(day)s", day=until)
        yield Event(row.recorded_at, longer if row.earlier_id else new)
        if row.ended_at and row.id not in followed:
            yield Event(row.ended_at, _("«Gå ikke alene» gælder ikke mere"), row.ended_reason)


@source
def _links(citizen: Citizen, _reader: Person) -> Iterable[Event]:
    for made in links.every_link_of(citizen):
        if made.kept_id == citizen.id or made.undone_at:
            yield Event(made.linked_at, _("Koblet sammen med en anden side om den samme person"), made.reason)
        if made.undone_at:
            yield Event(made.undone_at, _("Koblingen blev fortrudt"))


@source
def _centres(citizen: Citizen, _reader: Person) -> Iterable[Event]:
    names = {at.centre_id: at.centre.name for at in citizen.centres}
    for opening in openings.joined(citizen):
        if opening.joined_at and opening.joined_centre_id in names:
            yield Event(opening.joined_at, _("Kommer også på %(centre)s", centre=names[opening.joined_centre_id]))
