"""What happened to a record: closed, dead, moved away, open again; its name protected; not to be visited alone."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.citizens.standing import Status
from app.db import Model, stored
from app.log import personal


class StatusChange(Model):
    """A record was closed or opened again, or somebody died or moved away: on which day, why, and who wrote it."""

    __tablename__ = "status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    from_status: Mapped[Status] = mapped_column(stored(Status, "from_status"))
    to_status: Mapped[Status] = mapped_column(stored(Status, "to_status"))
    happened_on: Mapped[date]
    is_approximate: Mapped[bool] = mapped_column(default=False)
    moved_to: Mapped[str] = mapped_column(sa.String(200), default="")
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[Account] = relationship(lazy="joined")


class Protection(Model):
    """The citizen's name and address are protected (navne- og adressebeskyttelse) from a day, until it is ended."""

    __tablename__ = "protection"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    from_on: Mapped[date]
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


@personal
class SafetyNote(Model):
    """Do not go alone: a short sentence that stands until its last day. Made longer, it is a new row after the old."""

    __tablename__ = "safety_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(sa.String(300))
    until: Mapped[date]
    earlier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("safety_note.id", ondelete="SET NULL"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    ended_reason: Mapped[str] = mapped_column(sa.String(500), default="")

    author: Mapped[Account] = relationship(lazy="joined", foreign_keys=author_id)

    def stands_on(self, day: date) -> bool:
        """Whether it holds on this day; its last day is one of them."""
        return self.ended_at is None and day <= self.until
