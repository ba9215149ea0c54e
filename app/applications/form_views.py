"""The opened application at the door: its form while it is a draft, then how it stands, its pictures and its slip."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from app import clock, log, money, picture, qr
from app.access import Act, allow, is_htmx
from app.applications import door, drafting, guidance, queries, sending, showing
from app.applications.application import KEPT_FOR, MOST_LINES, MOST_PICTURES, Box, Reason, Refusal, State
from app.applications.forms import AnswerForm, ApplicationForm, LeaveForm, PictureForm
from app.applications.models import Application, ApplicationPicture
from app.applications.views import AT_DOOR, blueprint
from app.applications.words import MARKS, STATES, WHAT_NOW, refused
from app.db import db, hold
from app.language import clock_time
from app.log import Ground
from app.page import page, seen_at
from app.text import storable

LINE, SUM, PICTURE, PAUSE, SEND = "line", "sum", "picture", "pause", "send"
"""What the buttons of the form do; all of them keep what is written."""


@blueprint.get("/door/application")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def application() -> Response:
    """What the code has opened: a draft to write on, or how it goes."""
    opened = door.opened()
    if opened.state is State.DRAFT:
        return _form(opened, ApplicationForm(formdata=drafting.entered(opened)))
    return _status(opened, AnswerForm(formdata=None))


@blueprint.post("/door/application")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def write() -> Response:
    """One of the form's buttons. What is written is kept in any case; then comes a line, the sum, a picture, a pause or
    the sending.
    """
    opened = door.opened()
    form, did = ApplicationForm(), request.form.get("do", SEND)
    written = _written()
    if opened.state is not State.DRAFT:
        return seen_at(_where_it_is())
    if drafting.is_too_long(written):
        form.validate()
        return _form(opened, form, status=422)
    shortened = drafting.keep(opened, written)
    if shortened and did != SEND:
        flash(_("Et CPR-nummer er ikke gemt. Skriv ikke CPR-numre her."), "wait")
    log.changed(opened, ground=Ground.OWN_TASK)
    db.session.commit()
    ways = {PICTURE: "applications.pictures", PAUSE: "applications.slip"}
    if did in ways:
        return seen_at(url_for(ways[did]))
    if did in (LINE, SUM):
        if is_htmx():
            return _form(opened, form, one_more=did == LINE)
        return seen_at(url_for("applications.application", more=1 if did == LINE else None, _anchor="money"))
    fine = form.validate()
    if form.refused(queries.known_names(), clock.today()) or not fine:
        return _form(opened, form, status=422)

    def store() -> str:
        sending.send(opened, form.said())
        log.changed(opened, ground=Ground.OWN_TASK)
        flash(_("Den er sendt. Nu læser udvalget den."), "good")
        return _where_it_is()

    try:
        return form.once(store)
    except Refusal as refusal:
        # What was taken back took its line of the log along.
        log.opened(opened, ground=Ground.OWN_TASK)
        form.show(refusal)
        return _form(opened, form, status=422)


@blueprint.post("/door/application/draft")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def keep() -> Response:
    """Keep what the form holds now; answers with a sentence that says so, or 204 where nothing is to be kept."""
    here = door.written_in()
    if here is None or here.application_id is None:
        return Response(status=401, headers={"HX-Redirect": url_for("applications.code")})
    opened = door.opened()
    if opened.state is not State.DRAFT:
        return Response(status=204)
    written = _written()
    if drafting.is_too_long(written):
        abort(413)
    shortened = drafting.keep(opened, written)
    log.typed(opened)
    db.session.commit()
    time = clock_time(opened.touched_at)
    sentence = _("Gemt %(time)s, uden CPR-nummeret", time=time) if shortened else _("Gemt %(time)s", time=time)
    return Response(sentence, mimetype="text/plain")


@blueprint.get("/door/slip")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def slip() -> Response:
    """The three words, large, to print or to write down; and the way on."""
    opened, words = door.opened(), door.words()
    if words is None:
        return seen_at(_where_it_is())
    return page(
        "applications/door_slip.html",
        application=opened,
        words=words.split(),
        qr=qr.drawn(words),
        is_draft=opened.state is State.DRAFT,
        centre=current_user.centre,
        days=KEPT_FOR.days,
    )


@blueprint.route("/door/pictures", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, takes=picture.MOST_SENT, **AT_DOOR)
def pictures() -> Response:
    """The pictures of the application, and one more: made anew from what was sent."""
    opened = door.opened()
    if not _may_add(opened):
        return seen_at(_where_it_is())
    form = PictureForm()
    if not form.is_submitted():
        return _pictures(opened, form)
    fine = form.validate()
    sent = request.files.get("picture")
    try:
        drawn = picture.drawn_anew(picture.received(sent))
    except picture.Refusal as refusal:
        return _pictures(opened, form, str(picture.REFUSALS[refusal.reason]))
    if not fine:
        return _pictures(opened, form)

    def store() -> str:
        hold(opened)
        if not _may_add(opened):
            raise Refusal(Reason.NOT_FROM_HERE)
        if len(opened.pictures) >= MOST_PICTURES:
            raise Refusal(Reason.TOO_MANY_PICTURES)
        opened.pictures.append(
            ApplicationPicture(
                what=form.what.data.strip(), content=drawn.content, width=drawn.width, height=drawn.height
            )
        )
        opened.touched_at = clock.now()
        log.changed(opened, ground=Ground.OWN_TASK)
        flash(_("Billedet er sat på."), "good")
        return url_for("applications.pictures")

    try:
        return form.once(store)
    except Refusal as refusal:
        log.opened(opened, ground=Ground.OWN_TASK)
        return _pictures(opened, form, refused(refusal))


@blueprint.get("/door/pictures/<id:application_picture_id>")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def picture_shown(application_picture_id: int) -> Response:
    """One of the opened application's pictures."""
    return picture.served(_picture(door.opened(), application_picture_id).content)


