"""Questions about batches and their question sets."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app import clock
from app.db import db
from app.survey.models import Batch, QuestionSet

_OF_A_DAY = sa.select(Batch).where(
    Batch.starts_on <= sa.bindparam("day"), Batch.ends_on >= sa.bindparam("day"), Batch.closed_on.is_(None)
)


def in_force(on: date | None = None) -> Batch | None:
    """The batch of the quarter of a day (today), if its key is published and it still takes answers."""
    return db.session.scalar(_OF_A_DAY, {"day": on or clock.today()})


def of_quarter(first: date) -> Batch | None:
    """The batch of the quarter that begins on this day."""
    return db.session.scalar(sa.select(Batch).where(Batch.starts_on == first))


def question_set(first: date) -> QuestionSet:
    """The questions of the quarter that begins on this day: the latest version that holds by then. What is decided
    during a quarter holds from the next one on, so these do not change once the quarter has begun.
    """
    return db.session.scalars(
        sa.select(QuestionSet).where(QuestionSet.holds_from <= first).order_by(QuestionSet.version.desc()).limit(1)
    ).one()


def question_sets() -> Sequence[QuestionSet]:
    """Every version, the latest first."""
    return db.session.scalars(sa.select(QuestionSet).order_by(QuestionSet.version.desc())).all()
