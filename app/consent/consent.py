"""What a consent is (rules R8): who may read whose words, about what, for what, until it is taken back. Plain rules.

A consent opens and never closes; taken back, it opens nothing. It has no fixed expiry: a day to ask again is offered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.citizens.reading import Information, Owner, Shared

LONGEST_WORDS = 500
ADULT = 18


class Side(StrEnum):
    """On which side of a consent somebody stands: what they wrote is read, or they read it."""

    FROM = "from"
    TO = "to"


class Review(StrEnum):
    """When the citizen would like to be asked again."""

    HALF_A_YEAR = "half_a_year"
    A_YEAR = "a_year"
    NEVER = "never"


MONTHS: dict[Review, int | None] = {Review.HALF_A_YEAR: 6, Review.A_YEAR: 12, Review.NEVER: None}


class Problem(StrEnum):
    """Why a consent is not kept, or not taken back."""

    NOTHING = "nothing"
    NOBODY_FROM = "nobody_from"
    NOBODY_TO = "nobody_to"
    ONLY_THEMSELVES = "only_themselves"
    ALREADY_WITHDRAWN = "already_withdrawn"


class NotKept(ValueError):
    """This is not kept; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Terms:
    """What the citizen says yes to: these kinds of information, as far as these wrote it, may be read by those."""

    informations: frozenset[Information]
    owners: frozenset[Owner]
    readers: frozenset[Owner]
    withdrawn: bool = False


def refuse_empty(terms: Terms) -> None:
    """Raise NotKept unless the consent is specific: something, from somebody, to somebody else."""
    if not terms.informations:
        raise NotKept(Problem.NOTHING)
    if not terms.owners:
        raise NotKept(Problem.NOBODY_FROM)
    if not terms.readers:
        raise NotKept(Problem.NOBODY_TO)
    if len(terms.owners | terms.readers) == 1:
        raise NotKept(Problem.ONLY_THEMSELVES)


def refuse_second_withdrawal(withdrawn_at: datetime | None) -> None:
    """Raise NotKept where the consent is taken back already."""
    if withdrawn_at is not None:
        raise NotKept(Problem.ALREADY_WITHDRAWN)


def opens_to(parties: frozenset[Owner], consents: Iterable[Terms]) -> frozenset[Shared]:
    """What these consents let somebody read who reads for these parties."""
    return frozenset(
        (owner, information)
        for terms in consents
        if not terms.withdrawn and terms.readers & parties
        for owner in terms.owners
        for information in terms.informations
    )


def asked_again_on(review: Review, today: date) -> date | None:
    """The day on which the citizen is asked again, counted from today; none where they do not want to be.

    A month that is too short ends the count on its last day.
    """
    months = MONTHS[review]
    if months is None:
        return None
    year, month = divmod(today.month - 1 + months, 12)
    first = date(today.year + year, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(today.day, (after - first).days))


def age_on(birth_date: date, today: date) -> int:
    """Whole years; who is born on 29 February is a year older on 28 February of other years (rules R7a)."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    last_of_february = (today.month, today.day) == (2, 28) and (birth_date.month, birth_date.day) == (2, 29)
    leap = today.year % 4 == 0 and (today.year % 100 != 0 or today.year % 400 == 0)
    return today.year - birth_date.year - (0 if had_birthday or (last_of_february and not leap) else 1)
