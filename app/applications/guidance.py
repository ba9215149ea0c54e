"""The committee's criteria, beside the boxes of the form. The committee says at the start where they are to be had."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.applications.application import Box


@dataclass(frozen=True)
class InForce:
    """A version of the criteria: its id, from which day, and its sentences, by the box that each is about; those
    about the whole stand under None.
    """

    version_id: int
    from_on: date
    criteria: Mapping[Box | None, Sequence[str]] = field(default_factory=dict)


Source = Callable[[date], InForce | None]

_sources: list[Source] = []


def source(answers: Source) -> Source:
    """Register who knows the criteria of a day."""
    _sources.append(answers)
    return answers


def in_force(on: date) -> InForce | None:
    """The criteria of that day; none where nobody has adopted any."""
    return next((found for answers in _sources if (found := answers(on)) is not None), None)
