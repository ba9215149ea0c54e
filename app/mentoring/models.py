"""Mentor agreements, and what each of them said before it was changed."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre, Department
from app.citizens.linking import moves
from app.citizens.models import Citizen
from app.db import Model
from app.log import personal
from app.mentoring.agreement import Span


@personal
class MentorAgreement(Model):
    """A worker of a centre is mentor for a citizen; what it says now. What it said before are its terms."""

    __tablename__ = "mentor_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("department.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    minutes_a_week: Mapped[int]
    from_on: Mapped[date]
    to_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    end_reason: Mapped[str] = mapped_column(sa.String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen] = relationship()
    worker: Mapped[Account] = relationship(lazy="joined", foreign_keys=worker_id)
    ended_by: Mapped[Account | None] = relationship(foreign_keys=ended_by_id)
    department: Mapped[Department] = relationship(lazy="joined")
    centre: Mapped[Centre] = relationship(lazy="joined")
    terms: Mapped[list["MentorTerms"]] = relationship(cascade="all, delete-orphan", order_by="MentorTerms.version")

    __table_args__ = (
        sa.CheckConstraint("minutes_a_week >= 15 AND minutes_a_week % 15 = 0", name="quarters"),
        sa.CheckConstraint("to_on >= from_on", name="days"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})

    @property
    def span(self) -> Span:
        """The days on which it runs; the day on which it was ended is not one of them."""
        return running(self.from_on, self.to_on, self.ended_at)


def running(from_on: date, to_on: date, ended_at: datetime | None) -> Span:
    """The days on which an agreement runs, as agreed or to the day before it was ended."""
    if ended_at is None:
        return Span(from_on, to_on)
    return Span(from_on, min(to_on, clock.local(ended_at).date() - timedelta(days=1)))


class MentorTerms(Model):
    """What an agreement said from this version on, with who agreed it and when. The newest are those in force."""

    __tablename__ = "mentor_terms"

    agreement_id: Mapped[int] = mapped_column(
        sa.ForeignKey("mentor_agreement.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    worker_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("department.id"))
    minutes_a_week: Mapped[int]
    from_on: Mapped[date]
    to_on: Mapped[date]
    agreed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    agreed_at: Mapped[datetime] = mapped_column(default=clock.now)

    worker: Mapped[Account] = relationship(foreign_keys=worker_id)
    agreed_by: Mapped[Account] = relationship(foreign_keys=agreed_by_id)
    department: Mapped[Department] = relationship()


moves(MentorAgreement, _l("mentoraftaler"))
