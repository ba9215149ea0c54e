"""The pool's pages: what is left, the ledger, and what keepers and centre workers do with it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.access import Act, SessionKind, allow
from app.form import StoringForm, choices
from app.money import KronerField
from app.page import page
from app.pool import ledger, queries
from app.pool.balance import Reason, Refusal
from app.pool.forms import BudgetForm, CorrectionForm, LapseForm, MoveForm, ReleaseForm, ReserveForm, YearForm
from app.pool.models import Pool, PoolEntry
from app.pool.naming import titles_of
from app.pool.words import KINDS, grant_name, kroner, said, why

blueprint = Blueprint("pool", __name__, url_prefix="/pool")
blueprint.add_app_template_filter(kroner, "money")
blueprint.add_app_template_filter(why)

LINES_SHOWN = 200


@blueprint.get("/")
@allow(Act.SEE_POOL, kinds=(SessionKind.STAFF, SessionKind.COMMITTEE), reads_only=True)
def this_year() -> Response:
    """The pool of the year; of the latest where this one has none yet."""
    every = queries.every_year()
    found = next((one for one in every if one.year == clock.today().year), every[0] if every else None)
    if found is None:
        return page("pool/none.html")
    return _shown(found)


@blueprint.get("/<id:pool_id>")
@allow(Act.SEE_POOL, to=Pool, kinds=(SessionKind.STAFF, SessionKind.COMMITTEE), reads_only=True)
def pool(pool: Pool) -> Response:
    """The pool of another year."""
    return _shown(pool)


def _shown(pool: Pool) -> Response:
    entries = queries.lines(pool, LINES_SHOWN)
    grants = queries.grants_of(pool)
    titles = titles_of([*grants, *(one.grant_ref for one in entries if one.grant_ref)])
    return page(
        "pool/pool.html",
        pool=pool,
        totals=pool.totals,
        entries=entries,
        corrected={one.corrects_id for one in entries if one.corrects_id},
        grants=[(ref, grant_name(titles, ref), sums) for ref, sums in sorted(grants.items()) if sums.granted],
        named=lambda ref: grant_name(titles, ref),
        kinds=KINDS,
        years=queries.every_year(),
        more=len(entries) == LINES_SHOWN,
    )


@blueprint.route("/years/new", methods=["GET", "POST"])
@allow(Act.KEEP_POOL)
def new_year() -> Response:
    """Another year's pool."""
    form = YearForm()

    def store() -> str:
        made = ledger.open_year(
            form.year.data, budget_ore=_ore(form.budget), frame_ore=_ore(form.frame), by=current_user.account
        )
        flash(_("Puljen for %(year)s er klar.", year=made.year), "good")
        return url_for("pool.pool", pool_id=made.id)

    if not form.is_submitted():
        form.year.data = _next_year()
    return _stored(form, store, "pool/year.html", faults={Reason.YEAR_TAKEN: "year"}, elsewhere="frame")


@blueprint.route("/<id:pool_id>/budget", methods=["GET", "POST"])
@allow(Act.KEEP_POOL, to=Pool)
def budget(pool: Pool) -> Response:
    """What there is, and what of it the committee may give."""
    form = BudgetForm()
    if not form.is_submitted() and not form.from_draft:
        form.budget.data, form.frame.data = pool.budget_ore, pool.frame_ore

    def store() -> str:
        ledger.set_sums(pool, _ore(form.budget), _ore(form.frame), by=current_user.account, reason=form.reason.data)
        flash(_("Gemt."), "good")
        return _here(pool)

    return _stored(form, store, "pool/budget.html", elsewhere="frame", pool=pool)


@blueprint.route("/<id:pool_id>/reservations", methods=["GET", "POST"])
@allow(Act.KEEP_POOL, to=Pool)
def reservations(pool: Pool) -> Response:
    """Set money aside."""
    form = ReserveForm()

    def store() -> str:
        ledger.reserve(pool, _ore(form.amount), by=current_user.account, reason=form.reason.data)
        flash(_("%(amount)s er sat til side.", amount=kroner(_ore(form.amount))), "good")
        return _here(pool)

    return _stored(form, store, "pool/reservation.html", pool=pool)


@blueprint.route("/<id:pool_id>/releases", methods=["GET", "POST"])
@allow(Act.KEEP_POOL, to=Pool)
def releases(pool: Pool) -> Response:
    """What was set aside is free again."""
    form = ReleaseForm()
    form.what.choices = choices(_set_aside(pool))

    def store() -> str:
        ref = form.what.data or None
        ledger.release(pool, _ore(form.amount), by=current_user.account, reason=form.reason.data, grant_ref=ref)
        flash(_("%(amount)s kan gives ud igen.", amount=kroner(_ore(form.amount))), "good")
        return _here(pool)

    return _stored(form, store, "pool/release.html", pool=pool)


@blueprint.get("/grants/<id:grant_id>")
@allow(Act.PAY_FROM_POOL)
def grant(grant_id: int) -> Response:
    """One grant: what was paid out and came back."""
    return _grant(grant_id)


