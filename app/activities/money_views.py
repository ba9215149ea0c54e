"""One's own activity at the door: what was bought, the receipts, and what is left of the money."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app import log, picture
from app.access import Act, allow
from app.activities import queries, running
from app.activities.activity import OPEN, Reason, Refusal, State
from app.activities.door_views import DOOR, of_group, page_of
from app.activities.forms import ButtonForm, ExpenseForm, RestForm
from app.activities.models import Activity, ActivityExpense
from app.activities.views import blueprint, served
from app.activities.words import refused
from app.log import Ground

RECEIPT = "receipt"


@blueprint.route("/door/own/money", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR, takes=picture.MOST_SENT)
def money() -> Response:
    """The group's money: what it got, what it bought, and another receipt."""
    activity, form = of_group(), ExpenseForm()
    if not form.is_submitted():
        return _money(activity, form)
    fine = form.validate()
    drawn, problem = _receipt()
    if not fine or problem:
        return _money(activity, form, status=422, receipt_problem=problem)

    def store() -> str:
        running.bought(activity, form.what.data, form.paid(), form.spent_on(), drawn)
        log.changed(activity, ground=Ground.OWN_TASK)
        flash(_("Det er gemt."), "good")
        return url_for("activities.money")

    try:
        return form.once(store)
    except Refusal as refusal:
        if refusal.reason in (Reason.IN_THE_FUTURE, Reason.TOO_LONG_AGO):
            form.date.errors = [refused(refusal)]
            return _money(activity, form, status=422)
        return _money(activity, form, status=409, problem=refused(refusal))


@blueprint.route("/door/own/expenses/<id:activity_expense_id>", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR, takes=picture.MOST_SENT)
def expense(activity_expense_id: int) -> Response:
    """One thing that was bought: put its receipt there, or say that it was written by a slip."""
    activity, form = of_group(), ButtonForm()
    one = _expense(activity, activity_expense_id)
    if not form.is_submitted():
        return _one_expense(activity, one, form)
    if not form.validate():
        return _one_expense(activity, one, form, status=422)
    drawn, problem = (None, "") if form.did.data == "drop" else _receipt(needed=True)
    if problem:
        return _one_expense(activity, one, form, status=422, receipt_problem=problem)

    def store() -> str:
        if drawn is None:
            running.not_bought(one)
            flash(_("Det tæller ikke med mere."), "good")
        else:
            running.put_receipt(one, drawn)
            flash(_("Bilaget er sat på."), "good")
        log.changed(activity, ground=Ground.OWN_TASK)
        return url_for("activities.money")

    try:
        return form.once(store)
    except Refusal as refusal:
        return _one_expense(activity, one, form, status=409, problem=refused(refusal))


@blueprint.get("/door/own/receipts/<id:activity_expense_id>")
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def own_receipt(activity_expense_id: int) -> Response:
    """The picture of one of the group's receipts."""
    return served(_expense(of_group(), activity_expense_id))


@blueprint.route("/door/own/rest", methods=["GET", "POST"])
@allow(Act.STAND_AT_DOOR, kinds=DOOR)
def own_rest() -> Response:
    """The group counts what is left, before it gives it back."""
    activity, form, button = of_group(), RestForm(), ButtonForm()
    again = button.did.data == "again"
    if not form.is_submitted() or not (button if again else form).validate():
        return _rest(activity, form, status=422 if form.errors else 200)

    def store() -> str:
        if again:
            running.count_again(activity)
            log.changed(activity, ground=Ground.OWN_TASK)
            return url_for("activities.own_rest")
        running.count_rest(activity, int(form.ore.data or 0), form.words.data or "")
        log.changed(activity, ground=Ground.OWN_TASK)
        flash(_("Godt talt. Giv pengene til personalet."), "good")
        return url_for("activities.own_rest")

    try:
        return (button if again else form).once(store)
    except Refusal as refusal:
        form.ore.errors = [refused(refusal)]
        return _rest(activity, form, status=422)


def _receipt(needed: bool = False) -> tuple[bytes | None, str]:
    """The picture that was sent, made anew, and why it is not taken; neither where none was sent and none is needed."""
    sent = request.files.get(RECEIPT)
    if not needed and (sent is None or not sent.filename):
        return None, ""
    try:
        return picture.drawn_anew(picture.received(sent)).content, ""
    except picture.Refusal as refusal:
        return None, str(picture.REFUSALS[refusal.reason])


def _expense(activity: Activity, expense_id: int) -> ActivityExpense:
    found = next((one for one in queries.expenses(activity.id) if one.id == expense_id), None)
    if found is None:
        log.nothing_shown()
        abort(404)
    return found


def _money(
    activity: Activity, form: ExpenseForm, status: int = 200, problem: str = "", receipt_problem: str = ""
) -> Response:
    form.also_wrong(receipt_problem)
    return page_of(
        activity,
        "activities/money.html",
        status=status,
        problem=problem,
        receipt_problem=receipt_problem,
        form=form,
        money=queries.money(activity),
        expenses=queries.expenses(activity.id),
        may_write=activity.state in OPEN,
        may_add_receipts=activity.state is not State.CLOSED,
        waits=queries.rest_that_waits(activity.id),
        most=picture.MOST_BYTES,
        too_big=picture.REFUSALS[picture.Reason.TOO_BIG],
    )


def _one_expense(
    activity: Activity,
    one: ActivityExpense,
    form: ButtonForm,
    status: int = 200,
    problem: str = "",
    receipt_problem: str = "",
) -> Response:
    form.also_wrong(receipt_problem)
    return page_of(
        activity,
        "activities/expense.html",
        status=status,
        problem=problem,
        receipt_problem=receipt_problem,
        expense=one,
        form=form,
        may_write=activity.state in OPEN,
        may_add_receipts=activity.state is not State.CLOSED,
        most=picture.MOST_BYTES,
        too_big=picture.REFUSALS[picture.Reason.TOO_BIG],
    )


def _rest(activity: Activity, form: RestForm, status: int = 200) -> Response:
    return page_of(
        activity,
        "activities/rest.html",
        status=status,
        form=form,
        money=queries.money(activity),
        waits=queries.rest_that_waits(activity.id),
        rests=queries.rests(activity.id),
        again_form=ButtonForm(formdata=None),
        may_write=activity.state in OPEN,
    )