@blueprint.post("/door/pictures/<id:application_picture_id>/removal")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def remove_picture(application_picture_id: int) -> Response:
    """Take one of them off again."""
    opened, form = door.opened(), LeaveForm()
    if not form.validate():
        abort(400)
    _picture(opened, application_picture_id)

    def store() -> str:
        hold(opened)
        if not _may_add(opened):
            return _where_it_is()
        opened.pictures.remove(_picture(opened, application_picture_id))
        log.changed(opened, ground=Ground.OWN_TASK)
        flash(_("Billedet er taget af."), "good")
        return url_for("applications.pictures")

    return form.once(store)


@blueprint.route("/door/withdrawal", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def withdrawal() -> Response:
    """Whether they are sure; and then it is taken back. Of a draft nothing is left."""
    opened, form = door.opened(), LeaveForm()
    was_draft = opened.state is State.DRAFT
    if not form.is_submitted():
        return page("applications/door_withdrawal.html", form=form, application=opened, is_draft=was_draft)
    if not form.validate():
        abort(400)

    def store() -> str:
        sending.withdraw(opened)
        log.changed(opened, ground=Ground.OWN_TASK)
        if not was_draft:
            flash(_("Den er trukket tilbage."), "good")
            return _where_it_is()
        door.leave()
        flash(_("Kladden er slettet."), "good")
        return url_for("desk.door")

    try:
        return form.once(store)
    except Refusal as refusal:
        flash(refused(refusal), "stop")
        return seen_at(_where_it_is())


@blueprint.post("/door/answer")
@allow(Act.STAND_AT_DOOR, **AT_DOOR)
def answer() -> Response:
    """What they answer the committee."""
    opened, form = door.opened(), AnswerForm()
    if opened.state is State.DRAFT:
        return seen_at(_where_it_is())
    if not form.validate():
        return _status(opened, form, status=422)

    def store() -> str:
        sending.answer(opened, form.answer.data.strip())
        log.changed(opened, ground=Ground.OWN_TASK)
        flash(_("Jeres svar er sendt til udvalget."), "good")
        return _where_it_is()

    try:
        return form.once(store)
    except Refusal as refusal:
        log.opened(opened, ground=Ground.OWN_TASK)
        form.answer.errors = [refused(refusal)]
        return _status(opened, form, status=422)


def _written() -> list[tuple[str, str]]:
    """What the form holds, as it can be stored."""
    return list(storable(MultiDict(request.form)).items(multi=True))


def _where_it_is() -> str:
    return url_for("applications.application")


def _may_add(opened: Application) -> bool:
    """Pictures come along until it is sent, and with an answer."""
    return opened.state in (State.DRAFT, State.ASKED)


def _picture(opened: Application, picture_id: int) -> ApplicationPicture:
    found = next((one for one in opened.pictures if one.id == picture_id), None)
    if found is None:
        log.nothing_shown()
        abort(404)
    return found


def _form(opened: Application, form: ApplicationForm, status: int = 200, one_more: bool = False) -> Response:
    in_force = guidance.in_force(clock.today())
    one_more = one_more or "more" in request.args
    return page(
        "applications/door_form.html",
        status=status,
        form=form,
        application=opened,
        words=door.words(),
        lines=form.shown_lines(one_more),
        new_line=one_more,
        most_lines=MOST_LINES,
        sum=money.written(form.sum_ore()),
        criteria=in_force.criteria if in_force else {},
        Box=Box,
        days=KEPT_FOR.days,
    )


def _status(opened: Application, form: AnswerForm, status: int = 200) -> Response:
    return page(
        "applications/door_application.html",
        status=status,
        form=form,
        application=opened,
        question=opened.open_question,
        may_add=_may_add(opened),
        may_withdraw=opened.state in (State.SENT, State.ASKED),
        sections=showing.of(opened, at_door=True),
        state_said=STATES[opened.state],
        what_now=WHAT_NOW[opened.state],
        mark=MARKS.get(opened.state, ""),
        states=STATES,
        written=money.written,
    )


def _pictures(opened: Application, form: PictureForm, refusal: str = "") -> Response:
    left = MOST_PICTURES - len(opened.pictures)
    form.also_wrong(refusal)
    return page(
        "applications/door_pictures.html",
        status=422 if form.errors else 200,
        form=form,
        refusal=refusal,
        application=opened,
        left=left,
        left_said=ngettext("Du kan sætte %(num)s billede på.", "Du kan sætte %(num)s billeder på.", left),
        most=picture.MOST_BYTES,
        too_big=picture.REFUSALS[picture.Reason.TOO_BIG],
        remove=lambda: LeaveForm(formdata=None),
    )
