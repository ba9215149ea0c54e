"""Wrong passwords are counted, per account and per tablet; a tablet is known by a mark from its first sign-in.

Known and unknown usernames are counted alike. A success forgets the wrong tries of that account, wherever they were
made, and takes them off the tablet; tries on other accounts stay counted against the tablet.
"""

import hashlib
import hmac
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, Signer
from sqlalchemy.exc import IntegrityError

from app import clock, log
from app.accounts.models import Account, Slowdown
from app.accounts.slowdown import Of, failures_now, wait_after
from app.db import db

DEVICE_COOKIE = "device"
DEVICE_KNOWN_FOR = timedelta(days=365)


def init(app: Flask) -> None:
    """Mark tablets."""
    app.after_request(remember_device)


def must_wait(username: str) -> timedelta:
    """How long this username or this tablet must still wait before the next try."""
    now = clock.now()
    blocked: list[datetime] = [row.blocked_until for row in _slowdowns(username).values() if row.blocked_until > now]
    return max(blocked) - now if blocked else timedelta(0)


def failed(username: str, account: Account | None) -> None:
    """Count a wrong password against the username and the tablet."""
    now = clock.now()
    for key in _keys(username).values():
        _know(key)
    for of, row in _slowdowns(username).items():
        row.failures = failures_now(row.failures, row.last_at, now) + 1
        row.last_at = now
        row.blocked_until = now + wait_after(row.failures, of)
    if account is not None:
        log.sign_in_failed(account)


def succeeded(username: str) -> None:
    """Forget the wrong tries of this username, and know the tablet from now on, with what others tried on it."""
    rows = _slowdowns(username)
    own, tablet = rows.get(Of.ACCOUNT), rows.get(Of.DEVICE)
    if tablet is not None and own is not None:
        tablet.failures = max(0, tablet.failures - own.failures)
    if own is not None:
        db.session.delete(own)
    if _known_device() is None:
        g.new_device = _device_signer().sign(secrets.token_urlsafe(24)).decode()
        if tablet is not None:
            mark = _keyed(f"device {_device_signer().unsign(g.new_device).decode()}")
            db.session.add(
                Slowdown(key=mark, failures=tablet.failures, last_at=tablet.last_at, blocked_until=tablet.blocked_until)
            )


def forgiven(username: str, failures: int) -> None:
    """Take so many wrong tries off this username and the tablet: whoever made them has shown that they may."""
    for row in _slowdowns(username).values():
        row.failures = max(0, row.failures - failures)


def held_of(what: str) -> Slowdown:
    """The row on which wrong tries of another kind are counted, held until this request is over."""
    key = _keyed(what)
    _know(key)
    return db.session.scalars(sa.select(Slowdown).where(Slowdown.key == key).with_for_update()).one()


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


def _slowdowns(username: str) -> dict[Of, Slowdown]:
    """The rows that there are, held until this request is over."""
    keys = {key: of for of, key in _keys(username).items()}
    rows = db.session.scalars(
        sa.select(Slowdown).where(Slowdown.key.in_(keys)).order_by(Slowdown.key).with_for_update()
    )
    return {keys[row.key]: row for row in rows}


def _keys(username: str) -> dict[Of, str]:
    return {Of.ACCOUNT: _keyed(f"account {username}"), Of.DEVICE: _keyed(f"device {_device()}")}


def _device() -> str:
    return _known_device() or request.remote_addr or ""


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
