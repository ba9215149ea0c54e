"""Signing in, locking, handing over and ending sessions: rows on the server, so that an end is an end."""

import hashlib
import hmac
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, current_user, login_user
from itsdangerous import BadSignature, Signer
from sqlalchemy.exc import IntegrityError

from app import clock, log
from app.access import SessionKind
from app.accounts.models import Account, SignIn, Slowdown
from app.accounts.role import kind_for
from app.accounts.slowdown import Of, failures_now, wait_after
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
    app.after_request(remember_device)


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
        centre=next((held.centre for held in roles if held.centre), None),
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


def must_wait(username: str) -> timedelta:
    """How long this username or this tablet must still wait before the next try."""
    now = clock.now()
    blocked: list[datetime] = [row.blocked_until for row in _slowdowns(username) if row.blocked_until > now]
    return max(blocked) - now if blocked else timedelta(0)


def failed(username: str) -> None:
    """Count a wrong password against the username and the tablet."""
    now = clock.now()
    for key in _keys(username).values():
        _know(key)
    rows = {row.key: row for row in _slowdowns(username)}
    for of, key in _keys(username).items():
        row = rows[key]
        row.failures = failures_now(row.failures, row.last_at, now) + 1
        row.last_at = now
        row.blocked_until = now + wait_after(row.failures, of)


def succeeded(username: str) -> None:
    """Forget the wrong passwords of this username and this tablet, and know the tablet from now on."""
    for row in _slowdowns(username):
        db.session.delete(row)
    if _known_device() is None:
        g.new_device = _device_signer().sign(secrets.token_urlsafe(24)).decode()


def remember_device(answer: Response) -> Response:
    """Give a tablet its mark after the first sign-in on it, so that guessing elsewhere does not slow it down."""
    if "new_device" in g:
        answer.set_cookie(
            DEVICE_COOKIE,
            g.new_device,
            max_age=DEVICE_KNOWN_FOR,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return answer


def _know(key: str) -> None:
    """Have a row to count on, though another request may make it at the same moment."""
    if db.session.get(Slowdown, key) is None:
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(Slowdown(key=key, failures=0))


def _slowdowns(username: str) -> list[Slowdown]:
    keys = sorted(_keys(username).values())
    return list(db.session.scalars(sa.select(Slowdown).where(Slowdown.key.in_(keys)).with_for_update()))


def _keys(username: str) -> dict[Of, str]:
    device = _known_device() or request.remote_addr or ""
    return {Of.ACCOUNT: _keyed(f"account {username}"), Of.DEVICE: _keyed(f"device {device}")}


def _known_device() -> str | None:
    try:
        return _device_signer().unsign(request.cookies.get(DEVICE_COOKIE, "")).decode()
    except BadSignature:
        return None


def _device_signer() -> Signer:
    return Signer(str(current_app.config["SECRET_KEY"]), salt="device")


def _keyed(text: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
