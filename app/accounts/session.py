"""Signing in, locking, handing over and ending sessions: rows on the server, so that an end is an end."""

import hashlib
import logging
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask, current_app, request, session
from flask_login import LoginManager, current_user, login_user
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app import clock, log
from app.access import SessionKind, rule_of
from app.accounts.models import Account, SignIn
from app.accounts.pin import MOST_WRONG
from app.accounts.role import kind_for
from app.db import apart, db, hold

LONGEST_SESSION = timedelta(hours=10)
LONGEST_SCREEN = timedelta(hours=18)
TOUCH_KEPT_EVERY = timedelta(seconds=30)
IDLES = (SessionKind.STAFF, SessionKind.COMMITTEE)
"""Kinds of session that lock by themselves; in a citizen's hands and on a screen there is nobody to lock out."""

CSRF = "csrf_token"

logger = logging.getLogger("vaeksthus")

_manager = LoginManager()


def init(app: Flask) -> None:
    """Let Flask-Login find the session row of a cookie, and remember when somebody last touched the tablet."""
    _manager.session_protection = None
    _manager.init_app(app)
    _manager.user_loader(_of_token)
    app.extensions["left_by"] = _left_by
    app.before_request(_touched_by_request)


_OPEN_SESSION = (
    sa.select(SignIn)
    .where(
        SignIn.token_hash == sa.bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > sa.bindparam("now"),
    )
    .options(joinedload(SignIn.account).joinedload(Account.roles))
)
"""Every request asks this, so it is one question, put together once: the session, its account and all roles of it."""


def _of_token(token: str) -> SignIn | None:
    asked = {"token_hash": _hash(token), "now": clock.now()}
    found = db.session.scalars(_OPEN_SESSION, asked).unique().one_or_none()
    if found is None or found.account.disabled_at is not None:
        return None
    found.token = token
    found.idle = found.kind in IDLES and found.locked_at is None and idle_left(found) <= timedelta(0)
    return found


def _left_by() -> int | None:
    """Whose session on this tablet ran out by itself; nobody's where it was ended."""
    token = session.get("_user_id")
    if not token:
        return None
    return db.session.scalar(
        sa.select(SignIn.account_id)
        .join(Account)
        .where(SignIn.token_hash == _hash(token), SignIn.ended_at.is_(None), Account.disabled_at.is_(None))
    )


def this() -> SignIn:
    """The session of the tablet itself, not the stand-in that other requests would see another one through."""
    row: SignIn = current_user._get_current_object()
    return row


def idle_left(row: SignIn) -> timedelta:
    """How long until the screen locks, if nobody touches it."""
    lasts: timedelta = current_app.config["IDLE_LOCK"]
    return row.touched_at + lasts - clock.now()


def touch(row: SignIn, at: datetime, kept_every: timedelta = timedelta(0)) -> None:
    """Keep the last touch, in a transaction of its own: whatever becomes of the request, somebody was there."""
    if at - row.touched_at <= kept_every:
        return
    newer = sa.update(SignIn).where(SignIn.id == row.id, SignIn.locked_at.is_(None), SignIn.touched_at < at)
    with apart():
        db.session.execute(newer.values(touched_at=at).execution_options(synchronize_session=False))
    set_committed_value(row, "touched_at", at)


def _touched_by_request() -> None:
    """A request of a person is a touch; one of the page itself (a poll) is none. It comes after the check of the
    request's token, and never keeps a page from being read.
    """
    rule = rule_of(request.endpoint)
    if rule is None or rule.act is None or rule.poll or request.headers.get("X-Poll") == "1":
        return
    row = this()
    if row.kind not in IDLES:
        return
    try:
        touch(row, clock.now(), min(TOUCH_KEPT_EVERY, current_app.config["IDLE_LOCK"] / 10))
    except OperationalError:
        logger.error("a touch could not be kept: the database refused to write")


def note_idle() -> None:
    """Write down, once, that the screen locked itself; it counts as locked already."""
    row = this()
    if row.locked_at is None:
        with apart():
            lock(row, unless_touched=True)


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
        password_at=clock.now(),
    )
    db.session.add(row)
    _give_token(row)
    log.signed_in(account)
    return row


def lock(row: SignIn, unless_touched: bool = False) -> None:
    """Close the screen; only its owner opens it. Of several who find it idle at once, one writes it down; and none
    does (`unless_touched`) where somebody touched it just then.
    """
    still_open = sa.update(SignIn).where(SignIn.id == row.id, SignIn.locked_at.is_(None))
    if unless_touched:
        still_open = still_open.where(SignIn.touched_at == row.touched_at)
    kept = {"locked_at": clock.now(), "password_at": None, "pin_failures": 0}
    closed = still_open.values(kept).returning(SignIn.id).execution_options(synchronize_session=False)
    if db.session.execute(closed).all():
        log.signed_out(row.account)
    db.session.refresh(row, list(kept))
    row.idle = False


def count_pin(row: SignIn) -> bool:
    """Count a try with the PIN, before it is checked; false when there have been too many in a row."""
    again = sa.update(SignIn).where(
        SignIn.id == row.id, SignIn.locked_at.is_not(None), SignIn.pin_failures < MOST_WRONG
    )
    one_more = again.values(pin_failures=SignIn.pin_failures + 1).returning(SignIn.pin_failures)
    counted = db.session.execute(one_more.execution_options(synchronize_session=False)).all()
    db.session.refresh(row, ["pin_failures"])
    return bool(counted)


def stand_at_door(row: SignIn) -> None:
    """Hand the tablet to citizens at this session's centre, until its owner unlocks it."""
    log.signed_out(row.account)
    row.kind = SessionKind.DOOR


def hand_over(row: SignIn) -> None:
    """Put the tablet in a citizen's hands for the survey: nothing else opens until its owner unlocks it."""
    row.kind = SessionKind.SURVEY
    row.password_at = None
    log.signed_out(row.account)


def unlock(row: SignIn, by_password: bool) -> None:
    """Open a locked screen, or come back from the door or the survey; the cookie gets a new token."""
    hold(row)
    if row.ended_at is not None:
        return
    roles = frozenset(held.role for held in row.account.roles_on(clock.today()))
    row.kind = kind_for(roles)
    row.locked_at = None
    row.idle = False
    row.touched_at = clock.now()
    row.pin_failures = 0
    if by_password:
        row.password_at = clock.now()
    _give_token(row)
    log.signed_in(row.account)


def renew(row: SignIn) -> None:
    """The password was given again: the cookie gets a new token, so that a copy of it is worth nothing.

    What stands half written on other pages of this session can still be sent.
    """
    row.password_at = clock.now()
    of_open_pages = session.get(CSRF)
    _give_token(row)
    if of_open_pages:
        session[CSRF] = of_open_pages


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
