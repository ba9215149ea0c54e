"""The page of a conversation that is just over: it is written, ends the visit, and leads back to the board."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app import clock, log
from app.access import Act, allow
from app.accounts import queries as accounts
from app.accounts.models import Account
from app.accounts.permissions import HOSTS, pairs
from app.accounts.role import Person
from app.casework import conversations, talks, visiting
from app.casework.conversation import Recurrence
from app.casework.conversation_forms import (
    AGREEMENTS,
    ANOTHER_DAY,
    EVERYBODY,
    ME,
    ConversationForm,
    TalkFields,
    proposed_minutes,
)
from app.casework.conversation_words import length
from app.casework.models import CaseworkSession, Conversation, Visit
from app.casework.views import blueprint
from app.casework.visit import Reason, Refusal, State
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens.models import Citizen
from app.db import db, hold
from app.followups import colleagues, recording
from app.followups.followup import Refusal as NotAgreed
from app.followups.words import first_name
from app.form import choices
from app.language import clock_time
from app.page import page, seen_at

HANDOUT, SURVEY = "handout", "survey"

REFUSALS = {
    Reason.TAKEN: _l("En anden taler med borgeren. Se på tavlen."),
    Reason.NOT_NEXT: _l("Borgeren står ikke længere hos dig på tavlen. Tag borgeren igen, og gem så."),
    Reason.SESSION_CLOSED: _l("Besøget er lukket. Samtalen kan gemmes, men ingen kan sendes videre."),
    Reason.NOT_YET: _l("Besøget er ikke begyndt."),
}


@dataclass(frozen=True)
class Place:
    """Where a conversation counts, who answers for it, and the department that its author is there for."""

    centre: Centre
    controller_id: int
    department_id: int | None

    @property
    def pair(self) -> tuple[int, int]:
        """The centre with the controller, as tasks know a place."""
        return self.centre.id, self.controller_id

    @property
    def has_hosts(self) -> bool:
        """Whether the centre's own staff work under the same controller, so that a task can be theirs."""
        return self.centre.operator_id == self.controller_id


@blueprint.get("/visits/<id:visit_id>/conversation")
@allow(Act.TALK_AT_SESSION, to=Visit)
def new_conversation(visit: Visit) -> Response:
    """The page of a new conversation, with what the board knows filled in."""
    if not _talks(visit):
        # Nothing of the visit is in the answer but where the board is.
        log.nothing_shown()
        flash(_("Tag borgeren på tavlen først. Så kan samtalen skrives."), "wait")
        return seen_at(board_of(visit.session))
    form = ConversationForm(formdata=None)
    place = place_of(visit.session, current_user.person)
    citizen = citizen_of(visit)
    if not form.from_draft:
        _propose(form, visit, citizen)
    return _page(form, visit, place, citizen)


@blueprint.post("/visits/<id:visit_id>/conversation")
@allow(Act.TALK_AT_SESSION, to=Visit)
def create_conversation(visit: Visit) -> Response:
    """Keep it, with what was agreed; the visit is over, or waits for the colleague who is to go on."""
    hold(visit)
    form = ConversationForm()
    place = place_of(visit.session, current_user.person)
    citizen = citizen_of(visit)
    _offer(form, visit, place)
    fine = form.validate()
    if not _talks(visit):
        form.form_errors.append(str(REFUSALS[Reason.NOT_NEXT]))
        return _page(form, visit, place, citizen, status=409)
    if not fine:
        return _page(form, visit, place, citizen, status=422)
    kept = None if visit.state is State.TALKING else conversations.kept_of(visit)
    if kept is not None and not form.anyway.data:
        log.listed([kept])
        said = {"name": first_name(kept.author.name), "time": clock_time(kept.recorded_at)}
        form.form_errors.append(_("%(name)s har allerede gemt en samtale kl. %(time)s.", **said))
        return _page(form, visit, place, citizen, status=409, kept=kept)

    def store() -> str:
        there = _team(visit, {*form.present.data})
        conversation = talks.record(
            form.talked(visit.talking_since or visit.arrived_at),
            visit=visit,
            citizen=citizen,
            at=place.centre,
            controller_id=place.controller_id,
            department_id=place.department_id,
            by=current_user.account,
            present=there,
            departments=departments_of(visit.session, place.centre, [one.id for one in there]),
        )
        db.session.flush()
        _agree(form, conversation)
        _go_on(visit, form.hand_on_to.data)
        flash(_("Samtalen er gemt."), "good")
        if request.form.get("then") == HANDOUT and form.agreements(current_user.account_id):
            return url_for("casework.handout", conversation_id=conversation.id)
        if request.form.get("then") == SURVEY:
            return url_for("casework.conversation", conversation_id=conversation.id, _anchor="offer")
        return board_of(visit.session)

    try:
        return form.once(store)
    except Refusal as refusal:
        hold(visit)
        form.form_errors.append(str(REFUSALS[refusal.reason]))
        return _page(form, visit, place, citizen_of(visit), status=409)
    except NotAgreed:
        # Between the check of the days and the keeping the day changed.
        hold(visit)
        form.validate()
        return _page(form, visit, place, citizen_of(visit), status=422)


def board_of(session: CaseworkSession) -> str:
    """The address of the session's board."""
    return url_for("casework.board", casework_session_id=session.id)


def place_of(session: CaseworkSession, person: Person) -> Place:
    """The tablet's place if the session is held there, else the first of its centres where the person works."""
    own = pairs(person, Act.TALK_AT_SESSION)
    fitting = [
        (centre, by) for centre in session.centres for at, by in own if at == centre.id and by in session.controller_ids
    ]
    centre, controller_id = next((one for one in fitting if one[0].id == person.centre_id), fitting[0])
    account_id = person.account_id or 0
    return Place(centre, controller_id, departments_of(session, centre, [account_id]).get(account_id))


