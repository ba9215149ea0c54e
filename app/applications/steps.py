"""The one way in which an application comes from a state to the next. Callers commit and log."""

from app import clock
from app.accounts.models import Account
from app.applications.application import State, refuse_step
from app.applications.models import Application, ApplicationStep
from app.db import db, hold


def take(application: Application, to: State, by: Account | None = None) -> None:
    """Bring the application on, held so that nobody else does at the same time; raises Refusal.

    `by`: whose hand it was; nobody's at the door.
    """
    # Reading anew forgets what is not written yet, of the application and of what hangs on it.
    db.session.flush()
    hold(application)
    refuse_step(application.state, to)
    application.state = to
    application.touched_at = clock.now()
    application.version += 1
    application.steps.append(ApplicationStep(state=to, by_id=by.id if by else None))
    db.session.flush()
