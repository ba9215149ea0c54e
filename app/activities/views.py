"""Activities as staff see them: what each lacks, its money, and closing it."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log, picture
from app.access import Act, allow
from app.activities import paying, queries, starting
from app.activities.activity import Money, Refusal, State
from app.activities.forms import ButtonForm, HandBackForm, PaymentForm, ReceivedForm
from app.activities.models import Activity, ActivityExpense
from app.activities.words import MISSING, STAFF_STATES, refused
from app.applications.models import Application
from app.db import BIGGEST_ID, db
from app.form import StoringForm
from app.money import written
from app.page import page, seen_at
from app.pool import queries as pool
from app.pool.balance import Kind
from app.pool.balance import Refusal as PoolRefusal
from app.pool.words import said as pool_said

blueprint = Blueprint("activities", __name__, url_prefix="/activities")


@blueprint.get("/")
@allow(Act.KEEP_ACTIVITIES)
def activities() -> Response:
    """The activities at one's own centres with what each lacks, and grants of which nobody has made one."""
    found = queries.of_staff(current_user.person)
    log.listed(found)
    lacking = queries.lacking(found, clock.today())
    going_on = [one for one in found if one.state is not State.CLOSED]
    return page(
        "activities/activities.html",
        going_on=[(one, [MISSING[what] for what in lacking[one.id]]) for one in going_on],
        closed=[one for one in found if one.state is State.CLOSED],
        not_begun=queries.not_begun(current_user.person),
        states=STAFF_STATES,
        form=ButtonForm(formdata=None),
        next_meeting=next_meeting,
    )


