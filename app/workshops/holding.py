"""Holding a workshop: its rounds, slips, ideas and dots. Callers commit; refusals are `workshop.Refusal`.

Everything that a screen shows holds the workshop first and raises its `board_version`: two who press at once wait in
line, and the second is measured against what the first did.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from app import clock, log
from app.accounts.models import Account
from app.applications import drafting
from app.applications.application import LONGEST_TITLE
from app.applications.models import Application
from app.centres.models import Centre
from app.db import db, hold
from app.workshops import queries, slips
from app.workshops.models import Workshop, WorkshopDot, WorkshopIdea, WorkshopSlip
from app.workshops.workshop import (
    BEGINS_AFTER_WINNING,
    MOST_SLIPS,
    OVER,
    Phase,
    Reason,
    Refusal,
    Round,
    Stage,
    leading,
    refuse_change_of_dots,
    refuse_dot,
    refuse_idea,
    refuse_stage,
)


@dataclass(frozen=True)
class Plan:
    """What a workshop is called, what it is about, when it begins, and how many dots a slip gives in a round."""

    title: str
    about: str
    starts_at: datetime
    dots_each: int


def plan(wanted: Plan, *, at: Centre, controller_id: int, by: Account) -> Workshop:
    """A workshop that will be held."""
    made = Workshop(centre=at, centre_id=at.id, controller_id=controller_id, made_by_id=by.id, version=0)
    _write(made, wanted)
    db.session.add(made)
    log.created(made)
    return made


def change(workshop: Workshop, wanted: Plan) -> None:
    """It is called something else, or is at another time; its dots stay as they are once it has begun."""
    if workshop.stage is not Stage.PLANNED and wanted.dots_each != workshop.dots_each:
        raise Refusal(Reason.ROUND_CLOSED)
    if workshop.stage in OVER:
        raise Refusal(Reason.OVER)
    _write(workshop, wanted)
    workshop.board_version += 1
    log.changed(workshop)


def go_on(workshop: Workshop, to: Stage, *, seen: str) -> None:
    """Open or close a round; `seen` is the stage that whoever pressed saw. Counting chooses the winner of the last."""
    hold(workshop)
    if workshop.stage.value != seen:
        raise Refusal(Reason.NOT_NEXT)
    ideas = queries.number_of_ideas(workshop.id, to.round) if to.round else 0
    refuse_stage(workshop.stage, to, ideas, queries.number_of_slips(workshop.id))
    workshop.stage = to
    if to in OVER:
        workshop.ended_at = clock.now()
    if to is Stage.REALITY_COUNTED:
        first = leading(queries.dots(workshop.id, Round.REALITY))
        if len(first) == 1:
            db.session.get_one(WorkshopIdea, next(iter(first))).won_at = clock.now()
    _changed(workshop)


def choose(workshop: Workshop, idea: WorkshopIdea) -> None:
    """Several ideas have as many dots, and the room has agreed on this one."""
    hold(workshop)
    if workshop.stage not in (Stage.REALITY_COUNTED, Stage.ENDED) or queries.winner(workshop.id) is not None:
        raise Refusal(Reason.NOT_NEXT)
    if idea.id not in leading(queries.dots(workshop.id, Round.REALITY)):
        raise Refusal(Reason.NOT_A_WINNER)
    idea.won_at = clock.now()
    _changed(workshop)


def make_slips(workshop: Workshop, number: int) -> None:
    """So many more slips, each with words that no other slip of the workshop has."""
    hold(workshop)
    if workshop.stage in OVER:
        raise Refusal(Reason.OVER)
    before = queries.slips(workshop.id)
    if not 0 < number <= MOST_SLIPS - len(before):
        raise Refusal(Reason.TOO_MANY_SLIPS)
    known = {words(one) for one in before}
    for nth in range(len(before) + 1, len(before) + number + 1):
        slip = WorkshopSlip(workshop_id=workshop.id, number=nth, nonce=slips.new_nonce())
        while words(slip) in known:
            slip.nonce = slips.new_nonce()
        known.add(words(slip))
        db.session.add(slip)
    _changed(workshop)


def words(slip: WorkshopSlip) -> str:
    """What stands on the slip."""
    return slips.words_of(slip.nonce, str(current_app.config["SECRET_KEY"]))


def slip_of(workshop: Workshop, typed: str) -> WorkshopSlip | None:
    """The slip with these words, of a workshop that runs; it counts as drawn from now on. None where there is none."""
    hold(workshop)
    if workshop.stage.phase is None:
        raise Refusal(Reason.OVER if workshop.stage in OVER else Reason.NOT_NEXT)
    found = next((one for one in queries.slips(workshop.id) if slips.same(typed, words(one))), None)
    if found is not None and found.used_at is None:
        found.used_at = clock.now()
        workshop.board_version += 1
    return found


def say(workshop: Workshop, round_: Round, idea: str, *, by: Account | None) -> WorkshopIdea:
    """An idea, for the round that whoever wrote it saw; `by` where it is staff who write."""
    hold(workshop)
    if workshop.stage.round is not round_:
        raise Refusal(Reason.ROUND_CLOSED)
    refuse_idea(workshop.stage, idea, queries.number_of_ideas(workshop.id, round_))
    said = WorkshopIdea(
        workshop=workshop, round=round_, words=" ".join(idea.split()), by_id=by.id if by else None, said_at=clock.now()
    )
    db.session.add(said)
    workshop.board_version += 1
    return said


def hide(idea: WorkshopIdea, reason: str, *, by: Account) -> None:
    """Take an idea off the screens, with a reason; once dots are given, it stays."""
    hold(idea.workshop)
    hold(idea)
    if idea.hidden_at is not None:
        raise Refusal(Reason.GONE)
    if idea.workshop.stage.round is not idea.round or idea.workshop.stage.phase is not Phase.IDEAS:
        raise Refusal(Reason.ROUND_CLOSED)
    idea.hidden_at, idea.hidden_by_id, idea.hidden_reason = clock.now(), by.id, reason.strip()
    idea.workshop.board_version += 1
    log.changed(idea)


def give_dot(slip: WorkshopSlip, idea: WorkshopIdea) -> None:
    """One more dot from this slip."""
    workshop = _of_slip(slip, idea)
    given = queries.given(slip.id, idea.round)
    refuse_dot(workshop.stage, idea.round, idea.hidden_at is not None, len(given), workshop.dots_each)
    free = min(set(range(1, workshop.dots_each + 1)) - {dot.number for dot in given})
    db.session.add(WorkshopDot(slip_id=slip.id, idea_id=idea.id, round=idea.round, number=free))
    workshop.board_version += 1


def take_dot(slip: WorkshopSlip, idea: WorkshopIdea) -> None:
    """One of the slip's dots is taken off the idea again, as long as the round runs."""
    workshop = _of_slip(slip, idea)
    refuse_change_of_dots(workshop.stage, idea.round)
    there = [dot for dot in queries.given(slip.id, idea.round) if dot.idea_id == idea.id]
    if not there:
        raise Refusal(Reason.NO_DOT_THERE)
    db.session.delete(there[-1])
    workshop.board_version += 1


