"""Which figures of a question may be shown, so that nobody learns how few were not content. Plain rules, no database.

Everybody together: all five answers, where every one that was given was given five times; else as a group is. A group
(a centre, an effort, the others): positive, neutral and negative, where five or more were negative; else only that at
least so many percent were positive, reckoned as if four or more had not been. Nothing from fewer than ten answers.

A group's figures can also be worked out from those of the others and of everybody. So what somebody could reckon is
reckoned here: a count that they must not learn stays open within a width of five, or another group's figures are hidden
with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.survey.figures import ANSWERS, Figure
from app.survey.groups import LEAST

LEAST_CELL = 5
"""Answers behind a figure that tells of displeasure, or one of the five answers."""
FEW = LEAST_CELL - 1


class Shown(StrEnum):
    """How much of a question is shown."""

    FIVE = "five"
    THREE = "three"
    AT_LEAST = "at_least"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Cells:
    """How often each of the five answers to a question was given, best first."""

    counts: tuple[int, ...]

    @classmethod
    def of(cls, answers: Sequence[int]) -> "Cells":
        """Of answers 1 to 5."""
        return cls(tuple(answers.count(number) for number in range(1, len(ANSWERS) + 1)))

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def positive(self) -> int:
        """The two best answers."""
        return sum(self.counts[:2])

    @property
    def neutral(self) -> int:
        """The answer in the middle."""
        return self.counts[2]

    @property
    def negative(self) -> int:
        """The two worst answers."""
        return sum(self.counts[3:])

    @property
    def not_positive(self) -> int:
        """The three others."""
        return sum(self.counts[2:])


def at_least(cells: Cells) -> int:
    """Whole percent, rounded down, of whom so many at least were positive: the same for 0 to 4 who were not."""
    return 100 * (cells.answered - max(cells.not_positive, FEW)) // cells.answered


def figures(cells: Cells, shown: Shown) -> dict[Figure, int]:
    """What may be written down: numbers of answers, and percent for AT_LEAST."""
    if shown is Shown.HIDDEN:
        return {}
    found = {Figure.ANSWERED: cells.answered}
    if shown is Shown.AT_LEAST:
        return found | {Figure.AT_LEAST: at_least(cells)}
    found |= {Figure.POSITIVE: cells.positive, Figure.NEUTRAL: cells.neutral, Figure.NEGATIVE: cells.negative}
    return found | dict(zip(ANSWERS, cells.counts, strict=True)) if shown is Shown.FIVE else found


def everybody(cells: Cells) -> Shown:
    """How much is shown of everybody together."""
    if group(cells) is Shown.HIDDEN:
        return Shown.HIDDEN
    return Shown.FIVE if all(count == 0 or count >= LEAST_CELL for count in cells.counts) else group(cells)


def group(cells: Cells) -> Shown:
    """How much may be shown of a group, if nothing else were shown."""
    if cells.answered < LEAST or cells.answered - cells.negative < LEAST_CELL:
        return Shown.HIDDEN
    return Shown.THREE if cells.negative >= LEAST_CELL else Shown.AT_LEAST


def protected(total: Cells, parts: Mapping[int, Cells], ballots: Mapping[int, int]) -> dict[int, Shown]:
    """How much is shown of each group, given what is shown of everybody. The groups are all of everybody; `ballots` is
    how many of each handed in an answer to anything, which is shown beside the table.
    """
    shown = {member: group(cells) for member, cells in parts.items()}
    while not _open(total, parts, shown, ballots):
        left = [member for member, much in shown.items() if much is not Shown.HIDDEN]
        if not left:
            break
        # What is told exactly gives the others away; of those the fewest answers are the smallest loss.
        least = min(left, key=lambda member: (shown[member] is Shown.AT_LEAST, parts[member].answered, member))
        shown[least] = Shown.HIDDEN
    return shown


class Span:
    """What somebody who reads the figures can say of a count: it lies between these two."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    @property
    def width(self) -> int:
        """0 where it is known."""
        return self.most - self.least

    def cut(self, least: int, most: int) -> bool:
        """Learn that it lies between these too; whether that was news."""
        before = self.least, self.most
        self.least, self.most = max(self.least, least), min(self.most, most)
        return before != (self.least, self.most)


@dataclass
class _Known:
    """What a reader knows of a group: answered, of them not positive, of them negative."""

    answered: Span
    not_positive: Span
    negative: Span

    @property
    def spans(self) -> tuple[Span, Span, Span]:
        return self.answered, self.not_positive, self.negative


def _known(cells: Cells, shown: Shown, ballots: int) -> _Known:
    if shown is Shown.HIDDEN:
        return _Known(Span(0, ballots), Span(0, ballots), Span(0, ballots))
    answered = Span(cells.answered, cells.answered)
    if shown is not Shown.AT_LEAST:
        return _Known(answered, Span(cells.not_positive, cells.not_positive), Span(cells.negative, cells.negative))
    like = [
        number
        for number in range(cells.answered + 1)
        if 100 * (cells.answered - max(number, FEW)) // cells.answered == at_least(cells)
    ]
    return _Known(answered, Span(min(like), max(like)), Span(0, min(FEW, max(like))))


def _open(total: Cells, parts: Mapping[int, Cells], shown: Mapping[int, Shown], ballots: Mapping[int, int]) -> bool:
    """Whether every count that must not be learned stays open, whatever somebody reckons from all that is shown."""
    whole = _known(total, everybody(total), sum(ballots.values()))
    each = {member: _known(cells, shown[member], ballots[member]) for member, cells in parts.items()}
    while _reckoned(whole, list(each.values())):
        pass
    for member, known in each.items():
        if shown[member] is Shown.THREE or shown[member] is Shown.FIVE:
            continue
        # That nobody at all was displeased is said of everybody, and so of each group.
        if known.negative.width < FEW and whole.negative.most:
            return False
        if shown[member] is Shown.HIDDEN and known.not_positive.width < FEW and whole.not_positive.most:
            return False
    return True


def _reckoned(whole: _Known, each: Sequence[_Known]) -> bool:
    """One round of reckoning: the parts add up to the whole, and the negative are among those who are not positive,
    who are among those who answered. Whether anything was learned.
    """
    news = False
    for number in range(3):
        sum_of, terms = whole.spans[number], [known.spans[number] for known in each]
        least, most = sum(term.least for term in terms), sum(term.most for term in terms)
        news |= sum_of.cut(least, most)
        for term in terms:
            news |= term.cut(sum_of.least - (most - term.most), sum_of.most - (least - term.least))
    for known in (whole, *each):
        news |= known.not_positive.cut(known.negative.least, known.answered.most)
        news |= known.negative.cut(0, known.not_positive.most)
        news |= known.answered.cut(known.not_positive.least, known.answered.most)
    return news
