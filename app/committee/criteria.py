"""The committee's own criteria, and what the program can check of them: plain rules, no database. Amounts are øre."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.applications.application import Box

LONGEST_CRITERION = 200
MOST_CRITERIA = 8


class Kind(StrEnum):
    """What a criterion asks; all but JUDGED the program checks by itself."""

    CITIZENS_APPLY = "citizens_apply"
    PEOPLE_AT_LEAST = "people_at_least"
    PROGRESSION_WRITTEN = "progression_written"
    ASKED_AT_MOST = "asked_at_most"
    JUDGED = "judged"


NUMBERED = frozenset({Kind.PEOPLE_AT_LEAST, Kind.ASKED_AT_MOST})
"""Those that name a number: of people, or of øre."""

BOXES: Mapping[Kind, Box] = {
    Kind.CITIZENS_APPLY: Box.ROLES,
    Kind.PEOPLE_AT_LEAST: Box.FOR_WHOM,
    Kind.PROGRESSION_WRITTEN: Box.PROGRESSION,
    Kind.ASKED_AT_MOST: Box.MONEY,
}
"""Beside which box of the application each stands as guidance; what the committee judges is about the whole."""


@dataclass(frozen=True)
class Facts:
    """What an application says, as far as the program can check it."""

    applicants: str
    people: int
    progression: str
    asked_ore: int


def met(kind: Kind, number: int | None, facts: Facts) -> bool | None:
    """Whether the application meets it; None where the committee judges."""
    if kind is Kind.CITIZENS_APPLY:
        return bool(facts.applicants.strip())
    if kind is Kind.PEOPLE_AT_LEAST:
        return facts.people >= (number or 0)
    if kind is Kind.PROGRESSION_WRITTEN:
        return bool(facts.progression.strip())
    if kind is Kind.ASKED_AT_MOST:
        return facts.asked_ore <= (number or 0)
    return None
