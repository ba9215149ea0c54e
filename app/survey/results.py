"""The door out of the survey: what was counted, as it may be shown, and how the batch in force stands. Only reads.

For the page of results and for monitoring. Nothing here says what one person answered, because nothing kept does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa

from app.db import db
from app.survey import box, queries
from app.survey.batch import GRACE
from app.survey.figures import ANSWERS, Figure, Grouping
from app.survey.keeping import one_holds_both
from app.survey.models import Batch, Counted, ProtocolLine, Turnout
from app.survey.protocol import Event
from app.survey.tally import EVERYBODY, NO_EFFORT
from app.survey.topcoding import Shown

__all__ = ["ANSWERS", "NO_EFFORT", "Event", "Figure", "Group", "Result", "Row", "Running", "Shown"]
__all__ += ["closed", "counted_last", "one_holds_both", "running", "wordings"]

ENDINGS = (Event.COUNTED, Event.TOO_FEW, Event.KEY_LOST)


@dataclass(frozen=True)
class Row:
    """A question's figures. `figures` holds numbers of answers by Figure; those that are not shown are not in it."""

    question: str
    figures: Mapping[Figure, int]

    @property
    def shown(self) -> Shown:
        """How much is shown."""
        if not self.figures:
            return Shown.HIDDEN
        if Figure.AT_LEAST in self.figures:
            return Shown.AT_LEAST
        return Shown.FIVE if Figure.VERY_HIGH in self.figures else Shown.THREE

    @property
    def answered(self) -> int | None:
        """How many answered this question; None where nothing is shown."""
        return self.figures.get(Figure.ANSWERED)

    @property
    def at_least(self) -> int | None:
        """So many percent at least were positive, where no more than that is shown."""
        return self.figures.get(Figure.AT_LEAST)

    def percent(self, figure: Figure) -> int | None:
        """Whole percent of those who answered it, halves up as in print; None where it is not shown."""
        if figure not in self.figures or not self.answered or self.shown is Shown.AT_LEAST:
            return None
        share = Decimal(100 * self.figures[figure]) / Decimal(self.answered)
        return int(share.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def positive_percent(self) -> int | None:
        """Percent of the two best answers, where they are shown."""
        return self.percent(Figure.POSITIVE)


@dataclass(frozen=True)
class Group:
    """A centre or an effort, or the others together: `member` is its id, NO_EFFORT, or None for the others."""

    member: int | None
    asked: int
    answered: int | None
    refused: int | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Result:
    """A batch that is over."""

    name: str
    starts_on: date
    ends_on: date
    outcome: Event
    """COUNTED, TOO_FEW or KEY_LOST; only the first has figures."""
    asked: int
    answered: int | None
    refused: int | None
    questions: tuple[tuple[str, str], ...]
    """Key and Danish text, in order."""
    everybody: tuple[Row, ...]
    centres: tuple[Group, ...]
    efforts: tuple[Group, ...]
    protocol: tuple[ProtocolLine, ...]

    @property
    def not_returned(self) -> int | None:
        """How many were asked and never came back with an envelope."""
        if self.answered is None or self.refused is None:
            return None
        return max(self.asked - self.answered - self.refused, 0)

    @property
    def response_percent(self) -> int | None:
        """Of all who were asked, whole percent who answered; None where that is not known."""
        if self.answered is None or not self.asked:
            return None
        return int((Decimal(100 * self.answered) / Decimal(self.asked)).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class Running:
    """The batch in force."""

    name: str
    starts_on: date
    ends_on: date
    asked: int
    returned: int
    """Envelopes in the box, blanks among them."""
    counted_from: date
    """The first day on which it can be counted."""
    protocol: tuple[ProtocolLine, ...]


def closed() -> list[Result]:
    """Every batch that is over, the latest first."""
    return _results(
        db.session.scalars(sa.select(Batch).where(Batch.ended_on.is_not(None)).order_by(Batch.starts_on.desc())).all()
    )


def counted_last(first: date, last: date) -> Result | None:
    """The latest batch with figures that took answers between these days, both included; one that ended by then goes
    before one that did not.
    """
    counted = sa.select(ProtocolLine.batch_id).where(ProtocolLine.event == Event.COUNTED)
    batch = db.session.scalar(
        sa.select(Batch)
        .where(Batch.starts_on <= last, Batch.ends_on >= first, Batch.id.in_(counted))
        .order_by(Batch.ends_on > last, Batch.ends_on.desc())
        .limit(1)
    )
    return _results([batch])[0] if batch else None


def wordings(language: str) -> dict[str, str]:
    """Every question that was ever asked, by its key, as it was worded last; those of the latest version first."""
    found: dict[str, str] = {}
    for version in queries.question_sets():
        for question in version.questions:
            found.setdefault(question.key, question.text(language))
    return found


def _results(batches: Sequence[Batch]) -> list[Result]:
    ids = [batch.id for batch in batches]
    figures: dict[tuple[int, Grouping, int], dict[str, dict[Figure, int]]] = defaultdict(lambda: defaultdict(dict))
    for one in db.session.scalars(sa.select(Counted).where(Counted.batch_id.in_(ids))):
        figures[one.batch_id, one.grouping, one.member][one.question][one.figure] = one.number
    turnout: dict[tuple[int, Grouping], dict[int, Turnout]] = defaultdict(dict)
    for row in db.session.scalars(sa.select(Turnout).where(Turnout.batch_id.in_(ids))):
        turnout[row.batch_id, row.grouping][row.member] = row
    return [_result(batch, figures, turnout) for batch in batches]


def running() -> Running | None:
    """The batch in force; nothing while no key is published for this quarter."""
    batch = queries.in_force()
    if batch is None:
        return None
    asked = db.session.get(Turnout, (batch.id, Grouping.EVERYBODY, EVERYBODY))
    return Running(
        batch.name,
        batch.starts_on,
        batch.ends_on,
        asked.asked if asked else 0,
        box.number_in(batch),
        batch.ends_on + GRACE + timedelta(days=1),
        _protocol(batch),
    )


def _result(
    batch: Batch,
    figures: Mapping[tuple[int, Grouping, int], Mapping[str, Mapping[Figure, int]]],
    turnout: Mapping[tuple[int, Grouping], Mapping[int, Turnout]],
) -> Result:
    questions = queries.question_set(batch.starts_on).questions
    keys = [question.key for question in questions]
    everybody = turnout.get((batch.id, Grouping.EVERYBODY), {}).get(EVERYBODY)
    protocol = _protocol(batch)

    def rows(grouping: Grouping, member: int) -> tuple[Row, ...]:
        found = figures.get((batch.id, grouping, member), {})
        return tuple(Row(key, found.get(key, {})) for key in keys)

    def groups(grouping: Grouping) -> tuple[Group, ...]:
        found = turnout.get((batch.id, grouping), {})
        counted = {member: row for member, row in found.items() if row.answered is not None}
        together = sum(row.asked for member, row in found.items() if member not in counted)
        return tuple(
            Group(
                member if member != EVERYBODY else None,
                row.asked if member != EVERYBODY else together,
                row.answered,
                row.refused,
                rows(grouping, member),
            )
            for member, row in counted.items()
        )

    return Result(
        batch.name,
        batch.starts_on,
        batch.ends_on,
        next(line.event for line in protocol if line.event in ENDINGS),
        everybody.asked if everybody else 0,
        everybody.answered if everybody else None,
        everybody.refused if everybody else None,
        tuple((question.key, question.text("da")) for question in questions),
        rows(Grouping.EVERYBODY, EVERYBODY),
        groups(Grouping.CENTRE),
        groups(Grouping.EFFORT),
        protocol,
    )


def _protocol(batch: Batch) -> tuple[ProtocolLine, ...]:
    return tuple(
        db.session.scalars(sa.select(ProtocolLine).where(ProtocolLine.batch_id == batch.id).order_by(ProtocolLine.id))
    )
