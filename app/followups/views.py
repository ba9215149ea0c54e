"""The page of follow-ups, making one, its own page, and the steps that are taken with one tap."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow, may
from app.accounts.permissions import centres_for, controller_at, pairs
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.db import BIGGEST_ID, db, hold
from app.followups import colleagues, queries, recording, rows, sharing
from app.followups.followup import Refusal, State, Step
from app.followups.forms import (
    ANOTHER_DAY,
    COLLEAGUE,
    DAYS,
    EVERYBODY,
    TOMORROW,
    WEEK,
    WHOSE,
    Agreed,
    ChangeForm,
    FollowUpForm,
    StepForm,
    agreed,
    due_on,
    responsible_of,
)
from app.followups.models import FollowUp
from app.followups.reading import is_a_departments
from app.followups.words import REFUSALS, first_name, happened, how_late
from app.form import Form, choices
from app.language import clock_time
from app.page import page, seen_at

blueprint = Blueprint("followups", __name__, url_prefix="/followups")

MOST_SHOWN = 100
DONE_LATELY = timedelta(days=14)
MINE, CENTRE, DONE = "mine", "centre", "done"
FILTERS = {MINE: _l("Mine"), CENTRE: _l("Hele stedets"), DONE: _l("Klaret for nylig")}


@blueprint.get("/")
@allow(Act.FOLLOW_UP)
def every_follow_up() -> Response:
    """All of one's own, all of the centre's, or what was closed lately."""
    show = request.args.get("show", MINE)
    show = show if show in FILTERS else MINE
    person = current_user.person
    context: dict[str, Any] = {"show": show, "filters": FILTERS, "most": MOST_SHOWN, "now": clock.now()}
    if show == DONE:
        closed = queries.closed_since(person, clock.now() - DONE_LATELY, MOST_SHOWN)
        log.listed([record for one, _step in closed for record in (one, one.citizen) if record])
        texts = sharing.texts(person, [one for one, _step in closed])
        lines = [
            (rows.of_follow_up(one, texts[one.id]), _said_closed(one, step.by.name), step.happened_at)
            for one, step in closed
        ]
        return page("followups/every.html", closed=lines, tasks=None, **context)
    handled = rows.just_handled(person)
    find = queries.open_of_centres if show == CENTRE else queries.open_of_own
    found = find(person, MOST_SHOWN, handled)
    listed = rows.of_list(person, found, url_for("followups.every_follow_up", show=show), handled)
    return page("followups/every.html", part="followups/_tasks.html", tasks=listed, number=len(found), **context)


@blueprint.get("/new")
@allow(Act.FOLLOW_UP)
def new() -> Response:
    """The form for something that is to be followed up; `who` names a citizen."""
    own = _own_centres()
    if not own:
        flash(_("Dit værested er lukket i programmet. Spørg din leder."), "wait")
        return seen_at(url_for("desk.start"))
    citizen = _citizen(request.args.get("who", ""))
    form = FollowUpForm(formdata=None)
    form.citizen_id.data = str(citizen.id) if citizen else ""
    _offer(form, own, citizen)
    return page("followups/new.html", form=form, citizen=citizen)


@blueprint.post("/")
@allow(Act.FOLLOW_UP)
def create() -> Response:
    """Keep it; it is on the day of whoever sees to it."""
    form = FollowUpForm()
    citizen = _citizen(form.citizen_id.data or "")
    own = _own_centres()
    _offer(form, own, citizen)
    fine = form.validate()
    place = _place(form, own, citizen)
    wanted = agreed(form, current_user.account_id)
    if not fine or not _sound(form, place) or place is None or wanted is None:
        return page("followups/new.html", status=422, form=form, citizen=citizen)

    def store() -> str:
        recording.agree(
            wanted.text,
            due_on=wanted.due_on,
            citizen=citizen,
            at=db.session.get_one(Centre, place[0]),
            controller_id=place[1],
            responsible_id=wanted.responsible_id,
            by=current_user.account,
        )
        flash(_said_agreed(wanted), "good")
        if citizen:
            return url_for("citizens.citizen", citizen_id=citizen.id)
        return url_for("followups.every_follow_up", show=MINE if wanted.responsible_id else CENTRE)

    return form.once(store)


@blueprint.get("/<id:follow_up_id>")
@allow(Act.FOLLOW_UP, to=FollowUp)
def follow_up(follow_up: FollowUp) -> Response:
    """What, about whom, by when, who sees to it, and what has happened."""
    return _opened(follow_up)


@blueprint.post("/<id:follow_up_id>/steps")
@allow(Act.FOLLOW_UP, to=FollowUp)
def steps(follow_up: FollowUp) -> Response:
    """Done, postponed, not relevant, taken over, opened again: one tap on a row, or on its own page."""
    form = StepForm()
    if not form.validate() or (form.step.data == ANOTHER_DAY and form.date.data is None):
        if not form.errors:
            form.date.errors = [_("Vælg, hvilken dag det skal ske.")]
        return _opened(follow_up, status=422, form=form)
    back = form.page_after(url_for("followups.follow_up", follow_up_id=follow_up.id))
    ground = _ground(follow_up)

    def store() -> str:
        chosen = form.step.data
        if chosen in DAYS:
            to_on = due_on(chosen, form.date.data)
            recording.take(follow_up, Step.POSTPONED, by=current_user.account, to_on=to_on, ground=ground)
        else:
            recording.take(
                follow_up,
                Step(chosen),
                by=current_user.account,
                to_id=current_user.account_id,
                words=form.reason.data or "",
                ground=ground,
                gives_text=sharing.readable(current_user.person, follow_up),
            )
        return back

    try:
        return form.once(store)
    except Refusal as refusal:
        db.session.refresh(follow_up)
        form.form_errors.append(_already(follow_up) or str(REFUSALS[refusal.reason]))
        return _opened(follow_up, status=409 if _already(follow_up) else 422, form=form)


@blueprint.get("/<id:follow_up_id>/details")
@allow(Act.FOLLOW_UP, to=FollowUp)
def details(follow_up: FollowUp) -> Response:
    """The form for another text, day or person."""
    form = _change_form(follow_up, empty=True)
    if "agreed_text" in form:
        form.agreed_text.data = follow_up.text
    if "text_is_shared" in form:
        form.text_is_shared.data = follow_up.text_is_shared
    form.agreed_when.data, form.agreed_date.data = ANOTHER_DAY, follow_up.due_on
    form.agreed_colleague.data = follow_up.responsible_id or 0
    form.ask_as_before(current_user.account_id)
    conflict.opened(form, follow_up.version, _said_now(follow_up))
    _offer_colleagues(form, {(follow_up.centre_id, follow_up.controller_id)})
    _log_opened(follow_up)
    return page("followups/details.html", form=form, follow_up=follow_up)


@blueprint.post("/<id:follow_up_id>/details")
@allow(Act.FOLLOW_UP, to=FollowUp)
def change(follow_up: FollowUp) -> Response:
    """Keep another text, day or person, each as a step; where somebody else made a change meanwhile both are shown."""
    hold(follow_up)
    form, me = _change_form(follow_up), current_user.account_id
    _offer_colleagues(form, {(follow_up.centre_id, follow_up.controller_id)})
    _log_opened(follow_up)
    settling = conflict.SETTLING in request.form
    if not settling and not _fine(form, follow_up):
        return page("followups/details.html", status=422, form=form, follow_up=follow_up)
    form.name_day_and_person(me)
    _name_everybody(form)
    clash = conflict.between(form, follow_up.version, _said_now(follow_up), follow_up)
    if clash:
        action = url_for("followups.change", follow_up_id=follow_up.id)
        back = url_for("followups.follow_up", follow_up_id=follow_up.id)
        return conflict.conflict_page(clash, form, heading=_("Ret opfølgning"), action=action, back=back)
    form.ask_as_before(me)
    if settling and not _fine(form, follow_up):
        return page("followups/details.html", status=422, form=form, follow_up=follow_up)

    def store() -> str:
        if recording.change(
            follow_up,
            text=form.agreed_text.data if "agreed_text" in form else None,
            due_on=due_on(form.agreed_when.data, form.agreed_date.data),
            responsible_id=responsible_of(form, me),
            by=current_user.account,
            text_is_shared=bool(form.text_is_shared.data) if "text_is_shared" in form else None,
        ):
            flash(_("Gemt."), "good")
        return url_for("followups.follow_up", follow_up_id=follow_up.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        field = form.agreed_text if "agreed_text" in form else form.agreed_date
        field.errors = [REFUSALS[refusal.reason]]
        return page("followups/details.html", status=422, form=form, follow_up=follow_up)


def _change_form(follow_up: FollowUp, empty: bool = False) -> ChangeForm:
    """The fields that apply: no text that one may not read, and no question to the citizen about the centre's own."""
    form = ChangeForm(formdata=None) if empty else ChangeForm()
    may_read = sharing.readable(current_user.person, follow_up)
    if not may_read:
        del form.agreed_text
    if not may_read or not is_a_departments(follow_up.wording):
        del form.text_is_shared
    return form


