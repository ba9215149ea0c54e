"""Whether a password or a PIN opens: checked slowly, counted when wrong.

Each function answers with the sentence to show, or with nothing when it is right; then the caller commits.
"""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import guessing, session
from app.accounts.models import Account, SignIn
from app.accounts.password import matches
from app.db import db


def password_problem(username: str, given: str, account: Account | None) -> str | None:
    """Check a password, slowing down wrong ones.

    Known, unknown and disabled accounts cost the same work and get the same sentences.
    """
    waiting = must_wait(username)
    if waiting:
        return waiting
    # The check takes its time on purpose; nobody else waits for it.
    db.session.commit()
    right = matches(given, account.password_hash if account and not account.disabled_at else None)
    if right:
        guessing.succeeded(username)
        return None
    guessing.failed(username, account)
    db.session.commit()
    return wrong()


def own_password_problem(given: str, account: Account) -> str | None:
    """The same, where it is known who it is and only the password is asked for."""
    problem = password_problem(account.username, given, account)
    return _("Adgangskoden er forkert.") if problem == wrong() else problem


def pin_problem(row: SignIn, given: str) -> str | None:
    """Check the PIN of a locked screen. A try is counted before it is checked, so that many at once are no more."""
    account = row.account
    waiting = must_wait(account.username)
    if waiting:
        return waiting
    counted = session.count_pin(row)
    db.session.commit()
    if not counted:
        return pin_closed()
    wrong_before = row.pin_failures - 1
    if matches(given, account.pin_hash):
        # What was mistyped here is forgiven. Wrong passwords stay counted, for a PIN proves less.
        guessing.forgiven(account.username, wrong_before)
        return None
    guessing.failed(account.username, account)
    db.session.commit()
    return _("Pinkoden er forkert.") if row.opens_by_pin else pin_closed()


def pin_closed() -> str:
    """Said when only the password is left."""
    return _("Pinkoden har været forkert fem gange. Brug din adgangskode.")


def wrong() -> str:
    """Said of a wrong password, and of a username that nobody has."""
    return _("Brugernavn eller adgangskode er forkert.")


def must_wait(username: str) -> str | None:
    """How long to wait before the next try, in words."""
    wait = guessing.must_wait(username)
    if not wait:
        return None
    seconds = -(-wait // timedelta(seconds=1))
    return ngettext(
        "Der er prøvet for mange gange. Vent %(num)s sekund, og prøv igen.",
        "Der er prøvet for mange gange. Vent %(num)s sekunder, og prøv igen.",
        seconds,
    )
