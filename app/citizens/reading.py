"""May read: one function for every note, asked by pages, search, exports and the timeline (rules R8-R10, R12).

A note is owned by its department where it has one, else by the hosts of its centre under its controller. Its owner's
people at that centre read what is general; health, addiction and crime are read by need, not by role alone: by the
author, and by those of them who have worked with the citizen. Everybody else sees that a talk took place and whose,
unless they were there, or somebody opened it to them:

- the citizen, who said yes to that kind of information going from this owner to theirs (a consent),
- a legal ground, chosen from the list, for the rest of a day (both are `shared`),
- a reason that was typed: the general notes of hosts elsewhere under the same controller, for a host (`opened`).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from app.citizens.challenge import Challenge


class Information(StrEnum):
    """The kind of information in a note; all but general are sensitive."""

    GENERAL = "general"
    HEALTH = "health"
    ADDICTION = "addiction"
    CRIME = "crime"


class Owner(NamedTuple):
    """Whose a note is: a department's, or that of the hosts of a centre under their controller."""

    department_id: int | None = None
    centre_id: int | None = None
    controller_id: int | None = None


Shared = tuple[Owner, Information]
"""What is open to somebody: this kind of information, as far as this owner has written it."""


@dataclass(frozen=True)
class Reader:
    """Who wants to read, beside one citizen.

    `at`: where they work in any role, centre and controller; `hosts`: where they do so as the centre's own;
    `departments`: for which department they sit at which centre, (centre, department).
    """

    account_id: int
    at: frozenset[tuple[int, int]] = frozenset()
    works_with_citizen: bool = False
    hosts: frozenset[tuple[int, int]] = frozenset()
    departments: frozenset[tuple[int, int]] = frozenset()
    opened: frozenset[int] = frozenset()
    """The controllers whose hosts' general notes are open to the reader today."""
    shared: frozenset[Shared] = frozenset()
    """What consent or a legal ground opens to them now."""
    was_at: frozenset[int] = frozenset()
    """The conversations at which they were."""


@dataclass(frozen=True)
class Kept:
    """What decides about a note: who wrote it, where it belongs, who answers for it, what it is about; the department
    that it is owned by, and the conversation that it is of, where there is one.
    """

    author_id: int
    centre_id: int
    controller_id: int
    information: Information
    department_id: int | None = None
    conversation_id: int | None = None

    @property
    def owner(self) -> Owner:
        """Whose it is."""
        if self.department_id is not None:
            return Owner(department_id=self.department_id)
        return Owner(centre_id=self.centre_id, controller_id=self.controller_id)


def may_read(reader: Reader, note: Kept) -> bool:
    """Whether the note may be shown to the reader."""
    if note.conversation_id is not None and note.conversation_id in reader.was_at:
        return True
    if (note.owner, note.information) in reader.shared:
        return True
    if note.author_id == reader.account_id and (note.centre_id, note.controller_id) in reader.at:
        return True
    if is_owned_by(reader, note):
        return note.information is Information.GENERAL or reader.works_with_citizen
    return (
        note.information is Information.GENERAL and note.department_id is None and note.controller_id in reader.opened
    )


def is_owned_by(reader: Reader, note: Kept) -> bool:
    """Whether the reader is one of those whose note it is, at the centre where it was written."""
    if note.department_id is not None:
        return (note.centre_id, note.department_id) in reader.departments
    return (note.centre_id, note.controller_id) in reader.hosts


ABOUT: dict[Challenge, Information] = {
    Challenge.MENTAL: Information.HEALTH,
    Challenge.HEALTH: Information.HEALTH,
    Challenge.DENTAL: Information.HEALTH,
    Challenge.ALCOHOL: Information.ADDICTION,
    Challenge.CANNABIS: Information.ADDICTION,
    Challenge.OTHER_DRUGS: Information.ADDICTION,
}
"""Challenges that are sensitive in themselves; the others are general."""


def may_read_topic(reader: Reader, challenge: Challenge, record: Kept) -> bool:
    """Whether a challenge talked about in a record may be shown: as a note of its kind would be."""
    return may_read(reader, replace(record, information=ABOUT.get(challenge, Information.GENERAL)))
