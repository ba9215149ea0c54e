"""Questions about workshops. How many dots an idea has is told of a round that was counted, and of no other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.access import Act
from app.accounts.permissions import allows, centres_for
from app.accounts.role import Person
from app.centres.models import Centre
from app.db import db
from app.workshops.models import Workshop, WorkshopDot, WorkshopIdea, WorkshopSlip
from app.workshops.workshop import BEGINS_AFTER_WINNING, OVER, RUNNING, WHERE, Phase, Round, Stage, leading


@dataclass(frozen=True)
class Gist:
    """A workshop in as few words as a poll needs."""

    id: int
    centre_id: int
    stage: Stage
    board_version: int


@dataclass(frozen=True)
class Idea:
    """An idea as a screen shows it. `dots` are known once its round was counted; `mine` are those of the slip."""

    id: int
    words: str
    dots: int | None = None
    mine: int = 0
    first: bool = False
    """Whether no other has more dots."""


@dataclass(frozen=True)
class Board:
    """A workshop as everybody in the room may see it."""

    id: int
    version: int
    title: str
    about: str
    centre: str
    starts_at: datetime
    stage: Stage
    dots_each: int
    ideas: tuple[Idea, ...]
    winner: Idea | None
    slips: int
    slips_used: int
    dots_given: int
    has_application: bool

    @property
    def round(self) -> Round | None:
        """The round that it is in."""
        return self.stage.round

    @property
    def phase(self) -> Phase | None:
        """What the round does now."""
        return self.stage.phase

    @property
    def tied(self) -> tuple[Idea, ...]:
        """The ideas among which the room must agree; none where one alone is first."""
        first = tuple(idea for idea in self.ideas if idea.first)
        return first if self.winner is None and self.stage is Stage.REALITY_COUNTED and len(first) > 1 else ()

    @property
    def winner_waits(self) -> bool:
        """Whether there is a winner that has not become an application."""
        return self.winner is not None and self.stage in BEGINS_AFTER_WINNING and not self.has_application


def of_staff(person: Person) -> Sequence[Workshop]:
    """The workshops at the person's own centres, those that come or run first."""
    own = centres_for(person, Act.HOLD_WORKSHOPS)
    question = sa.select(Workshop).order_by(Workshop.stage.in_(OVER), Workshop.starts_at.desc(), Workshop.id.desc())
    if own is not None:
        question = question.where(Workshop.centre_id.in_(own))
    return [one for one in db.session.scalars(question.limit(100)) if allows(person, Act.HOLD_WORKSHOPS, one)]


def at_centre(centre_id: int, since: datetime) -> Gist | None:
    """The workshop that a centre's tablets and screen show: the one that runs; or else the one that ended since a
    moment, whose winner people come back for.
    """
    running = sa.or_(Workshop.stage.in_(RUNNING), sa.and_(Workshop.stage == Stage.ENDED, Workshop.ended_at >= since))
    return _gist(sa.and_(Workshop.centre_id == centre_id, running))


def coming(centre_id: int, after: datetime) -> Sequence[Workshop]:
    """Those that are planned at a centre from a moment on, the next first."""
    return db.session.scalars(
        sa.select(Workshop)
        .where(Workshop.centre_id == centre_id, Workshop.stage == Stage.PLANNED, Workshop.starts_at >= after)
        .order_by(Workshop.starts_at)
        .limit(5)
    ).all()


def gist(workshop_id: int) -> Gist | None:
    """One workshop in as few words as a poll needs."""
    return _gist(Workshop.id == workshop_id)


def board(workshop_id: int, slip_id: int | None = None) -> Board:
    """Everything that the room sees, with the dots of one slip; in a counted round the idea with most dots first."""
    row = db.session.execute(
        sa.select(
            Workshop.board_version,
            Workshop.title,
            Workshop.about,
            Workshop.starts_at,
            Workshop.stage,
            Workshop.dots_each,
            Workshop.application_id,
            Centre.name,
        )
        .join(Centre, Centre.id == Workshop.centre_id)
        .where(Workshop.id == workshop_id)
    ).one()
    round_, phase = WHERE.get(row.stage, (Round.REALITY, Phase.COUNTED))
    shown = _ideas(workshop_id, round_, slip_id if phase is Phase.DOTS else None)
    if phase is Phase.COUNTED:
        shown = _counted(shown, dots(workshop_id, round_))
    made, used = db.session.execute(
        sa.select(sa.func.count(), sa.func.count(WorkshopSlip.used_at)).where(WorkshopSlip.workshop_id == workshop_id)
    ).one()
    won = winner(workshop_id)
    return Board(
        workshop_id,
        row.board_version,
        row.title,
        row.about,
        row.name,
        row.starts_at,
        row.stage,
        row.dots_each,
        tuple(shown),
        next((idea for idea in shown if idea.id == won), None) if won else None,
        made,
        used,
        sum(dots(workshop_id, round_).values()) if phase is Phase.DOTS else 0,
        row.application_id is not None,
    )


