"""Signing in, locking, handing over and ending sessions: rows on the server, so that an end is an end."""

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, session
from flask_login import LoginManager, current_user, login_user

from app import clock, log
from app.access import SessionKind
from app.accounts.models import Account, SignIn
from app.accounts.role import kind_for
from app.db import db

LONGEST_SESSION = timedelta(hours=10)
LONGEST_SCREEN = timedelta(hours=18)
DEVICE_COOKIE = "device"
DEVICE_KNOWN_FOR = timedelta(days=365)

_manager = LoginManager()


def init(app: Flask) -> None:
    """Let Flask-Login find the session row of a cookie."""
    _manager.session_protection = None
    _manager.init_app(app)
    _manager.user_loader(_of_token)


def _of_token(token: str) -> SignIn | None:
    found = db.session.scalar(
        sa.select(SignIn).where(
            SignIn.token_hash == _hash(token), SignIn.ended_at.is_(None), SignIn.expires_at > clock.now()
        )
    )
    if found is None or found.account.disabled_at is not None:
        return None
    found.token = token
    return found


def sign_in(account: Account) -> SignIn:
    """Open a session for the account on this tablet, ending whatever was open on it."""
    end_current()
    roles = account.roles_on(clock.today())
    kind = kind_for(frozenset(held.role for held in roles))
    row = SignIn(
        kind=kind,
        account=account,
        centre=next((held.centre for held in roles if held.centre and held.centre.open_on(clock.today())), None),
        expires_at=clock.now() + LONGEST_SESSION,
    )
    db.session.add(row)
    _give_token(row)
    log.signed_in(account)
    return row


def lock(row: SignIn) -> None:
    """Close the screen; only the owner's password opens it."""
    row.locked_at = clock.now()
    log.signed_out(row.account)


def stand_at_door(row: SignIn) -> None:
    """Hand the tablet to citizens at this session's centre, until its owner unlocks it."""
    row.kind = SessionKind.DOOR
    log.signed_out(row.account)


def unlock(row: SignIn) -> None:
    """Open a locked screen, or come back from the door; the cookie gets a new token."""
    roles = frozenset(held.role for held in row.account.roles_on(clock.today()))
    row.kind = kind_for(roles)
    row.locked_at = None
    _give_token(row)
    log.signed_in(row.account)


def renew(row: SignIn) -> None:
    """Give the cookie of this session a new token, so that a copy of it is worth nothing."""
    _give_token(row)


def become_screen(row: SignIn) -> None:
    """End this session and make the tablet a screen of its centre, which can only be looked at."""
    screen = SignIn(
        kind=SessionKind.SCREEN,
        account=row.account,
        centre=row.centre,
        expires_at=clock.now() + LONGEST_SCREEN,
    )
    end_current()
    db.session.add(screen)
    _give_token(screen)


def end_current() -> None:
    """End the session of this tablet, and forget everything that its cookie held."""
    if current_user.is_authenticated:
        current_user.ended_at = clock.now()
        log.signed_out(current_user.account)
    _forget_cookie()


def end_all(account: Account, but: SignIn | None = None) -> None:
    """End every session of the account at once, the given one excepted."""
    still_open = sa.update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    if but is not None:
        still_open = still_open.where(SignIn.id != but.id)
    db.session.execute(still_open.values(ended_at=clock.now()))


def _give_token(row: SignIn) -> None:
    _forget_cookie()
    row.token = secrets.token_urlsafe(32)
    row.token_hash = _hash(row.token)
    db.session.flush()
    login_user(row)


def _forget_cookie() -> None:
    """Only the language stays on a tablet from one user to the next."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
