"""Sending an application, taking it back, and answering the committee. Callers commit and log."""

from collections.abc import Callable

from app import clock
from app.applications import guidance, queries
from app.applications.application import Reason, Refusal, Said, State, refuse
from app.applications.models import Application, BudgetLine
from app.applications.steps import take
from app.db import db, hold

TakenBack = Callable[[Application], None]

_when_taken_back: list[TakenBack] = []


def when_taken_back(does: TakenBack) -> TakenBack:
    """Register what follows, in the same transaction, when an application is taken back."""
    _when_taken_back.append(does)
    return does


def send(application: Application, said: Said) -> None:
    """A draft becomes an application that the committee sees, judged by the criteria of today; raises Refusal."""
    hold(application)
    today = clock.today()
    refuse(said, queries.known_names(), today)
    in_force = guidance.in_force(today)
    application.title = said.title
    application.applicants = said.applicants
    application.helper = said.helper
    application.what = said.what
    application.for_whom = said.for_whom
    application.people = said.people
    application.where_held = said.where_held
    application.from_on = said.from_on
    application.to_on = said.to_on
    application.progression = said.progression
    application.roles = said.roles
    application.other_support = said.other_support
    application.lines = [BudgetLine(text=line.text, ore=line.ore) for line in said.lines]
    application.criteria_version_id = in_force.version_id if in_force else None
    application.entered = []
    application.sent_at = clock.now()
    db.session.flush()
    take(application, State.SENT)


def withdraw(application: Application) -> None:
    """The applicants want it no longer; of a draft nothing is left. Raises Refusal once it is decided."""
    take(application, State.WITHDRAWN)
    if application.sent_at is None:
        application.title = "-"
        application.entered = []
        application.pictures.clear()
        db.session.flush()
    for does in _when_taken_back:
        does(application)


def answer(application: Application, words: str) -> None:
    """Answer what the committee asked, so that it comes back to it; raises Refusal where nothing is asked."""
    hold(application)
    question = application.open_question
    if question is None:
        raise Refusal(Reason.NOT_ASKED)
    if not words.strip():
        raise Refusal(Reason.NO_WORDS)
    question.answer = words
    question.answered_at = clock.now()
    take(application, State.SENT)
