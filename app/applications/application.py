"""What becomes of an application, what is refused in one, and who can stand as applicant: plain rules, no database.

Amounts are whole øre, days are local dates.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_TITLE = 100
LONGEST_NAMES = 300
LONGEST_PLACE = 200
LONGEST_WORDS = 4_000
"""Letters in one box: some 700 words; a committee reads them aloud."""
MOST_LINES = 20
LONGEST_LINE = 120
MOST_PICTURES = 5
FEWEST_PEOPLE = 2
MOST_PEOPLE = 500
MOST_ASKED = 100_000_000
"""Øre in one application; the sum that `app/money.py` takes for one amount."""
LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=2 * 366)
KEPT_FOR = timedelta(days=30)
"""A draft, after its last word."""


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SENT = "sent"
    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NEXT: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SENT, State.WITHDRAWN}),
    State.SENT: frozenset({State.ASKED, State.GRANTED, State.DECLINED, State.WITHDRAWN}),
    State.ASKED: frozenset({State.SENT, State.DECLINED, State.WITHDRAWN}),
    State.GRANTED: frozenset(),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
}

WAITING = frozenset({State.SENT, State.ASKED})
"""Nothing is decided yet."""


class Box(StrEnum):
    """A part of the application, beside which the committee's criteria can stand as guidance."""

    WHAT = "what"
    FOR_WHOM = "for_whom"
    WHEN = "when"
    PROGRESSION = "progression"
    ROLES = "roles"
    MONEY = "money"
    OTHER_SUPPORT = "other_support"


class Reason(StrEnum):
    """Why a step, or what an application says, is refused."""

    NOT_FROM_HERE = "not_from_here"
    NO_NAMES = "no_names"
    IS_STAFF = "is_staff"
    IS_A_MEMBER = "is_a_member"
    NOT_A_GROUP = "not_a_group"
    ENDS_FIRST = "ends_first"
    BEGAN_ALREADY = "began_already"
    TOO_FAR = "too_far"
    TOO_LONG = "too_long"
    NO_LINES = "no_lines"
    TOO_MUCH = "too_much"
    TOO_MANY_PICTURES = "too_many_pictures"
    NOT_ASKED = "not_asked"
    NO_WORDS = "no_words"


class Refusal(ValueError):
    """This cannot be done; `reason` says why, `about` whom or what it is about."""

    def __init__(self, reason: Reason, about: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.about = about


def refuse_step(state: State, to: State) -> None:
    """Raise Refusal unless this can come next."""
    if to not in NEXT[state]:
        raise Refusal(Reason.NOT_FROM_HERE)


@dataclass(frozen=True)
class Line:
    """A line of the budget: what it is for, and how much (øre)."""

    text: str
    ore: int


@dataclass(frozen=True)
class Said:
    """What a whole application says."""

    title: str
    applicants: str
    helper: str
    what: str
    for_whom: str
    people: int
    where_held: str
    from_on: date
    to_on: date
    progression: str
    roles: str
    other_support: str
    lines: Sequence[Line]


def refuse_days(from_on: date, to_on: date, today: date) -> None:
    """Raise Refusal for days in the wrong order, in the past, over two years ahead or over a year long."""
    if to_on < from_on:
        raise Refusal(Reason.ENDS_FIRST)
    if from_on < today:
        raise Refusal(Reason.BEGAN_ALREADY)
    if from_on > today + FURTHEST:
        raise Refusal(Reason.TOO_FAR)
    if to_on - from_on > LONGEST:
        raise Refusal(Reason.TOO_LONG)


def refuse_lines(lines: Sequence[Line]) -> None:
    """Raise Refusal for a budget without a line, or of more than anybody can ask for."""
    if not lines:
        raise Refusal(Reason.NO_LINES)
    if sum(line.ore for line in lines) > MOST_ASKED:
        raise Refusal(Reason.TOO_MUCH)


def refuse_people(people: int) -> None:
    """Raise Refusal unless it is for a group."""
    if people < FEWEST_PEOPLE:
        raise Refusal(Reason.NOT_A_GROUP)


@dataclass(frozen=True)
class Known:
    """The names of the user accounts, folded: those of staff, and those who only sit on the committee."""

    staff: Collection[str]
    members: Collection[str]


def folded(name: str) -> str:
    """A name as it is compared: case, width, spaces and signs that nobody sees do not matter."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(_visible(plain).split())


_BETWEEN = re.compile(r"[^\w \t.'’-]|\d|(?<=\s)(?:og|and|samt|med|-)(?=\s)", re.IGNORECASE)


def names_in(applicants: str) -> list[str]:
    """The single names in «Ida Holm, Bo og Karim», as they were written."""
    parts = _BETWEEN.split(_visible(applicants))
    return [name for part in parts if (name := " ".join(part.split()).strip(" .'’-"))]


def _visible(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def refuse_applicants(applicants: str, known: Known) -> None:
    """Raise Refusal unless somebody applies, and nobody of them is a user of the program: only citizens apply.

    Whole names are compared; Refusal's `about` is the name as it was written.
    """
    names = names_in(applicants)
    if not names:
        raise Refusal(Reason.NO_NAMES)
    for name in [*names, " ".join(applicants.split())]:
        if folded(name) in known.staff:
            raise Refusal(Reason.IS_STAFF, name)
        if folded(name) in known.members:
            raise Refusal(Reason.IS_A_MEMBER, name)


def refuse(said: Said, known: Known, today: date) -> None:
    """Raise Refusal unless this can be sent."""
    refuse_applicants(said.applicants, known)
    refuse_people(said.people)
    refuse_days(said.from_on, said.to_on, today)
    refuse_lines(said.lines)


def is_forgotten(touched_on: date, today: date) -> bool:
    """Whether a draft that was last written in on that day is deleted now."""
    return today - touched_on > KEPT_FOR