def _whose_text(follow_up: FollowUp, may_read: bool) -> str:
    """Who reads the text of what a department agreed; nothing where it is the centre's."""
    if not is_a_departments(follow_up.wording):
        return ""
    if not may_read:
        return _("Hvad der er aftalt, er ikke delt med dig.")
    if follow_up.text_is_shared:
        return _("Borgeren siger ja til, at værestedet læser det.")
    return _("Værestedet læser kun: Borgeren kommer igen.")


@blueprint.app_template_global()
def follow_ups_of(citizen: Citizen) -> Sequence[rows.Row]:
    """The open follow-ups about a citizen, for the citizen's page; logged as shown."""
    if not may(Act.FOLLOW_UP):
        return []
    found = queries.of_citizen(citizen, current_user.person)
    log.listed(found)
    texts = sharing.texts(current_user.person, found)
    return [rows.of_follow_up(one, texts[one.id], whose=_whose(one)) for one in found]


def _opened(follow_up: FollowUp, status: int = 200, form: StepForm | None = None) -> Response:
    _log_opened(follow_up)
    may_read = sharing.readable(current_user.person, follow_up)
    history = [
        (
            one.happened_at,
            happened(
                one.step,
                one.by.name,
                one.to_on,
                one.to.name if one.to else None,
                one.words if may_read or one.by_id == current_user.account_id else "",
                to_self=one.to_id == one.by_id,
            ),
        )
        for one in queries.steps_of(follow_up)
    ]
    return page(
        "followups/follow_up.html",
        status=status,
        follow_up=follow_up,
        text=sharing.texts(current_user.person, [follow_up])[follow_up.id],
        whose_text=_whose_text(follow_up, may_read),
        is_open=follow_up.state is State.OPEN,
        late=how_late(follow_up.due_on, clock.today()),
        mine=follow_up.responsible_id == current_user.account_id,
        is_late=follow_up.due_on < clock.today(),
        history=history,
        form=form or StepForm(formdata=None),
        may_open_contact=follow_up.contact_id is not None and may(Act.OPEN_CONTACT, follow_up),
        may_open_talk=follow_up.conversation_id is not None and may(Act.OPEN_CONVERSATION, follow_up),
        days={TOMORROW: DAYS[TOMORROW], WEEK: DAYS[WEEK]},
    )


