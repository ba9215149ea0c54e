"""Contacts, and the count of heads of a day."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens.models import ChallengeNoted, Citizen, Note
from app.db import Model, stored
from app.outreach.contact import Kind, Place


class Contact(Model):
    """A contact with a citizen of the register, with somebody without a name, or with a group."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(stored(Kind))
    place: Mapped[Place] = mapped_column(stored(Place))
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"))
    people: Mapped[int] = mapped_column(default=1)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    happened_at: Mapped[datetime]
    minutes: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    author: Mapped[Account] = relationship()
    topics: Mapped[list[ChallengeNoted]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    note: Mapped[Note | None] = relationship(cascade="all, delete-orphan")

    __table_args__ = (
        sa.CheckConstraint("people >= 1", name="somebody"),
        sa.CheckConstraint("citizen_id IS NULL OR people = 1", name="one_citizen"),
        sa.CheckConstraint("minutes >= 1", name="some_time"),
        sa.Index("ix_contact_author", "author_id", "happened_at"),
        sa.Index("ix_contact_citizen", "citizen_id", "happened_at"),
        sa.Index("ix_contact_figures", "happened_at", "centre_id", "citizen_id", "people"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})


class HeadCount(Model):
    """How many came to a centre on a day, without persons (SIV-07)."""

    __tablename__ = "head_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    counted_on: Mapped[date]
    people: Mapped[int]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.UniqueConstraint("centre_id", "counted_on"),
        sa.CheckConstraint("people >= 0", name="no_less_than_nobody"),
    )
