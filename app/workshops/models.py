"""Workshops, the slips of those in the room, their ideas and dots. Nothing says who anybody is."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.centres.models import Centre
from app.db import Model, stored
from app.workshops.workshop import (
    DOTS_USUALLY,
    LONGEST_ABOUT,
    LONGEST_IDEA,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_DOTS,
    Round,
    Stage,
)


class Workshop(Model):
    """A workshop at a centre. `board_version` is raised by everything that the big screen and the tablets show."""

    __tablename__ = "workshop"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    about: Mapped[str] = mapped_column(sa.String(LONGEST_ABOUT), default="")
    starts_at: Mapped[datetime]
    dots_each: Mapped[int] = mapped_column(default=DOTS_USUALLY)
    stage: Mapped[Stage] = mapped_column(stored(Stage, "workshop_stage"), default=Stage.PLANNED)
    board_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    application_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("application.id", ondelete="SET NULL"), unique=True
    )
    """What the winner became; a draft that nobody wrote in is deleted, and the winner can begin anew."""
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    centre: Mapped[Centre] = relationship(lazy="joined")

    __table_args__ = (
        sa.CheckConstraint(f"dots_each BETWEEN 1 AND {MOST_DOTS}", name="dots_each"),
        sa.Index("ix_workshop_centre", "centre_id", "stage", "starts_at"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Where it is held."""
        return frozenset({self.centre_id})


class WorkshopSlip(Model):
    """What one person in the room drew. Its words come from `nonce` (see `slips`); who drew it stands nowhere."""

    __tablename__ = "workshop_slip"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(sa.ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    nonce: Mapped[str] = mapped_column(sa.String(32))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]

    __table_args__ = (sa.UniqueConstraint("workshop_id", "number"),)


class WorkshopIdea(Model):
    """An idea of a round; `by_id` where staff wrote it down. One that staff hid says why."""

    __tablename__ = "workshop_idea"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(sa.ForeignKey("workshop.id", ondelete="CASCADE"))
    round: Mapped[Round] = mapped_column(stored(Round, "workshop_round"))
    words: Mapped[str] = mapped_column(sa.String(LONGEST_IDEA))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    said_at: Mapped[datetime] = mapped_column(default=clock.now)
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    hidden_reason: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")
    won_at: Mapped[datetime | None]

    workshop: Mapped[Workshop] = relationship()

    __table_args__ = (sa.Index("ix_workshop_idea_round", "workshop_id", "round"),)

    @property
    def centre_ids(self) -> frozenset[int]:
        """Where its workshop is held."""
        return self.workshop.centre_ids

    @property
    def controller_id(self) -> int:
        """The operator of its workshop."""
        return self.workshop.controller_id


class WorkshopDot(Model):
    """A slip's dot, the first, second … of its round: the table itself gives a slip no more than that."""

    __tablename__ = "workshop_dot"

    id: Mapped[int] = mapped_column(primary_key=True)
    slip_id: Mapped[int] = mapped_column(sa.ForeignKey("workshop_slip.id", ondelete="CASCADE"))
    idea_id: Mapped[int] = mapped_column(sa.ForeignKey("workshop_idea.id", ondelete="CASCADE"), index=True)
    round: Mapped[Round] = mapped_column(stored(Round, "dot_round"))
    number: Mapped[int]

    __table_args__ = (
        sa.CheckConstraint(f"number BETWEEN 1 AND {MOST_DOTS}", name="number"),
        sa.UniqueConstraint("slip_id", "round", "number"),
    )
