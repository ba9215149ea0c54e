"""Addiction courses and their steps, the deadlines that hold, offers at centres and who came."""

from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre, Department
from app.citizens.linking import moves
from app.citizens.models import Citizen
from app.courses.course import LONGEST_CODE, LONGEST_WORDS, Ending, State, Step, Wish
from app.courses.offer import LONGEST_NAME, LONGEST_RUN_BY, LONGEST_WHEN, Topic
from app.db import Model, stored
from app.log import personal


class TreatmentRule(Model):
    """Within how many days of the wish treatment starts, by law, from a day; the latest row of a kind holds.

    Read second-hand: the paragraph is shown with its source, and an administrator keeps it.
    """

    __tablename__ = "treatment_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    wish: Mapped[Wish] = mapped_column(stored(Wish, "rule_wish"))
    days: Mapped[int]
    paragraph: Mapped[str] = mapped_column(sa.String(200))
    source: Mapped[str] = mapped_column(sa.String(300))
    valid_from: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        sa.CheckConstraint("days >= 1", name="some_days"),
        sa.Index("ix_treatment_rule_latest", "wish", "valid_from", "id"),
    )


@personal
class AddictionCourse(Model):
    """Somebody wishes treatment, with a record or without; what follows is its steps. Sensitive (rules R12).

    `called`: the code by which somebody without a record is found again. `treated_at_id`: the centre where the
    addiction workers sit who see to it; the same, where they come to it. `department_id` is theirs. State and
    `started_on` are where the steps have led.
    """

    __tablename__ = "addiction_course"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    called: Mapped[str | None] = mapped_column(sa.String(LONGEST_CODE), unique=True)
    wish: Mapped[Wish] = mapped_column(stored(Wish))
    wished_on: Mapped[date]
    due_on: Mapped[date]
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    treated_at_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    )
    bridge_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bridge.id", ondelete="SET NULL"), index=True)
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[State] = mapped_column(stored(State, "course_state"), default=State.WISHED)
    started_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined", foreign_keys=centre_id)
    treated_at: Mapped[Centre] = relationship(lazy="joined", foreign_keys=treated_at_id)
    department: Mapped[Department | None] = relationship(lazy="joined")
    noted_by: Mapped[Account] = relationship(lazy="joined")
    steps: Mapped[list["CourseStep"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="CourseStep.id"
    )

    __table_args__ = (
        sa.CheckConstraint("wished_on <= due_on", name="due_after_the_wish"),
        sa.Index("ix_addiction_course_clock", "treated_at_id", "state", "due_on"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Where it was noted, and where the addiction workers sit; which of the staff there may, `reading` says."""
        return frozenset({self.centre_id, self.treated_at_id})

    @property
    def controller_ids(self) -> frozenset[int]:
        """Whose staff noted it, and whose treats."""
        treating = {self.department.operator_id} if self.department else set()
        return frozenset({self.controller_id} | treating)


class CourseStep(Model):
    """Something that happened in a course, on a local day; one that was wrong is taken back, and stays to be read."""

    __tablename__ = "course_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("addiction_course.id", ondelete="CASCADE"), index=True)
    step: Mapped[Step] = mapped_column(stored(Step, "course_step_kind"))
    happened_on: Mapped[date]
    ending: Mapped[Ending | None] = mapped_column(stored(Ending))
    words: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    by: Mapped[Account] = relationship(foreign_keys=by_id, lazy="joined")
    withdrawn_by: Mapped[Account | None] = relationship(foreign_keys=withdrawn_by_id)

    __table_args__ = (
        sa.CheckConstraint("(step = 'ended') = (ending IS NOT NULL)", name="ended_somehow"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by_somebody"),
    )


class CentreOffer(Model):
    """Something that is run at centres, such as NADA, debt advice or a dentist's visit; from a local day, and to one
    where an end is known. `controller_id`: whose staff keep it.
    """

    __tablename__ = "centre_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME))
    run_by: Mapped[str] = mapped_column(sa.String(LONGEST_RUN_BY), default="")
    held_when: Mapped[str] = mapped_column(sa.String(LONGEST_WHEN), default="")
    topic: Mapped[Topic] = mapped_column(stored(Topic, "offer_topic"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    at: Mapped[list["OfferAtCentre"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (
        sa.CheckConstraint("name <> ''", name="has_a_name"),
        sa.CheckConstraint("to_on IS NULL OR from_on <= to_on", name="from_before_to"),
    )

    @property
    def centres(self) -> list[Centre]:
        """Where it is run, by name."""
        return sorted((one.centre for one in self.at), key=lambda centre: centre.name)

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centres where it is run."""
        return frozenset(one.centre_id for one in self.at)

    @property
    def controller_ids(self) -> frozenset[int]:
        """Whose staff see it: its keeper's, and those of the centres where it is run."""
        return frozenset({self.controller_id, *(one.centre.operator_id for one in self.at)})


class OfferAtCentre(Model):
    """A centre where an offer is run."""

    __tablename__ = "offer_at_centre"

    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("centre_offer.id", ondelete="CASCADE"), primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), primary_key=True, index=True)

    centre: Mapped[Centre] = relationship(lazy="joined")


@personal
class OfferAttendance(Model):
    """Somebody of the register came to an offer on a local day, as they wished it written; or so many came unnamed."""

    __tablename__ = "offer_attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("centre_offer.id", ondelete="CASCADE"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    attended_on: Mapped[date]
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    people: Mapped[int] = mapped_column(default=1)
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)

    offer: Mapped[CentreOffer] = relationship()
    citizen: Mapped[Citizen | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    noted_by: Mapped[Account] = relationship()

    __table_args__ = (
        sa.CheckConstraint("people >= 1", name="somebody"),
        sa.CheckConstraint("citizen_id IS NULL OR people = 1", name="one_citizen"),
        sa.Index("ix_offer_attendance_day", "offer_id", "attended_on", "centre_id"),
    )


moves(AddictionCourse, _l("andre optegnelser"), one=_l("anden optegnelse"))
moves(OfferAttendance, _l("deltagelser"), one=_l("deltagelse"))
