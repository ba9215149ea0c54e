"""Making a decision, also one that was asked for; reading it and replacing it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock, log
from app.access import Act, allow, here, may
from app.accounts.permissions import pairs
from app.casework import naming
from app.casework.models import Conversation
from app.centres.models import Centre, Department
from app.citizens import queries as citizens
from app.citizens import register
from app.citizens.models import Citizen
from app.citizens.register import Details
from app.db import BIGGEST_ID, db
from app.decisions import queries, recording
from app.decisions.competence import Reason, Refusal, Row, decidable, deciding, may_open_request, may_read_decision
from app.decisions.forms import (
    SOMEBODY_ELSE,
    AliasForm,
    DecisionForm,
    ReplacingForm,
)
from app.decisions.models import Decision, DecisionKind, DecisionRequest, RequestState
from app.decisions.queries import Decider, Presence
from app.decisions.recording import About, Said
from app.decisions.words import REFUSALS, STATES, ground_line, kroner, said
from app.followups import queries as following
from app.page import page

blueprint = Blueprint("decisions", __name__, url_prefix="/decisions")
blueprint.add_app_template_filter(kroner)
blueprint.add_app_template_filter(said, "in_words")

MOST_NAMED = 2


@blueprint.get("/")
@allow(Act.DECIDE)
def recent() -> Response:
    """What one's own departments decided in the last 30 days; what lies with oneself, and what one has asked for."""
    person, since = current_user.person, clock.now() - queries.LATELY
    decisions = queries.of_departments(person, since)
    mine, asked = queries.requests_with([current_user.account_id], person), queries.asked_by(person, since)
    shown: list[Decision | DecisionRequest] = [*decisions, *mine, *asked]
    log.listed({one for record in shown for one in (record, record.citizen)})
    return page(
        "decisions/recent.html",
        decisions=decisions,
        departments=list(queries.departments_of(current_user.account_id, clock.today()).values()),
        figures=queries.figures(decisions),
        mine=mine,
        asked=asked,
        states=STATES,
        returned=RequestState.RETURNED,
    )


@blueprint.route("/conversations/<id:conversation_id>/new", methods=["GET", "POST"])
@allow(Act.DECIDE, to=Conversation)
def new(conversation: Conversation) -> Response:
    """A decision out of a talk; whoever has no record yet can be given an alias first."""
    about = of_conversation(conversation)
    return _nameless(conversation) if about is None else _decide(about)


@blueprint.route("/citizens/<id:citizen_id>/new", methods=["GET", "POST"])
@allow(Act.DECIDE, to=Citizen)
def new_of_citizen(citizen: Citizen) -> Response:
    """A decision from the citizen's page."""
    return _decide(of_citizen(citizen))


@blueprint.post("/conversations/<id:conversation_id>/alias")
@allow(Act.DECIDE, to=Conversation)
def alias(conversation: Conversation) -> Response:
    """Give somebody who came without a record an alias, at their own wish, so that a decision can stand on it."""
    form = AliasForm()
    called = (form.alias.data or "").strip()
    alike = citizens.namesakes(current_user.person, called)
    log.searched(alike)
    form.same.choices = _namesakes(alike)
    fine = form.validate()
    if fine and alike and not form.same.data:
        form.same.errors = [_("Der er allerede en, der hedder det. Er det den samme?")]
        fine = False
    if not fine:
        return _nameless(conversation, form, status=422)

    def store() -> str:
        log.opened(conversation)
        same = next((one for one in alike if str(one.id) == form.same.data), None)
        citizen = same or register.record(
            Details(alias=called),
            at=conversation.centre,
            controller_id=conversation.controller_id,
            by=current_user.account,
        )
        named = conversation.citizen_id is None and naming.name(conversation.visit, citizen)
        if named:
            register.belong(citizen, conversation.centre)
            return url_for("decisions.new", conversation_id=conversation.id)
        return url_for("decisions.new_of_citizen", citizen_id=citizen.id, conversation=conversation.id)

    return form.once(store)


@blueprint.get("/<id:decision_id>")
@allow(Act.OPEN_CONVERSATION, to=Decision)
def decision(decision: Decision) -> Response:
    """One decision, and those before and after it."""
    _only_readable(decision)
    before, after = (_if_readable(one) for one in (decision.replaces, decision.replaced_by))
    log.opened(decision, also=[one for one in (decision.citizen, before, after) if one])
    return page(
        "decisions/decision.html",
        decision=decision,
        before=before,
        after=after,
        may_replace=decision.replaced_by is None and decision.department_id in own_departments(_place_of(decision)),
        may_open_citizen=may(Act.OPEN_CITIZEN, decision.citizen),
    )


