"""What staff see at their centre: the applications to read, new words for whoever lost theirs, and the ideas."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log, money, picture, qr
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.applications import drafting, queries, showing
from app.applications.application import WAITING
from app.applications.forms import LeaveForm
from app.applications.models import Application, ApplicationPicture, Idea
from app.applications.views import blueprint
from app.applications.words import MARKS, STATES
from app.centres import queries as places
from app.page import page


@blueprint.get("/")
@allow(Act.READ_APPLICATIONS)
def applications() -> Response:
    """What was sent from the centres of one's own: what waits, and what was decided; and the ideas that hang there."""
    found = queries.read_by(current_user.person)
    log.listed(found)
    centres = places.centres(centres_for(current_user.person, Act.READ_APPLICATIONS))
    return page(
        "applications/applications.html",
        waiting=[one for one in found if one.state in WAITING],
        others=[one for one in found if one.state not in WAITING],
        ideas=[(centre, queries.ideas(centre.id)) for centre in centres],
        states=STATES,
        marks=MARKS,
        written=money.written,
        form=lambda: LeaveForm(formdata=None),
        several=len(centres) > 1,
    )


@blueprint.get("/<id:application_id>")
@allow(Act.READ_APPLICATIONS, to=Application)
def read(application: Application) -> Response:
    """One application, to read alone: what it says, what the committee asked, and how it stands."""
    log.opened(application)
    return page(
        "applications/application.html",
        application=application,
        states=STATES,
        mark=MARKS.get(application.state, ""),
        sections=showing.of(application, at_door=False),
        written=money.written,
        form=LeaveForm(formdata=None),
    )


@blueprint.get("/pictures/<id:application_picture_id>")
@allow(Act.READ_APPLICATIONS, to=ApplicationPicture)
def picture_read(application_picture: ApplicationPicture) -> Response:
    """One of an application's pictures."""
    log.opened(application_picture.application)
    return picture.served(application_picture.content)


@blueprint.post("/<id:application_id>/code")
@allow(Act.READ_APPLICATIONS, to=Application)
def new_code(application: Application) -> Response:
    """Three new words for those who lost theirs, shown this once; the old ones open nothing any more."""
    log.opened(application)
    if not LeaveForm().validate():
        abort(400)
    words = drafting.new_code(application)
    log.changed(application)
    return page("applications/slip.html", application=application, words=words.split(), qr=qr.drawn(words))


@blueprint.post("/ideas/<id:idea_id>/removal")
@allow(Act.READ_APPLICATIONS, to=Idea)
def take_down(idea: Idea) -> Response:
    """An idea that hurts somebody, or that has happened, hangs there no longer."""
    form = LeaveForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        if idea.taken_down_at is None:
            idea.taken_down_at, idea.taken_down_by_id = clock.now(), current_user.account_id
            flash(_("Idéen er taget ned."), "good")
        return url_for("applications.applications")

    return form.once(store)