def begin_application(workshop: Workshop, idea_id: int) -> tuple[Application, str]:
    """The winner becomes a draft of an application, once; answers with the three words that open it."""
    hold(workshop)
    if workshop.application_id is not None:
        raise Refusal(Reason.BEGUN_ALREADY)
    if workshop.stage not in BEGINS_AFTER_WINNING or queries.winner(workshop.id) != idea_id:
        raise Refusal(Reason.NOT_A_WINNER)
    won = db.session.get_one(WorkshopIdea, idea_id)
    application, words_of_it = drafting.begin(workshop.centre, won.words[:LONGEST_TITLE], won.words)
    workshop.application_id = application.id
    workshop.board_version += 1
    return application, words_of_it


def _of_slip(slip: WorkshopSlip, idea: WorkshopIdea) -> Workshop:
    if slip.workshop_id != idea.workshop_id:
        raise Refusal(Reason.NO_SUCH_SLIP)
    hold(idea.workshop)
    hold(idea)
    return idea.workshop


def _write(workshop: Workshop, wanted: Plan) -> None:
    workshop.title, workshop.about = " ".join(wanted.title.split()), wanted.about.strip()
    workshop.starts_at, workshop.dots_each = wanted.starts_at, wanted.dots_each
    workshop.version += 1


def _changed(workshop: Workshop) -> None:
    workshop.board_version += 1
    log.changed(workshop)