@blueprint.route("/<id:decision_id>/new", methods=["GET", "POST"])
@allow(Act.DECIDE, to=Decision)
def replace(decision: Decision) -> Response:
    """A new decision in the place of this one; both stay to be read (rules R15)."""
    _only_readable(decision)
    log.opened(decision, also=[decision.citizen])
    return _decide(_again(decision), replaces=decision)


@blueprint.route("/requests/<id:decision_request_id>/decision", methods=["GET", "POST"])
@allow(Act.DECIDE, to=DecisionRequest)
def answer(decision_request: DecisionRequest) -> Response:
    """Decide what was asked for."""
    only_own(decision_request)
    log.opened(decision_request, also=[decision_request.citizen])
    one = decision_request
    return _decide(About(one.citizen, one.centre, one.controller_id, one.conversation), asked=one)


# ---- Deciding ----


@dataclass(frozen=True)
class Choices:
    """What whoever is signed in may decide here today, and who may decide the rest."""

    held: dict[int, Department]
    plan: Sequence[Row]
    mine: tuple[DecisionKind, ...]
    others: tuple["OfOthers", ...]

    @property
    def departments(self) -> list[Department]:
        """Those of one's departments that decide anything."""
        deciding_ones = {row.department_id for row in self.plan}
        return [one for one in self.held.values() if one.id in deciding_ones]


@dataclass(frozen=True)
class OfOthers:
    """A kind that somebody else decides: who, as a line; `href`: where they are asked, where there is anybody."""

    kind: DecisionKind
    line: str
    href: str | None


def _decide(about: About, *, replaces: Decision | None = None, asked: DecisionRequest | None = None) -> Response:
    form = ReplacingForm() if replaces is not None else DecisionForm()
    offered = _choices(about)
    form.kind.choices = [
        SelectChoice(one.id, said(one), render_kw={"data-amount": "yes"} if one.is_benefit else {})
        for one in offered.mine
    ]
    form.department.choices = [SelectChoice(one.id, one.name) for one in offered.departments]
    form.ground.choices = [SelectChoice(0, _("Vælg"))] + [
        SelectChoice(one.id, ground_line(one)) for one in queries.grounds(clock.today())
    ]

    def show(status: int = 200) -> Response:
        log.opened(about.citizen, also=[one for one in (about.conversation, replaces, asked) if one])
        return page(
            "decisions/new.html",
            status=status,
            form=form,
            about=about,
            offered=offered,
            replaces=replaces,
            asked=asked,
            address=here(),
            back=_back(about, replaces, asked),
        )

    def store() -> str:
        made = recording.decide(
            Said(
                kind_id=form.kind.data,
                department_id=form.department.data,
                ground_id=form.ground.data,
                text=form.text.data,
                amount=form.amount.data,
                reason=form.reason.data if isinstance(form, ReplacingForm) else "",
            ),
            about,
            by=current_user.account,
            replaces=replaces,
            request=asked,
        )
        flash(_("Afgørelsen er gemt. Den står nu under «Til journalen»."), "good")
        return url_for("decisions.decision", decision_id=made.id)

    if not form.is_submitted():
        _propose(form, offered, replaces, asked)
        return show()
    if not form.validate():
        if form.kind.data in {one.kind.id for one in offered.others}:
            _say(form, Reason.NOT_IN_THE_PLAN, about)
        return show(422)
    try:
        return form.once(store)
    except Refusal as refusal:
        _say(form, refusal.reason, about)
        return show(422)


def _propose(form: DecisionForm, offered: Choices, replaces: Decision | None, asked: DecisionRequest | None) -> None:
    """What can be told beforehand, unless a draft says it already."""
    if form.from_draft:
        return
    if len(offered.departments) == 1:
        form.department.data = offered.departments[0].id
    if asked is not None:
        form.kind.data = asked.kind_id
    elif len(offered.mine) == 1:
        form.kind.data = offered.mine[0].id
    if replaces is not None:
        form.kind.data, form.department.data = replaces.kind_id, replaces.department_id
        form.ground.data, form.amount.data, form.text.data = replaces.ground_id, replaces.amount, replaces.text