def _log_opened(follow_up: FollowUp) -> None:
    log.opened(follow_up, also=[follow_up.citizen] if follow_up.citizen else [], ground=_ground(follow_up))


def _ground(follow_up: FollowUp) -> log.Ground:
    """A colleague's, while one covers for them, is opened as that."""
    if follow_up.responsible_id in (None, current_user.account_id):
        return log.Ground.OWN_CENTRE
    covers = queries.covers_by(current_user.account_id, clock.today())
    covered = any(cover.absent_id == follow_up.responsible_id for cover in covers)
    return log.Ground.COVER if covered else log.Ground.OWN_CENTRE


def _already(follow_up: FollowUp) -> str:
    """Who got there first: the sentence, or nothing where nobody did."""
    last = queries.last_step(follow_up)
    if last is None:
        return ""
    if last.step in (Step.DONE, Step.NOT_RELEVANT):
        return _("%(name)s har allerede taget den kl. %(time)s.", name=last.by.name, time=clock_time(last.happened_at))
    if last.step is Step.REOPENED:
        return _("%(name)s har allerede åbnet den igen.", name=last.by.name)
    return ""


def _offer(form: FollowUpForm, own: Sequence[Centre], citizen: Citizen | None) -> None:
    """The centres that can be chosen: with a citizen, those the two have in common; and the colleagues there."""
    fitting = [centre for centre in own if citizen is None or _knows(centre, citizen)]
    form.centre.choices = choices({centre.id: centre.name for centre in fitting})
    ids = [centre.id for centre in fitting]
    if form.centre.data not in ids and (form.centre.raw_data in (None, [], [""])):
        form.centre.data = current_user.centre_id if current_user.centre_id in ids else next(iter(ids), None)
    own_pairs = pairs(current_user.person, Act.FOLLOW_UP)
    _offer_colleagues(form, {place for place in own_pairs if place[0] in ids})