@blueprint.post("/grants/<id:grant_id>/payments")
@allow(Act.PAY_FROM_POOL)
def payments(grant_id: int) -> Response:
    """Pay out of a grant."""
    form = MoveForm()

    def store() -> str:
        ledger.pay(grant_id, _ore(form.amount), by=current_user.account, reason=form.reason.data or "")
        flash(_("%(amount)s er udbetalt.", amount=kroner(_ore(form.amount))), "good")
        return url_for("pool.grant", grant_id=grant_id)

    return _moved(grant_id, form, store, "pay")


@blueprint.post("/grants/<id:grant_id>/returns")
@allow(Act.PAY_FROM_POOL)
def returns(grant_id: int) -> Response:
    """Money comes back."""
    form = MoveForm()

    def store() -> str:
        ledger.give_back(grant_id, _ore(form.amount), by=current_user.account, reason=form.reason.data or "")
        flash(_("%(amount)s er kommet tilbage til puljen.", amount=kroner(_ore(form.amount))), "good")
        return url_for("pool.grant", grant_id=grant_id)

    return _moved(grant_id, form, store, "back")


@blueprint.post("/grants/<id:grant_id>/lapses")
@allow(Act.KEEP_POOL)
def lapses(grant_id: int) -> Response:
    """What is left of the grant is not needed."""
    form = LapseForm()

    def store() -> str:
        ledger.let_lapse(grant_id, by=current_user.account, reason=form.reason.data)
        flash(_("Resten kan gives ud igen."), "good")
        return url_for("pool.grant", grant_id=grant_id)

    return _moved(grant_id, form, store, "lapse")


@blueprint.route("/entries/<id:pool_entry_id>/correction", methods=["GET", "POST"])
@allow(Act.KEEP_POOL, to=PoolEntry)
def correction(pool_entry: PoolEntry) -> Response:
    """A line that was wrong: another one corrects it, and both can be read."""
    form = CorrectionForm()
    sign = 1 if pool_entry.ore > 0 else -1

    def store() -> str:
        ledger.correct(pool_entry, sign * _ore(form.amount), by=current_user.account, reason=form.reason.data)
        flash(_("Rettet med en ny linje. Den gamle kan stadig læses."), "good")
        return _here(pool_entry.pool)

    titles = titles_of([pool_entry.grant_ref] if pool_entry.grant_ref else [])
    return _stored(
        form,
        store,
        "pool/correction.html",
        entry=pool_entry,
        pool=pool_entry.pool,
        is_now=queries.is_now(pool_entry),
        kind=KINDS[pool_entry.kind],
        name=grant_name(titles, pool_entry.grant_ref),
    )


def _grant(ref: int, status: int = 200, **forms: StoringForm) -> Response:
    pool = queries.pool_of(ref)
    if pool is None:
        abort(404)
    return page(
        "pool/grant.html",
        status=status,
        pool=pool,
        ref=ref,
        sums=queries.of_grant(ref),
        name=grant_name(titles_of([ref]), ref),
        entries=queries.lines_of_grant(ref),
        kinds=KINDS,
        form=next(iter(forms.values()), None),
        pay=_named("pay", forms.get("pay") or MoveForm(formdata=None)),
        back=_named("back", forms.get("back") or MoveForm(formdata=None)),
        lapse=_named("lapse", forms.get("lapse") or LapseForm(formdata=None)),
    )


def _named(name: str, form: StoringForm) -> StoringForm:
    """Three forms stand on one page: each has ids of its own."""
    for field in form:
        field.id = field.label.field_id = f"{name}-{field.name}"
    return form


def _moved(ref: int, form: StoringForm, store: Callable[[], str], name: str) -> Response:
    if queries.pool_of(ref) is None:
        abort(404)
    if not form.validate():
        return _grant(ref, 422, **{name: form})
    try:
        return form.once(store)
    except Refusal as refusal:
        field = form["amount" if "amount" in form else "reason"]
        field.errors = [said(refusal)]
        return _grant(ref, 422, **{name: form})


def _stored(
    form: StoringForm,
    store: Callable[[], str],
    template: str,
    *,
    faults: dict[Reason, str] | None = None,
    elsewhere: str = "amount",
    **context: Any,
) -> Response:
    """The page of a form, or where it leads once it is stored; a refusal stands beside its field."""
    if not form.is_submitted():
        return page(template, form=form, **context)
    if form.validate():
        try:
            return form.once(store)
        except Refusal as refusal:
            by_reason = {Reason.NO_REASON: "reason", **(faults or {})}
            form[by_reason.get(refusal.reason, elsewhere)].errors = [said(refusal)]
    return page(template, status=422, form=form, **context)


def _set_aside(pool: Pool) -> dict[int, str]:
    """For what money is set aside; 0 for nobody in particular."""
    held = {ref: sums.reserved for ref, sums in queries.grants_of(pool).items() if sums.reserved}
    titles = titles_of(list(held))
    free = queries.for_nobody_yet(pool).reserved
    general = {0: _("Til ingen bestemt: %(amount)s", amount=kroner(free))} if free else {}
    return general | {ref: f"{grant_name(titles, ref)}: {kroner(ore)}" for ref, ore in held.items()}


def _ore(field: KronerField) -> int:
    return field.data or 0


def _next_year() -> int:
    taken = {one.year for one in queries.every_year()}
    this = clock.today().year
    return this if this not in taken else max(taken) + 1


def _here(pool: Pool) -> str:
    return url_for("pool.pool", pool_id=pool.id)
