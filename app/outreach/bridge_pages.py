"""The pages of bridges: all of a centre, one with what became of it, and making one on a citizen's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app import conflict, log
from app.access import Act, allow
from app.accounts.permissions import centres_for, controller_at
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.citizens.reading import Reader
from app.consent.reading import readers_for
from app.db import BIGGEST_ID, db, hold
from app.form import choices
from app.language import day
from app.outreach import bridges
from app.outreach.bridge import NEXT, Refusal, State
from app.outreach.contact import Refusal as NoContact
from app.outreach.forms import BridgeForm, OutcomeForm, clock_words, happened_on
from app.outreach.models import Bridge
from app.outreach.views import blueprint
from app.outreach.words import BRIDGE_REFUSALS, REFUSALS, STATES, where_to
from app.page import page

ON_THE_DAY = 3


@dataclass(frozen=True)
class Row:
    """A bridge in a list. `to` is empty where the reader may not know, or nobody has said."""

    id: int
    who: str
    to: str
    line: str
    state: State
    said: str
    complete: bool
    form: OutcomeForm
    days: int


@blueprint.get("/bridges")
@allow(Act.FOLLOW_BRIDGES)
def all_bridges() -> Response:
    """Those that wait, the longest first; those that became known lately; and how many held."""
    person = current_user.person
    mine = request.args.get("whose") != "all"
    waiting = bridges.waiting(person, [person.account_id]) if mine else bridges.waiting_at(person)
    settled = bridges.settled_lately(person, mine)
    log.listed(bridges.shown([*waiting, *settled]))
    readers = _readers([*waiting, *settled])
    return page(
        "outreach/bridges.html",
        mine=mine,
        waiting=[_row(bridge, readers) for bridge in waiting],
        settled=[_row(bridge, readers) for bridge in settled],
        share=bridges.share(person, mine),
    )


@blueprint.get("/bridges/new")
@allow(Act.FOLLOW_BRIDGES)
def new_bridge() -> Response:
    """Send a citizen of one's own on; `citizen` names whom, and without one it is somebody without a name."""
    form = _form(BridgeForm(formdata=None))
    citizen = _citizen(request.args.get("citizen"))
    form.citizen.data = str(citizen.id) if citizen else ""
    return _bridge_form(form, citizen)


@blueprint.post("/bridges")
@allow(Act.FOLLOW_BRIDGES)
def create_bridge() -> Response:
    """Keep that somebody is sent on."""
    form = _form(BridgeForm())
    citizen = _citizen(form.citizen.data)
    if form.citizen.data and citizen is None:
        abort(404)
    if not form.validate():
        return _bridge_form(form, citizen, status=422)

    def store() -> str:
        centre = db.session.get_one(Centre, form.centre.data)
        bridge = bridges.record(
            form.sent(),
            citizen=citizen,
            contact=None,
            at=centre,
            controller_id=controller_at(current_user.person, Act.FOLLOW_BRIDGES, centre.id),
            by=current_user.account,
        )
        return url_for("outreach.bridge", bridge_id=bridge.id)

    try:
        return form.once(store)
    except NoContact as refusal:
        form.centre.errors = [REFUSALS[refusal.reason]]
        return _bridge_form(form, _citizen(form.citizen.data), status=422)


@blueprint.get("/bridges/<id:bridge_id>")
@allow(Act.FOLLOW_BRIDGES, to=Bridge)
def bridge(bridge: Bridge) -> Response:
    """One bridge: where to, when, who follows it, and what became of it."""
    return _opened(bridge)


@blueprint.get("/bridges/<id:bridge_id>/details")
@allow(Act.FOLLOW_BRIDGES, to=Bridge)
def bridge_details(bridge: Bridge) -> Response:
    """The form for where to and when, filled in."""
    _may_know(bridge)
    form = _form(BridgeForm(formdata=None), bridge)
    told = _told(bridge)
    for name, value in told.items():
        form[name].data = value
    conflict.opened(form, bridge.version, told)
    return _bridge_form(form, bridge.citizen, bridge=bridge)


