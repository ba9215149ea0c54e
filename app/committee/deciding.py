"""What a vote came to is carried out: money out of the pool, the application's next step, what its applicants are told;
all in one transaction. Callers commit. Raises meeting.Refusal, and pool.balance.Refusal where there is not enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app import clock, log
from app.accounts.models import Account
from app.applications import asking, steps
from app.applications.application import State
from app.applications.models import Application
from app.committee import criteria, decision, queries, voting
from app.committee.criteria import Facts, Kind
from app.committee.decision import GRANTS, Outcome
from app.committee.meeting import MeetingState, PointStep, Reason, Refusal, point_after
from app.committee.models import AgendaPoint, Ballot, Criterion, CriterionFound, GrantDecision
from app.db import db, hold
from app.pool import balance, ledger
from app.pool import queries as pools
from app.pool.models import Pool


@dataclass(frozen=True)
class Decided:
    """What the secretary writes down: the outcome, what the committee judged of its criteria (by id), words for the
    applicants; for a question, whether what they ask for is set aside meanwhile.
    """

    outcome: Outcome
    judged: Mapping[int, bool] = field(default_factory=dict)
    words: str = ""
    set_aside: bool = False


def facts(application: Application) -> Facts:
    """What the program can check about an application."""
    return Facts(application.applicants, application.people or 0, application.progression, application.asked_ore)


def checked(application: Application) -> list[tuple[Criterion, bool | None]]:
    """The criteria by which it is judged, and whether it meets each; None where the committee judges."""
    version = queries.version_for(application)
    found = facts(application)
    return [(one, criteria.met(one.kind, one.number, found)) for one in version.criteria] if version else []


def decide(point: AgendaPoint, decided: Decided, *, by: Account) -> GrantDecision:
    """Settle a point: what the vote does not bear is refused, and nothing of it is done."""
    meeting = point.meeting
    voting.held(meeting)
    if point.application:
        # Its applicants may be taking it back just now.
        hold(point.application)
    if meeting.state is not MeetingState.OPEN:
        raise Refusal(Reason.NOT_OPEN)
    state = point_after(point.state, PointStep.SETTLE)
    if point.must_vote_again and decided.outcome not in decision.WITHOUT_A_VOTE:
        raise Refusal(Reason.VOTE_AGAIN)
    ballot = point.last_ballot
    asked = point.application.asked_ore if point.application else 0
    decision.refuse(decided.outcome, ballot.result if ballot else None, ballot.proposed_ore if ballot else 0, asked)
    made = GrantDecision(
        point_id=point.id,
        ballot_id=ballot.id if ballot and decided.outcome not in decision.WITHOUT_A_VOTE else None,
        outcome=decided.outcome,
        words=decided.words.strip(),
        decided_at=clock.now(),
        by_id=by.id,
    )
    if point.application:
        _about_application(point.application, made, decided, ballot, by)
        log.changed(point.application)
    else:
        _about_criteria(point, made)
    point.decision = made
    point.state = state
    db.session.flush()
    log.created(made)
    return made


def _about_application(
    application: Application, made: GrantDecision, decided: Decided, ballot: Ballot | None, by: Account
) -> None:
    if made.outcome is Outcome.GONE:
        if application.state is not State.WITHDRAWN:
            raise Refusal(Reason.NOT_NOW)
        return
    if application.state is not State.SENT:
        raise Refusal(Reason.NOT_WAITING)
    if made.outcome in GRANTS or made.outcome is Outcome.DECLINED:
        made.found = _found(application, decided.judged)
    if made.outcome in GRANTS and ballot:
        made.granted_ore, made.conditions = ballot.proposed_ore, ballot.conditions
        steps.take(application, State.GRANTED, by)
        release(application, by)
        ledger.grant(_pool(), made.granted_ore, grant_ref=application.id, by=by)
    elif made.outcome is Outcome.DECLINED:
        if not made.words:
            raise Refusal(Reason.NO_WORDS)
        steps.take(application, State.DECLINED, by)
        release(application, by)
    elif made.outcome is Outcome.ASKED:
        if not made.words:
            raise Refusal(Reason.NO_WORDS)
        asking.ask(application, made.words, by)
        if decided.set_aside and not pools.of_grant(application.id).reserved:
            ledger.reserve(_pool(), application.asked_ore, by=by, reason=application.title, grant_ref=application.id)


def _about_criteria(point: AgendaPoint, made: GrantDecision) -> None:
    version = point.criteria_version
    if version is None or made.outcome not in (Outcome.ADOPTED, Outcome.NOT_ADOPTED, Outcome.POSTPONED):
        raise Refusal(Reason.NOT_NOW)
    if made.outcome is Outcome.ADOPTED:
        hold(version)
        if version.adopted_on is not None:
            raise Refusal(Reason.ADOPTED)
        version.adopted_on, version.meeting_id = clock.today(), point.meeting_id
        version.version += 1
        log.changed(version)


def _found(application: Application, judged: Mapping[int, bool]) -> list[CriterionFound]:
    found = []
    for criterion, met in checked(application):
        said = judged.get(criterion.id) if criterion.kind is Kind.JUDGED else met
        if said is None:
            raise Refusal(Reason.NOT_JUDGED)
        found.append(CriterionFound(criterion_id=criterion.id, criterion=criterion, met=said))
    return found


def _pool() -> Pool:
    pool = pools.of_year(clock.today().year)
    if pool is None:
        raise balance.Refusal(balance.Reason.NO_POOL)
    return pool


def release(application: Application, by: Account | None) -> None:
    """What was set aside for it is free again, in whichever year it was; nobody's hand (`by`) where its applicants
    took it back.
    """
    for pool in pools.every_year():
        kept = pools.grants_of(pool).get(application.id)
        if kept and kept.reserved:
            ledger.release(pool, kept.reserved, by=by, grant_ref=application.id)
