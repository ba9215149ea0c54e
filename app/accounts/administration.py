"""What administrators do: invite, change, give and end roles, disable; and the page of permissions."""

import sqlalchemy as sa
from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow
from app.accounts import queries, session
from app.accounts.forms import AccountForm, RoleForm, StepForm
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import HOSTS, PERMISSIONS, VISITORS
from app.accounts.role import AT_A_CENTRE, OF_A_DEPARTMENT, BadRole, Role, refuse_nonsense
from app.accounts.slip import SLIP_LASTS, invite, withdraw_slips
from app.accounts.views import blueprint
from app.accounts.words import ACT_NAMES, ROLE_NAMES, said
from app.centres import queries as places
from app.db import db, hold
from app.form import choices
from app.page import page


@blueprint.get("/")
@allow(Act.MANAGE_ACCOUNTS, reads_only=True)
def everybody() -> Response:
    """Everybody who has an account."""
    return page("accounts/accounts.html", accounts=queries.accounts(), today=clock.today())


@blueprint.get("/new")
@allow(Act.MANAGE_ACCOUNTS, reads_only=True)
def new() -> Response:
    """The form for another person."""
    return page("accounts/new.html", form=AccountForm())


@blueprint.post("/")
@allow(Act.MANAGE_ACCOUNTS)
def create() -> Response:
    """Make an account without a password; its roles and its slip come next, on its own page."""
    form = AccountForm()
    if not (form.validate() and _free_username(form)):
        return page("accounts/new.html", status=422, form=form)

    def store() -> str:
        account = Account(name=form.name.data, username=queries.folded(form.username.data))
        db.session.add(account)
        log.created(account)
        return url_for("accounts.account", account_id=account.id)

    return form.once(store)


@blueprint.get("/<id:account_id>")
@allow(Act.MANAGE_ACCOUNTS, to=Account, reads_only=True)
def account(account: Account) -> Response:
    """One account: name, roles, slip, disabling."""
    return _account(account)


@blueprint.post("/<id:account_id>")
@allow(Act.MANAGE_ACCOUNTS, to=Account)
def change(account: Account) -> Response:
    """Change name or username."""
    form = AccountForm()
    hold(account)
    clash = conflict.between(form, account.version, {"name": account.name, "username": account.username}, account)
    if not (form.validate() and _free_username(form, account)):
        return _account(account, status=422, form=form)
    if clash:
        here = url_for("accounts.account", account_id=account.id)
        return conflict.conflict_page(clash, form, heading=account.name, action=here, back=here)

    def store() -> str:
        account.name, account.username = form.name.data, queries.folded(form.username.data)
        account.version += 1
        log.changed(account)
        flash(_("Gemt."), "good")
        return url_for("accounts.account", account_id=account.id)

    return form.once(store)


@blueprint.post("/<id:account_id>/roles")
@allow(Act.MANAGE_ACCOUNTS, to=Account)
def roles(account: Account) -> Response:
    """Give a role, at one or several centres."""
    form = _role_form()
    if not form.validate() or not _meaningful(form):
        return _account(account, status=422, role_form=form)
    role = Role(form.role.data)
    problem = _mixed(account, role)
    if problem:
        form.role.errors = [problem]
        return _account(account, status=422, role_form=form)

    def store() -> str:
        hold(account)
        held_now = {(held.role, held.centre_id, held.department_id) for held in account.roles_on(clock.today())}
        department_id = form.department.data or None
        for centre_id in form.centres.data or [None]:
            if (role, centre_id, department_id) not in held_now:
                account.roles.append(RoleHeld(role=role, centre_id=centre_id, department_id=department_id))
        _changed(account)
        flash(_("%(name)s har fået rollen.", name=account.name), "good")
        return url_for("accounts.account", account_id=account.id)

    return form.once(store)


@blueprint.post("/<id:account_id>/ended-roles")
@allow(Act.MANAGE_ACCOUNTS, to=Account)
def ended_roles(account: Account) -> Response:
    """End a role; sessions that leaned on it end at once."""
    form = StepForm()
    now = account.roles_on(clock.today())
    held = next((held for held in now if form.validate() and held.id == form.about.data), None)
    if held is None:
        abort(404)
    if held.role is Role.ADMINISTRATOR and account.id == current_user.account_id:
        flash(_("Du kan ikke fjerne din egen rolle som administrator. Bed en anden administrator om det."), "stop")
        return page_of(account)

    def store() -> str:
        if held.role is Role.ADMINISTRATOR:
            _keep_one_administrator(account)
        held.ended_on = clock.today()
        _changed(account)
        flash(_("Rollen er afsluttet: %(role)s.", role=said(held)), "good")
        return url_for("accounts.account", account_id=account.id)

    return form.once(store)


