"""The page of one's own calendar address, and the feed that calendar programs fetch there."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import log
from app.access import Act, allow, anyone
from app.casework import calendar
from app.casework import plan_queries as queries
from app.casework.plan_forms import TapForm
from app.casework.views import blueprint
from app.db import db
from app.page import page


@blueprint.get("/calendar")
@allow(Act.KEEP_OWN_CALENDAR, reads_only=True)
def own_calendar() -> Response:
    """Whether there is an address, and since when; it was shown once."""
    return _own()


@blueprint.post("/calendar")
@allow(Act.KEEP_OWN_CALENDAR)
def calendar_addresses() -> Response:
    """Make an address, shown this once; an earlier one stops working."""
    form = TapForm()
    if not form.validate():
        abort(400)
    token = calendar.make_address(current_user.account)
    return _own(address=url_for("casework.calendar_feed", token=token, _external=True))


@blueprint.post("/calendar/ending")
@allow(Act.KEEP_OWN_CALENDAR)
def ended_calendar() -> Response:
    """The address works no more."""
    form = TapForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        if calendar.revoke(current_user.account):
            flash(_("Adressen er lukket. Ingen kan hente din kalender på den mere."), "good")
        return url_for("casework.own_calendar")

    return form.once(store)


@blueprint.get("/calendar/<token>.ics")
@anyone
def calendar_feed(token: str) -> Response:
    """Somebody's sessions, for a calendar program that knows the secret and signs in nowhere; else 404."""
    account = calendar.account_at(token)
    if account is None:
        abort(404)
    answer = Response(calendar.feed(queries.in_calendar(account.id)), mimetype="text/calendar")
    log.settle()
    db.session.rollback()
    return answer


def _own(address: str = "") -> Response:
    return page(
        "casework/calendar.html",
        kept=queries.calendar_address(current_user.account_id),
        address=address,
        tap=TapForm(formdata=None),
    )
