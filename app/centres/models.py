"""Operators, centres, departments and efforts; the duty to notify, and whom to call."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.db import Model, stored


class OperatorKind(StrEnum):
    """Who runs a centre; a private operator is a data controller of its own (rules R10)."""

    MUNICIPALITY = "municipality"
    PRIVATE = "private"


class Focus(StrEnum):
    """Whom a centre is mostly for."""

    SOCIAL = "social"
    PSYCHIATRIC = "psychiatric"
    MIXED = "mixed"


class EffortKind(StrEnum):
    """What an effort is about: the three that come to the centres in sessions, what SKP workers do, and the rest."""

    CASEWORK = "casework"
    ADDICTION = "addiction"
    HEALTH = "health"
    OUTREACH = "outreach"
    OTHER = "other"


class Operator(Model):
    """Who runs centres or departments, and is the controller (dataansvarlig) of what they record."""

    __tablename__ = "operator"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    kind: Mapped[OperatorKind] = mapped_column(stored(OperatorKind))


class Centre(Model):
    """A drop-in centre. Centres with the same house share a roof, and sessions there."""

    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    town: Mapped[str] = mapped_column(sa.String(200), default="")
    house: Mapped[str] = mapped_column(sa.String(200), default="")
    opening_hours: Mapped[str] = mapped_column(sa.Text, default="")
    focus: Mapped[Focus] = mapped_column(stored(Focus))
    operator_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"), index=True)
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    operator: Mapped[Operator] = relationship()

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centres that a person must belong to, to have to do with this one."""
        return frozenset({self.id})

    def open_on(self, day: date) -> bool:
        """Whether people can work there on that day."""
        return self.closed_on is None or day < self.closed_on

    @property
    def controller_id(self) -> int:
        """The operator who answers for what is recorded here."""
        return self.operator_id


class Department(Model):
    """A municipal department; its caseworkers keep its competence wherever they sit."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    operator_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    operator: Mapped[Operator] = relationship()


class Effort(Model):
    """What a department brings to the centres: casework, addiction, health, outreach, group activities."""

    __tablename__ = "effort"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    kind: Mapped[EffortKind] = mapped_column(stored(EffortKind), default=EffortKind.OTHER)
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class DutyText(Model):
    """What the law says about the duty to notify (underretningspligt, rules R16), as staff are told it, from a day."""

    __tablename__ = "duty_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    danish: Mapped[str] = mapped_column(sa.String(600))
    english: Mapped[str] = mapped_column(sa.String(600), default="")
    source: Mapped[str] = mapped_column(sa.String(300))
    valid_from: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)


class NotifyContact(Model):
    """Whom an operator's staff call when they worry about a child, from a day; the latest row holds."""

    __tablename__ = "notify_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    who: Mapped[str] = mapped_column(sa.String(200))
    phone: Mapped[str] = mapped_column(sa.String(40))
    from_on: Mapped[date] = mapped_column(default=clock.today)
    ended_on: Mapped[date | None]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (sa.Index("ix_notify_contact_latest", "operator_id", "from_on", "id"),)
