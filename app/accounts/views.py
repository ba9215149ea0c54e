"""Signing in and out, the locked screen, the citizens' door, and one's own account."""

from datetime import timedelta

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app import clock, log
from app.access import Act, SessionKind, allow, anyone
from app.accounts import guessing, queries, session
from app.accounts.forms import PasswordForm, PlaceForm, SignInForm, StepForm, UnlockForm, WelcomeForm
from app.accounts.models import Account, SignIn
from app.accounts.password import hashed, matches
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
        problem = _password_problem(username, form.password.data, account)
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
    if current_user.is_authenticated and current_user.kind is SessionKind.DOOR:
        return seen_at(url_for("accounts.unlock"))
    session.end_current()
    db.session.commit()
    return seen_at(target)


@blueprint.post("/lock")
@anyone
def lock() -> Response:
    """Lock the screen; what was open waits."""
    if current_user.is_authenticated and current_user.kind in EVERYBODY and not current_user.locked:
        session.lock(_this())
        db.session.commit()
    return seen_at(url_for("accounts.unlock", next=own_path(request.form.get("next"))))


@blueprint.route("/unlock", methods=["GET", "POST"])
@anyone
def unlock() -> Response:
    """The owner's password opens a locked screen, and is the only way back from the citizens' door."""
    if not current_user.is_authenticated or current_user.kind is SessionKind.SCREEN:
        return seen_at(url_for("accounts.sign_in"))
    way = own_path(request.args.get("next"))
    account: Account = current_user.account
    if current_user.kind in EVERYBODY and not current_user.locked:
        return seen_at(way or url_for("desk.front"))
    form = UnlockForm()
    if form.validate_on_submit():
        problem = _password_problem(account.username, form.password.data, account)
        if not problem:
            session.unlock(_this())
            db.session.commit()
            return seen_at(way or url_for("desk.front"))
        form.password.errors = [_("Adgangskoden er forkert.") if problem == _wrong() else problem]
    return page("accounts/lock.html", status=_status(form), form=form, owner=account, way=way)


@blueprint.route("/welcome", methods=["GET", "POST"])
@anyone
def welcome() -> Response:
    """The holder of a slip chooses a password, and is signed in."""
    form = WelcomeForm()
    if form.validate_on_submit():
        username = queries.folded(form.username.data)
        problem = _must_wait(username)
        invitation = None if problem else queries.invitation_for(queries.account_named(username), form.code.data)
        if invitation:
            account = db.session.get_one(Account, invitation.account_id)
            invitation.used_at = clock.now()
            account.password_hash = hashed(form.password.data)
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
    return _me(PasswordForm(), _place_form())


@blueprint.post("/me/password")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def password() -> Response:
    """A new password for oneself; every other session of the account ends."""
    form = PasswordForm()
    account: Account = current_user.account
    if form.validate():
        problem = _password_problem(account.username, form.present.data, account)
        if not problem:
            account.password_hash = hashed(form.password.data)
            session.end_all(account, but=_this())
            session.renew(_this())
            withdraw_slips(account)
            log.password_chosen(account)
            db.session.commit()
            flash(_("Din adgangskode er skiftet. Du er logget ud alle andre steder."), "good")
            return seen_at(url_for("accounts.me"))
        form.present.errors = [problem]
    return _me(form, _place_form(), status=422)


@blueprint.post("/me/place")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY)
def place() -> Response:
    """Say where one works right now; new contacts start there."""
    form = _place_form()
    if form.validate():
        current_user.centre = db.session.get_one(Centre, form.centre.data)
        db.session.commit()
        return seen_at(own_path(request.form.get("next")) or url_for("desk.front"))
    return _me(PasswordForm(formdata=None), form, status=422)


@blueprint.post("/door")
@allow(Act.OPEN_DOOR)
def door() -> Response:
    """Hand the tablet over: it stands at the citizens' door until its owner unlocks it."""
    if current_user.centre is None:
        flash(_("Vælg først, hvor du er."), "wait")
        return seen_at(url_for("accounts.me"))
    session.stand_at_door(_this())
    db.session.commit()
    return seen_at(url_for("desk.door"))


@blueprint.post("/screen")
@allow(Act.OPEN_SCREEN)
def screen() -> Response:
    """Make this tablet or wall screen show the centre's page, and nothing else."""
    if current_user.centre is None:
        flash(_("Vælg først, hvor du er."), "wait")
        return seen_at(url_for("accounts.me"))
    session.become_screen(_this())
    db.session.commit()
    return seen_at(url_for("desk.screen"))


def _this() -> SignIn:
    """The session of the tablet itself, not the stand-in that other requests would see another one through."""
    row: SignIn = current_user._get_current_object()
    return row


def _me(form: PasswordForm, place_form: PlaceForm, status: int = 200) -> Response:
    return page(
        "accounts/me.html",
        status=status,
        form=form,
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


def _password_problem(username: str, given: str, account: Account | None) -> str | None:
    """Check a password, slowing down wrong ones; the sentence to show, or nothing when it is right.

    Known, unknown and disabled accounts cost the same work and get the same sentences.
    """
    waiting = _must_wait(username)
    if waiting:
        return waiting
    # The check takes its time on purpose; nobody else waits for it.
    db.session.commit()
    right = matches(given, account.password_hash if account and not account.disabled_at else None)
    if right:
        guessing.succeeded(username)
        return None
    guessing.failed(username, account)
    db.session.commit()
    return _wrong()


def _wrong() -> str:
    return _("Brugernavn eller adgangskode er forkert.")


def _must_wait(username: str) -> str | None:
    wait = guessing.must_wait(username)
    if not wait:
        return None
    seconds = -(-wait // timedelta(seconds=1))
    return ngettext(
        "Der er prøvet for mange gange. Vent %(num)s sekund, og prøv igen.",
        "Der er prøvet for mange gange. Vent %(num)s sekunder, og prøv igen.",
        seconds,
    )


def _status(form: SignInForm | UnlockForm | WelcomeForm) -> int:
    return 422 if form.errors else 200