@blueprint.post("/bridges/<id:bridge_id>/details")
@allow(Act.FOLLOW_BRIDGES, to=Bridge)
def change_bridge(bridge: Bridge) -> Response:
    """Keep where to and when."""
    hold(bridge)
    _may_know(bridge)
    form = _form(BridgeForm(), bridge)
    form.name_the_day()
    clash = conflict.between(form, bridge.version, _told(bridge), bridge)
    if not form.validate():
        return _bridge_form(form, bridge.citizen, bridge=bridge, status=422)
    here = url_for("outreach.bridge", bridge_id=bridge.id)
    if clash:
        log.opened(bridge, also=[bridge.citizen] if bridge.citizen else [])
        action = url_for("outreach.change_bridge", bridge_id=bridge.id)
        return conflict.conflict_page(clash, form, heading=_("Brobygning"), action=action, back=here)

    def store() -> str:
        bridges.change(bridge, form.sent())
        flash(_("Gemt."), "good")
        return here

    return form.once(store)


@blueprint.post("/bridges/<id:bridge_id>/outcomes")
@allow(Act.FOLLOW_BRIDGES, to=Bridge)
def bridge_outcomes(bridge: Bridge) -> Response:
    """Say what became of it."""
    hold(bridge)
    form = _outcome_form(bridge, empty=False)
    if not form.validate():
        return _opened(bridge, form, status=422)

    def store() -> str:
        state = State(form.state.data)
        bridges.note_outcome(bridge, state, on=happened_on(form), why=form.why.data or "", by=current_user.account)
        flash(_("Gemt: %(state)s.", state=str(STATES[state]).lower()), "good")
        return _back(bridge)

    try:
        return form.once(store)
    except Refusal as refusal:
        hold(bridge)
        form.state.errors = [BRIDGE_REFUSALS[refusal.reason]]
        return _opened(bridge, form, status=422)


def bridges_of_day() -> list[Row]:
    """What «Min dag» shows of bridges: one's own that came there lately, as a colleague noted, and those that wait, the
    oldest first; logged. Never where to: it lies open.
    """
    person = current_user.person
    found = [
        *bridges.came_lately(person, ON_THE_DAY),
        *bridges.waiting(person, [person.account_id], ON_THE_DAY),
    ]
    log.listed(bridges.shown(found))
    return [_row(bridge, {}) for bridge in found]


def _row(bridge: Bridge, readers: dict[int | None, Reader]) -> Row:
    reader = readers.get(bridge.citizen_id)
    to = where_to(bridge.sent) if reader and bridges.may_read_where_to(bridge, reader) else ""
    days = bridges.days_waiting(bridge.recorded_at)
    parts = [to, _("Sendt videre %(day)s", day=day(bridge.recorded_at))]
    if bridge.planned_on and bridge.state is State.WAITING:
        parts.append(_("aftale %(day)s", day=_planned(bridge)))
    if bridge.state is State.WAITING and days:
        parts.append(ngettext("har ventet %(num)s dag", "har ventet %(num)s dage", days))
    if bridge.responsible_id != current_user.account_id:
        parts.append(_("følges af %(name)s", name=bridge.responsible.name))
    last = bridge.outcomes[-1] if bridge.outcomes else None
    said = str(STATES[bridge.state])
    return Row(
        bridge.id,
        bridge.citizen.name if bridge.citizen else _("Uden navn"),
        to,
        " · ".join(part for part in parts if part),
        bridge.state,
        f"{said} {day(last.happened_on)}" if last and bridge.state is not State.WAITING else said,
        bridge.sent.complete,
        _outcome_form(bridge),
        days,
    )


