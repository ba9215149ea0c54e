"""The board of a running session: seeing it, keeping it fresh, and its buttons; which sessions there are today."""

import uuid
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow, may
from app.accounts import locking
from app.accounts.models import Account
from app.accounts.permissions import centres_for, controller_at
from app.casework import board as boards
from app.casework import models, planning, queries, visiting
from app.casework.board_forms import StartForm, Step, StepForm
from app.casework.board_words import REFUSALS, short
from app.casework.models import CaseworkSession, SessionMember, Visit
from app.casework.visit import Reason, Refusal
from app.centres import queries as places
from app.centres.models import Centre, Effort
from app.db import db, hold
from app.form import choices
from app.page import page, seen_at

blueprint = Blueprint("casework", __name__, url_prefix="/casework")

EARLY, LATE = timedelta(minutes=30), timedelta(hours=1)
"""How long before and after its hours a session is «running»: people come early, and stay."""
AHEAD = timedelta(days=28)
UNPLANNED = timedelta(hours=2)


@blueprint.get("/sessions")
@allow(Act.RUN_BOARD)
def sessions() -> Response:
    """To the session that runs where one is; else, and with `all`, the sessions of today and the next to come."""
    running = [session for session in _today() if _runs(session)]
    here = [session for session in running if current_user.centre_id in (None, *session.centre_ids)]
    if len(here) == 1 and "all" not in request.args:
        return seen_at(url_for("casework.board", casework_session_id=here[0].id))
    return _sessions(_start_form(empty=True))


@blueprint.post("/sessions/now")
@allow(Act.TALK_AT_SESSION)
def start_now() -> Response:
    """Begin a session that nobody planned, at a centre and in those that share its house."""
    form = _start_form()
    if not form.validate():
        return _sessions(form, status=422)

    def store() -> str:
        centre = db.session.get_one(Centre, form.centre.data)
        controller_id = controller_at(current_user.person, Act.TALK_AT_SESSION, centre.id)
        session = planning.plan(
            db.session.get_one(Effort, form.effort.data),
            places.of_house(centre),
            controller_id=controller_id,
            starts_at=clock.now(),
            ends_at=clock.now() + UNPLANNED,
            team={current_user.account_id: _department(centre.id)},
        )
        db.session.flush()
        return url_for("casework.board", casework_session_id=session.id)

    return form.once(store)


@blueprint.get("/sessions/<id:casework_session_id>")
@allow(Act.RUN_BOARD, to=CaseworkSession)
def board(casework_session: CaseworkSession) -> Response:
    """The board, shared by the whole team. It keeps itself fresh, and stays, with numbers alone, while it is locked."""
    return board_page(casework_session.id)


@blueprint.get("/sessions/<id:casework_session_id>/board")
@allow(Act.RUN_BOARD, reads_only=True, poll=True)
def board_part(casework_session_id: int) -> Response:
    """The board again, for a tablet that says which one it has seen: 204, without a word, where that is still so."""
    gist = _gist(casework_session_id)
    if request.args.get("seen") == str(gist.version):
        return Response(status=204)
    return page("casework/_board.html", board=boards.board(gist.id, current_user.person, again=False), **_for_cards())


@blueprint.get("/sessions/<id:casework_session_id>/numbers")
@allow(Act.RUN_BOARD, reads_only=True, poll=True, while_locked=True)
def locked_board(casework_session_id: int) -> Response:
    """What stays of the board on a tablet that locked while it was open: who waits and who talks, by number."""
    gist = _gist(casework_session_id)
    if cookie.get("board") != gist.id or request.args.get("seen") == str(gist.version):
        return Response(status=204)
    return page(
        "casework/locked_board.html",
        part="casework/_locked_board.html",
        session_id=gist.id,
        version=gist.version,
        numbers=boards.numbers(gist.id),
    )


@blueprint.post("/visits/<id:visit_id>/steps")
@allow(Act.RUN_BOARD, to=Visit)
def visit_steps(visit: Visit) -> Response:
    """Take somebody, sit down with them, hand them on, let them wait again, or say that they went."""
    form = StepForm()
    if not form.validate():
        log.opened(visit)
        return board_page(visit.session_id, _("Det kunne ikke lade sig gøre. Prøv igen."), status=422)
    step = Step(form.step.data)
    if step is Step.TAKE and not may(Act.TALK_AT_SESSION, visit):
        abort(403)
    to = _colleague(visit, form.to.data) if step is Step.HAND_ON else None
    session_id, visit_id = visit.session_id, visit.id

    def store() -> str:
        _take(visit, step, to)
        if step is Step.TAKE:
            return url_for("casework.new_conversation", visit_id=visit_id)
        return url_for("casework.board", casework_session_id=session_id)

    try:
        return form.once(store)
    except Refusal as refusal:
        return board_page(session_id, _why_not(refusal, visit_id), status=409)


