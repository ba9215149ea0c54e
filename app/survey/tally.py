"""Counting: from opened envelopes to what may be written down. Plain rules, no database.

This runs where the private key is. Single answers stay in its memory; what leaves it is a Tally.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.survey import topcoding
from app.survey.ballot import Ballot
from app.survey.figures import Figure, Grouping
from app.survey.groups import LEAST, others, told
from app.survey.topcoding import Cells

EVERYBODY = 0
"""The member of a grouping that stands for all, or in a grouping by centre or effort for the others together."""
NO_EFFORT = -1
"""The member that stands for talks that belong to no effort."""


@dataclass(frozen=True)
class Line:
    """One figure: of a question, for a member of a grouping."""

    grouping: Grouping
    member: int
    question: str
    figure: Figure
    number: int


@dataclass(frozen=True)
class Came:
    """How many envelopes of a member of a grouping held answers, and how many were blank."""

    grouping: Grouping
    member: int
    answered: int
    refused: int


@dataclass(frozen=True)
class Tally:
    """All that is kept of a batch; nothing where fewer than ten answered."""

    came: tuple[Came, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def too_few(self) -> bool:
        """Whether nothing was counted."""
        return not self.came


def counted(
    ballots: Sequence[Ballot], questions: Sequence[str], centres: frozenset[int], efforts: frozenset[int]
) -> Tally:
    """Count ballots on these questions (their keys). An unknown centre or effort is counted with the others."""
    if sum(ballot.answers is not None for ballot in ballots) < LEAST:
        return Tally()
    at = [ballot.centre if ballot.centre in centres else EVERYBODY for ballot in ballots]
    by = [
        NO_EFFORT if ballot.effort is None else ballot.effort if ballot.effort in efforts else EVERYBODY
        for ballot in ballots
    ]
    by_centre = _joined(ballots, at, len(questions))
    came: list[Came] = []
    lines: list[Line] = []
    for grouping, members in (
        (Grouping.EVERYBODY, [EVERYBODY] * len(ballots)),
        (Grouping.CENTRE, by_centre),
        (Grouping.EFFORT, _joined(ballots, by, len(questions), beside=by_centre)),
    ):
        if members is not None:
            came += _came(grouping, members, ballots)
            lines += _lines(grouping, members, ballots, questions)
    return Tally(tuple(came), tuple(lines))


def _joined(
    ballots: Sequence[Ballot], members: Sequence[int], questions: int, beside: Sequence[int] | None = None
) -> list[int] | None:
    """For each ballot the group that it is counted in, `beside` a table that is shown as well; nothing where there can
    be no table.
    """
    answers = Counter(member for member, ballot in zip(members, ballots, strict=True) if ballot.answers is not None)
    never_alone = frozenset({EVERYBODY})
    while True:
        together = others(answers, never_alone)
        if together is None:
            return None
        alone = frozenset(answers) - together
        joined = [member if member in alone else EVERYBODY for member in members]
        given_away = _told(ballots, joined, beside, questions) if beside else None
        if given_away is None:
            return joined
        never_alone |= {given_away}


def _told(ballots: Sequence[Ballot], members: Sequence[int], beside: Sequence[int], questions: int) -> int | None:
    """A group that must not stand alone beside the other table, whether all answers are looked at or one question's."""
    every = [one.answers is not None for one in ballots]
    each = [
        [one.answers is not None and one.answers[number] is not None for one in ballots] for number in range(questions)
    ]
    for answered in (every, *each):
        groups = _sets(answered, members)
        groups.pop(EVERYBODY, None)
        found = told(groups, _sets(answered, beside))
        if found is not None:
            return found
    return None


def _sets(answered: Sequence[bool], members: Sequence[int]) -> dict[int, frozenset[int]]:
    """The answers of each group, by their place in the list."""
    found: dict[int, set[int]] = {}
    for number, (member, is_one) in enumerate(zip(members, answered, strict=True)):
        if is_one:
            found.setdefault(member, set()).add(number)
    return {member: frozenset(these) for member, these in found.items()}


def _came(grouping: Grouping, members: Sequence[int], ballots: Sequence[Ballot]) -> Iterable[Came]:
    found = Counter(zip(members, (ballot.answers is not None for ballot in ballots), strict=True))
    for member in sorted(set(members)):
        if found[member, True] >= LEAST:
            yield Came(grouping, member, found[member, True], found[member, False])


def _lines(
    grouping: Grouping, members: Sequence[int], ballots: Sequence[Ballot], questions: Sequence[str]
) -> Iterable[Line]:
    handed_in = Counter(member for member, ballot in zip(members, ballots, strict=True) if ballot.answers is not None)
    for number, question in enumerate(questions):
        answers: dict[int, list[int]] = {member: [] for member in handed_in}
        for member, ballot in zip(members, ballots, strict=True):
            answer = ballot.answers[number] if ballot.answers else None
            if answer is not None:
                answers[member].append(answer)
        cells = {member: Cells.of(found) for member, found in answers.items()}
        total = Cells.of([answer for found in answers.values() for answer in found])
        if grouping is Grouping.EVERYBODY:
            shown = {EVERYBODY: topcoding.everybody(total)}
        else:
            shown = topcoding.protected(total, cells, handed_in)
        for member in sorted(cells):
            for figure, count in topcoding.figures(cells[member], shown[member]).items():
                yield Line(grouping, member, question, figure, count)
