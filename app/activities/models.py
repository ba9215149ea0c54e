"""Activities: their days and who came, roles, steps, expenses, and what is left. Names are those that people chose."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app import clock
from app.activities.activity import (
    LONGEST_CALLED,
    LONGEST_PLACE,
    LONGEST_REPORT,
    LONGEST_STEP,
    LONGEST_TASK,
    LONGEST_WHAT,
    LONGEST_WORDS,
    State,
)
from app.applications.application import LONGEST_TITLE
from app.applications.models import Application
from app.centres.models import Centre
from app.db import Model, stored
from app.log import personal


class _OfActivity:
    """What belongs to an activity is reached by whoever reaches that."""

    activity: Mapped["Activity"]

    @property
    def centre_ids(self) -> frozenset[int]:
        """Where the activity is."""
        return self.activity.centre_ids

    @property
    def controller_id(self) -> int:
        """Who answers for the activity."""
        return self.activity.controller_id


@personal
class Activity(Model):
    """What a granted application became. Its days, roles, steps and receipts are read with it, and logged as it."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id"), unique=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    state: Mapped[State] = mapped_column(stored(State, "activity_state"), default=State.PLANNING)
    began_at: Mapped[datetime] = mapped_column(default=clock.now)
    went_well: Mapped[str] = mapped_column(sa.String(LONGEST_REPORT), default="")
    can_now: Mapped[str] = mapped_column(sa.String(LONGEST_REPORT), default="")
    next_time: Mapped[str] = mapped_column(sa.String(LONGEST_REPORT), default="")
    reported_at: Mapped[datetime | None]
    handed_back: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    """What staff wrote when a report lacked something."""
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    meetings: Mapped[list["ActivityMeeting"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ActivityMeeting.starts_at"
    )
    roles: Mapped[list["ActivityRole"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ActivityRole.id"
    )

    __table_args__ = (
        sa.CheckConstraint("(closed_at IS NULL) = (state <> 'closed')", name="closed_some_time"),
        sa.CheckConstraint("reported_at IS NOT NULL OR state IN ('planning', 'running')", name="reported_some_time"),
        sa.Index("ix_activity_centre", "centre_id", "state"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centre whose door it came through."""
        return frozenset({self.centre_id})

    @property
    def controller_id(self) -> int:
        """Who answers for it."""
        return self.centre.operator_id


class ActivityMeeting(_OfActivity, Model):
    """A time at which people meet, and how many came, with a name (those in `came`) and without.
    `noted_at`: somebody has said who came.
    """

    __tablename__ = "activity_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(sa.ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(sa.String(LONGEST_PLACE), default="")
    unnamed: Mapped[int] = mapped_column(default=0)
    named: Mapped[int] = mapped_column(default=0)
    noted_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    activity: Mapped[Activity] = relationship(overlaps="meetings")
    came: Mapped[list["ActivityAttendance"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ActivityAttendance.id"
    )

    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="begins_first"),
        sa.CheckConstraint("unnamed >= 0", name="nobody_or_more"),
        sa.CheckConstraint("named >= 0", name="named_or_none"),
    )

    @property
    def people(self) -> int:
        """How many came."""
        return self.unnamed + self.named


class ActivityAttendance(Model):
    """Somebody came, and wanted it written under this name."""

    __tablename__ = "activity_attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("activity_meeting.id", ondelete="CASCADE"), index=True)
    called: Mapped[str] = mapped_column(sa.String(LONGEST_CALLED))

    __table_args__ = (sa.CheckConstraint("called <> ''", name="somebody"),)


class ActivityRole(_OfActivity, Model):
    """A task in the activity, and who has taken it; nobody yet where `called` is empty."""

    __tablename__ = "activity_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(sa.ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    task: Mapped[str] = mapped_column(sa.String(LONGEST_TASK))
    called: Mapped[str] = mapped_column(sa.String(LONGEST_CALLED), default="")
    taken_at: Mapped[datetime | None] = mapped_column(index=True)

    activity: Mapped[Activity] = relationship(overlaps="roles")

    __table_args__ = (
        sa.CheckConstraint("(called = '') = (taken_at IS NULL)", name="taken_by_somebody"),
        sa.CheckConstraint("task <> ''", name="something_to_do"),
    )


class ActivityStep(Model):
    """A small step: what somebody can do now, in their words; with a name where they want one."""

    __tablename__ = "activity_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(sa.ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(sa.String(LONGEST_STEP))
    called: Mapped[str] = mapped_column(sa.String(LONGEST_CALLED), default="")
    noted_on: Mapped[date] = mapped_column(default=clock.today, index=True)

    __table_args__ = (sa.CheckConstraint("words <> ''", name="says_something"),)


class ActivityExpense(_OfActivity, Model):
    """What was bought, for how much (øre), with a picture of the receipt where there is one. One that was written by a
    slip is withdrawn and stays.
    """

    __tablename__ = "activity_expense"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(sa.ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(sa.String(LONGEST_WHAT))
    ore: Mapped[int]
    spent_on: Mapped[date] = mapped_column(index=True)
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    has_receipt: Mapped[bool] = mapped_column(default=False)
    receipt: Mapped[bytes | None] = deferred(mapped_column(sa.LargeBinary))

    activity: Mapped[Activity] = relationship()

    __table_args__ = (
        sa.CheckConstraint("ore > 0", name="above_nothing"),
        sa.CheckConstraint("has_receipt = (receipt IS NOT NULL)", name="receipt_is_there"),
        sa.CheckConstraint("what <> ''", name="bought_something"),
    )


class ActivityRest(_OfActivity, Model):
    """What was left: counted by the citizens, and received by staff; until then it waits."""

    __tablename__ = "activity_rest"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(sa.ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    counted_ore: Mapped[int]
    words: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    counted_at: Mapped[datetime] = mapped_column(default=clock.now)
    received_ore: Mapped[int | None]
    received_at: Mapped[datetime | None]
    received_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    activity: Mapped[Activity] = relationship()

    __table_args__ = (
        sa.CheckConstraint("counted_ore >= 0", name="not_below_nothing"),
        sa.CheckConstraint("(received_at IS NULL) = (received_ore IS NULL)", name="received_some_time"),
        sa.CheckConstraint("received_ore >= 0", name="received_not_below_nothing"),
    )
