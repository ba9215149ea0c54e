"""Links between two records of one person, and exactly what each moved, so that it can be moved back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.db import Model


class CitizenLink(Model):
    """The other record is seen with the one that is kept, for this reason, until it is undone."""

    __tablename__ = "citizen_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(500))
    brought_known_before: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    linked_at: Mapped[datetime] = mapped_column(default=clock.now)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    author: Mapped[Account] = relationship(lazy="joined", foreign_keys=author_id)
    moved: Mapped[list["LinkedRecord"]] = relationship(cascade="all, delete-orphan")
    centres: Mapped[list["LinkedCentre"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (sa.CheckConstraint("kept_id <> other_id", name="two_records"),)


class LinkedRecord(Model):
    """A row that this link moved: the table it is in, and its id there."""

    __tablename__ = "linked_record"

    link_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen_link.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(63), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)


class LinkedCentre(Model):
    """A centre that the other record belonged to, since when, and whether the link brought it to the kept one."""

    __tablename__ = "linked_centre"

    link_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen_link.id", ondelete="CASCADE"), primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), primary_key=True)
    since: Mapped[datetime]
    was_new: Mapped[bool]
