"""Checking somebody in with one tap, and what is said of them afterwards."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow, may
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import HOSTS, allows
from app.casework import arrivals, visiting
from app.casework import board as boards
from app.casework.board_forms import UNNAMED, ArrivalForm, FindForm, VisitForm
from app.casework.board_words import is_sensitive, short, together, who
from app.casework.models import CaseworkSession, Visit
from app.casework.views import blueprint, new_key
from app.casework.visit import BroughtBy, Reason, Refusal, State
from app.casework.visiting import Arrival
from app.citizens import queries as citizens
from app.citizens.challenge import Challenge
from app.citizens.models import Citizen
from app.db import BIGGEST_ID, db, hold
from app.form import choices
from app.page import page, seen_at

MOST_HITS = 12


@blueprint.get("/sessions/<id:casework_session_id>/check-in")
@allow(Act.RUN_BOARD, to=CaseworkSession)
def checking_in(casework_session: CaseworkSession) -> Response:
    """Who came? On the board a sheet, without script a page: one tap, and they wait."""
    return _asked(casework_session, ArrivalForm(formdata=None))


@blueprint.post("/sessions/<id:casework_session_id>/visits")
@allow(Act.RUN_BOARD, to=CaseworkSession)
def check_in(casework_session: CaseworkSession) -> Response:
    """Somebody came: they wait. Without script, the search comes here too."""
    form = ArrivalForm()
    if "search" in request.form:
        finding = FindForm()
        fine = finding.validate()
        hits = _hits(finding.q.data or "") if fine else []
        return _asked(casework_session, form, 200 if fine else 422, hits=hits, problems=finding.q.errors)
    if not form.validate():
        return _asked(casework_session, form, 422)
    chosen = _chosen(casework_session, form.who.data or "")
    if chosen is None:
        form.who.errors = [_("Vælg, hvem der kom.")]
        return _asked(casework_session, form, 422)
    citizen, arrival = chosen
    if citizen is not None:
        log.listed([citizen])
    session_id = casework_session.id

    def store() -> str:
        visit = visiting.check_in(casework_session, arrival, citizen=citizen, by=current_user.account)
        db.session.flush()
        name = citizen.name if citizen else who(visit.number)
        flash(_("%(name)s venter nu.", name=name), "good")
        return url_for("casework.board", casework_session_id=session_id)

    try:
        return form.once(store)
    except Refusal as refusal:
        flash(_why_not(refusal, citizen), "wait")
        return seen_at(url_for("casework.board", casework_session_id=session_id))


@blueprint.post("/sessions/<id:casework_session_id>/hits")
@allow(Act.RUN_BOARD, to=CaseworkSession)
def arrival_hits(casework_session: CaseworkSession) -> Response:
    """The part of the sheet that lists whom the typed letters begin."""
    form = FindForm()
    fine = form.validate()
    return page(
        "casework/_arrival_hits.html",
        status=200 if fine else 422,
        hits=_hits(form.q.data or "") if fine else [],
        q=form.q.data,
        problems=form.q.errors,
    )


@blueprint.get("/visits/<id:visit_id>")
@allow(Act.RUN_BOARD, to=Visit)
def visit(visit: Visit) -> Response:
    """Somebody on the board: for what they came and with whom, and every step there is."""
    form = _form(visit, VisitForm(formdata=None))
    told = _told(visit)
    for name, value in told.items():
        if name in form:
            form[name].data = value
    conflict.opened(form, visit.version, told)
    return _opened(visit, form)


@blueprint.post("/visits/<id:visit_id>")
@allow(Act.RUN_BOARD, to=Visit)
def change_visit(visit: Visit) -> Response:
    """Keep for what they came, with whom, and what they want to be called today."""
    hold(visit)
    form = _form(visit, VisitForm())
    clash = conflict.between(form, visit.version, _told(visit), visit)
    if not form.validate():
        return _opened(visit, form, status=422)
    back = url_for("casework.board", casework_session_id=visit.session_id)
    if clash:
        log.opened(visit)
        action = url_for("casework.change_visit", visit_id=visit.id)
        return conflict.conflict_page(clash, form, heading=_("På tavlen"), action=action, back=back)

    def store() -> str:
        topic = form.topic.data if "topic" in form else None
        visiting.tell(
            visit,
            Arrival(
                called=(form.called.data or "") if "called" in form else visit.called,
                topic=(Challenge(topic) if topic else None) if "topic" in form else visit.topic,
                brought_by=BroughtBy(form.brought_by.data),
                brought_by_id=_companion(form),
            ),
        )
        flash(_("Gemt."), "good")
        return back

    return form.once(store)


def _asked(
    session: CaseworkSession,
    form: ArrivalForm,
    status: int = 200,
    hits: Sequence[Citizen] = (),
    problems: Sequence[str] = (),
) -> Response:
    awaited = arrivals.expected(session, current_user.person)
    named = {one.citizen.id for one in awaited if one.citizen}
    return page(
        "casework/check_in.html",
        part="casework/_check_in.html",
        status=status,
        session=session,
        form=form,
        next_number=arrivals.next_number(session),
        expected=awaited,
        before=arrivals.been_before(session, current_user.person, named),
        hits=hits,
        q=form.q.data,
        problems=[*problems, *form.q.errors, *form.who.errors],
    )


def _hits(typed: str) -> list[Citizen]:
    found, _more = citizens.found(current_user.person, typed, MOST_HITS)
    log.searched(found)
    return found


def _chosen(session: CaseworkSession, who: str) -> tuple[Citizen | None, Arrival] | None:
    """Whom the tapped button means, and what is known of how they came; None where it means nobody that may be."""
    if who == UNNAMED:
        return None, Arrival()
    kind, _dash, number = who.rpartition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= 10 and int(number) <= BIGGEST_ID):
        return None
    awaited = arrivals.expected(session, current_user.person) if session.takes_visits else []
    if kind == "bridge":
        led = next((one for one in awaited if one.bridge_id == int(number)), None)
        if led is None:
            return None
        citizen = _pickable(led.citizen.id) if led.citizen else None
        return None if led.citizen and citizen is None else (citizen, _led(led))
    citizen = _pickable(int(number)) if not kind else None
    if citizen is None:
        return None
    led = next((one for one in awaited if one.citizen and one.citizen.id == citizen.id), None)
    return citizen, _led(led) if led else Arrival()


def _pickable(citizen_id: int) -> Citizen | None:
    return citizens.pickable(current_user.person, [citizen_id], Act.RUN_BOARD).get(citizen_id)


def _led(by: arrivals.Expected) -> Arrival:
    """How somebody came whom a bridge led here."""
    if by.accompanied:
        return Arrival(bridge_id=by.bridge_id, brought_by=BroughtBy.SKP, brought_by_id=by.sent_by_id)
    return Arrival(bridge_id=by.bridge_id)


def _why_not(refusal: Refusal, citizen: Citizen | None) -> str:
    if refusal.reason is Reason.ALREADY_HERE and citizen is not None:
        return _("%(name)s står allerede på tavlen.", name=citizen.name)
    return _("Tavlen er lukket. Der kan ikke tjekkes flere ind.")


def _form(visit: Visit, form: VisitForm) -> VisitForm:
    """The form with its choices; without what the person need not know, or what does not belong to this visit."""
    there = _hosts(visit)
    form.brought_by_person.choices = choices({0: _("Ikke sagt")} | {id: short(name) for id, name in there.items()})
    if visit.citizen_id is not None:
        del form.called
    if not _may_know_topic(visit):
        del form.topic
    return form


def _may_know_topic(visit: Visit) -> bool:
    """A topic that tells of illness or addiction is for whoever heard it: at the door, or in the talk (rules R12)."""
    heard = {visit.checked_in_by_id, *(one.account_id for one in visit.talking)}
    return not is_sensitive(visit.topic) or current_user.account_id in heard


def _told(visit: Visit) -> dict[str, object]:
    return {
        "called": visit.called,
        "topic": visit.topic.value if visit.topic else "",
        "brought_by": visit.brought_by.value,
        "brought_by_person": visit.brought_by_id or 0,
    }


def _companion(form: VisitForm) -> int | None:
    """The colleague who came along, where it is said that one did."""
    along = form.brought_by.data in (BroughtBy.SKP.value, BroughtBy.CENTRE_WORKER.value)
    return (form.brought_by_person.data or None) if along else None


def _hosts(visit: Visit) -> dict[int, str]:
    """Who works at these centres, and whoever is named already."""
    today = clock.today()
    question = (
        sa.select(Account.id, Account.name)
        .join(RoleHeld)
        .where(
            RoleHeld.role.in_(HOSTS),
            RoleHeld.centre_id.in_(sorted(visit.centre_ids)),
            RoleHeld.from_on <= today,
            sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > today),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.name)
    )
    found = {row.id: row.name for row in db.session.execute(question)}
    if visit.brought_by_id and visit.brought_by_id not in found:
        found[visit.brought_by_id] = db.session.get_one(Account, visit.brought_by_id).name
    return found


def _opened(visit: Visit, form: VisitForm, status: int = 200) -> Response:
    log.opened(visit)
    me = current_user.account_id
    team = [one for one in boards.team(visit.session_id) if one.account_id != me]
    return page(
        "casework/visit.html",
        status=status,
        visit=visit,
        called=boards.called(visit.id, current_user.person),
        citizen_id=visit.citizen_id if _may_open(visit) else None,
        form=form,
        state=visit.state,
        State=State,
        mine=me in {one.account_id for one in visit.talking},
        talkers=together([short(one.account.name) for one in visit.talking]),
        wanted=visit.wanted.name if visit.wanted else "",
        team=team,
        new_key=new_key,
        takes=may(Act.TALK_AT_SESSION, visit),
    )


def _may_open(visit: Visit) -> bool:
    if visit.citizen_id is None:
        return False
    found = citizens.own(current_user.person, Act.OPEN_CITIZEN, [visit.citizen_id]).get(visit.citizen_id)
    return found is not None and allows(current_user.person, Act.OPEN_CITIZEN, found)
