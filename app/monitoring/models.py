"""Groups of rows, as data with versions: the steering group decides what is monitored (SIV-53, SIV-56)."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Model, stored


class Grouped(StrEnum):
    """What is put into groups."""

    CHALLENGES = "challenges"
    INCOME = "income"


class Grouping(Model):
    """One decided way of grouping; the newest version that was decided is the one in use."""

    __tablename__ = "grouping"

    id: Mapped[int] = mapped_column(primary_key=True)
    of: Mapped[Grouped] = mapped_column(stored(Grouped))
    version: Mapped[int]
    decided_on: Mapped[date]

    groups: Mapped[list["Group"]] = relationship(order_by="Group.place", lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (sa.UniqueConstraint("of", "version"),)


class Group(Model):
    """A named group of rows; a citizen is in it who has at least one of its members."""

    __tablename__ = "monitoring_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    grouping_id: Mapped[int] = mapped_column(sa.ForeignKey("grouping.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(sa.String(40))
    danish: Mapped[str] = mapped_column(sa.String(200))
    english: Mapped[str] = mapped_column(sa.String(200))
    place: Mapped[int]

    members: Mapped[list["GroupMember"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (sa.UniqueConstraint("grouping_id", "key"),)


class GroupMember(Model):
    """A challenge, or the key of an income source, that belongs to a group."""

    __tablename__ = "group_member"

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("monitoring_group.id", ondelete="CASCADE"), primary_key=True)
    member: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
