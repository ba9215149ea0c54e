"""Making decisions, asking for them, and keeping the competence plan. Callers commit; refusals are
`competence.Refusal`.

Whether somebody may decide is asked here once more, of the plan, the roles and the day as they stand in this
transaction: whatever page, part or hand-made request it comes from, nothing is stored without the competence.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from werkzeug.exceptions import Conflict

from app import clock, log
from app.accounts.models import Account
from app.casework.models import Conversation
from app.centres.models import Centre, Department
from app.citizens.models import Citizen
from app.db import db, hold
from app.decisions import competence, queries
from app.decisions.competence import Reason, Refusal, Row
from app.decisions.models import (
    Competence,
    Decision,
    DecisionKind,
    DecisionRequest,
    DecisionRequestStep,
    RequestState,
    RequestStep,
)
from app.followups.tasks import Places


@dataclass(frozen=True)
class About:
    """Whom a decision is about, at which centre and under which controller, and out of which conversation, if any."""

    citizen: Citizen
    centre: Centre
    controller_id: int
    conversation: Conversation | None = None

    @property
    def session_id(self) -> int | None:
        """The session of the conversation."""
        return self.conversation.session_id if self.conversation else None


@dataclass(frozen=True)
class Said:
    """What is decided: by which department, which kind, on which ground, in which words, with how much (øre); where
    it replaces another decision, why.
    """

    kind_id: int
    department_id: int
    ground_id: int
    text: str
    amount: int | None = None
    reason: str = ""


def decide(
    said: Said,
    about: About,
    *,
    by: Account,
    replaces: Decision | None = None,
    request: DecisionRequest | None = None,
) -> Decision:
    """Make the decision. Raises Refusal where it is not theirs to make, or says too little; Conflict where the
    citizen's record was linked to another just now.
    """
    today = clock.today()
    _hold_citizen(about.citizen)
    if request is not None:
        hold(request)
        if request.state is not RequestState.OPEN:
            raise Refusal(Reason.ANSWERED)
    kind = next((one for one in queries.kinds(today) if one.id == said.kind_id), None)
    if kind is None:
        raise Refusal(Reason.KIND)
    if all(one.id != said.ground_id for one in queries.grounds(today)):
        raise Refusal(Reason.GROUND)
    held = queries.held(by.id, today, centre_ids=[about.centre.id], controller_id=about.controller_id)
    competence.refuse_incompetent(kind.id, said.department_id, queries.rows(today), held, today)
    competence.refuse_words(
        said.text,
        is_benefit=kind.is_benefit,
        amount=said.amount,
        reason=said.reason if replaces is not None else None,
    )
    if replaces is not None:
        _refuse_replacing(replaces, said.department_id, today)
    decision = Decision(
        citizen=about.citizen,
        citizen_id=about.citizen.id,
        conversation_id=about.conversation.id if about.conversation else None,
        session_id=about.session_id,
        centre_id=about.centre.id,
        controller_id=about.controller_id,
        department_id=said.department_id,
        kind_id=kind.id,
        ground_id=said.ground_id,
        text=said.text.strip(),
        amount=said.amount,
        decided_by_id=by.id,
        decided_at=clock.now(),
        replaces=replaces,
        reason=said.reason.strip() if replaces is not None else "",
    )
    db.session.add(decision)
    log.created(decision, also=[about.citizen])
    if request is not None:
        request.state, request.decision_id = RequestState.DECIDED, decision.id
        _step(request, RequestStep.DECIDED, by=by)
    return decision


def ask(kind_id: int, to_id: int, text: str, about: About, *, by: Account) -> DecisionRequest:
    """Ask a colleague who has the competence at this centre. Raises Refusal."""
    _hold_citizen(about.citizen)
    today = clock.today()
    if all(one.id != kind_id for one in queries.kinds(today)):
        raise Refusal(Reason.KIND)
    if not text.strip():
        raise Refusal(Reason.NO_TEXT)
    _refuse_receiver(kind_id, to_id, by, centre_id=about.centre.id, controller_id=about.controller_id)
    request = DecisionRequest(
        citizen=about.citizen,
        citizen_id=about.citizen.id,
        conversation_id=about.conversation.id if about.conversation else None,
        centre_id=about.centre.id,
        controller_id=about.controller_id,
        kind_id=kind_id,
        text=text.strip(),
        asked_by_id=by.id,
        asked_at=clock.now(),
        responsible_id=to_id,
    )
    db.session.add(request)
    log.created(request, also=[about.citizen])
    return request


def pass_on(request: DecisionRequest, to_id: int, *, by: Account) -> None:
    """Give the request to another who has the competence; one that was sent back is asked again. Raises Refusal."""
    _hold_waiting(request)
    _refuse_receiver(request.kind_id, to_id, by, centre_id=request.centre_id, controller_id=request.controller_id)
    request.responsible_id, request.state = to_id, RequestState.OPEN
    _step(request, RequestStep.PASSED_ON, by=by, to_id=to_id)


def give_back(request: DecisionRequest, words: str, *, by: Account) -> None:
    """Send it back to whoever asked, with a sentence. Raises Refusal."""
    _hold_waiting(request)
    if request.state is not RequestState.OPEN:
        raise Refusal(Reason.ANSWERED)
    if not words.strip():
        raise Refusal(Reason.NO_TEXT)
    request.responsible_id, request.state = request.asked_by_id, RequestState.RETURNED
    _step(request, RequestStep.RETURNED, by=by, words=words.strip())


def close(request: DecisionRequest, *, by: Account) -> None:
    """Whoever asked has read that it was sent back, and lets it be. Raises Refusal."""
    _hold_waiting(request)
    if request.state is not RequestState.RETURNED:
        raise Refusal(Reason.ANSWERED)
    request.state = RequestState.CLOSED
    _step(request, RequestStep.SEEN, by=by)


def hand_over(from_id: int, to_id: int, places: Places, by: Account) -> list[int]:
    """Everything that lies with one person at these places lies with another from now on; answers with the ids. Whether
    they may decide it themselves or pass it on is seen when they open it.
    """
    moved = queries.requests_at(from_id, places)
    for request in moved:
        request.responsible_id = to_id
        _step(request, RequestStep.PASSED_ON, by=by, to_id=to_id, ground=log.Ground.OWN_TASK)
    return [request.id for request in moved]


def give_competence(department: Department, kind: DecisionKind, first: date, last: date | None, by: Account) -> None:
    """The department decides this kind from a day on. Raises Refusal."""
    hold(kind)
    row = Row(department.id, kind.id, first, last)
    competence.refuse_row(row, [one.row for one in queries.plan()], clock.today())
    added = Competence(
        department_id=department.id,
        kind_id=kind.id,
        valid_from=first,
        valid_to=last,
        made_by_id=by.id,
        made_at=clock.now(),
    )
    db.session.add(added)
    log.created(added)


def end_competence(row: Competence, last: date, by: Account) -> None:
    """The row of the plan holds to this day, and stays to be read. Raises Refusal."""
    hold(row)
    competence.refuse_last_day(row.row, last, clock.today())
    row.valid_to, row.ended_by_id, row.ended_at = last, by.id, clock.now()
    log.changed(row)


def _refuse_replacing(replaces: Decision, department_id: int, today: date) -> None:
    hold(replaces)
    later = db.session.scalar(sa.select(Decision.id).where(Decision.replaces_id == replaces.id))
    closed_on = replaces.department.closed_on
    competence.refuse_replacing(
        department_id,
        replaces.department_id,
        is_closed=closed_on is not None and closed_on <= today,
        is_replaced=later is not None,
    )


def _refuse_receiver(kind_id: int, to_id: int, by: Account, *, centre_id: int, controller_id: int) -> None:
    today = clock.today()
    held = queries.held(to_id, today, centre_ids=[centre_id], controller_id=controller_id)
    if to_id == by.id or not competence.deciding(kind_id, queries.rows(today), today) & set(held):
        raise Refusal(Reason.RECEIVER)


def _hold_citizen(citizen: Citizen) -> None:
    hold(citizen)
    if citizen.kept_as_id is not None:
        raise Conflict


def _hold_waiting(request: DecisionRequest) -> None:
    hold(request)
    if request.state not in queries.WAITING:
        raise Refusal(Reason.ANSWERED)


def _step(
    request: DecisionRequest,
    step: RequestStep,
    *,
    by: Account,
    to_id: int | None = None,
    words: str = "",
    ground: log.Ground = log.Ground.OWN_CENTRE,
) -> None:
    request.version += 1
    db.session.add(
        DecisionRequestStep(
            request_id=request.id, step=step, by_id=by.id, happened_at=clock.now(), to_id=to_id, words=words
        )
    )
    log.changed(request, ground)
