"""Signing in and out, the citizens' door, and one's own account."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, SessionKind, allow, anyone
from app.accounts import guessing, queries, session
from app.accounts.forms import PasswordForm, PinForm, PlaceForm, SignInForm, StepForm, WelcomeForm
from app.accounts.models import Account
from app.accounts.opening import must_wait, own_password_problem, password_problem
from app.accounts.password import hashed
from app.accounts.slip import withdraw_slips
from app.centres import queries as places
from app.centres.models import Centre
from app.db import db
from app.form import choices
from app.page import own_path, page, seen_at

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")

EVERYBODY = (SessionKind.STAFF, SessionKind.COMMITTEE)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@anyone
def sign_in() -> Response:
    """Username and password; afterwards the page that was asked for."""
    form = SignInForm()
    way = own_path(request.args.get("next"))
    if form.validate_on_submit():
        username = queries.folded(form.username.data)
        account = queries.account_named(username)
        problem = password_problem(username, form.password.data, account)
        if account and not problem:
            session.sign_in(account)
            db.session.commit()
            return seen_at(way or url_for("desk.front"))
        form.password.errors = [problem]
    return page("accounts/sign_in.html", status=_status(form), form=form, way=way)


@blueprint.post("/sign-out")
@anyone
def sign_out() -> Response:
    """End the session on the server; a copied cookie is worth nothing afterwards."""
    return _leave(url_for("accounts.sign_in"))


@blueprint.post("/switch")
@anyone
def switch() -> Response:
    """Leave the tablet to a colleague, who starts clean."""
    return _leave(url_for("accounts.sign_in"))


def _leave(target: str) -> Response:
    if current_user.is_authenticated and current_user.kind in (SessionKind.DOOR, SessionKind.SURVEY):
        return seen_at(url_for("accounts.unlock"))
    session.end_current()
    db.session.commit()
    return seen_at(target)


@blueprint.route("/welcome", methods=["GET", "POST"])
@anyone
def welcome() -> Response:
    """The holder of a slip chooses a password, and is signed in. A PIN from before is gone."""
    form = WelcomeForm()
    if form.validate_on_submit():
        username = queries.folded(form.username.data)
        problem = must_wait(username)
        invitation = None if problem else queries.invitation_for(queries.account_named(username), form.code.data)
        if invitation:
            account = db.session.get_one(Account, invitation.account_id)
            invitation.used_at = clock.now()
            account.password_hash = hashed(form.password.data)
            account.pin_hash = None
            log.password_chosen(account)
            session.end_all(account)
            guessing.succeeded(username)
            session.sign_in(account)
            db.session.commit()
            return seen_at(url_for("desk.front"))
        if not problem:
            guessing.failed(username, None)
            db.session.commit()
            problem = _("Brugernavn og kode passer ikke sammen, eller sedlen er brugt eller for gammel. Bed om en ny.")
        form.code.errors = [problem]
    return page("accounts/welcome.html", status=_status(form), form=form)


@blueprint.get("/me")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY, reads_only=True)
def me() -> Response:
    """One's own roles, the place one works at now, and the password."""
    return _me(PasswordForm(), PinForm(), _place_form())


@blueprint.post("/me/password")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def password() -> Response:
    """A new password for oneself; every other session of the account ends."""
    form = PasswordForm()
    account: Account = current_user.account
    if form.validate():
        problem = own_password_problem(form.present.data, account)
        if not problem:
            account.password_hash = hashed(form.password.data)
            session.end_all(account, but=session.this())
            session.renew(session.this())
            withdraw_slips(account)
            log.password_chosen(account)
            db.session.commit()
            flash(_("Din adgangskode er skiftet. Du er logget ud alle andre steder."), "good")
            return seen_at(url_for("accounts.me"))
        form.present.errors = [problem]
    return _me(form, PinForm(formdata=None), _place_form(), status=422)


@blueprint.post("/me/pin")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def pin() -> Response:
    """Choose or change one's PIN, with the password."""
    form = PinForm()
    account: Account = current_user.account
    if form.validate():
        problem = own_password_problem(form.pin_present.data, account)
        if not problem:
            account.pin_hash = hashed(form.pin.data)
            session.renew(session.this())
            log.changed(account)
            db.session.commit()
            flash(_("Din pinkode er gemt. Brug den, når skærmen er låst."), "good")
            return seen_at(url_for("accounts.me"))
        form.pin_present.errors = [problem]
    return _me(PasswordForm(formdata=None), form, _place_form(), status=422)


@blueprint.post("/me/place")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def place() -> Response:
    """Say where one works right now; new contacts start there."""
    form = _place_form()
    if form.validate():
        current_user.centre = db.session.get_one(Centre, form.centre.data)
        db.session.commit()
        return seen_at(own_path(request.form.get("next")) or url_for("desk.front"))
    return _me(PasswordForm(formdata=None), PinForm(formdata=None), form, status=422)


@blueprint.post("/door")
@allow(Act.OPEN_DOOR)
def door() -> Response:
    """Hand the tablet over: it stands at the citizens' door until its owner unlocks it."""
    if current_user.centre is None:
        flash(_("Vælg først, hvor du er."), "wait")
        return seen_at(url_for("accounts.me"))
    session.stand_at_door(session.this())
    db.session.commit()
    return seen_at(url_for("desk.door"))


@blueprint.post("/survey")
@allow(Act.ASK_IN_SURVEY)
def survey() -> Response:
    """Make the tablet a stand for the survey, until its owner unlocks it; it takes answers with a code alone."""
    session.hand_over(session.this())
    db.session.commit()
    return seen_at(url_for("survey.survey"))


@blueprint.post("/screen")
@allow(Act.OPEN_SCREEN)
def screen() -> Response:
    """Make this tablet or wall screen show the centre's page, and nothing else."""
    if current_user.centre is None:
        flash(_("Vælg først, hvor du er."), "wait")
        return seen_at(url_for("accounts.me"))
    session.become_screen(session.this())
    db.session.commit()
    return seen_at(url_for("desk.screen"))


def _me(form: PasswordForm, pin_form: PinForm, place_form: PlaceForm, status: int = 200) -> Response:
    return page(
        "accounts/me.html",
        status=status,
        form=form,
        pin_form=pin_form,
        has_pin=current_user.account.pin_hash is not None,
        place_form=place_form,
        step=StepForm(formdata=None),
        roles=current_user.account.roles_on(clock.today()),
    )


def _place_form() -> PlaceForm:
    form = PlaceForm()
    held = current_user.account.roles_on(clock.today())
    own = [role.centre_id for role in held if role.centre_id]
    form.centre.choices = choices({centre.id: centre.name for centre in places.centres(among=own)})
    if not form.is_submitted():
        form.centre.data = current_user.centre_id
    return form


def _status(form: SignInForm | WelcomeForm) -> int:
    return 422 if form.errors else 200
