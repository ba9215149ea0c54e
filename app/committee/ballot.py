"""Who votes, and what the votes come to: plain rules, no database. One place, one voter; one voter, one vote."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What somebody votes."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class How(StrEnum):
    """How a vote was given: on a tablet, or by a raised hand that the secretary marked."""

    TABLET = "tablet"
    HANDS = "hands"


class Result(StrEnum):
    """What a closed vote came to."""

    CARRIED = "carried"
    REJECTED = "rejected"
    TIED = "tied"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Counts:
    """How many voted what, and how many could."""

    votes_for: int
    votes_against: int
    votes_neither: int
    voters: int

    @property
    def silent(self) -> int:
        """Those who could and did not."""
        return self.voters - self.votes_for - self.votes_against - self.votes_neither


def filled(
    taken: Mapping[int, int], members: Sequence[int], substitutes: Sequence[int], able: Collection[int]
) -> dict[int, int]:
    """Who votes in which place (place → seat): whoever has it keeps it; an empty one is its own member's if able, else
    the next able substitute's, in their order. A place is named by the seat of its member.
    """
    places = dict(taken)
    for member in members:
        if member not in places and member in able and member not in places.values():
            places[member] = member
    for member in members:
        if member in places:
            continue
        free = next((one for one in substitutes if one in able and one not in places.values()), None)
        if free is not None:
            places[member] = free
    return places


def counted(choices: Iterable[Choice], voters: int) -> Counts:
    """The counts of these votes."""
    given = list(choices)
    return Counts(given.count(Choice.FOR), given.count(Choice.AGAINST), given.count(Choice.NEITHER), voters)


def result_of(counts: Counts, quorum: int) -> Result:
    """More for than against carries it; too few who could vote decide nothing."""
    if counts.voters < quorum:
        return Result.NO_QUORUM
    if counts.votes_for == counts.votes_against:
        return Result.TIED
    return Result.CARRIED if counts.votes_for > counts.votes_against else Result.REJECTED


WORDS = (
    "birk", "bord", "brød", "eng", "fugl", "glas", "gran", "havre", "hest", "hus", "hyld", "jord", "kage", "kirke",
    "klint", "kop", "korn", "lind", "lyng", "mark", "måge", "måne", "nød", "ost", "pil", "regn", "rug", "sand", "skib",
    "skov", "sol", "stol", "strand", "svane", "tang", "æble", "ørn", "å",
)  # fmt: skip
"""Of which a receipt is made, with a number: «havre 27». It says that a vote is there, never which."""
HIGHEST_NUMBER = 99
