"""Calls to Borgerservice, and job interviews."""

from datetime import date, datetime, time

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre, Department
from app.citizens.linking import moves
from app.citizens.models import Citizen
from app.db import Model, stored
from app.hotline.call import LONGEST_ANSWER, LONGEST_NAME, LONGEST_QUESTION, How, State
from app.hotline.interview import LONGEST_WHERE, LONGEST_WORDS, Outcome
from app.log import personal


@personal
class HotlineCall(Model):
    """A question to Borgerservice, perhaps about a citizen, and its answer. `waits_id`: who is told of the answer, at
    first whoever asked. `minutes`: how long the call took; none where it was answered in writing. `answered_by` wrote
    the answer down; `given_by` names who gave it, where that is somebody else.
    """

    __tablename__ = "hotline_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("department.id"))
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    how: Mapped[How] = mapped_column(stored(How))
    question: Mapped[str] = mapped_column(sa.String(LONGEST_QUESTION))
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    waits_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    state: Mapped[State] = mapped_column(stored(State, "call_state"), default=State.OPEN)
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    given_by: Mapped[str] = mapped_column(sa.String(LONGEST_NAME), default="")
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(sa.String(LONGEST_ANSWER), default="")
    minutes: Mapped[int | None]
    seen_at: Mapped[datetime | None]
    """When whoever waits said that the answer was read."""
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    department: Mapped[Department] = relationship(lazy="joined")
    noted_by: Mapped[Account] = relationship(foreign_keys=noted_by_id, lazy="joined")
    waits: Mapped[Account] = relationship(foreign_keys=waits_id, lazy="joined")
    answered_by: Mapped[Account | None] = relationship(foreign_keys=answered_by_id)

    __table_args__ = (
        sa.CheckConstraint("question <> ''", name="asks_something"),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 1", name="some_time"),
        sa.CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_at_a_time"),
        sa.Index("ix_hotline_call_open", "department_id", "state", "noted_at"),
        sa.Index("ix_hotline_call_waits", "waits_id", "state"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})

    @property
    def controller_ids(self) -> frozenset[int]:
        """Whose staff asked, and whose answer; which of their staff may, `reading.may_see` says."""
        return frozenset({self.controller_id, self.department.operator_id})


@personal
class JobInterviewFollowUp(Model):
    """A job interview of a citizen: where and when (local), who asks how it went, and what came of it."""

    __tablename__ = "job_interview_follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    place: Mapped[str] = mapped_column(sa.String(LONGEST_WHERE))
    held_on: Mapped[date]
    held_at: Mapped[time | None] = mapped_column(sa.Time)
    responsible_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    outcome: Mapped[Outcome] = mapped_column(stored(Outcome, "interview_outcome"), default=Outcome.WAITING)
    words: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    said_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    said_at: Mapped[datetime | None]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    responsible: Mapped[Account] = relationship(foreign_keys=responsible_id, lazy="joined")
    made_by: Mapped[Account] = relationship(foreign_keys=made_by_id)
    said_by: Mapped[Account | None] = relationship(foreign_keys=said_by_id)

    __table_args__ = (
        sa.CheckConstraint("place <> ''", name="somewhere"),
        sa.Index("ix_job_interview_follow_up_due", "responsible_id", "outcome", "held_on"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})


moves(HotlineCall, _l("spørgsmål til Borgerservice"), one=_l("spørgsmål til Borgerservice"))
moves(JobInterviewFollowUp, _l("jobsamtaler"), one=_l("jobsamtale"))