def counted_rounds(workshop_id: int, stage: Stage) -> dict[Round, list[Idea]]:
    """What came of the rounds before the present one, those with dots first."""
    if stage is Stage.PLANNED:
        return {}
    before = list(Round)[: list(Round).index(stage.round or Round.REALITY)]
    return {one: _counted(_ideas(workshop_id, one, None), dots(workshop_id, one)) for one in before}


def dots(workshop_id: int, round_: Round) -> dict[int, int]:
    """How many dots each idea of a round has: for counting, and for nobody's eyes before."""
    rows = db.session.execute(
        sa.select(WorkshopIdea.id, sa.func.count(WorkshopDot.id).label("dots"))
        .outerjoin(WorkshopDot, WorkshopDot.idea_id == WorkshopIdea.id)
        .where(_shown(workshop_id, round_))
        .group_by(WorkshopIdea.id)
    )
    return {row.id: row.dots for row in rows}


def winner(workshop_id: int) -> int | None:
    """The idea that the room goes on with."""
    return db.session.scalar(
        sa.select(WorkshopIdea.id).where(WorkshopIdea.workshop_id == workshop_id, WorkshopIdea.won_at.is_not(None))
    )


def number_of_ideas(workshop_id: int, round_: Round) -> int:
    """How many ideas a round has."""
    return db.session.scalar(sa.select(sa.func.count(WorkshopIdea.id)).where(_shown(workshop_id, round_))) or 0


def slips(workshop_id: int) -> Sequence[WorkshopSlip]:
    """The slips of a workshop, by number."""
    mine = sa.select(WorkshopSlip).where(WorkshopSlip.workshop_id == workshop_id)
    return db.session.scalars(mine.order_by(WorkshopSlip.number)).all()


def number_of_slips(workshop_id: int) -> int:
    """How many slips there are."""
    return db.session.scalar(sa.select(sa.func.count()).where(WorkshopSlip.workshop_id == workshop_id)) or 0


def given(slip_id: int, round_: Round) -> Sequence[WorkshopDot]:
    """The dots that a slip has given in a round."""
    mine = sa.select(WorkshopDot).where(WorkshopDot.slip_id == slip_id, WorkshopDot.round == round_)
    return db.session.scalars(mine.order_by(WorkshopDot.id)).all()


def hidden(workshop_id: int) -> Sequence[WorkshopIdea]:
    """The ideas that staff hid, the latest first."""
    gone = sa.select(WorkshopIdea).where(WorkshopIdea.workshop_id == workshop_id, WorkshopIdea.hidden_at.is_not(None))
    return db.session.scalars(gone.order_by(WorkshopIdea.hidden_at.desc())).all()


def _ideas(workshop_id: int, round_: Round, slip_id: int | None) -> list[Idea]:
    rows = db.session.execute(
        sa.select(WorkshopIdea.id, WorkshopIdea.words).where(_shown(workshop_id, round_)).order_by(WorkshopIdea.id)
    ).all()
    mine: Collection[int] = [dot.idea_id for dot in given(slip_id, round_)] if slip_id else []
    return [Idea(row.id, row.words, mine=list(mine).count(row.id)) for row in rows]


def _counted(ideas: list[Idea], dots_of: dict[int, int]) -> list[Idea]:
    first = leading(dots_of)
    told = [Idea(one.id, one.words, dots_of.get(one.id, 0), first=one.id in first) for one in ideas]
    return sorted(told, key=lambda one: -(one.dots or 0))


def _shown(workshop_id: int, round_: Round) -> sa.ColumnElement[bool]:
    return sa.and_(
        WorkshopIdea.workshop_id == workshop_id, WorkshopIdea.round == round_, WorkshopIdea.hidden_at.is_(None)
    )


def _gist(which: sa.ColumnElement[bool]) -> Gist | None:
    row = db.session.execute(
        sa.select(Workshop.id, Workshop.centre_id, Workshop.stage, Workshop.board_version)
        .where(which)
        .order_by(Workshop.stage == Stage.ENDED, Workshop.starts_at.desc(), Workshop.id.desc())
        .limit(1)
    ).first()
    return Gist(row.id, row.centre_id, row.stage, row.board_version) if row else None