def _say(form: DecisionForm, reason: Reason, about: About) -> None:
    """The sentence of a refusal, at the field that it is about."""
    sentence = str(REFUSALS[reason])
    if reason is Reason.NOT_IN_THE_PLAN:
        who = queries.departments_deciding(
            form.kind.data, queries.rows(clock.today()), clock.today(), about.controller_id
        )
        if who:
            sentence = f"{sentence} {_('Det må %(who)s.', who=', '.join(one.name for one in who))}"
    field = {
        Reason.KIND: form.kind,
        Reason.NOT_IN_THE_PLAN: form.kind,
        Reason.NOT_THERE_FOR_IT: form.department if len(form.department.choices or []) > 1 else form.kind,
        Reason.GROUND: form.ground,
        Reason.AMOUNT_MISSING: form.amount,
        Reason.AMOUNT_NOT_MEANT: form.amount,
        Reason.NO_TEXT: form.text,
    }.get(reason)
    if field is None:
        form.form_errors.append(sentence)
    else:
        field.errors = [sentence]


def _choices(about: About) -> Choices:
    today = clock.today()
    plan, held = queries.rows(today), own_departments(about)
    kinds = queries.kinds(today)
    own = decidable(held, plan, today)
    colleagues = [one for one in deciders(about) if one.id != current_user.account_id]
    return Choices(
        held=held,
        plan=plan,
        mine=tuple(one for one in kinds if one.id in own),
        others=tuple(_of_others(one, plan, colleagues, about) for one in kinds if one.id not in own),
    )


def _of_others(kind: DecisionKind, plan: Sequence[Row], colleagues: Sequence[Decider], about: About) -> OfOthers:
    today = clock.today()
    among = deciding(kind.id, plan, today)
    able = [one for one in colleagues if one.department_ids & among]
    href = ask_at(about, kind)
    if able:
        return OfOthers(kind, _named(able, among), href)
    departments = queries.departments_deciding(kind.id, plan, today, about.controller_id)
    if not departments:
        return OfOthers(kind, _("Ingen afdeling må i dag. Spørg en administrator."), None)
    names = ", ".join(one.name for one in departments)
    return OfOthers(kind, _("%(who)s. Ingen derfra arbejder på %(place)s.", who=names, place=about.centre.name), None)


def _named(able: Sequence[Decider], among: frozenset[int]) -> str:
    """«Jens Vestergaard, Ydelsescenter, er her i dag · Ulla Friis, Ydelsescenter»."""
    lines = [with_presence(f"{one.name}, {one.named(among)}", one.presence) for one in able[:MOST_NAMED]]
    more = len(able) - MOST_NAMED
    if more > 0:
        lines.append(ngettext("og én til", "og %(num)s til", more))
    return " · ".join(lines)


def with_presence(who: str, presence: Presence) -> str:
    """A name, and whether its owner is on the team of today's session."""
    if presence is Presence.PRESENT:
        return _("%(who)s, på holdet i dag", who=who)
    return _("%(who)s, kommer ikke i dag", who=who) if presence is Presence.ABSENT else who


# ---- Whom it is about ----


def _nameless(conversation: Conversation, form: AliasForm | None = None, status: int = 200) -> Response:
    if form is None and request.method == "POST":
        form, status = AliasForm(formdata=None), 422
        form.form_errors.append(REFUSALS[Reason.NO_CITIZEN])
    log.opened(conversation)
    return page(
        "decisions/nameless.html", status=status, form=form or AliasForm(formdata=None), conversation=conversation
    )


def of_conversation(conversation: Conversation) -> About | None:
    """Nobody where the talk's citizen has no record, or one of another controller, which is none of ours (R10)."""
    id = conversation.citizen_id
    if id is None or _controller_of(id) != conversation.controller_id:
        return None
    citizen = citizens.pickable(current_user.person, [id], Act.DECIDE, closed_too=True).get(id)
    return About(citizen, conversation.centre, conversation.controller_id, conversation) if citizen else None


def of_citizen(citizen: Citizen) -> About:
    """The citizen, at one's own centre where they come."""
    own = {at for at, by in pairs(current_user.person, Act.DECIDE) if by == citizen.controller_id}
    shared = sorted(own & citizen.centre_ids)
    at = current_user.centre_id if current_user.centre_id in shared else shared[0]
    return About(citizen, db.session.get_one(Centre, at), citizen.controller_id, _named_talk(citizen))


