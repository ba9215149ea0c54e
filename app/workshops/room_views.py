"""A workshop as the room sees it: the tablets at the citizens' door, and the big screen.

A tablet knows a slip for as long as somebody holds it; who that is, it does not know.
"""

from datetime import timedelta
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from app import clock, log
from app.access import Act, SessionKind, allow
from app.applications import door, guesses
from app.applications.doorway import Way, way
from app.db import db
from app.log import Ground
from app.page import page, seen_at
from app.workshops import holding, queries
from app.workshops.forms import AboutForm, DotForm, IdeaForm, SlipForm
from app.workshops.models import Workshop, WorkshopIdea, WorkshopSlip
from app.workshops.views import blueprint, number, words_of_rooms
from app.workshops.words import REFUSALS
from app.workshops.workshop import RUNNING, Phase, Reason, Refusal, Round

DOOR, SCREEN = (SessionKind.DOOR,), (SessionKind.SCREEN,)
SLIP = "workshop_slip"
"""Under this name the tablet knows a slip, until it is passed on or lies still for two minutes."""
WINNER_WAITS = timedelta(days=30)
"""For so long after a workshop its winner can become an application at the door."""
SHOWN_AFTERWARDS = timedelta(hours=2)
"""For so long the big screen shows who won."""


way(
    Way(
        "workshops.room",
        _l("Værksted"),
        _l("Skriv en idé, og giv prikker"),
        "sort-default",
        lambda at: bool(_of(at.id)),
    )
)


@blueprint.get("/door")
@allow(Act.STAND_AT_DOOR, kinds=DOOR, reads_only=True)
def room() -> Response:
    """The workshop on a tablet: an idea, dots, what came of it."""
    return _room()


@blueprint.get("/door/board")
@allow(Act.STAND_AT_DOOR, kinds=DOOR, reads_only=True, poll=True)
def room_board() -> Response:
    """What the room has said, again; 204 where nothing is new."""
    gist = _gist()
    if gist is None or request.args.get("seen") == f"{gist.id}.{gist.board_version}":
        return Response(status=204)
    slip = _slip(gist.id)
    return page("workshops/_room.html", page_stage=request.args.get("stage", ""), **_part(gist.id, slip))


@blueprint.post("/door/ideas")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def room_ideas() -> Response:
    """An idea from the room."""
    form = IdeaForm()
    if not form.validate():
        return _room(status=422, idea_form=form)

    def store() -> str:
        workshop = _workshop(form.workshop.data)
        round_ = next((one for one in Round if one.value == form.round.data), None)
        if round_ is None:
            raise Refusal(Reason.ROUND_CLOSED)
        holding.say(workshop, round_, form.words.data, by=None)
        flash(_("Din idé er med."), "good")
        return url_for("workshops.room")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _room(str(REFUSALS[refusal.reason]), status=409, idea_form=form)


