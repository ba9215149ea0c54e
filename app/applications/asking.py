"""The committee asks the applicants something. Callers commit and log."""

from app.accounts.models import Account
from app.applications.application import Reason, Refusal, State
from app.applications.models import Application, ApplicationQuestion
from app.applications.steps import take
from app.db import db


def ask(application: Application, text: str, by: Account | None) -> ApplicationQuestion:
    """Ask, and wait for the answer; raises Refusal where it does not lie with the committee."""
    if not text.strip():
        raise Refusal(Reason.NO_WORDS)
    take(application, State.ASKED, by)
    question = ApplicationQuestion(text=text, asked_by_id=by.id if by else None)
    application.questions.append(question)
    db.session.flush()
    return question