def _named_talk(citizen: Citizen) -> Conversation | None:
    """The conversation that the address names, where it is one's own and about nobody whom one could be told of."""
    id = request.args.get("conversation", type=int)
    if id is None or not 0 < id <= BIGGEST_ID:
        return None
    whom = db.session.execute(
        sa.select(Conversation.citizen_id, Conversation.controller_id).where(Conversation.id == id)
    ).first()
    if whom is None or whom.controller_id != citizen.controller_id:
        return None
    if whom.citizen_id not in (None, citizen.id) and _controller_of(whom.citizen_id) == citizen.controller_id:
        return None
    found = db.session.get_one(Conversation, id)
    log.listed([found])
    return found if may(Act.DECIDE, found) else None


def _place_of(decision: Decision) -> About:
    """Whom and where, without its conversation: this is asked to know who may, and shows nothing."""
    return About(decision.citizen, decision.centre, decision.controller_id)


def _again(decision: Decision) -> About:
    return About(decision.citizen, decision.centre, decision.controller_id, decision.conversation)


def _controller_of(citizen_id: int) -> int | None:
    return db.session.scalar(sa.select(Citizen.controller_id).where(Citizen.id == citizen_id))


def _namesakes(alike: Sequence[Citizen]) -> list[SelectChoice]:
    words = [SelectChoice(str(one.id), " · ".join(part for part in (one.name, one.line) if part)) for one in alike]
    return [*words, SelectChoice(SOMEBODY_ELSE, _("Nej, det er en anden"))] if words else []


def own_departments(about: About) -> dict[int, Department]:
    """The departments that one is there for at this centre today, by id."""
    return queries.held(
        current_user.account_id,
        clock.today(),
        centre_ids=[about.centre.id],
        controller_id=about.controller_id,
    )


def deciders(about: About) -> list[Decider]:
    """Those who work at this centre for a department, and could be asked."""
    return queries.deciders(
        clock.today(), centre_id=about.centre.id, controller_id=about.controller_id, session_id=about.session_id
    )


def _only_readable(decision: Decision) -> None:
    if not may_read_decision(queries.reader(current_user.person, [decision.citizen_id]), queries.made(decision)):
        abort(404)


def _if_readable(decision: Decision | None) -> Decision | None:
    if decision is None:
        return None
    log.listed([decision])
    readable = may_read_decision(queries.reader(current_user.person, [decision.citizen_id]), queries.made(decision))
    return decision if readable else None


def only_own(one: DecisionRequest) -> None:
    """A request is for those who asked or are asked, whoever covers for them, and the colleagues in their departments;
    for others it is not there.
    """
    today = clock.today()
    covers = following.covers_by(current_user.account_id, today)
    involved = {one.asked_by_id, one.responsible_id}
    departments = queries.colleagues_in_departments(involved, today)
    covered = frozenset(cover.absent_id for cover in covers)
    if not may_open_request(queries.reader(current_user.person), involved, departments, covered):
        abort(404)


# ---- Addresses ----


def new_at(about: About | None = None, conversation: Conversation | None = None) -> str:
    """The address of the page where this is decided."""
    talk = conversation or (about.conversation if about else None)
    if about is None or (talk is not None and talk.citizen_id == about.citizen.id):
        return url_for("decisions.new", conversation_id=talk.id if talk else 0)
    return url_for("decisions.new_of_citizen", citizen_id=about.citizen.id, conversation=talk.id if talk else None)


def ask_at(about: About, kind: DecisionKind) -> str:
    """The address of the page where a colleague is asked to decide this."""
    talk = about.conversation
    if talk is not None and talk.citizen_id == about.citizen.id:
        return url_for("decisions.ask", conversation_id=talk.id, kind=kind.id)
    return url_for(
        "decisions.ask_of_citizen",
        citizen_id=about.citizen.id,
        kind=kind.id,
        conversation=talk.id if talk else None,
    )


def _back(about: About, replaces: Decision | None, asked: DecisionRequest | None) -> str:
    if replaces is not None:
        return url_for("decisions.decision", decision_id=replaces.id)
    if asked is not None:
        return url_for("decisions.asked", decision_request_id=asked.id)
    return url_for("citizens.citizen", citizen_id=about.citizen.id)
