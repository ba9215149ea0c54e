"""Asking Borgerservice, answering, and following job interviews. Callers commit."""

from datetime import date, time

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre, Department
from app.citizens.models import Citizen
from app.db import db, hold
from app.hotline import call as rules
from app.hotline import interview as interview_rules
from app.hotline.call import Answered, How, Step
from app.hotline.interview import Outcome
from app.hotline.models import HotlineCall, JobInterviewFollowUp


def ask(
    question: str,
    *,
    how: How,
    citizen: Citizen | None,
    at: Centre,
    controller_id: int,
    department: Department | None,
    by: Account,
) -> HotlineCall:
    """Keep a question; raises call.Refusal where nothing is asked, or nobody is there to be asked."""
    if not question.strip():
        raise rules.Refusal(rules.Reason.NO_QUESTION)
    if department is None:
        raise rules.Refusal(rules.Reason.NOBODY_THERE)
    call = HotlineCall(
        question=question.strip(),
        how=how,
        citizen=citizen,
        centre=at,
        centre_id=at.id,
        controller_id=controller_id,
        department=department,
        department_id=department.id,
        noted_by=by,
        waits=by,
        noted_at=clock.now(),
        state=rules.State.OPEN,
        version=1,
    )
    db.session.add(call)
    log.created(call, also=[citizen] if citizen else ())
    return call


def answer(call: HotlineCall, answered: Answered, *, by: Account) -> None:
    """Keep the answer; two who answer at once wait in line, and the second is refused."""
    _step(call, Step.ANSWERED)
    rules.refuse_answer(answered)
    call.answer, call.minutes = answered.words.strip(), answered.minutes
    call.given_by = answered.given_by.strip()
    call.answered_by_id, call.answered_at = by.id, clock.now()
    # Whoever writes the answer down has it.
    call.seen_at = clock.now() if by.id == call.waits_id else None
    log.changed(call)


def drop(call: HotlineCall) -> None:
    """Nobody needs the answer any more."""
    _step(call, Step.DROPPED)
    log.changed(call)


def reopen(call: HotlineCall) -> None:
    """It was not answered after all; the answer that stood there goes."""
    _step(call, Step.REOPENED)
    call.answer, call.given_by, call.minutes = "", "", None
    call.answered_by_id = call.answered_at = call.seen_at = None
    log.changed(call)


def read(call: HotlineCall) -> None:
    """Whoever waits has read the answer; again changes nothing."""
    hold(call)
    if call.state is rules.State.ANSWERED and call.seen_at is None:
        call.seen_at = clock.now()
        log.changed(call, log.Ground.OWN_TASK)


def plan_interview(
    citizen: Citizen, where: str, *, held_on: date, held_at: time | None, at: Centre, responsible_id: int, by: Account
) -> JobInterviewFollowUp:
    """Keep that the citizen goes to an interview; the caller sees to it that the responsible works at the centre."""
    interview_rules.refuse_plan(where, held_on, clock.today())
    if at.id not in citizen.centre_ids:
        raise interview_rules.Refusal(interview_rules.Reason.ELSEWHERE)
    interview = JobInterviewFollowUp(
        citizen=citizen,
        centre=at,
        centre_id=at.id,
        controller_id=citizen.controller_id,
        place=where.strip(),
        held_on=held_on,
        held_at=held_at,
        responsible_id=responsible_id,
        outcome=Outcome.WAITING,
        made_by_id=by.id,
        made_at=clock.now(),
    )
    db.session.add(interview)
    log.created(interview, also=[citizen])
    return interview


def change_interview(interview: JobInterviewFollowUp, where: str, *, held_on: date, held_at: time | None) -> None:
    """It is somewhere else, or at another time."""
    interview_rules.refuse_plan(where, held_on, clock.today())
    interview.place, interview.held_on, interview.held_at = where.strip(), held_on, held_at
    interview.version += 1
    log.changed(interview)


def say_outcome(interview: JobInterviewFollowUp, outcome: Outcome, words: str, *, by: Account) -> None:
    """Keep what came of it; raises interview.Refusal where it does not follow from what stands there."""
    hold(interview)
    interview_rules.refuse_outcome(interview.outcome, outcome, interview.held_on, clock.today())
    known = outcome is not Outcome.WAITING
    interview.outcome, interview.words = outcome, words.strip() if known else ""
    interview.said_by_id, interview.said_at = (by.id, clock.now()) if known else (None, None)
    interview.version += 1
    log.changed(interview)


def _step(call: HotlineCall, step: Step) -> None:
    hold(call)
    call.state = rules.after(call.state, step)
    call.version += 1
