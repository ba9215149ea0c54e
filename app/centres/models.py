"""Operators, centres, departments and efforts."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

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

    operator: Mapped[Operator] = relationship(lazy="joined")

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

    operator: Mapped[Operator] = relationship(lazy="joined")


class Effort(Model):
    """What a department brings to the centres: casework, addiction, health, outreach, group activities."""

    __tablename__ = "effort"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