def _name_everybody(form: ChangeForm) -> None:
    """The words for whoever is to see to it, where two answers stand beside each other."""
    account = current_user.account
    form.agreed_colleague.label.text = _("Hvem tager den?")
    colleague = {choice.value: choice.label for choice in form.agreed_colleague.choices}
    form.agreed_colleague.choices = choices(colleague | {0: WHOSE[EVERYBODY], account.id: account.name})


def _said_now(follow_up: FollowUp) -> dict[str, object]:
    """What the follow-up says, as the fields say it once day and person are named."""
    return {
        "agreed_text": follow_up.text,
        "text_is_shared": follow_up.text_is_shared,
        "agreed_date": follow_up.due_on,
        "agreed_colleague": follow_up.responsible_id or 0,
    }


def _fine(form: ChangeForm, follow_up: FollowUp) -> bool:
    """Whether what was entered can be kept. A day that is over may stay as it is, while the rest is changed; so may
    one that somebody else changed meanwhile, until it is chosen.
    """
    fine = form.validate()
    over_before = form.agreed_date.data == follow_up.due_on or form.version.data != str(follow_up.version)
    if not fine and over_before and form.agreed_date.data and set(form.errors) == {"agreed_date"}:
        form.agreed_date.errors, fine = [], True
    return fine and sound_colleague(form, (follow_up.centre_id, follow_up.controller_id))


def _offer_colleagues(form: Form, at: set[tuple[int, int]]) -> None:
    found = colleagues.at(frozenset(at), without=current_user.account_id)
    form.agreed_colleague.choices = choices({0: _("Vælg en kollega")} | {one.id: one.name for one in found})


def _knows(centre: Centre, citizen: Citizen) -> bool:
    at = (centre.id, citizen.controller_id)
    return centre.id in citizen.centre_ids and at in pairs(current_user.person, Act.FOLLOW_UP)


def _place(form: FollowUpForm, own: Sequence[Centre], citizen: Citizen | None) -> tuple[int, int] | None:
    """The chosen centre with its controller, which is the citizen's where there is one; None: it was not offered."""
    at = form.centre.data
    if at not in {centre.id for centre in own if citizen is None or _knows(centre, citizen)}:
        return None
    return at, citizen.controller_id if citizen else controller_at(current_user.person, Act.FOLLOW_UP, at)


def _sound(form: FollowUpForm, place: tuple[int, int] | None) -> bool:
    """Whether the place was offered, and the colleague works there."""
    if place is None:
        form.centre.errors = [_("Vælg et sted.")]
        return False
    return sound_colleague(form, place)


def sound_colleague(form: Form, place: tuple[int, int]) -> bool:
    """Whether the colleague who is to see to it works at that place under the same controller."""
    if form.agreed_whose.data != COLLEAGUE:
        return True
    if not form.agreed_colleague.data:
        form.agreed_colleague.errors = [_("Vælg, hvilken kollega det er.")]
        return False
    if place not in colleagues.places_of(form.agreed_colleague.data):
        form.agreed_colleague.errors = [_("Kollegaen arbejder ikke på stedet. Vælg en anden.")]
        return False
    return True


def _said_agreed(wanted: Agreed) -> str:
    # A flash waits in the cookie, which can be read: what was agreed is not in it.
    return _("Aftalt (%(day)s).", day=how_late(wanted.due_on, clock.today()).lower())


def _said_closed(follow_up: FollowUp, name: str) -> str:
    if follow_up.state is State.DONE:
        return _("Klaret af %(name)s", name=first_name(name))
    return _("Ikke længere aktuelt, %(name)s", name=first_name(name))


def _whose(follow_up: FollowUp) -> str:
    return first_name(follow_up.responsible.name) if follow_up.responsible else ""


def _citizen(chosen: str) -> Citizen | None:
    """The citizen that was named, if it is one of one's own; not linked to another before this transaction ends."""
    if not chosen or not chosen.isascii() or not chosen.isdigit() or len(chosen) > 10 or int(chosen) > BIGGEST_ID:
        return None
    found = citizens.pickable(current_user.person, [int(chosen)], Act.FOLLOW_UP, closed_too=True).get(int(chosen))
    if found:
        log.listed([found])
    return found


def _own_centres() -> Sequence[Centre]:
    return places.centres(among=centres_for(current_user.person, Act.FOLLOW_UP))