@blueprint.post("/of/<id:application_id>")
@allow(Act.KEEP_ACTIVITIES, to=Application)
def make(application: Application) -> Response:
    """Make the activity of a grant, where the citizens have not done so at the door."""
    log.opened(application)
    form = ButtonForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        made = starting.start(application)
        log.created(made)
        return url_for("activities.activity", activity_id=made.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        log.nothing_shown()
        flash(refused(refusal), "wait")
        return seen_at(url_for("activities.activities"))


@blueprint.get("/<id:activity_id>")
@allow(Act.KEEP_ACTIVITIES, to=Activity)
def activity(activity: Activity) -> Response:
    """One activity: its days, roles and steps, its money and its report."""
    return _shown(activity)


@blueprint.post("/<id:activity_id>/payments")
@allow(Act.PAY_GRANTS, to=Activity)
def payments(activity: Activity) -> Response:
    """Pay out of the grant."""
    form = PaymentForm()
    if not form.validate():
        return _shown(activity, status=422, payment_form=form)

    def store() -> str:
        paying.pay(activity, int(form.ore.data or 0), form.to.data, by=current_user.account)
        flash(_("Skrevet op. Giv dem pengene."), "good")
        return _here(activity)

    return _once(form, store, activity, lambda words: _wrong(form.ore, words), payment_form=form)


@blueprint.post("/<id:activity_id>/rest")
@allow(Act.PAY_GRANTS, to=Activity)
def rest(activity: Activity) -> Response:
    """The rest was received, and is in the pool again."""
    form = ReceivedForm()
    if not form.validate():
        return _shown(activity, status=422, received_form=form)

    def store() -> str:
        paying.receive(activity, int(form.ore.data or 0), seen=number(form.seen.data), by=current_user.account)
        flash(_("Resten er tilbage i puljen."), "good")
        return _here(activity)

    return _once(form, store, activity, lambda words: _wrong(form.ore, words), received_form=form)


@blueprint.post("/<id:activity_id>/closing")
@allow(Act.PAY_GRANTS, to=Activity)
def closing(activity: Activity) -> Response:
    """All is in order: it is closed."""
    form = ButtonForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        paying.close(activity, by=current_user.account)
        flash(_("Aktiviteten er afsluttet."), "good")
        return _here(activity)

    return _once(form, store, activity)


@blueprint.post("/<id:activity_id>/handed-back")
@allow(Act.PAY_GRANTS, to=Activity)
def handed_back(activity: Activity) -> Response:
    """The report lacks something: the citizens write on."""
    form = HandBackForm()
    if not form.validate():
        return _shown(activity, status=422, hand_back_form=form)

    def store() -> str:
        paying.hand_back(activity, form.words.data, by=current_user.account)
        flash(_("Gruppen kan skrive videre."), "good")
        return _here(activity)

    return _once(form, store, activity, lambda words: _wrong(form.words, words), hand_back_form=form)


@blueprint.get("/receipts/<id:activity_expense_id>")
@allow(Act.KEEP_ACTIVITIES, to=ActivityExpense)
def receipt(activity_expense: ActivityExpense) -> Response:
    """The picture of a receipt."""
    log.opened(activity_expense.activity)
    return served(activity_expense)


def served(expense: ActivityExpense) -> Response:
    """The picture of a receipt, once it is known that it may be seen."""
    if expense.receipt is None:
        log.nothing_shown()
        abort(404)
    return picture.served(expense.receipt)


def number(text: str | None) -> int:
    """A record's number or an amount of øre as a button sends it; 0 for what no database could hold."""
    fine = text and text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= BIGGEST_ID
    return int(text) if fine and text else 0


def next_meeting(activity: Activity) -> object:
    """When people meet next; nothing where no day is left."""
    coming = [one for one in activity.meetings if one.cancelled_at is None and one.ends_at > clock.now()]
    return coming[0].starts_at if coming else None


def _here(activity: Activity) -> str:
    return url_for("activities.activity", activity_id=activity.id)


def _once(
    form: StoringForm,
    store: Callable[[], str],
    activity: Activity,
    beside: Callable[[str], None] | None = None,
    **shown: StoringForm,
) -> Response:
    """Store it; a refusal is shown beside the field, or on top where there is none."""
    try:
        return form.once(store)
    except (Refusal, PoolRefusal) as refusal:
        words = refused(refusal) if isinstance(refusal, Refusal) else pool_said(refusal)
        db.session.refresh(activity)
        if beside:
            beside(words)
            return _shown(activity, status=422, **shown)
        return _shown(activity, status=409, problem=words)


def _wrong(field: object, words: str) -> None:
    field.errors = [words]  # type: ignore[attr-defined]  # WTForms has no types


def _shown(
    activity: Activity,
    status: int = 200,
    problem: str = "",
    payment_form: StoringForm | None = None,
    received_form: StoringForm | None = None,
    hand_back_form: StoringForm | None = None,
) -> Response:
    log.opened(activity)
    sums = queries.money(activity)
    waits = queries.rest_that_waits(activity.id)
    if received_form is None:
        received_form = ReceivedForm(formdata=None)
        received_form.ore.data = waits.counted_ore if waits else None
        received_form.seen.data = str(waits.counted_ore) if waits else ""
    forms = [payment_form, received_form, hand_back_form]
    return page(
        "activities/activity.html",
        status=status,
        problem=problem,
        activity=activity,
        state=STAFF_STATES[activity.state],
        missing=[MISSING[one] for one in queries.lacking([activity], clock.today())[activity.id]],
        money=sums,
        lines=_lines(activity, sums),
        payments=[one for one in pool.lines_of_grant(activity.application_id) if one.kind is Kind.PAID],
        expenses=queries.expenses(activity.id),
        steps=queries.steps(activity.id),
        rests=queries.rests(activity.id),
        waits=waits,
        payment_form=payment_form or PaymentForm(formdata=None),
        received_form=received_form,
        hand_back_form=hand_back_form or HandBackForm(formdata=None),
        button_form=ButtonForm(formdata=None),
        form=next((one for one in forms if one is not None and one.errors), None),
        State=State,
        now=clock.now(),
        written=written,
    )


def _lines(activity: Activity, sums: Money) -> list[tuple[str, int]]:
    told = [
        (_("Bevilget"), sums.granted),
        (_("Udbetalt"), sums.paid),
        (_("Brugt efter bilag"), sums.spent),
        (_("Kommet tilbage"), sums.returned),
    ]
    return [*told, (_("Skulle være i kassen") if sums.left >= 0 else _("Lagt ud af gruppen selv"), abs(sums.left))]
