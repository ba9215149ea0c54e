"""Ideas, applications with budget and pictures, what the committee asks, and visits at the citizens' door."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account, SignIn
from app.applications.application import (
    LONGEST_LINE,
    LONGEST_NAMES,
    LONGEST_PLACE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    State,
)
from app.centres.models import Centre
from app.db import Model, stored
from app.log import personal


class Idea(Model):
    """Something that somebody would like to happen at a centre. Nobody's name: it hangs there for all to read."""

    __tablename__ = "idea"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    what: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    brought_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_down_at: Mapped[datetime | None]
    taken_down_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    centre: Mapped[Centre] = relationship(lazy="joined")

    __table_args__ = (
        sa.CheckConstraint("title <> ''", name="has_a_title"),
        sa.CheckConstraint("(taken_down_at IS NULL) = (taken_down_by_id IS NULL)", name="taken_down_by_somebody"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Where it hangs."""
        return frozenset({self.centre_id})

    @property
    def controller_id(self) -> int:
        """Who answers for it."""
        return self.centre.operator_id


class IdeaSupport(Model):
    """Somebody at the tablet would like it too; once in a visit, and afterwards nobody's."""

    __tablename__ = "idea_support"

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(sa.ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    visit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("door_visit.id", ondelete="SET NULL"))
    given_on: Mapped[date] = mapped_column(default=clock.today)

    __table_args__ = (sa.UniqueConstraint("idea_id", "visit_id"),)


@personal
class Application(Model):
    """A group asks for money. Names as they wrote them; nobody of the register.

    While it is a draft, `entered` keeps what the form holds (names and values as a browser sends them), and of the
    columns only `title` is filled. `criteria_version_id`: the committee's criteria that were in force when it was sent.
    """

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    state: Mapped[State] = mapped_column(stored(State, "application_state"), default=State.DRAFT)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    idea_id: Mapped[int | None] = mapped_column(sa.ForeignKey("idea.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    applicants: Mapped[str] = mapped_column(sa.String(LONGEST_NAMES), default="")
    helper: Mapped[str] = mapped_column(sa.String(LONGEST_NAMES), default="")
    what: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    for_whom: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    people: Mapped[int | None]
    where_held: Mapped[str] = mapped_column(sa.String(LONGEST_PLACE), default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    progression: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    roles: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    other_support: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    entered: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    criteria_version_id: Mapped[int | None]
    drafted_at: Mapped[datetime] = mapped_column(default=clock.now)
    touched_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    centre: Mapped[Centre] = relationship(lazy="joined")
    lines: Mapped[list["BudgetLine"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", passive_deletes=True, order_by="BudgetLine.id"
    )
    pictures: Mapped[list["ApplicationPicture"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", passive_deletes=True, order_by="ApplicationPicture.id"
    )
    questions: Mapped[list["ApplicationQuestion"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", passive_deletes=True, order_by="ApplicationQuestion.id"
    )
    steps: Mapped[list["ApplicationStep"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", passive_deletes=True, order_by="ApplicationStep.id"
    )

    __table_args__ = (
        sa.CheckConstraint("title <> ''", name="has_a_title"),
        sa.CheckConstraint("sent_at IS NOT NULL OR state IN ('draft', 'withdrawn')", name="sent_before_decided"),
        sa.CheckConstraint(
            "sent_at IS NULL OR (people >= 2 AND from_on <= to_on AND applicants <> '')", name="whole_when_sent"
        ),
        sa.Index("ix_application_state", "state", "sent_at"),
    )

    @property
    def asked_ore(self) -> int:
        """What it asks for in all, in øre."""
        return sum(line.ore for line in self.lines)

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centre whose door it came through; a draft is its writer's alone."""
        return frozenset({self.centre_id}) if self.sent_at else frozenset()

    @property
    def controller_id(self) -> int:
        """Who answers for it."""
        return self.centre.operator_id

    @property
    def open_question(self) -> "ApplicationQuestion | None":
        """What the committee waits for an answer to."""
        return next((one for one in self.questions if one.answered_at is None), None)


class BudgetLine(Model):
    """What some of the money is for."""

    __tablename__ = "budget_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(sa.String(LONGEST_LINE))
    ore: Mapped[int]

    __table_args__ = (sa.CheckConstraint("ore > 0", name="above_nothing"),)


class ApplicationPicture(Model):
    """A drawing, an offer or a receipt; a JPEG that was made anew from what was sent (`app/picture.py`)."""

    __tablename__ = "application_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(sa.String(LONGEST_LINE))
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(default=clock.now)

    application: Mapped[Application] = relationship(overlaps="pictures")

    @property
    def centre_ids(self) -> frozenset[int]:
        """The application's."""
        return self.application.centre_ids

    @property
    def controller_id(self) -> int:
        """Who answers for the application."""
        return self.application.controller_id


class ApplicationQuestion(Model):
    """The committee asks the applicants something; they answer at the door."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS))
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    answered_at: Mapped[datetime | None]

    asked_by: Mapped[Account | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("text <> ''", name="asks_something"),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_some_time"),
    )


class ApplicationStep(Model):
    """The application came to a state; at the door nobody is named."""

    __tablename__ = "application_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id", ondelete="CASCADE"), index=True)
    state: Mapped[State] = mapped_column(stored(State, "step_state"))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    taken_at: Mapped[datetime] = mapped_column(default=clock.now)


class DoorVisit(Model):
    """Somebody stands at the tablet, from the first thing they do until it is left; and what their code has opened."""

    __tablename__ = "door_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sign_in_id: Mapped[int] = mapped_column(sa.ForeignKey("sign_in.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int | None] = mapped_column(sa.ForeignKey("application.id", ondelete="SET NULL"))
    began_at: Mapped[datetime] = mapped_column(default=clock.now)
    touched_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    sign_in: Mapped[SignIn] = relationship()
