"""What other features show on a citizen's page. Each adds a section at the start; the page logs what it reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.accounts.role import Person
from app.citizens.models import Citizen
from app.db import Base


@dataclass(frozen=True)
class Section:
    """A part of the citizen's page: its template, what the template shows, and the people's records behind it."""

    template: str
    shows: Mapping[str, object]
    records: Sequence[Base] = field(default=())


Source = Callable[[Citizen, Person], Section | None]

_sources: list[Source] = []


def section(adds: Source) -> Source:
    """Register a function that answers with a section for a reader, or with nothing."""
    _sources.append(adds)
    return adds


def of(citizen: Citizen, reader: Person) -> list[Section]:
    """The sections that this reader sees, in the order of the start."""
    return [one for adds in _sources if (one := adds(citizen, reader)) is not None]
