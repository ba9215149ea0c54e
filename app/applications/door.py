"""Who stands at the citizens' tablet just now: what their code has opened, and leaving so that nothing is left of it.

A visit is a row on the server; the tablet's cookie holds its token and, for the slip, the three words. Both go when the
tablet is left: by the button, by the page after two minutes without a touch, by unlocking it, or here when nobody has
asked for anything for so long.
"""

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import abort, flash, request, session, url_for
from flask_babel import gettext as _

from app import clock, log
from app.accounts.session import CSRF, this
from app.applications.models import Application, DoorVisit
from app.db import apart, db
from app.log import Ground
from app.page import seen_at

QUIET = timedelta(minutes=2)
"""The page leaves the tablet by itself after so long without a touch."""
GRACE = timedelta(seconds=30)
LONGEST_TYPING = timedelta(minutes=30)
"""Without script a form may be written in for so long before it is sent."""
TOUCH_KEPT_EVERY = timedelta(seconds=20)

TOKEN, WORDS, KEPT = "visit", "words", "kept"


def visit(lasts: timedelta = QUIET + GRACE) -> DoorVisit | None:
    """The visit that goes on at this tablet; nothing where it was left, or nobody has touched it for so long."""
    token = session.get(TOKEN)
    if not token:
        return None
    found = db.session.scalar(
        sa.select(DoorVisit).where(
            DoorVisit.token_hash == _hash(token), DoorVisit.sign_in_id == this().id, DoorVisit.ended_at.is_(None)
        )
    )
    if found is None or clock.now() - found.touched_at > lasts:
        return None
    return found


def written_in() -> DoorVisit | None:
    """The same for a page of what somebody has opened: a form of it may have been written in for longer."""
    return visit(LONGEST_TYPING if request.method == "POST" else QUIET + GRACE)


def begin() -> DoorVisit:
    """The visit that goes on, or a new one. Callers commit."""
    going_on = visit()
    if going_on is not None:
        going_on.touched_at = clock.now()
        return going_on
    # Whoever stood here before went away without a word: what they opened is closed.
    session[TOKEN] = secrets.token_urlsafe(24)
    session.pop(WORDS, None)
    session.pop(KEPT, None)
    fresh = DoorVisit(token_hash=_hash(session[TOKEN]), sign_in_id=this().id)
    db.session.add(fresh)
    db.session.flush()
    return fresh


def open_with(application: Application, words: str) -> None:
    """These words have opened this application here, until the tablet is left; it is open at one tablet at a time.
    Where another one was open, that is left: no page of it can still be sent, which would write into this one. Callers
    commit.
    """
    before = visit()
    if before is not None and before.application_id not in (None, application.id):
        leave()
    here = begin()
    elsewhere = sa.update(DoorVisit).where(DoorVisit.application_id == application.id, DoorVisit.id != here.id)
    db.session.execute(elsewhere.values(application_id=None).execution_options(synchronize_session=False))
    here.application_id = application.id
    session[WORDS] = words
    log.opened(application, ground=Ground.OWN_TASK)


def opened() -> Application:
    """The application that a code has opened at this tablet, logged and touched; else the request ends at the page
    that asks for the code.
    """
    here = written_in()
    application = db.session.get(Application, here.application_id) if here and here.application_id else None
    if here is None or application is None:
        if session.pop(TOKEN, None):
            flash(_("Tabletten har stået stille. Skriv de tre ord igen."), "wait")
        session.pop(WORDS, None)
        abort(seen_at(url_for("applications.code")))
    touch(here)
    log.opened(application, ground=Ground.OWN_TASK)
    return application


def words() -> str | None:
    """The three words, as long as the tablet is not left."""
    found: str | None = session.get(WORDS)
    return found


def keep(name: str, value: str | int) -> None:
    """Another feature's word or number, for whoever stands here now. Callers commit."""
    begin()
    session[KEPT] = {**session.get(KEPT, {}), name: value}


def kept(name: str) -> str | int | None:
    """What another feature keeps under this name, as long as the tablet is not left."""
    found: str | int | None = session.get(KEPT, {}).get(name) if written_in() else None
    return found


def goes_on() -> None:
    """Whoever has just sent something is still there. Callers commit."""
    here = written_in()
    if here is not None:
        here.touched_at = clock.now()


def touch(here: DoorVisit) -> None:
    """Somebody is still there; kept now and then, in a transaction of its own."""
    now = clock.now()
    if now - here.touched_at > TOUCH_KEPT_EVERY:
        later = sa.update(DoorVisit).where(DoorVisit.id == here.id, DoorVisit.ended_at.is_(None))
        with apart():
            db.session.execute(later.values(touched_at=now).execution_options(synchronize_session=False))


def leave() -> None:
    """Whoever was here is gone: nothing of theirs can be opened, and no form of theirs can be sent. Callers commit."""
    here = visit(timedelta.max)
    if here is not None:
        here.ended_at = clock.now()
    for name in (TOKEN, WORDS, KEPT, CSRF, "_flashes"):
        session.pop(name, None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
