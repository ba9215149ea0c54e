"""The hours that were agreed from a day on: SKP's for a centre, and a department's sessions at a centre."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Department
from app.db import Model


class SkpHours(Model):
    """So much a week from this day until the next row's. Rows are added, never changed; nought hours end them."""

    __tablename__ = "skp_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    minutes_a_week: Mapped[int]
    from_on: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    set_by: Mapped[Account] = relationship()

    __table_args__ = (
        sa.CheckConstraint("minutes_a_week >= 0 AND minutes_a_week % 15 = 0", name="quarters"),
        sa.Index("ix_skp_hours_in_force", "centre_id", "from_on", "id"),
    )


class SessionHours(Model):
    """So much a week of a department's people in sessions at a centre, from this day until the next row's (SIV-03).
    Rows are added, never changed; nought hours end them.
    """

    __tablename__ = "session_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("department.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    minutes_a_week: Mapped[int]
    from_on: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    department: Mapped[Department] = relationship(lazy="joined")
    set_by: Mapped[Account] = relationship()

    __table_args__ = (
        sa.CheckConstraint("minutes_a_week >= 0 AND minutes_a_week % 15 = 0", name="quarters"),
        sa.Index("ix_session_hours_in_force", "centre_id", "department_id", "from_on", "id"),
    )