@blueprint.post("/door/slip")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def room_slip() -> Response:
    """Somebody takes the tablet with their slip."""
    form = SlipForm()
    gist = _gist()
    if gist is None or not form.validate():
        return _room(status=422 if form.errors else 409, slip_form=form)
    workshop = db.session.get_one(Workshop, gist.id)
    try:
        slip = guesses.counted("workshop slip", form.slip.data, lambda typed: holding.slip_of(workshop, typed))
    except Refusal as refusal:
        form.slip.errors = [REFUSALS[refusal.reason]]
        return _room(status=422, slip_form=form)
    except guesses.Waiting as waiting:
        minutes = -(-int(waiting.left.total_seconds()) // 60)
        form.slip.errors = [
            ngettext(
                "Der er prøvet for mange gange på den her tablet. Brug en anden, eller vent %(num)s minut.",
                "Der er prøvet for mange gange på den her tablet. Brug en anden, eller vent %(num)s minutter.",
                minutes,
            )
        ]
        return _room(status=422, slip_form=form)
    if slip is None:
        form.slip.errors = [REFUSALS[Reason.NO_SUCH_SLIP]]
        return _room(status=422, slip_form=form)
    door.keep(SLIP, slip.id)
    db.session.commit()
    return seen_at(url_for("workshops.room"))


@blueprint.post("/door/next")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def room_next() -> Response:
    """The tablet goes to the next, who has a slip of their own."""
    door.leave()
    db.session.commit()
    return seen_at(url_for("workshops.room"))


@blueprint.post("/door/dots")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def room_dots() -> Response:
    """A dot is given, or taken off again."""
    form = DotForm()
    if not form.validate():
        return _room(status=422)

    def store() -> str:
        idea = db.session.get(WorkshopIdea, number(form.give.data or form.take.data))
        slip = _slip(idea.workshop_id) if idea else None
        if idea is None or slip is None:
            raise Refusal(Reason.NO_SUCH_SLIP)
        (holding.give_dot if form.give.data else holding.take_dot)(slip, idea)
        door.goes_on()
        return url_for("workshops.room")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _room(str(REFUSALS[refusal.reason]), status=409)


@blueprint.get("/screen")
@allow(Act.WATCH_SCREEN, kinds=SCREEN, reads_only=True)
def screen() -> Response:
    """The workshop on the wall; without one, the wall as it is."""
    gist = on_screen(current_user.centre_id)
    if gist is None:
        return seen_at(url_for("desk.screen"))
    return page("workshops/screen.html", board=queries.board(gist.id), **words_of_rooms())


@blueprint.get("/screen/board")
@allow(Act.WATCH_SCREEN, kinds=SCREEN, reads_only=True, poll=True)
def screen_board() -> Response:
    """The wall again; 204 where nothing is new, and back to the centre's own page where the workshop is over."""
    gist = on_screen(current_user.centre_id)
    if gist is None:
        return Response(status=204, headers={"HX-Redirect": url_for("desk.screen")})
    if request.args.get("seen") == f"{gist.id}.{gist.board_version}":
        return Response(status=204)
    return page("workshops/_screen.html", board=queries.board(gist.id), **words_of_rooms())


@blueprint.post("/door/application")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def room_application() -> Response:
    """The winner becomes a draft of an application, with a slip of its own; only citizens apply, so it is here."""
    form = AboutForm()
    gist = _gist()
    if gist is None or not form.validate():
        return _room(str(REFUSALS[Reason.OVER]), status=409)

    def store() -> str:
        workshop = db.session.get_one(Workshop, gist.id)
        application, words = holding.begin_application(workshop, number(form.about.data))
        door.open_with(application, words)
        log.created(application, ground=Ground.OWN_TASK)
        return url_for("applications.slip")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _room(str(REFUSALS[refusal.reason]), status=409)


def on_screen(centre_id: int) -> queries.Gist | None:
    """The workshop that a wall at this centre shows now."""
    return queries.at_centre(centre_id, clock.now() - SHOWN_AFTERWARDS)


def _of(centre_id: int) -> queries.Gist | None:
    return queries.at_centre(centre_id, clock.now() - WINNER_WAITS)


def _gist() -> queries.Gist | None:
    return _of(current_user.centre_id)


def _workshop(told: str | None) -> Workshop:
    """The workshop that a page was about, if it still is the one of this room."""
    gist = _gist()
    if gist is None or str(gist.id) != told:
        raise Refusal(Reason.OVER)
    return db.session.get_one(Workshop, gist.id)


def _slip(workshop_id: int) -> WorkshopSlip | None:
    kept = db.session.get(WorkshopSlip, int(door.kept(SLIP) or 0))
    return kept if kept is not None and kept.workshop_id == workshop_id else None


def _part(workshop_id: int, slip: WorkshopSlip | None) -> dict[str, Any]:
    board = queries.board(workshop_id, slip.id if slip else None)
    mine = sum(idea.mine for idea in board.ideas)
    return {
        "board": board,
        "slip": slip,
        "left": max(0, board.dots_each - mine),
        "dot_form": DotForm(formdata=None),
        **words_of_rooms(),
    }


def _room(
    problem: str = "", status: int = 200, idea_form: IdeaForm | None = None, slip_form: SlipForm | None = None
) -> Response:
    gist = _gist()
    if gist is None:
        soon = queries.coming(current_user.centre_id, clock.now() - timedelta(hours=6))
        return page("workshops/no_room.html", status=status, coming=soon, problem=problem)
    slip = _slip(gist.id)
    form = idea_form or IdeaForm(formdata=None)
    form.workshop.data = str(gist.id)
    form.round.data = gist.stage.round.value if gist.stage.round else ""
    return page(
        "workshops/room.html",
        status=status,
        problem=problem,
        form=slip_form if gist.stage.phase is Phase.DOTS and slip_form else form,
        idea_form=form,
        slip_form=slip_form or SlipForm(formdata=None),
        next_form=AboutForm(formdata=None),
        begin_form=AboutForm(formdata=None),
        page_stage=gist.stage.value,
        running=gist.stage in RUNNING,
        **_part(gist.id, slip),
    )
