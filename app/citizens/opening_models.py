"""Records opened beyond one's own, each with its ground; look-ups at other operators; the list of legal grounds."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.citizens.across import Basis, Given, Shown
from app.db import Model, stored


class LegalGround(Model):
    """A legal ground for sharing without consent (rules R9): a list with validity dates, kept by administrators."""

    __tablename__ = "legal_ground"

    id: Mapped[int] = mapped_column(primary_key=True)
    danish: Mapped[str] = mapped_column(sa.String(300))
    english: Mapped[str] = mapped_column(sa.String(300), default="")
    paragraph: Mapped[str] = mapped_column(sa.String(200))
    is_uncertain: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class LookUp(Model):
    """Somebody asked whether a citizen is known at another operator: on which ground. Never what was typed."""

    __tablename__ = "look_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    basis: Mapped[Basis] = mapped_column(stored(Basis))
    given: Mapped[Given | None] = mapped_column(stored(Given))
    purpose: Mapped[str] = mapped_column(sa.String(500))
    legal_ground_id: Mapped[int | None] = mapped_column(sa.ForeignKey("legal_ground.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    looked_at: Mapped[datetime] = mapped_column(default=clock.now)
    found: Mapped[bool] = mapped_column(default=False)

    legal_ground: Mapped[LegalGround | None] = relationship(lazy="joined")

    __table_args__ = (
        sa.CheckConstraint(
            "(basis = 'consent' AND given IS NOT NULL AND legal_ground_id IS NULL)"
            " OR (basis = 'legal_ground' AND legal_ground_id IS NOT NULL AND given IS NULL)",
            name="grounded",
        ),
    )


class Opening(Model):
    """A record was opened to somebody until the end of the day: on which ground, and in which words."""

    __tablename__ = "opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    shown: Mapped[Shown] = mapped_column(stored(Shown))
    basis: Mapped[Basis] = mapped_column(stored(Basis))
    reason: Mapped[str] = mapped_column(sa.String(500))
    look_up_id: Mapped[int | None] = mapped_column(sa.ForeignKey("look_up.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    until: Mapped[datetime]
    joined_centre_id: Mapped[int | None] = mapped_column(sa.ForeignKey("centre.id"))
    joined_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
    look_up: Mapped[LookUp | None] = relationship(lazy="joined")

    @property
    def opens_record(self) -> bool:
        """Whether it opens the record itself, and not only what is protected in it."""
        return self.shown is Shown.RECORD

    __table_args__ = (sa.Index("ix_opening_citizen", "citizen_id", "until"),)
