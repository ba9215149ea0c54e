"""What other features show on an application's page, at the door and to staff. Each adds a section at the start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.applications.models import Application


@dataclass(frozen=True)
class Section:
    """A part of the page: its template, and what that shows."""

    template: str
    shows: Mapping[str, object]


Source = Callable[[Application, bool], Section | None]
"""Asked with the application, and whether its own applicants look (at the door); answers with nothing or a section."""

_sources: list[Source] = []


def section(adds: Source) -> Source:
    """Register a function that answers with a section, or with nothing."""
    _sources.append(adds)
    return adds


def of(application: Application, at_door: bool) -> list[Section]:
    """The sections of this application, in the order of the start."""
    return [one for adds in _sources if (one := adds(application, at_door)) is not None]
