"""Changing the questions, from the next batch on and never inside one. Callers commit."""

from collections.abc import Sequence

import sqlalchemy as sa

from app import clock
from app.db import db
from app.survey import asking, queries
from app.survey.asking import Asked
from app.survey.batch import next_quarter
from app.survey.models import Question, QuestionSet, QuestionText


def change(asked: Sequence[Asked], *, why: str, by_id: int) -> QuestionSet:
    """The questions from the next quarter on, as a new version; raises asking.Refusal. What was decided before for
    that quarter stays to be read, and no longer holds.
    """
    holds_from = next_quarter(clock.today())
    known = frozenset(db.session.scalars(sa.select(Question.key).distinct()))
    coming = as_asked(queries.question_set(holds_from))
    cleaned = [Asked({key: text.strip() for key, text in one.texts.items() if text.strip()}, one.key) for one in asked]
    asking.refuse(cleaned, why, known, coming)
    version = 1 + (db.session.scalar(sa.select(sa.func.max(QuestionSet.version))) or 0)
    made = QuestionSet(version=version, holds_from=holds_from, made_by_id=by_id, why=why.strip())
    for position, one in enumerate(cleaned, 1):
        question = Question(version=version, position=position, key=one.key or f"v{version}q{position}")
        question.texts = [
            QuestionText(version=version, position=position, language=language, text=text)
            for language, text in one.texts.items()
        ]
        made.questions.append(question)
    db.session.add(made)
    db.session.flush()
    return made


def as_asked(kept: QuestionSet) -> list[Asked]:
    """A version as it would be handed to `change`."""
    return [Asked({one.language: one.text for one in question.texts}, question.key) for question in kept.questions]
