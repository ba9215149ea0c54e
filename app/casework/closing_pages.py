"""The summary of a session: closing it, and what it says from then on."""

from collections.abc import Mapping
from enum import StrEnum

from flask import Response, flash, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import HiddenField
from wtforms.validators import AnyOf

from app import clock, log
from app.access import Act, allow, may
from app.accounts.models import Account
from app.casework import closing, visiting
from app.casework.closing import Reason, Refusal
from app.casework.models import CaseworkSession, Visit
from app.casework.views import blueprint
from app.casework.visit import Refusal as StepRefusal
from app.casework.visit import State
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.db import db
from app.form import StoringForm
from app.language import clock_time, day, hours
from app.page import page

REFUSALS: Mapping[Reason, LazyString] = {
    Reason.CLOSED: _l("Rådgivningen er lukket i forvejen."),
    Reason.CANCELLED: _l("Rådgivningen er aflyst. Der er intet at lukke."),
    Reason.NOT_BEGUN: _l("Rådgivningen er ikke begyndt endnu."),
    Reason.SOMEBODY_THERE: _l("Nogen venter eller er i samtale. Sig først, hvordan det gik."),
}


class Settled(StrEnum):
    """What is said, in one tap, of somebody who is still on the board when the session closes."""

    LEFT = "left"
    SEEN = "seen"


class CloseForm(StoringForm):
    """Closing a session: nothing but the tap."""


class SettleForm(StoringForm):
    """How it ended for one of those who are still on the board."""

    how = HiddenField(validators=[AnyOf([one.value for one in Settled])])


@blueprint.get("/sessions/<id:casework_session_id>/summary")
@allow(Act.RUN_BOARD, to=CaseworkSession)
def summary(casework_session: CaseworkSession) -> Response:
    """Who is to be settled before the session closes; once it has, its numbers."""
    return _summary(casework_session)


@blueprint.post("/sessions/<id:casework_session_id>/summary")
@allow(Act.RUN_BOARD, to=CaseworkSession)
def close(casework_session: CaseworkSession) -> Response:
    """Close the session."""
    form = CloseForm()
    if not form.validate():
        return _summary(casework_session, status=422)

    def store() -> str:
        closing.close(casework_session, by=current_user.account)
        return url_for("casework.summary", casework_session_id=casework_session.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        return _summary(casework_session, REFUSALS[refusal.reason], status=409)


@blueprint.post("/visits/<id:visit_id>/settled")
@allow(Act.RUN_BOARD, to=Visit)
def settle(visit: Visit) -> Response:
    """Somebody who waited left, or a talk is over; its conversation can be written afterwards."""
    form = SettleForm()
    session_id = visit.session_id
    if not form.validate():
        log.opened(visit)
        return _summary(visit.session, _l("Det kunne ikke lade sig gøre. Prøv igen."), status=422)

    def store() -> str:
        if form.how.data == Settled.SEEN:
            visiting.seen(visit)
            flash(_("Nr. %(number)s er færdig.", number=visit.number), "good")
        else:
            visiting.leave(visit)
            flash(_("Nr. %(number)s er gået.", number=visit.number), "good")
        return url_for("casework.summary", casework_session_id=session_id)

    try:
        return form.once(store)
    except StepRefusal:
        log.opened(visit)
        return _summary(visit.session, _l("En kollega har gjort noget imens. Se, hvem der er her nu."), status=409)


def _summary(session: CaseworkSession, problem: LazyString | None = None, status: int = 200) -> Response:
    numbers = closing.summary(session)
    there = [] if session.closed_at else _there(session)
    closed_by = db.session.get(Account, session.closed_by_id) if session.closed_by_id else None
    return page(
        "casework/summary.html",
        status=status,
        session=session,
        problem=problem,
        when=_when(session),
        where=", ".join(centre.name for centre in session.centres),
        numbers=numbers,
        there=there,
        closed_by=closed_by.name if closed_by else "",
        held=hours(closing.minutes_held(session)),
        unwritten=closing.unwritten_by(session, current_user.account_id) if may(Act.TALK_AT_SESSION, session) else [],
        begun=clock.now() >= session.starts_at,
        form=CloseForm(formdata=None),
    )


def _there(session: CaseworkSession) -> list[dict[str, object]]:
    """Those who wait or talk, as this person may know them; logged."""
    visits = closing.still_there(session)
    known = citizens.own(
        current_user.person, Act.OPEN_CITIZEN, {visit.citizen_id for visit in visits if visit.citizen_id}
    )
    log.listed([*visits, *known.values()])
    return [
        {
            "id": visit.id,
            "who": _called(visit, known),
            "line": _line(visit),
            "waits": visit.state is State.WAITING,
            "form": SettleForm(formdata=None),
        }
        for visit in visits
    ]


def _called(visit: Visit, known: Mapping[int, Citizen]) -> str:
    if visit.citizen_id is None:
        return visit.called or _("Nr. %(number)s", number=visit.number)
    return known[visit.citizen_id].name if visit.citizen_id in known else _("Nr. %(number)s", number=visit.number)


def _line(visit: Visit) -> str:
    if visit.state is State.WAITING:
        return _("Har ventet siden %(time)s", time=clock_time(visit.waiting_since))
    names = ", ".join(one.account.name for one in visit.talking)
    return _(
        "Taler med %(names)s siden %(time)s", names=names, time=clock_time(visit.talking_since or visit.arrived_at)
    )


def _when(session: CaseworkSession) -> str:
    return _(
        "%(day)s kl. %(start)s–%(end)s",
        day=day(session.starts_at),
        start=clock_time(session.starts_at),
        end=clock_time(session.ends_at),
    )
