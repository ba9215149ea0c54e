"""The locked screen: by hand or after five minutes without a touch; what opens it; and the password once more."""

import math
from collections.abc import Callable
from datetime import timedelta

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.access import Act, SessionKind, allow, anyone, anywhere, openable
from app.accounts import session
from app.accounts.forms import ConfirmForm, UnlockForm
from app.accounts.models import Account, SignIn
from app.accounts.opening import own_password_problem, pin_closed, pin_problem
from app.accounts.views import EVERYBODY, blueprint
from app.db import db
from app.page import own_path, page, seen_at

_stays: list[Callable[[str], str | None]] = []

LONGEST_UNTOLD = 60
"""Seconds that a touch may be old when the page tells of it."""


def stays(part: Callable[[str], str | None]) -> None:
    """Register what stays in sight while a screen is locked: for the address of the page that was left, that of a part
    (a view that is allowed `while_locked`), or nothing.
    """
    _stays.append(part)


@blueprint.post("/lock")
@anyone
def lock() -> Response:
    """Lock the screen; what was open waits.

    A page that finds itself idle says so (`idle`). Another page of the same session may have been touched since: then
    the answer is 204, with the seconds that are left.
    """
    if current_user.is_authenticated and current_user.kind in EVERYBODY:
        row = session.this()
        left = session.idle_left(row)
        if "idle" in request.form and not row.locked and left > timedelta(0):
            return Response(status=204, headers={"X-Idle-Left": str(math.ceil(left.total_seconds()))})
        session.lock(row)
        db.session.commit()
    return seen_at(url_for("accounts.unlock", next=openable(request.form.get("next"))))


@blueprint.post("/touch")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY, poll=True)
def touch() -> Response:
    """Somebody reads or writes on the page without sending anything: the page says so, and how long ago (seconds)."""
    ago = min(max(request.form.get("ago", 0, type=int), 0), LONGEST_UNTOLD)
    session.touch(session.this(), clock.now() - timedelta(seconds=ago))
    return Response(status=204)


@blueprint.route("/unlock", methods=["GET", "POST"])
@anywhere
def unlock() -> Response:
    """The owner's PIN or password opens a locked screen; out of a citizen's hands only the password leads back."""
    if not current_user.is_authenticated or current_user.kind is SessionKind.SCREEN:
        return seen_at(url_for("accounts.sign_in"))
    way = own_path(request.args.get("next"))
    row = session.this()
    if row.locked:
        session.note_idle()
    if row.kind in EVERYBODY and not row.locked:
        return seen_at(way or url_for("desk.front"))
    form = UnlockForm()
    by_pin = "pin" in request.form and not form.password.data
    if form.validate_on_submit():
        problem = _pin_refused(row, form) if by_pin else _password_refused(row.account, form)
        if not problem:
            session.unlock(row, by_password=not by_pin)
            db.session.commit()
            return seen_at(way or url_for("desk.front"))
        field = form.pin if by_pin and row.opens_by_pin else form.password
        field.errors = [problem]
    status = 422 if form.errors else 200
    return page(
        "accounts/lock.html",
        status=status,
        form=form,
        owner=row.account,
        opens_by_pin=row.opens_by_pin,
        may_switch=row.kind in EVERYBODY,
        way=way,
        in_sight=next((part for part in (stay(way or "") for stay in _stays) if part), None) if row.locked else None,
    )


def _pin_refused(row: SignIn, form: UnlockForm) -> str | None:
    if not row.opens_by_pin:
        return pin_closed() if row.pin_failures else _("Skriv din adgangskode.")
    return pin_problem(row, form.pin.data) if form.pin.data else _("Skriv din pinkode.")


def _password_refused(account: Account, form: UnlockForm) -> str | None:
    given = form.password.data
    return own_password_problem(given, account) if given else _("Skriv din adgangskode.")


@blueprint.route("/confirm", methods=["GET", "POST"])
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def confirm() -> Response:
    """The password once more, before what takes more than an open screen; then on to the page that asked for it."""
    way = own_path(request.args.get("next"))
    form = ConfirmForm()
    if form.validate_on_submit():
        problem = own_password_problem(form.password.data, current_user.account)
        if not problem:
            session.renew(session.this())
            db.session.commit()
            return seen_at(way or url_for("desk.front"))
        form.password.errors = [problem]
    return page("accounts/confirm.html", status=422 if form.errors else 200, form=form, way=way)
