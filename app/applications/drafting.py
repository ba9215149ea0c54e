"""Drafts at the door: begun with a title, written in with every pause, opened again with three words.

What the form holds is kept as a browser sends it, so that nothing is lost because it is not right yet. Callers commit
and log.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from app import clock, cpr
from app.applications.application import LONGEST_TITLE, State
from app.applications.code import hashed, new_words
from app.applications.models import Application, ApplicationStep, Idea
from app.centres.models import Centre
from app.db import db, hold
from app.draft import HIDDEN_NUMBER, MOST_TYPED

OWN_FIELDS = frozenset({"csrf_token", "form_key", "visit", "version", "do"})
"""What a form carries for its own sake; nobody entered it."""


def begin(centre: Centre, title: str, what: str = "", idea: Idea | None = None) -> tuple[Application, str]:
    """A new draft, and the three words that open it; they are kept nowhere."""
    words = _unused()
    application = Application(
        centre_id=centre.id,
        centre=centre,
        code_hash=hashed(words),
        idea_id=idea.id if idea else None,
        title=" ".join(title.split())[:LONGEST_TITLE] or "-",
        entered=[["title", title], ["what", what]],
        steps=[ApplicationStep(state=State.DRAFT)],
    )
    db.session.add(application)
    db.session.flush()
    return application, words


def new_code(application: Application) -> str:
    """Other words, in place of those that were lost; the old ones open nothing any more."""
    hold(application)
    words = _unused()
    application.code_hash = hashed(words)
    return words


def keep(application: Application, entered: Iterable[tuple[str, str]]) -> bool:
    """Keep what the form holds now, without registration numbers; says whether one had to be left out.

    What is no draft any more is left as it is.
    """
    hold(application)
    if application.state is not State.DRAFT:
        return False
    typed = [[name, value] for name, value in entered if name not in OWN_FIELDS]
    kept = [[name, cpr.without(value, HIDDEN_NUMBER)] for name, value in typed]
    application.entered = kept
    titles = [" ".join(value.split())[:LONGEST_TITLE] for name, value in kept if name == "title"]
    application.title = next(filter(None, titles), application.title)
    application.touched_at = clock.now()
    db.session.flush()
    return kept != typed


def is_too_long(entered: Iterable[tuple[str, str]]) -> bool:
    """Whether this is more than a draft holds; then its boxes are too long as well."""
    return sum(len(name) + len(value) for name, value in entered) > MOST_TYPED


def entered(application: Application) -> MultiDict[str, str]:
    """What the form held when it was last kept."""
    return MultiDict((name, value) for name, value in application.entered)


def _unused() -> str:
    """Words that open nothing yet."""
    while True:
        words = new_words()
        if db.session.scalar(sa.select(Application.id).where(Application.code_hash == hashed(words))) is None:
            return words