def departments_of(session: CaseworkSession, centre: Centre, account_ids: Collection[int]) -> dict[int, int | None]:
    """For which department each of these sits there: as the session's team says, else as their role does."""
    team = {one.account_id: one.department_id for one in session.team}
    found = {}
    for id in account_ids:
        held = sorted(department for at, department in accounts.departments_at(id) if at == centre.id)
        found[id] = team.get(id) or next(iter(held), None)
    return found


def citizen_of(visit: Visit) -> Citizen | None:
    """Who came, where the person may know it: a citizen of another controller is a number to them, and their talk is
    not kept on that citizen's page.
    """
    if visit.citizen_id is None:
        return None
    return citizens.own(current_user.person, Act.OPEN_CITIZEN, [visit.citizen_id]).get(visit.citizen_id)


def called(visit: Visit, citizen: Citizen | None) -> str:
    """What whoever came is called on the page."""
    if citizen is not None:
        return citizen.name
    number = _("Nummer %(number)s", number=visit.number)
    return f"{visit.called} · {number}" if visit.called and visit.citizen_id is None else number


def offer_people(form: TalkFields, session: CaseworkSession, others: Collection[Account], author_id: int) -> None:
    """Who can have been there: those who talked, and the team; the author was in any case."""
    found = {one.id: one.name for one in others}
    found |= {one.account_id: one.account.name for one in session.team if one.absent_at is None}
    found.pop(author_id, None)
    form.present.choices = choices({id: found[id] for id in sorted(found, key=lambda id: str(found[id]))})


def name_lengths(form: TalkFields) -> None:
    """The words of the chips for the time."""
    form.minutes.choices = choices({minutes: length(minutes) for minutes, _word in form.minutes.choices})


def _talks(visit: Visit) -> bool:
    """Whether the person is, or was last, among those who talk with whoever came."""
    return visit.state is not State.WAITING and current_user.account_id in {one.account_id for one in visit.talking}


def _propose(form: ConversationForm, visit: Visit, citizen: Citizen | None) -> None:
    since = visit.talking_since or visit.arrived_at
    form.topics.data = [visit.topic.value] if visit.topic else []
    form.minutes.data = proposed_minutes(since, visit.ended_at or clock.now())
    ongoing = citizen is not None and conversations.had_one(citizen.id)
    form.recurrence.data = (Recurrence.ONGOING if ongoing else Recurrence.ONE_OFF).value
    form.brought_by.data = visit.brought_by.value
    joined = [one.account for one in visit.talking if one.account_id != current_user.account_id]
    form.present.data = [one.id for one in joined]
    form.centre_worker.data = any(_is_host(one, visit.session) for one in joined)


def _is_host(account: Account, session: CaseworkSession) -> bool:
    return any(held.role in HOSTS and held.centre_id in session.centre_ids for held in account.roles)


def _offer(form: ConversationForm, visit: Visit, place: Place) -> None:
    """The choices that depend on the session: times, people, who goes on, and who sees to what was agreed."""
    me = current_user.account_id
    session = visit.session
    since = visit.talking_since or visit.arrived_at
    form.offer_lengths(proposed_minutes(since, visit.ended_at or clock.now()))
    name_lengths(form)
    offer_people(form, session, [one.account for one in visit.talking], me)
    team = {one.account_id: one for one in session.team if one.absent_at is None and one.account_id != me}
    going_on = {id: one.account.name for id, one in team.items() if one.department_id is not None}
    if not session.takes_visits:
        going_on = {}
    form.hand_on_to.choices = choices({0: _("Nej, samtalen er slut")} | going_on)
    fitting = [one for one in colleagues.at(frozenset({place.pair}), without=me) if one.id in team]
    whose = {ME: _("Mig")} | ({EVERYBODY: _("Hele stedet")} if place.has_hosts else {})
    for number in AGREEMENTS:
        form.of(number, "whose").choices = choices(whose | {str(one.id): one.name for one in fitting})
        if not place.has_hosts and f"agreed_{number}_shared" in form:
            del form[f"agreed_{number}_shared"]


def _team(visit: Visit, ids: Collection[int]) -> Sequence[Account]:
    found = [one.account for one in visit.talking] + [one.account for one in visit.session.team]
    return list({one.id: one for one in found if one.id in ids}.values())


def _agree(form: ConversationForm, conversation: Conversation) -> None:
    for wanted in form.agreements(current_user.account_id):
        recording.agree(
            wanted.text,
            due_on=wanted.due_on,
            citizen=conversation.citizen,
            at=conversation.centre,
            controller_id=conversation.controller_id,
            responsible_id=wanted.responsible_id,
            by=current_user.account,
            conversation_id=conversation.id,
            department_id=conversation.department_id,
            text_is_shared=wanted.is_shared,
        )


def _go_on(visit: Visit, colleague_id: int) -> None:
    """The visit is over, or waits for the colleague; a visit that was ended before stays so unless it goes on."""
    if colleague_id:
        visiting.hand_on(visit, db.session.get_one(Account, colleague_id))
    elif visit.state is State.TALKING and visit.session.takes_visits:
        visiting.seen(visit)


def _page(
    form: ConversationForm,
    visit: Visit,
    place: Place,
    citizen: Citizen | None,
    status: int = 200,
    kept: Conversation | None = None,
) -> Response:
    _offer(form, visit, place)
    log.opened(visit, also=[citizen] if citizen else [])
    return page(
        "casework/conversation.html",
        status=status,
        form=form,
        visit=visit,
        who=called(visit, citizen),
        place=place,
        board=board_of(visit.session),
        agreements=AGREEMENTS,
        another_day=ANOTHER_DAY,
        kept=kept,
    )