def board_page(session_id: int, problem: str = "", status: int = 200) -> Response:
    """The whole page of a board; `problem` says why what was tapped did not happen."""
    cookie["board"] = session_id
    return page(
        "casework/board.html",
        status=status,
        board=boards.board(session_id, current_user.person),
        problem=problem,
        **_for_cards(),
    )


def _for_cards() -> dict[str, Any]:
    """What the cards of a board ask while they are drawn."""
    return {"new_key": new_key, "me_id": current_user.account_id, "talk_of": _talk_of}


def _talk_of(visit_id: int) -> str:
    """Where one's talk with somebody is written."""
    return url_for("casework.new_conversation", visit_id=visit_id)


def _take(visit: Visit, step: Step, to: Account | None) -> None:
    match step:
        case Step.TAKE:
            visiting.take(visit, by=current_user.account)
            _sit_down(visit.session)
        case Step.JOIN:
            visiting.join(visit, by=current_user.account)
            _sit_down(visit.session)
        case Step.HAND_ON:
            visiting.hand_on(visit, to)
            flash(_("Venter nu på %(name)s.", name=to.name) if to else _("Venter igen."), "good")
        case Step.WAIT:
            visiting.hand_on(visit, None, wait_since_now=False)
        case Step.LEAVE:
            visiting.leave(visit)
        case Step.SEEN:
            visiting.seen(visit)


def _sit_down(session: CaseworkSession) -> None:
    """Whoever talks with somebody is of the team, also where nobody planned it: colleagues can hand on to them."""
    if current_user.account_id not in {one.account_id for one in session.team}:
        here = next(iter(session.centre_ids & current_user.person.centre_ids()), 0)
        session.team.append(SessionMember(account=current_user.account, department_id=_department(here)))


def _why_not(refusal: Refusal, visit_id: int) -> str:
    """Why it did not happen; of two who take the same one, who was first."""
    if refusal.reason is not Reason.TAKEN:
        return str(REFUSALS[refusal.reason])
    taken = db.session.get_one(Visit, visit_id)
    hold(taken)
    called = boards.called(visit_id, current_user.person)
    if taken.taken_by is None or taken.taken_by.id == current_user.account_id:
        return _("Du er allerede i gang med %(called)s.", called=called)
    return _("%(name)s er allerede i gang med %(called)s.", name=short(taken.taken_by.name), called=called)


def _colleague(visit: Visit, account_id: int | None) -> Account:
    """Somebody of the team; 422's are for what can be typed, and this is a button."""
    if account_id not in {one.account_id for one in boards.team(visit.session_id)}:
        abort(400)
    return db.session.get_one(Account, account_id)


def _gist(session_id: int) -> boards.Gist:
    gist = boards.gist(session_id)
    if gist is None or not may(Act.RUN_BOARD, gist):
        abort(404)
    return gist


def _sessions(form: StartForm, status: int = 200) -> Response:
    today = clock.today()
    planned = [session for session in _today() if session.cancelled_at is None]
    later = queries.sessions_on(current_user.person, today + timedelta(days=1), today + AHEAD)
    return page(
        "casework/sessions.html",
        status=status,
        today=[(session, _runs(session)) for session in planned],
        next_one=next((session for session in later if session.cancelled_at is None), None),
        form=form,
    )


def _today() -> list[CaseworkSession]:
    return list(queries.sessions_on(current_user.person, clock.today(), clock.today()))


def _runs(session: CaseworkSession) -> bool:
    return session.takes_visits and session.starts_at - EARLY <= clock.now() <= session.ends_at + LATE


def _start_form(empty: bool = False) -> StartForm:
    form = StartForm(formdata=None) if empty else StartForm()
    own = places.centres(among=centres_for(current_user.person, Act.TALK_AT_SESSION))
    form.centre.choices = choices({centre.id: centre.name for centre in own})
    form.effort.choices = choices({effort.id: effort.name for effort in places.efforts()})
    if empty:
        ids = [centre.id for centre in own]
        form.centre.data = current_user.centre_id if current_user.centre_id in ids else next(iter(ids), None)
    return form


def _department(centre_id: int) -> int | None:
    """The department for which one works at this centre today."""
    held = current_user.account.roles_on(clock.today())
    return next((one.department_id for one in held if one.centre_id == centre_id and one.department_id), None)


def new_key() -> str:
    """A key for a button, which makes a double tap one step."""
    return uuid.uuid4().hex


def _numbers_of(left: str) -> str | None:
    """The numbers of the board that was open when the screen locked."""
    session_id = cookie.get("board")
    if session_id and left.partition("?")[0] == url_for("casework.board", casework_session_id=session_id):
        return url_for("casework.locked_board", casework_session_id=session_id)
    return None


locking.stays(_numbers_of)

__all__ = ["blueprint", "board_page", "models", "new_key"]