def _opened(bridge: Bridge, form: OutcomeForm | None = None, status: int = 200) -> Response:
    log.opened(bridge, also=[bridge.citizen] if bridge.citizen else [])
    reader = _readers([bridge])[bridge.citizen_id]
    may_know = bridges.may_read_where_to(bridge, reader)
    return page(
        "outreach/bridge.html",
        status=status,
        bridge=bridge,
        who=bridge.citizen.name if bridge.citizen else _("Uden navn"),
        may_know=may_know,
        to=where_to(bridge.sent) if may_know else "",
        planned=_planned(bridge) if bridge.planned_on else "",
        state=STATES[bridge.state],
        states=STATES,
        days=bridges.days_waiting(bridge.recorded_at),
        form=form or _outcome_form(bridge),
    )


def _bridge_form(
    form: BridgeForm, citizen: Citizen | None, bridge: Bridge | None = None, status: int = 200
) -> Response:
    if bridge is not None:
        log.opened(bridge, also=[bridge.citizen] if bridge.citizen else [])
    return page("outreach/bridge_form.html", status=status, form=form, citizen=citizen, bridge=bridge)


def _form(form: BridgeForm, bridge: Bridge | None = None) -> BridgeForm:
    if bridge is not None:
        del form.centre, form.citizen
        return form
    own = places.centres(among=centres_for(current_user.person, Act.FOLLOW_BRIDGES))
    form.centre.choices = choices({centre.id: centre.name for centre in own})
    if form.centre.data is None and own:
        ids = {centre.id for centre in own}
        form.centre.data = current_user.centre_id if current_user.centre_id in ids else own[0].id
    return form


def _told(bridge: Bridge) -> dict[str, object]:
    """What the bridge says now, as the form's fields say it."""
    at: time | None = bridge.planned_at
    on: date | None = bridge.planned_on
    return {
        "bridge_to": bridge.destination.value if bridge.destination else "",
        "bridge_elsewhere": bridge.elsewhere,
        "bridge_day": "other" if on else "",
        "bridge_date": on,
        "bridge_time": clock_words(at) if at else "",
        "bridge_along": bridge.accompanied,
    }


def _outcome_form(bridge: Bridge, empty: bool = True) -> OutcomeForm:
    """The answers that can follow; a state that is none of them is refused by its rule, with a sentence."""
    form = OutcomeForm(formdata=None) if empty else OutcomeForm()
    following = NEXT[bridge.state] if empty else frozenset(State)
    form.state.choices = choices({state: STATES[state] for state in State if state in following})
    return form


def _readers(found: Sequence[Bridge]) -> dict[int | None, Reader]:
    """Whoever is signed in, as the rule for reading sees them beside each of these citizens."""
    return readers_for(current_user.person, {bridge.citizen_id for bridge in found})


def _may_know(bridge: Bridge) -> None:
    """Where a bridge leads is changed by those who may know it (404 for others: the page would tell)."""
    if not bridges.may_read_where_to(bridge, _readers([bridge])[bridge.citizen_id]):
        abort(404)


def _citizen(chosen: str | None) -> Citizen | None:
    """The citizen that is named, if it is one of one's own; not linked to another before this transaction ends."""
    if not chosen or not chosen.isascii() or not chosen.isdigit() or len(chosen) > 10 or int(chosen) > BIGGEST_ID:
        return None
    found = citizens.pickable(current_user.person, [int(chosen)], Act.FOLLOW_BRIDGES, closed_too=True).get(int(chosen))
    if found:
        log.listed([found])
    return found


def _planned(bridge: Bridge) -> str:
    if bridge.planned_on is None:
        return ""
    said = day(bridge.planned_on)
    return _("%(day)s kl. %(time)s", day=said, time=clock_words(bridge.planned_at)) if bridge.planned_at else said


def _back(bridge: Bridge) -> str:
    """A tap on a list leads back to the list, anything else to the bridge's own page."""
    lists = {"day": "desk.start", "missing": "desk.missing", "mine": "outreach.all_bridges"}
    back = lists.get(request.form.get("back", ""))
    if back:
        return url_for(back)
    if request.form.get("back") == "all":
        return url_for("outreach.all_bridges", whose="all")
    return url_for("outreach.bridge", bridge_id=bridge.id)