@blueprint.post("/<id:account_id>/invitation")
@allow(Act.MANAGE_ACCOUNTS, to=Account)
def invitation(account: Account) -> Response:
    """Make a slip, shown this once, on screen and for print; earlier slips stop working."""
    form = StepForm()
    if not form.validate() or account.disabled_at:
        abort(400)
    hold(account)
    code = invite(account, by=current_user.account_id)
    return page("accounts/slip.html", account=account, code=code, lasts=SLIP_LASTS.days)


@blueprint.post("/<id:account_id>/disabling")
@allow(Act.MANAGE_ACCOUNTS, to=Account)
def disabling(account: Account) -> Response:
    """Disable the account, ending its sessions at once; or enable it again."""
    form = StepForm()
    if not form.validate():
        abort(400)
    if account.id == current_user.account_id:
        flash(_("Du kan ikke lukke din egen konto. Bed en anden administrator om det."), "stop")
        return page_of(account)

    def store() -> str:
        if account.disabled_at is None and Role.ADMINISTRATOR in {one.role for one in account.roles}:
            _keep_one_administrator(account)
        account.disabled_at = None if account.disabled_at else clock.now()
        withdraw_slips(account)
        _changed(account)
        flash(_("Kontoen er lukket.") if account.disabled_at else _("Kontoen er åben igen."), "good")
        return url_for("accounts.account", account_id=account.id)

    return form.once(store)


@blueprint.get("/permissions")
@allow(Act.SEE_PERMISSIONS, reads_only=True)
def permissions() -> Response:
    """The page of permissions, as the program uses it."""
    return page(
        "accounts/permissions.html",
        permissions=PERMISSIONS,
        roles=list(Role),
        role_names=ROLE_NAMES,
        act_names=ACT_NAMES,
    )


def page_of(account: Account) -> Response:
    """The account's page, after a step that was refused."""
    return _account(account, status=422)


def _account(
    account: Account, status: int = 200, form: AccountForm | None = None, role_form: RoleForm | None = None
) -> Response:
    return page(
        "accounts/account.html",
        status=status,
        account=account,
        form=form or _account_form(account),
        role_form=role_form or _role_form(empty=True),
        step=StepForm(formdata=None),
        held=account.roles_on(clock.today()),
        slip=queries.open_invitation(account),
    )


def _account_form(account: Account) -> AccountForm:
    form = AccountForm(formdata=None, obj=account)
    conflict.opened(form, account.version, {"name": account.name, "username": account.username})
    return form


def _role_form(empty: bool = False) -> RoleForm:
    form = RoleForm(formdata=None) if empty else RoleForm()
    form.centres.choices = choices({centre.id: centre.name for centre in places.centres()})
    form.department.choices = choices({0: _("Ingen afdeling")} | {one.id: one.name for one in places.departments()})
    return form


def _meaningful(form: RoleForm) -> bool:
    role = Role(form.role.data)
    try:
        for centre_id in form.centres.data or [None]:
            refuse_nonsense(role, centre_id, form.department.data or None)
    except BadRole as wrong:
        if str(wrong) == "department":
            sentence = (
                _("Vælg en afdeling til rollen.")
                if role in OF_A_DEPARTMENT
                else _("Rollen hører ikke til en afdeling.")
            )
            form.department.errors = [sentence]
        else:
            sentence = (
                _("Vælg mindst ét værested til rollen.")
                if role in AT_A_CENTRE
                else _("Rollen gælder hele kommunen, ikke et værested.")
            )
            form.centres.errors = [sentence]
        return False
    return True


def _mixed(account: Account, role: Role) -> str | None:
    """Who gives out access does not use it: the sentence that says so, or nothing."""
    if account.id == current_user.account_id:
        return _("Du kan ikke give dig selv roller. Bed en anden administrator om det.")
    roles = {role, *(held.role for held in account.roles_on(clock.today()))}
    if Role.ADMINISTRATOR in roles and roles & {*HOSTS, *VISITORS}:
        return _("En administrator kan ikke også arbejde med borgere. Lav to konti, eller vælg en anden rolle.")
    return None


def _keep_one_administrator(account: Account) -> None:
    """Refuse (409) what would leave nobody to invite anybody; two who do it to each other at once wait in line."""
    administrators = sa.select(RoleHeld).where(RoleHeld.role == Role.ADMINISTRATOR, RoleHeld.ended_on.is_(None))
    held = db.session.scalars(administrators.with_for_update(of=RoleHeld)).all()
    others = [role.account_id for role in held if role.account_id != account.id]
    able = sa.select(Account.id).where(Account.id.in_(others), Account.disabled_at.is_(None)).limit(1)
    if db.session.scalar(able) is None:
        abort(409)


def _free_username(form: AccountForm, account: Account | None = None) -> bool:
    other = queries.account_named(queries.folded(form.username.data))
    if other is None or other is account:
        return True
    form.username.errors = [_("Brugernavnet er optaget. Vælg et andet.")]
    return False


def _changed(account: Account) -> None:
    """What an account may do has changed: its open sessions end, so that the change holds at once."""
    account.version += 1
    session.end_all(account, but=current_user if account.id == current_user.account_id else None)
    log.changed(account)
