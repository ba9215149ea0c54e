"""The citizens' door: ideas and support, the first words of an application, the code that opens it, and leaving.

Nobody is signed in. No address carries a number of what somebody has written: that is known by the visit alone.
"""

import math
from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from app import log
from app.access import Act, SessionKind, allow, is_htmx
from app.applications import door, doorway, drafting, queries
from app.applications.doorway import Way
from app.applications.forms import BeginForm, CodeForm, IdeaForm, LeaveForm
from app.applications.guesses import Waiting, tried
from app.applications.models import Idea, IdeaSupport
from app.db import BIGGEST_ID, db
from app.log import Ground
from app.page import page, seen_at

blueprint = Blueprint("applications", __name__, url_prefix="/applications")

AT_DOOR: dict[str, Any] = {"kinds": (SessionKind.DOOR,)}

doorway.way(Way("applications.new_idea", _l("Jeg har en idé"), _l("Sig, hvad du gerne vil lave her."), "edit"))
doorway.way(Way("applications.ideas", _l("Støt en idé"), _l("Se, hvad andre gerne vil."), "groups"))
doorway.way(Way("applications.new", _l("Søg om penge"), _l("Til noget, I laver sammen."), "payments"))
doorway.way(Way("applications.code", _l("Se, hvordan det går"), _l("Med de tre ord fra din seddel."), "search"))


@blueprint.get("/door/ideas")
@allow(Act.STAND_AT_DOOR, reads_only=True, **AT_DOOR)
def ideas() -> Response:
    """The ideas that hang at this centre, each with who many support it."""
    return _ideas()


@blueprint.route("/door/ideas/new", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def new_idea() -> Response:
    """Somebody brings an idea; it hangs there for all, without a name."""
    form = IdeaForm()
    if not form.is_submitted() or not form.validate():
        return page("applications/door_idea.html", status=422 if form.errors else 200, form=form)

    def store() -> str:
        visit = door.begin()
        idea = Idea(centre=current_user.centre, title=" ".join(form.title.data.split()), what=form.what.data.strip())
        db.session.add(idea)
        db.session.flush()
        db.session.add(IdeaSupport(idea_id=idea.id, visit_id=visit.id))
        flash(_("Din idé hænger her nu. Andre kan støtte den."), "good")
        return url_for("applications.ideas", _anchor=f"idea-{idea.id}")

    return form.once(store)


@blueprint.post("/door/ideas/<id:idea_id>/support")
@allow(Act.STAND_AT_DOOR, to=Idea, **AT_DOOR)
def support(idea: Idea) -> Response:
    """Somebody would like it too; once, for as long as they stand there."""
    if idea.centre_id != current_user.centre_id or idea.taken_down_at is not None:
        abort(404)
    form = LeaveForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        visit = door.begin()
        db.session.flush()
        try:
            with db.session.begin_nested():
                db.session.add(IdeaSupport(idea_id=idea.id, visit_id=visit.id))
            flash(_("Tak. Din støtte er talt med."), "good")
        except IntegrityError:
            flash(_("Du har støttet den. Det tæller én gang."), "wait")
        return url_for("applications.ideas", _anchor=f"idea-{idea.id}")

    return form.once(store)


@blueprint.route("/door/new", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def new() -> Response:
    """What it is to be called: with that there is a draft, and the words that open it again."""
    form = BeginForm()
    idea = _idea(request.args.get("idea", type=int))
    if not form.is_submitted() or not form.validate():
        if not form.is_submitted() and idea is not None:
            form.title.data = idea.title
        return page("applications/door_new.html", status=422 if form.errors else 200, form=form, idea=idea)

    def store() -> str:
        application, words = drafting.begin(current_user.centre, form.title.data, idea.what if idea else "", idea)
        door.open_with(application, words)
        log.created(application, ground=Ground.OWN_TASK)
        return url_for("applications.application")

    return form.once(store)


@blueprint.route("/door/code", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def code() -> Response:
    """Three words open what was begun or sent; wrong ones are counted."""
    form = CodeForm()
    if not form.is_submitted() or not form.validate():
        return page("applications/door_code.html", status=422 if form.errors else 200, form=form)
    try:
        found = tried(form.words.data)
    except Waiting as waiting:
        minutes = math.ceil(waiting.left.total_seconds() / 60)
        form.words.errors = [
            ngettext(
                "Der er prøvet for mange gange. Vent %(num)s minut.",
                "Der er prøvet for mange gange. Vent %(num)s minutter.",
                minutes,
            )
        ]
        return page("applications/door_code.html", status=429, form=form)
    if found is None:
        form.words.errors = [_("De ord passer ikke. Se på sedlen, og skriv de tre ord igen.")]
        return page("applications/door_code.html", status=422, form=form)
    door.open_with(found, form.words.data)
    db.session.commit()
    return seen_at(url_for("applications.application"))


@blueprint.post("/door/touch")
@allow(Act.STAND_AT_DOOR, poll=True, **AT_DOOR)
def touch() -> Response:
    """Somebody reads or writes on the page without sending anything: the page says so."""
    here = door.visit()
    if here is not None:
        door.touch(here)
    return Response(status=204)


@blueprint.post("/door/done")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def done() -> Response:
    """The tablet is left: by its button, or by the page that nobody has touched for two minutes."""
    door.leave()
    db.session.commit()
    if is_htmx():
        return Response(status=204)
    return seen_at(url_for("desk.door"))


def _ideas() -> Response:
    here = door.visit()
    found = queries.ideas(current_user.centre_id, here.id if here else None)
    return page("applications/door_ideas.html", ideas=found, form=lambda: LeaveForm(formdata=None))


def _idea(idea_id: int | None) -> Idea | None:
    """An idea that hangs here; of others nothing is said."""
    found = db.session.get(Idea, idea_id) if idea_id and 0 < idea_id <= BIGGEST_ID else None
    if found is None or found.centre_id != current_user.centre_id or found.taken_down_at is not None:
        return None
    return found
