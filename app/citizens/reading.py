"""May read: one function for every note, asked by pages, search, exports and the timeline (rules R10, R12).

General notes are the centre's. Health, addiction and crime are read by need, not by role alone: by the author,
and by those at the same centre who have worked with the citizen themselves. Another controller's note is never
read without consent or a legal ground, which come to this function when they come to the program.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from app.citizens.challenge import Challenge


class Information(StrEnum):
    """The kind of information in a note; all but general are sensitive."""

    GENERAL = "general"
    HEALTH = "health"
    ADDICTION = "addiction"
    CRIME = "crime"


@dataclass(frozen=True)
class Reader:
    """Who wants to read: their centres, each with the controller they work under there."""

    account_id: int
    at: frozenset[tuple[int, int]]
    works_with_citizen: bool


@dataclass(frozen=True)
class Kept:
    """What decides about a note: who wrote it, where it belongs, who answers for it, what it is about."""

    author_id: int
    centre_id: int
    controller_id: int
    information: Information


def may_read(reader: Reader, note: Kept) -> bool:
    """Whether the note may be shown to the reader."""
    if (note.centre_id, note.controller_id) not in reader.at:
        return False
    if note.author_id == reader.account_id or note.information is Information.GENERAL:
        return True
    return reader.works_with_citizen


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
